/** One cell: its value in the reader's form, a door where it has one, a bar where it has one. */
import type { CSSProperties, ReactNode } from 'react';
import type { Format } from '../../../messages/format.ts';
import { useFormat } from '../../text/language.tsx';
import { DoorLink } from '../door.tsx';
import { type CellValue, type Column, type ColumnKind, type Tone, isNumeric } from './columns.ts';
import styles from './table.module.css';

const TONES: Record<Tone, string> = {
  accent: 'var(--accent)',
  missing: 'var(--missing)',
  soft: 'var(--line-strong)',
  warn: 'var(--warn)',
};

export function formatCell(value: CellValue, kind: ColumnKind | undefined, format: Format): string {
  if (value === null) return kind === 'rate' ? '—' : '';
  if (typeof value === 'string') {
    if (kind === 'date') return format.date(value);
    if (kind === 'lastDay') return format.lastDay(value);
    return kind === 'instant' ? format.instant(value) : value;
  }
  if (kind === 'rate') return format.rate(value);
  return kind === 'signed' ? format.signed(value) : format.number(value);
}

export function Cell<Row>({ row, column }: { row: Row; column: Column<Row> }): ReactNode {
  const format = useFormat();
  const value = column.value(row);
  const text = column.render ? column.render(row) : formatCell(value, column.kind, format);
  // nobody stands behind a zero
  const door = value === 0 ? undefined : column.door?.(row);
  const bar = column.bar?.(row);
  const shown = door ? <DoorLink door={door}>{text}</DoorLink> : text;
  const isBlank = value === null && !column.render;
  const classes = [isNumeric(column.kind) ? styles.number : '', isBlank ? styles.blank : ''];
  return (
    <td role="cell" className={classes.join(' ').trim() || undefined}>
      <span className={styles.label} aria-hidden="true">
        {column.title}
      </span>
      {bar ? <Barred share={bar.share} tone={bar.tone ?? 'accent'} value={shown} /> : shown}
    </td>
  );
}

interface BarredProps {
  share: number;
  tone: Tone;
  value: ReactNode;
}

function Barred({ share, tone, value }: BarredProps): ReactNode {
  const width = `${Math.max(0, Math.min(1, share)) * 100}%`;
  return (
    <span className={styles.barred} style={{ '--bar': TONES[tone] } as CSSProperties}>
      <span className={styles.track} aria-hidden="true">
        <span className={styles.fill} style={{ width }} />
      </span>
      <span>{value}</span>
    </span>
  );
}
