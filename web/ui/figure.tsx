/** A number that is always a door: to the people or the units behind it. */
import type { CSSProperties, ReactNode } from 'react';
import { useFormat, useText } from '../text/language.tsx';
import { type Door, DoorLink } from './door.tsx';
import styles from './figure.module.css';

export interface FigureProps {
  label: string;
  /** null = the figure is missing, which is not 0 */
  value: number | null;
  kind?: 'number' | 'rate' | 'money';
  unit?: string;
  door?: Door;
  tone?: 'plain' | 'missing' | 'accent';
  size?: 'plain' | 'large';
  note?: ReactNode;
}

export function Figure(props: FigureProps): ReactNode {
  const t = useText();
  const format = useFormat();
  const { label, value, kind = 'number', door, tone = 'plain', size = 'plain' } = props;
  const text =
    value === null
      ? t.figure.missing
      : kind === 'rate'
        ? format.rate(value)
        : kind === 'money'
          ? format.money(value)
          : format.number(value);
  return (
    <div className={`${styles.figure} ${styles[tone] ?? ''} ${styles[size] ?? ''}`}>
      <div className={styles.label}>{label}</div>
      <div className={value === null ? styles.note : styles.value}>
        {door && value !== null ? (
          <DoorLink door={door} label={`${text}: ${t.figure.opens(label)}`}>
            {text}
          </DoorLink>
        ) : (
          text
        )}
        {props.unit && value !== null && <span className={styles.unit}>{props.unit}</span>}
      </div>
      {props.note && <div className={styles.note}>{props.note}</div>}
    </div>
  );
}

/** Side by side as many as fit; `pairs` keeps two a row in narrow places, `wide` leaves room for money. */
export function Figures({ children, pairs, wide }: FiguresProps): ReactNode {
  const kind = pairs ? styles.pairs : wide ? styles.wide : '';
  return <div className={`${styles.figures} ${kind}`}>{children}</div>;
}

export interface FiguresProps {
  pairs?: boolean;
  wide?: boolean;
  children: ReactNode;
}

export interface ChangeProps {
  value: number;
  suffix?: string;
  /** fewer is better: people without a card */
  isFallGood?: boolean;
}

/** "+1.234" in green, "−56" in brick; nothing changed is said as 0. */
export function Change({ value, suffix, isFallGood }: ChangeProps): ReactNode {
  const format = useFormat();
  const good = isFallGood ? -value : value;
  const tone = good > 0 ? styles.up : good < 0 ? styles.down : '';
  return (
    <span className={`${styles.change} ${tone}`}>
      {format.signed(value)}
      {suffix && ` ${suffix}`}
    </span>
  );
}

export interface RateBarProps {
  insured: number;
  population: number | null;
  rateBp: number | null;
  targetBp?: number | null;
  withLegend?: boolean;
}

/** How much of a people is covered; the hatched rest is the gap. */
export function RateBar(props: RateBarProps): ReactNode {
  const t = useText();
  const format = useFormat();
  const { insured, population, rateBp, targetBp } = props;
  const share = Math.max(0, Math.min(10_000, rateBp ?? 0)) / 100;
  const tick: CSSProperties = { insetInlineStart: `${(targetBp ?? 0) / 100}%` };
  return (
    <div className={styles.rate}>
      <div className={styles.track} role="img" aria-label={t.rate.label(format.rate(rateBp))}>
        <span className={styles.fill} style={{ width: `${share}%` }} />
        {targetBp !== undefined && targetBp !== null && (
          <span className={styles.tick} style={tick} title={t.rate.target(format.rate(targetBp))} />
        )}
      </div>
      {props.withLegend && population !== null && (
        <div className={styles.legend}>
          <span className="number">
            {t.rate.insured}: {format.number(insured)}
          </span>
          <span className="number">
            {t.rate.uninsured}: {format.number(Math.max(0, population - insured))}
          </span>
        </div>
      )}
    </div>
  );
}
