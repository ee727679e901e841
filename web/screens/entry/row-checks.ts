/**
 * What the server says of each row while it is typed: asked a moment after the last change, kept for
 * rows that did not change since, never in the way of the next key.
 */
import { useEffect, useRef, useState } from 'react';
import { type CheckedRow, checkTyped } from '../../api/entry.ts';
import type { EntryDraft } from './entry-draft.ts';
import { type EntryColumn, type EntryRow, filledRows } from './entry-rows.ts';

const PAUSE_MS = 350;

export interface RowChecks {
  of: (row: EntryRow) => CheckedRow | undefined;
  /** rows of the grid that each repeated row repeats, counted from 0 */
  repeats: (row: EntryRow) => number | undefined;
  /** the server could not be asked: typing goes on */
  isCut: boolean;
}

interface Answers {
  rows: ReadonlyMap<EntryRow, { checked: CheckedRow; repeats: number | undefined }>;
  isCut: boolean;
}

const NOTHING: Answers = { rows: new Map(), isCut: false };

export function useRowChecks(draft: EntryDraft, columns: readonly EntryColumn[]): RowChecks {
  const [answers, setAnswers] = useState(NOTHING);
  const asked = useRef<AbortController | null>(null);
  const { kind, place, asOf, rows } = draft;
  const unit = place?.id ?? null;
  useEffect(() => {
    const filled = filledRows(rows, columns);
    if (filled.length === 0 || unit === null || asOf === null) return;
    const timer = setTimeout(() => {
      asked.current?.abort();
      const controller = new AbortController();
      asked.current = controller;
      const texts = filled.map(({ row }) => row);
      checkTyped({ kind, unit, asOf }, texts, controller.signal).then(
        (checked) => {
          if (controller.signal.aborted) return;
          setAnswers({ rows: byRow(filled, checked), isCut: false });
        },
        () => {
          if (!controller.signal.aborted) setAnswers((known) => ({ ...known, isCut: true }));
        },
      );
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [kind, unit, asOf, rows, columns]);
  return {
    of: (row) => answers.rows.get(row)?.checked,
    repeats: (row) => answers.rows.get(row)?.repeats,
    isCut: answers.isCut,
  };
}

function byRow(
  filled: readonly { at: number; row: EntryRow }[],
  checked: readonly CheckedRow[],
): Answers['rows'] {
  return new Map(
    filled.flatMap(({ row }, index) => {
      const one = checked[index];
      if (!one) return [];
      const first = one.duplicateOfRow === null ? undefined : filled[one.duplicateOfRow]?.at;
      return [[row, { checked: one, repeats: first }] as const];
    }),
  );
}
