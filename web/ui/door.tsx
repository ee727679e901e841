/**
 * A door: where a figure, a name or a row leads. Plain data, so that pure code can make doors and
 * any primitive can draw them as real links.
 */
import { Link, useNavigate } from '@tanstack/react-router';
import type { CSSProperties, ReactNode } from 'react';

export interface Door {
  to: string;
  params?: Readonly<Record<string, string>>;
  /** merged over the search now in the address bar when `keep`, else replaces it but for the lens */
  search?: Readonly<Record<string, string | undefined>>;
}

export interface DoorLinkProps {
  door: Door;
  children: ReactNode;
  className?: string;
  style?: CSSProperties;
  label?: string;
  tabIndex?: number;
}

export function DoorLink(props: DoorLinkProps): ReactNode {
  const { door } = props;
  return (
    <Link
      to={door.to}
      params={door.params as never}
      search={(door.search ?? {}) as never}
      className={props.className}
      style={props.style}
      aria-label={props.label}
      tabIndex={props.tabIndex}
    >
      {props.children}
    </Link>
  );
}

/** Opens a door from code (a row, a circle of the cartogram). */
export function useOpenDoor(): (door: Door) => void {
  const navigate = useNavigate();
  return (door) =>
    void navigate({
      to: door.to,
      params: door.params as never,
      search: (door.search ?? {}) as never,
    });
}
