/** Spells of a person on one time axis; every bar also says itself in words. */
import type { CSSProperties, ReactNode } from 'react';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import { useFormat, useText } from '../../text/language.tsx';
import { type TimelineScale, makeTimelineScale } from './scale.ts';
import styles from './timeline.module.css';

export interface TimelineSpell {
  id: string;
  from: IsoDate;
  /** null = no end known */
  to: IsoDate | null;
  label: string;
  /** any CSS colour */
  color?: string;
  /** there, but not the one that counts */
  isDim?: boolean;
}

export interface TimelineLane {
  id: string;
  label: string;
  spells: readonly TimelineSpell[];
}

export interface TimelineProps {
  lanes: readonly TimelineLane[];
  today: IsoDate;
  /** the day the page is asked for */
  mark?: IsoDate;
}

export function Timeline({ lanes, today, mark }: TimelineProps): ReactNode {
  const t = useText();
  const spells = lanes.flatMap((lane) => lane.spells);
  if (spells.length === 0) return <p className="soft">{t.timeline.empty}</p>;
  const scale = makeTimelineScale(spells, mark ? [mark] : [], today);
  return (
    <div className={styles.frame}>
      <div className={styles.grid} role="list" aria-label={t.timeline.label}>
        {lanes
          .filter((lane) => lane.spells.length > 0)
          .map((lane) => (
            <Lane key={lane.id} lane={lane} scale={scale} mark={mark ?? today} />
          ))}
        <Axis scale={scale} />
      </div>
    </div>
  );
}

interface LaneProps {
  lane: TimelineLane;
  scale: TimelineScale;
  mark: IsoDate;
}

function Lane({ lane, scale, mark }: LaneProps): ReactNode {
  return (
    <div role="listitem" style={{ display: 'contents' }}>
      <div className={styles.label}>{lane.label}</div>
      <div className={styles.lane}>
        {lane.spells.map((spell) => (
          <Bar key={spell.id} spell={spell} scale={scale} />
        ))}
        <span className={styles.mark} style={{ insetInlineStart: percent(scale.at(mark)) }} />
      </div>
    </div>
  );
}

function Bar({ spell, scale }: { spell: TimelineSpell; scale: TimelineScale }): ReactNode {
  const t = useText();
  const format = useFormat();
  const start = scale.at(spell.from);
  const end = spell.to === null ? 1 : scale.at(spell.to);
  const period =
    spell.to === null
      ? `${t.timeline.from(format.date(spell.from))}, ${t.timeline.open}`
      : t.timeline.period(format.date(spell.from), format.lastDay(spell.to));
  const style = {
    insetInlineStart: percent(start),
    width: percent(Math.max(end - start, 0)),
    '--bar': spell.color,
  } as CSSProperties;
  const classes = [styles.spell, spell.isDim ? styles.dim : '', spell.to ? '' : styles.open];
  return (
    <div className={classes.join(' ')} style={style} title={`${spell.label}: ${period}`}>
      <span aria-hidden="true">{spell.label}</span>
      <span className="visually-hidden">{`${spell.label}: ${period}`}</span>
    </div>
  );
}

function Axis({ scale }: { scale: TimelineScale }): ReactNode {
  return (
    <div role="presentation" style={{ display: 'contents' }} aria-hidden="true">
      <div className={styles.axisLabel} />
      <div className={styles.axis}>
        {scale.years.map((line) => (
          <span key={line.year} style={{ insetInlineStart: percent(line.at) }}>
            {line.year}
          </span>
        ))}
      </div>
    </div>
  );
}

function percent(share: number): string {
  return `${Math.round(share * 10_000) / 100}%`;
}
