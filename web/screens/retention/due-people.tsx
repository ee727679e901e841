/** Who is due, unit by unit and by name; opening the names is journaled. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import {
  type DuePerson,
  RETENTION_KEY,
  type RuleView,
  listDuePeople,
} from '../../api/retention.ts';
import { doors } from '../../shell/doors.ts';
import { Section } from '../../ui/page.tsx';
import { QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useRetentionWords } from './words.ts';

export interface DuePeopleProps {
  unit: string;
  rule: string;
  rules: readonly RuleView[];
}

export function DuePeople({ unit, rule, rules }: DuePeopleProps): ReactNode {
  const t = useRetentionWords();
  const people = useQuery({
    queryKey: [RETENTION_KEY, 'people', unit, rule],
    queryFn: ({ signal }) => listDuePeople(unit, rule, signal),
  });
  const found = rules.find((one) => one.id === rule);
  return (
    <Section title={t.peopleTitle(found?.name ?? rule)}>
      {found && found.byUnit.length > 1 && <Units rule={found} />}
      <QueryView query={people} lines={6}>
        {(rows) => <People rows={rows} />}
      </QueryView>
    </Section>
  );
}

type UnitRow = RuleView['byUnit'][number];

function Units({ rule }: { rule: RuleView }): ReactNode {
  const t = useRetentionWords();
  const columns: Column<UnitRow>[] = [
    {
      id: 'unit',
      title: t.unit,
      value: (row) => row.name,
      door: (row) => doors.retention(String(row.unitId), rule.id),
    },
    { id: 'due', title: t.due, kind: 'number', value: (row) => row.due },
  ];
  return (
    <DataTable
      id="retention-units"
      caption={t.unit}
      columns={columns}
      rows={rule.byUnit}
      rowKey={(row) => row.unitId}
      empty={{ title: t.peopleEmpty }}
    />
  );
}

function People({ rows }: { rows: readonly DuePerson[] }): ReactNode {
  const t = useRetentionWords();
  const columns: Column<DuePerson>[] = [
    {
      id: 'name',
      title: t.name,
      kind: 'name',
      value: (row) => row.fullName,
      door: (row) => doors.person(row.personId),
    },
    { id: 'born', title: t.born, value: (row) => row.birthYear && String(row.birthYear) },
    { id: 'how', title: t.how, value: (row) => t[row.kind] },
    { id: 'since', title: t.since, kind: 'date', value: (row) => row.since },
  ];
  return (
    <DataTable
      id="retention-people"
      caption={t.people}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.personId}
      rowDoor={(row) => doors.person(row.personId)}
      empty={{ title: t.peopleEmpty }}
    />
  );
}
