/** Rows of a table: only those in sight are drawn when there are many, all of them for the printer. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { type Door, useOpenDoor } from '../door.tsx';
import { usePrinting } from '../printing.ts';
import { Cell } from './cell.tsx';
import type { Column } from './columns.ts';
import styles from './table.module.css';

/** Fewer rows than this are drawn whole. */
export const VIRTUAL_FROM = 120;

const ROW_HEIGHT = 33;

export interface TableBodyProps<Row> {
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string | number;
  rowDoor?: (row: Row) => Door | undefined;
  /** null until the table stands in the page */
  scroller: HTMLDivElement | null;
}

export function TableBody<Row>(props: TableBodyProps<Row>): ReactNode {
  const isPrinting = usePrinting();
  const isVirtual = props.rows.length >= VIRTUAL_FROM && !isPrinting;
  return isVirtual ? <VirtualBody {...props} /> : <WholeBody {...props} />;
}

function WholeBody<Row>(props: TableBodyProps<Row>): ReactNode {
  const body = useRef<HTMLTableSectionElement>(null);
  const focus = (index: number): void => focusRow(body.current, index);
  const rows = useRowKeys(props, focus);
  return (
    <tbody ref={body} role="rowgroup">
      {props.rows.map((row, index) => (
        <Row key={props.rowKey(row)} row={row} index={index} table={props} keys={rows} />
      ))}
    </tbody>
  );
}

function VirtualBody<Row>(props: TableBodyProps<Row>): ReactNode {
  const body = useRef<HTMLTableSectionElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- no compiler is in use
  const virtualizer = useVirtualizer({
    count: props.rows.length,
    getScrollElement: () => props.scroller,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const focus = (index: number): void => {
    virtualizer.scrollToIndex(index);
    requestAnimationFrame(() => focusRow(body.current, index));
  };
  const keys = useRowKeys(props, focus);
  const items = virtualizer.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <tbody ref={body} role="rowgroup">
      <Spacer height={before} columns={props.columns.length} />
      {items.map((item) => {
        const row = props.rows[item.index];
        return row === undefined ? null : (
          <Row
            key={props.rowKey(row)}
            row={row}
            index={item.index}
            table={props}
            keys={keys}
            measure={virtualizer.measureElement}
          />
        );
      })}
      <Spacer height={after} columns={props.columns.length} />
    </tbody>
  );
}

function Spacer({ height, columns }: { height: number; columns: number }): ReactNode {
  if (height <= 0) return null;
  return (
    <tr className={styles.spacer} aria-hidden="true">
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}

interface RowKeys {
  active: number;
  onKeyDown(event: KeyboardEvent, index: number, door: Door | undefined): void;
  onFocus(index: number): void;
}

interface RowProps<Item> {
  row: Item;
  index: number;
  table: TableBodyProps<Item>;
  keys: RowKeys;
  measure?: (element: HTMLTableRowElement | null) => void;
}

function Row<Item>({ row, index, table, keys, measure }: RowProps<Item>): ReactNode {
  const open = useOpenDoor();
  const door = table.rowDoor?.(row);
  return (
    <tr
      ref={measure}
      role="row"
      data-index={index}
      aria-rowindex={index + 2}
      tabIndex={index === keys.active ? 0 : -1}
      className={door ? styles.opens : undefined}
      onKeyDown={(event) => keys.onKeyDown(event, index, door)}
      onFocus={() => keys.onFocus(index)}
      onClick={(event) => {
        if (door && isPlainClick(event.target)) open(door);
      }}
    >
      {table.columns.map((column) => (
        <Cell key={column.id} row={row} column={column} />
      ))}
    </tr>
  );
}

/** A press on the row itself, not on a link or button in it, nor the end of a selection of text. */
function isPlainClick(target: EventTarget): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('a, button, input, label')) return false;
  return (getSelection()?.toString() ?? '') === '';
}

function useRowKeys<Row>(table: TableBodyProps<Row>, focus: (index: number) => void): RowKeys {
  const [active, setActive] = useState(0);
  const open = useOpenDoor();
  const last = table.rows.length - 1;
  return {
    active: Math.min(active, Math.max(last, 0)),
    onFocus: setActive,
    onKeyDown(event, index, door) {
      if (event.target !== event.currentTarget) return;
      if (event.key === 'Enter' && door) {
        event.preventDefault();
        open(door);
        return;
      }
      const next = nextIndex(event.key, index, last);
      if (next === null) return;
      event.preventDefault();
      setActive(next);
      focus(next);
    },
  };
}

function nextIndex(key: string, index: number, last: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(index + 1, last);
    case 'ArrowUp':
      return Math.max(index - 1, 0);
    case 'PageDown':
      return Math.min(index + 15, last);
    case 'PageUp':
      return Math.max(index - 15, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

function focusRow(body: HTMLTableSectionElement | null, index: number): void {
  body?.querySelector<HTMLTableRowElement>(`tr[data-index="${index}"]`)?.focus();
}
