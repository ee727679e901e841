/** The people behind the counts of past renewals. */
import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import {
  type RenewalPeopleAnswer,
  type RenewalQuery,
  listRenewals,
} from '../../api/entitlement.ts';
import { listAllRows } from '../../api/pages.ts';
import { useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import type { Search } from '../../shell/lens.ts';
import { useFormat } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Toolbar } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useCategories } from '../people/categories.ts';
import { BasisPage } from './basis-page.tsx';
import { UnitChoice } from './unit-choice.tsx';
import { usePages } from './use-pages.ts';
import { useUnitId } from './use-unit.ts';
import { useEntitlementWords } from './words.ts';

type Row = RenewalPeopleAnswer['rows'][number];

const EXPORT_ROWS = 500;

/** `ketqua` in the address bar */
const OUTCOMES = { all: undefined, renewed: 'noi-tiep', lost: 'khong' } as const;
type Outcome = keyof typeof OUTCOMES;

function outcomeOf(search: Search): Outcome {
  const names = Object.keys(OUTCOMES) as Outcome[];
  return names.find((name) => OUTCOMES[name] === search['ketqua']) ?? 'all';
}

export function Renewals(): ReactNode {
  const words = useEntitlementWords();
  const unit = useUnitId();
  const [search] = useAddress();
  if (unit === null) return <Empty title={words.noUnit} />;
  const category = search['the'];
  const outcome = outcomeOf(search);
  return (
    <RenewalsIn
      outcome={outcome}
      query={{
        unit,
        category: category !== undefined && /^\w{2,40}$/.test(category) ? category : undefined,
        renewed: outcome === 'all' ? undefined : outcome === 'renewed',
      }}
    />
  );
}

function RenewalsIn({ query, outcome }: { query: RenewalQuery; outcome: Outcome }): ReactNode {
  const t = useEntitlementWords().renewals;
  const format = useFormat();
  const [, change] = useAddress();
  const columns = useColumns();
  const pages = usePages(['renewals', query], (page, signal) => listRenewals(query, page, signal));
  const { first: known } = pages;
  const about =
    known && t.about(format.date(known.from), format.lastDay(known.to), known.withinDays);
  return (
    <BasisPage
      pages={pages}
      title={t.title}
      titleOf={t.titleOf}
      about={about}
      actions={<DoorLink door={doors.forecast(query.unit)}>{t.back}</DoorLink>}
    >
      {(first) => (
        <>
          <Toolbar>
            <SegmentedControl
              size="xs"
              aria-label={t.outcome}
              value={outcome}
              data={(Object.keys(OUTCOMES) as Outcome[]).map((value) => ({
                value,
                label: t.outcomes[value],
              }))}
              onChange={(value) => change({ ketqua: OUTCOMES[value] }, true)}
            />
            <UnitChoice unit={first.unit} />
          </Toolbar>
          <DataTable
            id="renewals"
            caption={t.caption(first.unit.name)}
            columns={columns}
            rows={pages.rows}
            rowKey={(row) => `${row.personId} ${row.category} ${row.endedOn}`}
            rowDoor={(row) => (row.fullName === null ? undefined : doors.person(row.personId))}
            more={pages.more}
            allRows={() =>
              listAllRows((after) => listRenewals(query, { limit: EXPORT_ROWS, after }))
            }
            empty={{ title: t.empty }}
          />
        </>
      )}
    </BasisPage>
  );
}

const fixed = { sortable: false } as const;

function useColumns(): Column<Row>[] {
  const words = useEntitlementWords();
  const who = words.persuade.column;
  const t = words.renewals;
  const categories = useCategories();
  return [
    {
      id: 'name',
      title: who.name,
      kind: 'name',
      value: (row) => row.fullName ?? words.hidden,
      door: (row) => (row.fullName === null ? undefined : doors.person(row.personId)),
      width: 160,
      ...fixed,
    },
    { id: 'birth', title: who.birth, kind: 'date', value: (row) => row.birthDate, ...fixed },
    { id: 'place', title: who.place, value: (row) => row.placeName, width: 120, ...fixed },
    { id: 'commune', title: who.commune, value: (row) => row.communeName, width: 110, ...fixed },
    {
      id: 'card',
      title: t.category,
      value: (row) => categories.nameOf(row.category) || row.categoryName,
      width: 200,
      ...fixed,
    },
    { id: 'endedOn', title: t.endedOn, kind: 'lastDay', value: (row) => row.endedOn, ...fixed },
    { id: 'renewedOn', title: t.renewedOn, kind: 'date', value: (row) => row.renewedOn, ...fixed },
    {
      id: 'now',
      title: t.now,
      value: (row) => (row.isInsured ? t.insured : t.uninsured),
      ...fixed,
    },
  ];
}
