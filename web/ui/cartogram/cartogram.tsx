/** Units as circles: area = people, colour = coverage, each a door, walked by arrow keys. */
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useElementSize } from '@mantine/hooks';
import { useFormat, useText } from '../../text/language.tsx';
import { type Door, useOpenDoor } from '../door.tsx';
import { type CartogramCircle, layoutCartogram, neighbourOf } from './layout.ts';
import { RATE_STEPS, type RateStep, stepOf } from './scale.ts';
import styles from './cartogram.module.css';

export interface CartogramItem {
  id: string;
  name: string;
  lon: number | null;
  lat: number | null;
  population: number;
  rateBp: number | null;
  door: Door;
}

export interface CartogramProps {
  items: readonly CartogramItem[];
}

const WIDTH = 640;
const READABLE_PX = 7.5;

const DIRECTIONS = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
} as const;

export function Cartogram({ items }: CartogramProps): ReactNode {
  const t = useText();
  const placed = useMemo(() => items.filter(hasPlace), [items]);
  const layout = useMemo(() => layoutCartogram(placed, { width: WIDTH }), [placed]);
  const [active, setActive] = useState<string | null>(null);
  const svg = useRef<SVGSVGElement>(null);
  const { ref, width } = useElementSize();
  const scale = width > 0 ? width / WIDTH : 1;
  const byId = new Map(placed.map((item) => [item.id, item]));
  const current = active ?? layout.circles[0]?.id ?? null;
  const walk = (event: KeyboardEvent, id: string): void => {
    if (!(event.key in DIRECTIONS)) return;
    event.preventDefault();
    const direction = DIRECTIONS[event.key as keyof typeof DIRECTIONS];
    const next = neighbourOf(layout.circles, id, direction);
    if (!next) return;
    setActive(next.id);
    svg.current?.querySelector<SVGGElement>(`[data-id="${CSS.escape(next.id)}"]`)?.focus();
  };
  const unplaced = items.length - placed.length;
  return (
    <figure ref={ref} className={styles.frame}>
      <svg
        ref={svg}
        className={styles.svg}
        viewBox={`0 0 ${layout.width} ${layout.height}`}
        role="group"
        aria-label={`${t.cartogram.label}. ${t.cartogram.keyboard}`}
      >
        {layout.circles.map((circle) => {
          const item = byId.get(circle.id);
          if (!item) return null;
          return (
            <Circle
              key={circle.id}
              circle={circle}
              item={item}
              isCurrent={circle.id === current}
              onWalk={walk}
              onActive={setActive}
            />
          );
        })}
        {layout.circles.map((circle) => {
          const item = byId.get(circle.id);
          return item && <CircleName key={circle.id} circle={circle} item={item} scale={scale} />;
        })}
      </svg>
      <Detail item={active === null ? undefined : byId.get(active)} />
      <figcaption className={styles.caption}>
        <Legend />
        <span>
          {t.cartogram.hint}
          {unplaced > 0 && ` ${t.cartogram.unplaced(unplaced)}`}
        </span>
      </figcaption>
    </figure>
  );
}

type PlacedItem = CartogramItem & { lon: number; lat: number };

function hasPlace(item: CartogramItem): item is PlacedItem {
  return item.lon !== null && item.lat !== null;
}

interface CircleProps {
  circle: CartogramCircle;
  item: CartogramItem;
  isCurrent: boolean;
  onWalk: (event: KeyboardEvent, id: string) => void;
  onActive: (id: string | null) => void;
}

function Circle({ circle, item, isCurrent, onWalk, onActive }: CircleProps): ReactNode {
  const t = useText();
  const format = useFormat();
  const open = useOpenDoor();
  const step = stepOf(item.rateBp);
  const label = t.cartogram.item(
    item.name,
    item.rateBp === null ? t.cartogram.noData : format.rate(item.rateBp),
    format.number(item.population),
  );
  return (
    <g
      role="link"
      data-id={circle.id}
      tabIndex={isCurrent ? 0 : -1}
      aria-label={label}
      className={`${styles.circle} ${step ? '' : styles.missing}`}
      style={stepStyle(step)}
      onClick={() => open(item.door)}
      onFocus={() => onActive(circle.id)}
      onMouseEnter={() => onActive(circle.id)}
      onMouseLeave={() => onActive(null)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') open(item.door);
        else onWalk(event, circle.id);
      }}
    >
      <circle cx={circle.x} cy={circle.y} r={circle.radius} />
    </g>
  );
}

interface CircleNameProps {
  circle: CartogramCircle;
  item: CartogramItem;
  /** pixels a unit of the drawing */
  scale: number;
}

/** The unit's bare name in as many lines as fit, and its rate; nothing in circles too small to read. */
function CircleName({ circle, item, scale }: CircleNameProps): ReactNode {
  const format = useFormat();
  const size = Math.min(15 / scale, circle.radius / 3);
  if (size * scale < READABLE_PX) return null;
  const lines = breakName(bareName(item.name), Math.floor((circle.radius * 1.75) / (size * 0.56)));
  const top = circle.y - ((lines.length - 1) * size * 1.15) / 2;
  return (
    <text
      className={styles.name}
      fontSize={size}
      style={stepStyle(stepOf(item.rateBp))}
      aria-hidden="true"
    >
      {lines.map((line, at) => (
        <tspan key={line} x={circle.x} y={top + at * size * 1.15}>
          {line}
        </tspan>
      ))}
      <tspan x={circle.x} y={top + lines.length * size * 1.15} fontWeight={600}>
        {format.rate(item.rateBp)}
      </tspan>
    </text>
  );
}

/** Without the kind of unit, unless only a number would be left. */
function bareName(name: string): string {
  const bare = name.replace(KINDS, '');
  return /^\d*$/.test(bare) ? name : bare;
}

const KINDS =
  /^(Xã|Phường|Thị trấn|Đặc khu|Huyện|Quận|Thị xã|Thành phố|Tỉnh|Thôn|Bản|Tổ dân phố|Ấp|Khóm|Khu phố) /;

function breakName(name: string, lengthMax: number): string[] {
  const lines: string[] = [];
  for (const word of name.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length + 1 <= lengthMax) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}

function stepStyle(step: RateStep | undefined): CSSProperties {
  if (!step) return {};
  return {
    '--fill-light': step.light,
    '--fill-dark': step.dark,
    '--label': step.ink,
  } as CSSProperties;
}

function Detail({ item }: { item: CartogramItem | undefined }): ReactNode {
  const t = useText();
  const format = useFormat();
  if (!item) return <div className={`${styles.detail} soft no-print`}>{t.cartogram.keyboard}</div>;
  return (
    <div className={`${styles.detail} no-print`}>
      <strong>{item.name}</strong>{' '}
      <span className="number">
        {format.rate(item.rateBp)} · {format.number(item.population)} {t.rate.people}
      </span>
    </div>
  );
}

function Legend(): ReactNode {
  const t = useText();
  const format = useFormat();
  return (
    <span className={styles.legend}>
      {t.cartogram.legend}:
      {RATE_STEPS.map((step, at) => {
        const upper = RATE_STEPS[at + 1]?.fromBp;
        const low = format.rate(step.fromBp, 0);
        const text =
          at === 0
            ? `< ${format.rate(upper ?? 0, 0)}`
            : upper === undefined
              ? `≥ ${low}`
              : `${low}–${format.rate(upper, 0)}`;
        return (
          <span key={step.fromBp} className={`${styles.step} number`} style={stepStyle(step)}>
            <i aria-hidden="true" />
            {text}
          </span>
        );
      })}
    </span>
  );
}
