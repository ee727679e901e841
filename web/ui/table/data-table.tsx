/**
 * The one table of the product: sorts, filters, chooses columns, walks by keyboard, prints whole,
 * exports, draws only rows in sight when they are many, and becomes cards on a phone. With `more`
 * the server sorts and cuts; without it the table has all rows and does so itself.
 */
import { Button } from '@mantine/core';
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import { useFormat, useText } from '../../text/language.tsx';
import { saveBytes } from '../../api/client.ts';
import type { Door } from '../door.tsx';
import { Icon } from '../icon.tsx';
import { useShowFault } from '../show-fault.tsx';
import { Empty } from '../states.tsx';
import { formatCell } from './cell.tsx';
import { type Column, type Sort, filterRows, isNumeric, nextSort, sortRows } from './columns.ts';
import { TableBody, VIRTUAL_FROM } from './table-body.tsx';
import { TableTools } from './table-tools.tsx';
import styles from './table.module.css';

/** The server sorts and gives page after page. */
export interface More {
  /** null when counting would take long */
  total: number | null;
  hasMore: boolean;
  isLoading: boolean;
  onMore: () => void;
}

export interface DataTableProps<Row> {
  /** remembers the chosen columns under this name */
  id: string;
  /** said to readers of the screen and printed above the table; the first lines of an export */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  rowDoor?: (row: Row) => Door | undefined;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  more?: More;
  /** the server's export; without it the table writes its own rows */
  onExport?: () => Promise<void>;
  /** every row where only some are loaded: what the table's own export writes */
  allRows?: () => Promise<readonly Row[]>;
  empty?: { title: string; hint?: string };
  /** further tools, between the count and the filter */
  tools?: ReactNode;
  withoutTools?: boolean;
}

export function DataTable<Row>(props: DataTableProps<Row>): ReactNode {
  const t = useText();
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const [ownSort, setOwnSort] = useState<Sort | undefined>(undefined);
  const [filter, setFilter] = useState('');
  const needle = useDeferredValue(filter);
  const sort = props.onSort ? props.sort : (ownSort ?? props.sort);
  const onSort = props.onSort ?? setOwnSort;
  const [visible, toggle] = useColumnChoice(props.id, props.columns);
  const columns = props.columns.filter((column) => visible.has(column.id));
  const rows = useMemo(() => {
    if (props.more) return props.rows;
    return sortRows(filterRows(props.rows, props.columns, needle), props.columns, sort);
  }, [props.rows, props.columns, props.more, needle, sort]);
  const [isExporting, runExport] = useExport(props, columns, rows);
  const countText = useCountText(props, rows.length);
  return (
    <div className={styles.frame}>
      {!props.withoutTools && (
        <TableTools
          columns={props.columns}
          visible={visible}
          onToggle={toggle}
          countText={countText}
          filter={
            props.more || props.rows.length < 8 ? undefined : { text: filter, onChange: setFilter }
          }
          sort={sort}
          onSort={onSort}
          onExport={() => void runExport()}
          isExporting={isExporting}
        >
          {props.tools}
        </TableTools>
      )}
      {rows.length === 0 ? (
        <Empty
          title={needle === '' ? (props.empty?.title ?? t.state.empty) : t.table.noMatch}
          hint={needle === '' ? props.empty?.hint : t.table.noMatchHint}
        />
      ) : (
        <div
          ref={setScroller}
          className={`${styles.scroller} ${rows.length >= VIRTUAL_FROM ? styles.virtual : ''}`}
        >
          <table className={styles.table} role="table" aria-rowcount={rows.length + 1}>
            <caption className="visually-hidden">{props.caption}</caption>
            <TableHead columns={columns} sort={sort} onSort={onSort} />
            <TableBody
              rows={rows}
              columns={columns}
              rowKey={props.rowKey}
              rowDoor={props.rowDoor}
              scroller={scroller}
            />
            <TableFoot columns={columns} />
          </table>
        </div>
      )}
      {props.more && <MoreRows more={props.more} shown={rows.length} />}
    </div>
  );
}

function useCountText<Row>(props: DataTableProps<Row>, shown: number): string {
  const t = useText();
  const { more, rows } = props;
  if (more) return more.total === null ? t.table.rows(shown) : t.table.rowsOf(shown, more.total);
  return shown === rows.length ? t.table.rows(shown) : t.table.rowsOf(shown, rows.length);
}

interface TableHeadProps<Row> {
  columns: readonly Column<Row>[];
  sort: Sort | undefined;
  onSort: (sort: Sort) => void;
}

function TableHead<Row>({ columns, sort, onSort }: TableHeadProps<Row>): ReactNode {
  return (
    <thead role="rowgroup">
      <tr role="row" aria-rowindex={1}>
        {columns.map((column) => (
          <HeadCell key={column.id} column={column} sort={sort} onSort={onSort} />
        ))}
      </tr>
    </thead>
  );
}

interface HeadCellProps<Row> {
  column: Column<Row>;
  sort: Sort | undefined;
  onSort: (sort: Sort) => void;
}

function HeadCell<Row>({ column, sort, onSort }: HeadCellProps<Row>): ReactNode {
  const t = useText();
  const isSorted = sort?.column === column.id;
  const direction = isSorted && sort.direction === 'asc' ? 'ascending' : 'descending';
  const classes = [isNumeric(column.kind) ? styles.end : '', isSorted ? styles.sorted : ''];
  return (
    <th
      role="columnheader"
      scope="col"
      className={classes.join(' ').trim() || undefined}
      aria-sort={isSorted ? direction : undefined}
      style={{ minWidth: column.width }}
    >
      {column.sortable === false ? (
        <span className={styles.head}>{column.title}</span>
      ) : (
        <button
          type="button"
          className={styles.head}
          title={column.hint ?? t.table.sortBy(column.title)}
          onClick={() => onSort(nextSort(column, sort))}
        >
          <span>{column.title}</span>
          <Icon
            name={direction === 'ascending' ? 'arrowUp' : 'arrowDown'}
            size={13}
            className={styles.arrow}
          />
        </button>
      )}
    </th>
  );
}

function TableFoot<Row>({ columns }: { columns: readonly Column<Row>[] }): ReactNode {
  const t = useText();
  const format = useFormat();
  if (!columns.some((column) => column.total !== undefined)) return null;
  return (
    <tfoot role="rowgroup">
      <tr role="row">
        {columns.map((column, at) => (
          <td
            key={column.id}
            role="cell"
            className={
              column.total === undefined && at > 0
                ? styles.blank
                : isNumeric(column.kind)
                  ? styles.number
                  : undefined
            }
          >
            <span className={styles.label} aria-hidden="true">
              {column.title}
            </span>
            {column.total === undefined
              ? at === 0 && t.table.total
              : formatCell(column.total, column.kind, format)}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}

function MoreRows({ more, shown }: { more: More; shown: number }): ReactNode {
  const t = useText();
  if (!more.hasMore) return null;
  return (
    <div className={`${styles.paging} no-print`}>
      <span className="soft number">
        {more.total === null ? t.table.rows(shown) : t.table.rowsOf(shown, more.total)}
      </span>
      <Button size="xs" variant="default" loading={more.isLoading} onClick={more.onMore}>
        {t.action.more}
      </Button>
    </div>
  );
}

/** Chosen columns, remembered on this device; the first column always stays. */
function useColumnChoice<Row>(
  id: string,
  columns: readonly Column<Row>[],
): [ReadonlySet<string>, (column: string) => void] {
  const key = `baophu.columns.${id}`;
  const [flipped, setFlipped] = useState<readonly string[]>(() => readList(key));
  const visible = new Set(
    columns
      .filter((column) => (column.hidden === true) === flipped.includes(column.id))
      .map((column) => column.id),
  );
  const toggle = (column: string): void => {
    const next = flipped.includes(column)
      ? flipped.filter((candidate) => candidate !== column)
      : [...flipped, column];
    setFlipped(next);
    localStorage.setItem(key, JSON.stringify(next));
  };
  return [visible, toggle];
}

function readList(key: string): string[] {
  const text = localStorage.getItem(key);
  const list: unknown = text === null ? [] : JSON.parse(text);
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}

function useExport<Row>(
  props: DataTableProps<Row>,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): [boolean, () => Promise<void>] {
  const [isRunning, setRunning] = useState(false);
  const t = useText();
  const showFault = useShowFault();
  const run = async (): Promise<void> => {
    setRunning(true);
    try {
      if (props.onExport) await props.onExport();
      else {
        const whole = props.allRows ? await props.allRows() : rows;
        await exportRows(props.caption, columns, whole, t.table.exportName);
      }
    } catch (cause) {
      showFault(cause);
    } finally {
      setRunning(false);
    }
  };
  return [isRunning, run];
}

async function exportRows<Row>(
  caption: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  name: string,
): Promise<void> {
  const { makeXlsx } = await import('./xlsx-file.ts');
  const file = makeXlsx({
    name: caption,
    heading: [caption],
    columns: columns.map((column) => ({ title: column.title, kind: column.kind ?? 'text' })),
    rows: rows.map((row) => columns.map((column) => column.value(row))),
  });
  saveBytes(file, `${name}.xlsx`);
}
