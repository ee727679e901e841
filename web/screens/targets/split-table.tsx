/** Shares of the units below with a cell each to fix a number by hand, walked by Enter and arrows. */
import { NumberInput } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import type { SplitRowView } from '../../api/targets.ts';
import { useFormat } from '../../text/language.tsx';
import type { Overrides } from './split.tsx';
import styles from './targets.module.css';
import { rateText, useTargetWords } from './words.ts';

export interface SplitTableProps {
  /** the unit itself first */
  rows: readonly SplitRowView[];
  overrides: Overrides;
  onOverride: (unitId: number, people: number | null) => void;
}

export function SplitTable({ rows, overrides, onOverride }: SplitTableProps): ReactNode {
  const t = useTargetWords().split;
  const body = useRef<HTMLTableSectionElement>(null);
  const [root, ...below] = rows;
  if (!root) return null;
  return (
    <>
      <p className="soft no-print">{t.keyboard}</p>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={t.share}>
        <table className={styles.grid}>
          <thead>
            <tr>
              <th scope="col">{t.unit}</th>
              <th scope="col">{t.population}</th>
              <th scope="col">{t.insured}</th>
              <th scope="col">{t.expected}</th>
              <th scope="col">{t.lastYear}</th>
              <th scope="col">{t.atLeast}</th>
              <th scope="col">{t.atMost}</th>
              <th scope="col">{t.share}</th>
              <th scope="col">{t.rate}</th>
              <th scope="col">{t.add}</th>
            </tr>
          </thead>
          <tbody ref={body} onKeyDown={(event) => walk(event, body.current)}>
            {below.map((row) => (
              <Row
                key={row.unit.unitId}
                row={row}
                isFixed={overrides.has(row.unit.unitId)}
                onOverride={(people) => onOverride(row.unit.unitId, people)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface RowProps {
  row: SplitRowView;
  isFixed: boolean;
  onOverride: (people: number | null) => void;
}

function Row({ row, isFixed, onOverride }: RowProps): ReactNode {
  const t = useTargetWords().split;
  const format = useFormat();
  const { unit } = row;
  return (
    <tr className={styles[`depth${row.depth + 0}`]}>
      <th scope="row">{unit.name}</th>
      <td>{format.number(row.population)}</td>
      <td>{format.number(row.insured)}</td>
      <td>{format.number(row.expected)}</td>
      <td>{row.lastYear ? rateText(format, row.lastYear.rateBp) : '—'}</td>
      <td>{format.number(row.atLeast)}</td>
      <td>{format.number(row.atMost)}</td>
      <td>
        <ShareCell row={row} isFixed={isFixed} label={t.overrideOf(unit.name)} onFix={onOverride} />
        {row.bound && <span className={styles.cellNote}>{t.bounds[row.bound]}</span>}
        {row.difference !== null && row.difference !== 0 && (
          <span className={`${styles.cellNote} ${styles.bad}`}>
            {row.difference > 0 ? t.missing(row.difference) : t.over(-row.difference)}
          </span>
        )}
      </td>
      <td>{rateText(format, row.rateBp)}</td>
      <td>{format.signed(row.people - row.insured)}</td>
    </tr>
  );
}

interface ShareCellProps {
  row: SplitRowView;
  isFixed: boolean;
  label: string;
  onFix: (people: number | null) => void;
}

/** Shows the proposal until something is typed; leaving the cell fixes the number. */
function ShareCell({ row, isFixed, label, onFix }: ShareCellProps): ReactNode {
  const [typed, setTyped] = useState<number | string | null>(null);
  const commit = (): void => {
    if (typed === null) return;
    setTyped(null);
    if (typed === '') onFix(null);
    else if (Number(typed) !== row.people || isFixed) onFix(Number(typed));
  };
  return (
    <NumberInput
      className={`${styles.input} ${isFixed ? styles.overridden : ''}`}
      size="xs"
      hideControls
      aria-label={label}
      value={typed ?? row.people}
      onChange={setTyped}
      onBlur={commit}
      min={0}
      allowDecimal={false}
      thousandSeparator="."
      decimalSeparator=","
      styles={{ input: { textAlign: 'end' } }}
    />
  );
}

/** Enter and ↓ go to the next cell, ↑ to the one before; leaving a cell keeps what was typed. */
function walk(event: KeyboardEvent, body: HTMLElement | null): void {
  const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || !body) return;
  event.preventDefault();
  const cells = [...body.querySelectorAll('input')];
  const next = cells[cells.findIndex((cell) => cell === event.target) + step];
  if (next) {
    next.focus();
    next.select();
  } else if (event.target instanceof HTMLElement) event.target.blur();
}
