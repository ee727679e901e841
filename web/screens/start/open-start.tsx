/** The start page of a reader of open data: month-end figures, cells below five people hidden. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { addDays, startOfMonth } from '../../../src/kernel/dates.ts';
import { type OpenAnswer, getOpenCoverage } from '../../api/coverage.ts';
import type { Session } from '../../api/session.ts';
import { today, useLens } from '../../shell/address.ts';
import { useFormat, useNameOf, useTexts } from '../../text/language.tsx';
import { Figure, Figures, RateBar } from '../../ui/figure.tsx';
import { LensBar } from '../../ui/lens-bar.tsx';
import { Columns, Page, Section, span } from '../../ui/page.tsx';
import { QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';

export function OpenStart({ session }: { session: Session }): ReactNode {
  const t = useTexts('coverage');
  const format = useFormat();
  const { lens } = useLens();
  const asOf = lens.asOf ?? addDays(startOfMonth(today()), -1);
  const query = {
    unit: session.homeUnitId ?? 0,
    asOf,
    boundaries: lens.boundaries,
    definition: lens.definition,
  };
  const answer = useQuery({
    queryKey: ['open-coverage', query],
    queryFn: ({ signal }) => getOpenCoverage(query, signal),
  });
  return (
    <Page
      title={t.start.greeting(session.name)}
      about={`${t.open.about} ${t.page.asOfAbout(format.date(asOf))}`}
    >
      <LensBar />
      <QueryView query={answer} lines={10}>
        {(found) => <OpenBody answer={found} />}
      </QueryView>
    </Page>
  );
}

type Group = OpenAnswer['byGroup'][number];
type Child = OpenAnswer['children'][number];

function OpenBody({ answer }: { answer: OpenAnswer }): ReactNode {
  const t = useTexts('coverage');
  const nameOf = useNameOf();
  const groups: Column<Group>[] = [
    { id: 'name', title: t.page.group, value: nameOf, sortable: false, width: 200 },
    {
      id: 'insured',
      title: t.page.insuredShort,
      kind: 'number',
      value: (row) => row.insured,
      sortable: false,
    },
  ];
  const children: Column<Child>[] = [
    { id: 'name', title: t.page.unit, value: (row) => row.name, width: 160 },
    { id: 'code', title: t.page.code, value: (row) => row.code, hidden: true },
    { id: 'population', title: t.page.population, kind: 'number', value: (row) => row.population },
    { id: 'insured', title: t.page.insuredShort, kind: 'number', value: (row) => row.insured },
    {
      id: 'rate',
      title: t.page.rateShort,
      kind: 'rate',
      value: (row) => row.rateBp,
      bar: (row) => ({ share: (row.rateBp ?? 0) / 10_000 }),
      width: 150,
    },
  ];
  return (
    <Columns>
      <Section title={answer.unit.name} className={span.half}>
        <Figures>
          <Figure
            label={t.page.rate}
            value={answer.rateBp}
            kind="rate"
            size="large"
            tone="accent"
          />
          <Figure label={t.page.insured} value={answer.insured} unit={t.page.people} />
          <Figure label={t.page.population} value={answer.population} unit={t.page.people} />
        </Figures>
        <RateBar
          insured={answer.insured ?? 0}
          population={answer.population}
          rateBp={answer.rateBp}
        />
      </Section>
      <Section title={t.page.byGroup} className={span.half}>
        <DataTable
          id="open-groups"
          caption={`${t.page.byGroup}: ${answer.unit.name}`}
          columns={groups}
          rows={answer.byGroup}
          rowKey={(row) => row.group}
          withoutTools
        />
      </Section>
      <Section title={t.page.byChild}>
        <DataTable
          id="open-children"
          caption={`${t.page.byChild}: ${answer.unit.name}`}
          columns={children}
          rows={answer.children}
          rowKey={(row) => `${row.code} ${row.name}`}
          empty={{ title: t.page.noChildren }}
        />
      </Section>
    </Columns>
  );
}
