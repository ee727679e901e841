/** Our own few line icons (24 × 24, stroke 1.75); a library would cost more than these lines. */
import type { CSSProperties, ReactNode } from 'react';

const PATHS = {
  home: 'M4 11.5 12 4l8 7.5M6 10v9h4.5v-5h3v5H18v-9',
  coverage: 'M3 14a9 9 0 0 1 18 0zM12 14v5a2 2 0 0 0 4 0M12 3v2',
  people:
    'M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11zM3 19.5c.4-3.3 2.8-5.3 6-5.3s5.6 2 6 5.3M15.5 5a3 3 0 0 1 0 5.8M17.5 14.6c2 .7 3.3 2.4 3.5 4.9',
  person: 'M12 11.5a3.6 3.6 0 1 0 0-7.2 3.6 3.6 0 0 0 0 7.2zM5 20c.5-3.7 3.3-6 7-6s6.5 2.3 7 6',
  house: 'M4 11 12 4.5 20 11M6 9.5V20h12V9.5M10 20v-6h4v6',
  units:
    'M12 4v4M12 8H6.5v4M12 8h5.5v4M10 4h4M4.5 12h4v3.5h-4zM15.5 12h4v3.5h-4zM10 16.5h4V20h-4zM12 8v8.5',
  users:
    'M10 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 10 11zM3.5 19.5c.4-3.4 3-5.4 6.5-5.4 1 0 2 .2 2.8.5M17 13.5v6M14 16.5h6',
  journal:
    'M6 4h11a1.5 1.5 0 0 1 1.5 1.5V20H7.5A1.5 1.5 0 0 1 6 18.5zM6 18a2 2 0 0 1 2-2h10.5M9.5 8H15M9.5 11.5H15',
  jobs: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM12 7.5V12l3 2.5',
  sources:
    'M12 9c4.1 0 7-1.1 7-2.5S16.1 4 12 4 5 5.1 5 6.5 7.9 9 12 9zM5 6.5v11C5 18.9 7.9 20 12 20s7-1.1 7-2.5v-11M5 12c0 1.4 2.9 2.5 7 2.5s7-1.1 7-2.5',
  account:
    'M12 12.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM6.5 18c.7-2.4 2.8-3.8 5.5-3.8s4.8 1.4 5.5 3.8M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z',
  target:
    'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM12 12.3v-.6',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16.2 16.2 20.5 20.5',
  calendar: 'M5 6h14v13.5H5zM5 10h14M8.5 3.5V7M15.5 3.5V7',
  map: 'M9 5 4 7v12l5-2 6 2 5-2V5l-5 2zM9 5v12M15 7v12',
  menu: 'M4 7h16M4 12h16M4 17h16',
  close: 'M6 6l12 12M18 6 6 18',
  chevronDown: 'M6 9.5 12 15l6-5.5',
  chevronRight: 'M9.5 6 15 12l-5.5 6',
  chevronLeft: 'M14.5 6 9 12l5.5 6',
  arrowUp: 'M12 19V5M6.5 10.5 12 5l5.5 5.5',
  arrowDown: 'M12 5v14M6.5 13.5 12 19l5.5-5.5',
  download: 'M12 4v11M7 10.5l5 4.5 5-4.5M5 19.5h14',
  print: 'M7 9V4h10v5M7 17H4.5V9h15v8H17M7 14h10v6H7z',
  columns: 'M4 5h16v14H4zM9.5 5v14M14.5 5v14',
  filter: 'M4 5.5h16l-6 7V19l-4-2v-4.5z',
  eye: 'M2.5 12C4.5 8 8 5.8 12 5.8S19.5 8 21.5 12c-2 4-5.5 6.2-9.5 6.2S4.5 16 2.5 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
  warning: 'M12 4 2.8 19.5h18.4zM12 10v4.5M12 17v.3',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.5M12 7.5v.3',
  check: 'M5 12.5 10 17.5 19.5 7',
  plus: 'M12 5v14M5 12h14',
  undo: 'M8 5 4 9l4 4M4 9h9.5a5.5 5.5 0 0 1 0 11H9',
  camera: 'M4 8h3.5L9 5.5h6L16.5 8H20v11H4zM12 16.5a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.6z',
  edit: 'M4.5 19.5 5.5 15 16 4.5l3.5 3.5L9 18.5z',
  refresh: 'M20 5v5h-5M19.5 10A8 8 0 1 0 20 14',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4',
  globe:
    'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c2.5 2.5 3.5 5.5 3.5 9s-1 6.5-3.5 9c-2.5-2.5-3.5-5.5-3.5-9S9.5 5.5 12 3z',
  signOut: 'M14 4.5H5.5v15H14M10 12h10.5M17 8.5l3.5 3.5-3.5 3.5',
  key: 'M8 17.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM11 11l8-6.5M16 7l2.5 3',
  card: 'M3.5 6h17v12.5h-17zM3.5 10h17M7 15h4',
  chart: 'M4 4v16h16M7.5 15l4-5 3 3 5-6.5',
  merge: 'M6 4v3c0 3 6 3 6 6v7M18 4v3c0 3-6 3-6 6M9 17l3 3 3-3',
  split: 'M12 4v6c0 4-6 3-6 8v2M12 10c0 4 6 3 6 8v2M3.5 17.5 6 20l2.5-2.5M15.5 17.5 18 20l2.5-2.5',
  canvass:
    'M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11zM3 19.5c.4-3.3 2.8-5.3 6-5.3 1.6 0 3 .5 4 1.4M14 5.5h6.5V11H18l-2 2v-2h-2z',
  campaign: 'M4 10v4h3l7 4.5v-13L7 10zM17 9.5a4 4 0 0 1 0 5M8 14.5l1.5 5.5',
  forecast: 'M4 4v16h16M7 9l4 4 3-3 5.5 5.5M19.5 11.5v4h-4',
  budget: 'M5 4h14v16H5zM8.5 8h7M8.5 12h3M8.5 16h3M14.5 12h1M14.5 16h1',
  gift: 'M4 10.5h16v9.5H4zM3 7h18v3.5H3zM12 7v13M12 7c-5 0-5-4.5-2-4.5 1.5 0 2 2 2 4.5 0-2.5.5-4.5 2-4.5 3 0 3 4.5-2 4.5',
  scenario:
    'M4 12h5M9 12c4 0 4-6 8-6h3M9 12c4 0 4 6 8 6h3M17.5 3.5 20 6l-2.5 2.5M17.5 15.5 20 18l-2.5 2.5',
  decide: 'M4.5 7 6 8.5 9 5M4.5 14 6 15.5 9 12M12 7h8M12 14h8M12 19.5h8',
  law: 'M12 4v16M7.5 20h9M5 7h14M5 7l-2.5 6.5h5zM19 7l-2.5 6.5h5z',
  calculator:
    'M6 3.5h12v17H6zM9 7h6M9 11.5h.3M12 11.5h.3M15 11.5h.3M9 14.5h.3M12 14.5h.3M15 14.5h.3M9 17.5h.3M12 17.5h3.3',
  help: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 16.8v.3',
} as const;

export type IconName = keyof typeof PATHS;

export interface IconProps {
  name: IconName;
  size?: number;
  /** said to readers of the screen; without it the icon is decoration */
  label?: string;
  className?: string;
  style?: CSSProperties;
}

export function Icon({ name, size = 18, label, className, style }: IconProps): ReactNode {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={className}
      style={{ flex: 'none', ...style }}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
