/** Lapses by cause or by card, a column a window; every number opens its people. */
import type { ReactNode } from 'react';
import type { UnitRef } from '../../../src/entitlement/types.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useCategories } from '../people/categories.ts';
import { useEntitlementWords, useTerms } from './words.ts';

export interface LapsesTableProps {
  id: string;
  unit: UnitRef;
  title: string;
  /** in the address bar of the list: `vi` = cause, `the` = category of the card */
  name: 'vi' | 'the';
  windows: readonly {
    until: string;
    people: number;
    rows: readonly { key: string; people: number }[];
  }[];
}

interface LapseRow {
  key: string;
  counts: ReadonlyMap<string, number>;
}

export function LapsesTable({ id, unit, title, name, windows }: LapsesTableProps): ReactNode {
  const t = useEntitlementWords().forecast;
  const format = useFormat();
  const terms = useTerms();
  const categories = useCategories();
  const columns: Column<LapseRow>[] = [
    {
      id: 'key',
      title,
      value: (row) =>
        name === 'vi' ? terms.cause(row.key) : categories.nameOf(row.key) || row.key,
      width: 200,
    },
    ...windows.map((window) => ({
      id: window.until,
      title: format.date(window.until),
      kind: 'number' as const,
      value: (row: LapseRow) => row.counts.get(window.until) ?? 0,
      door: (row: LapseRow) => doors.lapsing(unit.unitId, window.until, { [name]: row.key }),
      total: window.people,
    })),
  ];
  return (
    <DataTable
      id={id}
      caption={`${title}: ${unit.name}`}
      columns={columns}
      rows={rowsOf(windows)}
      rowKey={(row) => row.key}
      empty={{ title: t.empty, hint: t.emptyHint }}
    />
  );
}

/** The most of the last window first. */
function rowsOf(windows: LapsesTableProps['windows']): LapseRow[] {
  const rows = new Map<string, Map<string, number>>();
  for (const window of windows.toReversed()) {
    for (const { key, people } of window.rows) {
      const counts = rows.get(key) ?? new Map<string, number>();
      counts.set(window.until, people);
      rows.set(key, counts);
    }
  }
  return [...rows].map(([key, counts]) => ({ key, counts }));
}
