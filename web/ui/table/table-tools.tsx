/** What stands above a table: count, filter, sort (on a phone), columns, export, print. */
import { Button, Menu, NativeSelect, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../../text/language.tsx';
import { Icon } from '../icon.tsx';
import { type Column, type Sort, isNumeric, readSort, writeSort } from './columns.ts';
import styles from './table.module.css';

export interface TableToolsProps<Row> {
  columns: readonly Column<Row>[];
  visible: ReadonlySet<string>;
  onToggle: (id: string) => void;
  countText: string;
  filter?: { text: string; onChange: (text: string) => void };
  sort: Sort | undefined;
  onSort: (sort: Sort) => void;
  onExport?: () => void;
  isExporting?: boolean;
  children?: ReactNode;
}

export function TableTools<Row>(props: TableToolsProps<Row>): ReactNode {
  const t = useText();
  return (
    <div className={`${styles.tools} no-print`}>
      <span className={styles.count} aria-live="polite">
        {props.countText}
      </span>
      {props.children}
      {props.filter && (
        <TextInput
          className={styles.filter}
          size="xs"
          aria-label={t.table.filter}
          placeholder={t.table.filter}
          leftSection={<Icon name="filter" size={14} />}
          value={props.filter.text}
          onChange={(event) => props.filter?.onChange(event.currentTarget.value)}
        />
      )}
      <SortSelect {...props} />
      <ColumnMenu {...props} />
      {props.onExport && (
        <Button
          size="xs"
          variant="default"
          leftSection={<Icon name="download" size={15} />}
          loading={props.isExporting}
          onClick={props.onExport}
        >
          {t.action.export}
        </Button>
      )}
      <Button
        size="xs"
        variant="default"
        leftSection={<Icon name="print" size={15} />}
        onClick={() => print()}
      >
        {t.action.print}
      </Button>
    </div>
  );
}

/** Cards on a phone have no headers to press. */
function SortSelect<Row>({ columns, sort, onSort }: TableToolsProps<Row>): ReactNode {
  const t = useText();
  const sortable = columns.filter((column) => column.sortable !== false);
  const options = sortable.flatMap((column) => {
    const directions = isNumeric(column.kind) ? (['desc', 'asc'] as const) : (['asc'] as const);
    return directions.map((direction) => ({
      value: `${column.id}.${direction}`,
      label: `${column.title} (${direction === 'asc' ? t.table.ascending : t.table.descending})`,
    }));
  });
  if (options.length === 0) return null;
  return (
    <NativeSelect
      className={styles.narrowSort}
      size="xs"
      aria-label={t.table.sort}
      data={[{ value: '', label: t.table.sort }, ...options]}
      value={writeSort(sort) ?? ''}
      onChange={(event) => {
        const chosen = readSort(event.currentTarget.value);
        if (chosen) onSort(chosen);
      }}
    />
  );
}

function ColumnMenu<Row>({ columns, visible, onToggle }: TableToolsProps<Row>): ReactNode {
  const t = useText();
  return (
    <Menu closeOnItemClick={false} position="bottom-end" withinPortal>
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<Icon name="columns" size={15} />}>
          {t.table.columns}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {columns.map((column, at) => (
          <Menu.CheckboxItem
            key={column.id}
            checked={visible.has(column.id)}
            disabled={at === 0}
            onChange={() => onToggle(column.id)}
          >
            {column.hint ?? column.title}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
