/** Where a unit came from and went, and what it was called when, each with its legal act. */
import type { ReactNode } from 'react';
import type { Act, HistoryLine, UnitPage } from '../../api/units.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat, useTexts } from '../../text/language.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';

interface HistoryRow extends HistoryLine {
  key: string;
  direction: 'from' | 'into' | 'self';
}

export function UnitHistory({ page }: { page: UnitPage }): ReactNode {
  const t = useTexts('units');
  const rows = [
    ...page.predecessors.map((line) => ({ ...line, direction: 'from' as const })),
    ...page.amendments.map((line) => ({ ...line, direction: 'self' as const })),
    ...page.successors.map((line) => ({ ...line, direction: 'into' as const })),
  ].map((line, at): HistoryRow => ({ ...line, key: String(at) }));
  if (rows.length === 0) return <Empty title={t.unit.noHistory} />;
  const directions = { from: t.unit.formedFrom, into: t.unit.wentInto, self: '' };
  const columns: Column<HistoryRow>[] = [
    {
      id: 'other',
      title: t.unit.other,
      value: (row) =>
        [directions[row.direction], row.unit?.name].filter(Boolean).join(': ') ||
        t.changeKind[row.kind],
      door: (row) => (row.unit ? doors.unitAdministration(row.unit.unitId) : undefined),
      width: 170,
    },
    {
      id: 'how',
      title: t.unit.how,
      value: (row) =>
        row.direction === 'self'
          ? t.changeKind[row.kind]
          : [t.share[row.share], t.people[row.people]].join(', '),
    },
    { id: 'on', title: t.unit.from, kind: 'date', value: (row) => row.effectiveOn },
    {
      id: 'act',
      title: t.unit.act,
      value: (row) =>
        [actText(row.act), row.clause && t.unit.clause(row.clause)].filter(Boolean).join(', '),
      width: 140,
    },
  ];
  return (
    <DataTable
      id="unit-history"
      caption={`${t.unit.history}: ${page.unit.name}`}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.key}
      withoutTools={rows.length < 6}
    />
  );
}

export function actText(act: Act | null): string {
  return act ? (act.number ?? act.title) : '';
}

type Version = UnitPage['versions'][number];

export function UnitVersions({ page }: { page: UnitPage }): ReactNode {
  const t = useTexts('units');
  const format = useFormat();
  const columns: Column<Version>[] = [
    { id: 'name', title: t.list.name, value: (row) => row.name, width: 150 },
    { id: 'code', title: t.unit.code, value: (row) => row.code },
    {
      id: 'parent',
      title: t.unit.parent,
      value: (row) => row.parent?.name ?? null,
      door: (row) => (row.parent ? doors.unitAdministration(row.parent.unitId) : undefined),
    },
    {
      id: 'period',
      title: t.unit.period,
      value: (row) => t.period(format.date(row.validFrom), format.lastDay(row.validTo)),
    },
    { id: 'act', title: t.unit.act, value: (row) => actText(row.act) },
  ];
  return (
    <DataTable
      id="unit-versions"
      caption={`${t.unit.versions}: ${page.unit.name}`}
      columns={columns}
      rows={page.versions}
      rowKey={(row) => row.validFrom ?? ''}
      withoutTools
    />
  );
}
