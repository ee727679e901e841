/** Whom to persuade: everybody without a card, what each is offered, at which price, and why. */
import type { ReactNode } from 'react';
import {
  type PersuasionAnswer,
  type PersuasionQuery,
  type PersuasionRow,
  listToPersuade,
  savePersuasionFile,
} from '../../api/entitlement.ts';
import { useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useSession } from '../../shell/session.ts';
import { useFormat, useSpeech } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Figure, Figures } from '../../ui/figure.tsx';
import { Section } from '../../ui/page.tsx';
import { useShowFault } from '../../ui/show-fault.tsx';
import { Empty } from '../../ui/states.tsx';
import { readSort, writeSort } from '../../ui/table/columns.ts';
import { DataTable, type More } from '../../ui/table/data-table.tsx';
import { useCategories } from '../people/categories.ts';
import { BasisPage } from './basis-page.tsx';
import { Facets } from './facets.tsx';
import { PERSUADE_SORTS, readPersuasion } from './persuade-address.ts';
import { usePersuadeColumns } from './persuade-columns.tsx';
import { PersuadeFilters, type PersuadeFiltersProps } from './persuade-filters.tsx';
import { usePages } from './use-pages.ts';
import { useEntitlementWords, useTerms } from './words.ts';

export function Persuade(): ReactNode {
  const session = useSession();
  const words = useEntitlementWords();
  const [search] = useAddress();
  const read = readPersuasion(search);
  const unit = read.unit ?? session?.homeUnitId ?? null;
  if (unit === null) return <Empty title={words.noUnit} />;
  return <PersuadeIn query={{ ...read, unit }} />;
}

function PersuadeIn({ query }: { query: PersuasionQuery }): ReactNode {
  const t = useEntitlementWords().persuade;
  const pages = usePages(['uncovered', query], (page, signal) =>
    listToPersuade(query, page, signal),
  );
  return (
    <BasisPage
      pages={pages}
      title={t.title}
      titleOf={t.titleOf}
      about={t.about}
      actions={<DoorLink door={doors.unit(query.unit)}>{t.coverage}</DoorLink>}
    >
      {(first) => (
        <>
          <PersuadeFilters query={query} answer={first} />
          <PersuadeFigures query={query} answer={first} />
          <PersuadeTable query={query} first={first} rows={pages.rows} more={pages.more} />
        </>
      )}
    </BasisPage>
  );
}

function PersuadeFigures({ query, answer }: PersuadeFiltersProps): ReactNode {
  const words = useEntitlementWords();
  const t = words.persuade;
  const [search] = useAddress();
  return (
    <Section>
      <Figures>
        <Figure
          label={t.total}
          value={answer.total}
          unit={words.people}
          tone="missing"
          size="large"
          note={t.totalNote}
        />
        <Figure
          label={t.free}
          value={answer.freePeople}
          unit={words.people}
          door={{ to: '.', search: { ...search, mienphi: '1' } }}
          note={t.freeNote}
        />
        <Figure
          label={t.money}
          value={answer.monthlyVnd}
          kind="money"
          unit={words.perMonth}
          note={answer.unpricedPeople > 0 ? t.unpriced(answer.unpricedPeople) : t.moneyNote}
        />
        {answer.sponsoredVnd > 0 && (
          <Figure
            label={t.sponsored}
            value={answer.sponsoredVnd}
            kind="money"
            unit={words.perMonth}
            door={doors.sponsorships(answer.unit.unitId)}
          />
        )}
      </Figures>
      <PersuadeFacets query={query} answer={answer} />
    </Section>
  );
}

/** How many for which reason, in which category, where; each leads to its people. */
function PersuadeFacets({ query, answer }: PersuadeFiltersProps): ReactNode {
  const words = useEntitlementWords();
  const t = words.persuade;
  const terms = useTerms();
  const categories = useCategories();
  return (
    <Facets
      facets={[
        {
          title: t.reasons,
          name: 'lydo',
          chosen: query.reason,
          rows: answer.byReason.map((row) => ({
            value: row.reason,
            label: terms.reason(row.reason),
            people: row.people,
          })),
        },
        {
          title: t.groups,
          name: 'doituong',
          chosen: query.category,
          rows: answer.byCategory.map((row) => ({
            value: row.category,
            label:
              row.category === null
                ? terms.notOffered
                : categories.nameOf(row.category) || row.name,
            people: row.people,
          })),
        },
        {
          title: t.places,
          name: 'noi',
          chosen: query.place === undefined ? undefined : String(query.place),
          rows: answer.byPlace.map((row) => ({
            value: String(row.unitId),
            label: row.name,
            people: row.people,
          })),
        },
      ]}
    />
  );
}

interface PersuadeTableProps {
  query: PersuasionQuery;
  first: PersuasionAnswer;
  rows: readonly PersuasionRow[];
  more: More;
}

function PersuadeTable({ query, first, rows, more }: PersuadeTableProps): ReactNode {
  const t = useEntitlementWords().persuade;
  const format = useFormat();
  const { language } = useSpeech();
  const [search, change] = useAddress();
  const isHelped = first.sponsoredVnd > 0;
  const columns = usePersuadeColumns(isHelped);
  const showFault = useShowFault();
  return (
    <DataTable
      id={isHelped ? 'persuade-helped' : 'persuade'}
      caption={t.caption(first.unit.name, format.date(first.basis.decidedOn))}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.personId}
      rowDoor={(row) => (row.fullName === null ? undefined : doors.person(row.personId))}
      sort={readSort(search['xep'])}
      onSort={(sort) => {
        if (PERSUADE_SORTS.has(sort.column)) change({ xep: writeSort(sort) }, true);
      }}
      more={more}
      onExport={() => savePersuasionFile(query, language).catch(showFault)}
      empty={{ title: t.empty, hint: t.emptyHint }}
    />
  );
}
