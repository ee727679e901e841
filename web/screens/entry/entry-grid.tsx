/**
 * The grid: one cell is being typed in, the others are text. Enter and Tab go on, arrows walk, a block
 * from a spreadsheet fills rows. Nothing here waits for the server.
 */
import { ActionIcon } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { listTemplateVi } from '../../../messages/list-template.vi.ts';
import type { KindView } from '../../api/lists.ts';
import { listChildren } from '../../api/units.ts';
import { today } from '../../shell/address.ts';
import { Icon } from '../../ui/icon.tsx';
import { useListTerms } from '../lists/words.ts';
import type { EntryDraft } from './entry-draft.ts';
import styles from './entry.module.css';
import { type CellMove, EntryInput } from './entry-input.tsx';
import {
  type EntryRow,
  type Place,
  ROWS_MAX,
  copyAbove,
  isBlank,
  nextRow,
  pasteBlock,
  placeAfter,
  placeBefore,
  setCell,
  withoutRow,
} from './entry-rows.ts';
import type { RowChecks } from './row-checks.ts';
import { RowFaults, RowWho } from './row-who.tsx';
import { type TypedChoices, readTyped } from './typed-text.ts';
import { useEntryWords } from './words.ts';

export interface EntryGridProps {
  draft: EntryDraft;
  columns: KindView['typed'];
  checks: RowChecks;
  onRows: (rows: readonly EntryRow[]) => void;
  onSend: () => void;
}

export function EntryGrid(props: EntryGridProps): ReactNode {
  const { draft, columns, checks } = props;
  const t = useEntryWords();
  const terms = useListTerms();
  const cells = useCells(props);
  const { active } = cells;
  const current = draft.rows[active.row];
  return (
    <>
      <div className={styles.scroll}>
        <table className={styles.grid} role="grid" aria-label={t.grid}>
          <thead>
            <tr>
              <th scope="col">{t.row}</th>
              {columns.map(({ field, width }) => (
                <th key={field} scope="col" style={{ minWidth: `${width * 0.5}rem` }}>
                  {terms.fields[field]}
                </th>
              ))}
              <th scope="col" className={styles.who}>
                {t.who}
              </th>
              <th aria-hidden="true" />
            </tr>
          </thead>
          <tbody>
            {draft.rows.map((row, at) => (
              <GridRow key={at} row={row} at={at} cells={cells} {...props} />
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.said} role="status">
        {cells.said !== '' && <span>{cells.said} </span>}
        {current && <RowFaults row={current} checks={checks} />}
      </p>
      <KeyHints field={columns[active.column]?.field} />
    </>
  );
}

function KeyHints({ field }: { field: string | undefined }): ReactNode {
  const t = useEntryWords();
  const hint = t.hints[field ?? ''];
  return (
    <p className={styles.keys} aria-label={t.keysTitle}>
      {hint && <strong>{hint}</strong>}
      {t.keys.map(([key, does]) => (
        <span key={key}>
          <kbd>{key}</kbd> {does}
        </span>
      ))}
    </p>
  );
}

interface Cells {
  active: Place;
  /** what has just been done, in words */
  said: string;
  /** the last row */
  last: number;
  /** a key or a click led to the active cell; else it waits for Tab */
  takesFocus: boolean;
  /** the input took these letters and leaves */
  leave: (text: string, move: CellMove) => void;
  /** false: nothing of a spreadsheet, the input may have it */
  paste: (text: string) => boolean;
  go: (place: Place) => void;
  remove: (at: number) => void;
}

/** What the keys do to the rows. */
function useCells({ draft, columns, onRows, onSend }: EntryGridProps): Cells {
  const t = useEntryWords();
  const terms = useListTerms();
  const [active, setActive] = useState<Place>({ row: 0, column: 0 });
  const [said, setSaid] = useState('');
  const [takesFocus, setTakesFocus] = useState(draft.sender !== '');
  const choices = useChoices(draft);
  const { rows } = draft;
  const read = (field: string, text: string): string => readTyped(field, text, choices);
  const take = (text: string): readonly EntryRow[] => {
    const field = columns[active.column]?.field ?? '';
    const written = read(field, text);
    return written === (rows[active.row]?.[field] ?? '')
      ? rows
      : setCell(rows, active, written, columns);
  };
  const goIn = (next: readonly EntryRow[], place: Place): void => {
    const row = Math.max(0, Math.min(place.row, ROWS_MAX - 1));
    const isBeyond = row >= next.length;
    const full = isBeyond ? [...next, nextRow(next, columns)] : next;
    if (full !== rows) onRows(full);
    setActive({ ...place, row: Math.min(row, full.length - 1) });
  };
  const remove = (at: number): void => {
    const left = withoutRow(rows, at);
    onRows(left.length === 0 ? [{}] : left);
    setActive((place) => ({ ...place, row: Math.max(0, Math.min(place.row, left.length - 1)) }));
  };
  return {
    active,
    said,
    last: rows.length - 1,
    takesFocus,
    remove,
    go(place) {
      setTakesFocus(true);
      setActive(place);
    },
    leave(text, move) {
      setSaid('');
      setTakesFocus(move !== 'stay');
      if (move === 'remove') return remove(active.row);
      if (move === 'above') return onRows(copyAbove(rows, active, columns));
      const next = take(text);
      const row = next[active.row];
      const isLast = active.row === next.length - 1 && row !== undefined && isBlank(row, columns);
      switch (move) {
        case 'enter':
          // Enter on a row without anything in its first cell ends nothing: it stays
          return goIn(next, isLast ? active : placeAfter(active, row, columns, true));
        case 'tab':
          return goIn(next, placeAfter(active, row, columns, false));
        case 'back':
          return goIn(next, placeBefore(active, columns));
        case 'row':
          return goIn(next, { row: active.row + (isLast ? 0 : 1), column: 0 });
        case 'up':
          return goIn(next, { ...active, row: active.row - 1 });
        case 'down':
          return goIn(next, { ...active, row: active.row + (isLast ? 0 : 1) });
        case 'stay':
          return goIn(next, active);
        case 'send':
          goIn(next, active);
          return onSend();
      }
    },
    paste(text) {
      if (!/[\t\n]/.test(text.trim())) return false;
      const titles = columns.map(({ field }) => terms.fields[field]);
      const block = pasteBlock(rows, active, text, columns, { titles, read });
      onRows(block.rows);
      setSaid(t.pasted(block.pasted));
      return true;
    },
  };
}

function useChoices({ place, asOf }: EntryDraft): TypedChoices {
  const unit = place?.id ?? 0;
  const children = useQuery({
    queryKey: ['entry-villages', unit],
    queryFn: ({ signal }) => listChildren(unit, today(), signal),
    enabled: unit > 0,
    staleTime: 10 * 60_000,
  });
  return useMemo(
    () => ({
      sexes: listTemplateVi.sexes,
      relations: listTemplateVi.relations,
      villages: (children.data?.units ?? [])
        .filter((child) => child.level === 'village')
        .map((child) => child.name),
      year: Number((asOf ?? today()).slice(0, 4)),
    }),
    [children.data, asOf],
  );
}

interface GridRowProps extends EntryGridProps {
  row: EntryRow;
  at: number;
  cells: Cells;
}

function GridRow({ row, at, cells, columns, checks }: GridRowProps): ReactNode {
  const t = useEntryWords();
  const terms = useListTerms();
  const wrong = new Map(
    (checks.of(row)?.faults ?? []).map((fault) => [fault.field as string | null, fault.isWarning]),
  );
  return (
    <tr>
      <th scope="row">{at + 1}</th>
      {columns.map(({ field, carries }, column) => {
        const text = row[field] ?? '';
        const isActive = cells.active.row === at && cells.active.column === column;
        const isWarning = wrong.get(field);
        const mark = isWarning === undefined ? '' : isWarning ? styles.doubtful : styles.wrong;
        const label = t.cell(terms.fields[field], at + 1);
        return (
          <td
            key={field}
            role="gridcell"
            aria-selected={isActive}
            className={`${mark} ${carries ? styles.carried : ''}`}
            onClick={() => {
              if (!isActive) cells.go({ row: at, column });
            }}
          >
            {isActive ? (
              <EntryInput
                key={`${at}/${column}/${text}`}
                label={label}
                text={text}
                isWrong={isWarning === false}
                takesFocus={cells.takesFocus}
                isStart={at === 0 && column === 0}
                isEnd={column === columns.length - 1 && at === cells.last && isBlank(row, columns)}
                onLeave={cells.leave}
                onPaste={cells.paste}
              />
            ) : (
              text
            )}
          </td>
        );
      })}
      <td className={styles.who}>
        <RowWho row={row} isBlank={isBlank(row, columns)} checks={checks} />
      </td>
      <td>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          tabIndex={-1}
          aria-label={t.removeRow(at + 1)}
          onClick={() => cells.remove(at)}
        >
          <Icon name="close" size={14} />
        </ActionIcon>
      </td>
    </tr>
  );
}
