/** Residents with two cards on the same days: figures by payer, and the people. */
import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { isIsoDate } from '../../../src/kernel/dates.ts';
import {
  type DoubleCoverAnswer,
  type DoubleCoverQuery,
  listDoubleCovers,
  saveDoubleCoverFile,
} from '../../api/covers.ts';
import { useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import type { Search } from '../../shell/lens.ts';
import { useFormat, useSpeech, useTexts } from '../../text/language.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { Figure, Figures } from '../../ui/figure.tsx';
import { Toolbar } from '../../ui/page.tsx';
import { useShowFault } from '../../ui/show-fault.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useCategories } from '../people/categories.ts';
import { BasisBar } from './basis-bar.tsx';
import { BasisPart } from './basis-page.tsx';
import { useCoverWords } from './cover-words.ts';
import styles from './entitlement.module.css';
import { usePages } from './use-pages.ts';
import { useEntitlementWords, useTerms } from './words.ts';

type Row = DoubleCoverAnswer['rows'][number];
type Payer = NonNullable<DoubleCoverQuery['payer']>;

/** Who pays for cards; `nguon` in the address bar. */
const PAYERS: readonly Payer[] = ['participant', 'state', 'employer', 'socialInsurance'];

export function DoubleCards({ unitId }: { unitId: number }): ReactNode {
  const t = useCoverWords().doubleCover;
  const { language } = useSpeech();
  const showFault = useShowFault();
  const [search] = useAddress();
  const columns = useColumns();
  const query = { ...readFilter(search), unit: unitId };
  const pages = usePages(['double-cover', query, language], (page, signal) =>
    listDoubleCovers(query, { ...page, language }, signal),
  );
  return (
    <BasisPart pages={pages}>
      {(first) => (
        <div className={styles.stack}>
          <BasisBar basis={first.basis} />
          <PaidFigures answer={first} />
          <Filters answer={first} payer={query.payer} />
          <DataTable
            id="double-cover"
            caption={t.captionCards(first.unit.name)}
            columns={columns}
            rows={pages.rows}
            rowKey={(row) => `${row.personId} ${row.other.category} ${row.other.from}`}
            rowDoor={(row) => (row.fullName === null ? undefined : doors.person(row.personId))}
            more={pages.more}
            onExport={() => saveDoubleCoverFile(query, language).catch(showFault)}
            empty={{ title: t.empty, hint: t.emptyHint }}
          />
          <p className="soft">{t.amounts}</p>
        </div>
      )}
    </BasisPart>
  );
}

function readFilter(search: Search): Omit<DoubleCoverQuery, 'unit'> {
  const since = search['tu'];
  return {
    payer: PAYERS.find((payer) => payer === search['nguon']),
    since: since !== undefined && isIsoDate(since) ? since : undefined,
  };
}

function PaidFigures({ answer }: { answer: DoubleCoverAnswer }): ReactNode {
  const t = useCoverWords().doubleCover;
  const format = useFormat();
  const terms = useTerms();
  const { unit } = answer;
  return (
    <Figures>
      <Figure
        label={t.pairs}
        value={answer.total}
        door={doors.doubleCover(unit.unitId)}
        note={t.people(answer.people)}
      />
      {answer.paid
        .filter((sum) => sum.vnd > 0)
        .map((sum) => (
          <Figure
            key={sum.payer}
            label={t.paidBy(terms.payer(sum.payer))}
            value={sum.vnd}
            kind="money"
            door={doors.doubleCover(unit.unitId, { nguon: sum.payer })}
            note={
              <>
                <div>{sum.refundVnd > 0 ? t.refund(format.money(sum.refundVnd)) : t.noRefund}</div>
                {sum.exactVnd < sum.vnd && <div>{t.exact(format.money(sum.exactVnd))}</div>}
                {sum.unknown > 0 && <div>{t.unknown(sum.unknown)}</div>}
              </>
            }
          />
        ))}
    </Figures>
  );
}

interface FiltersProps {
  answer: DoubleCoverAnswer;
  payer: Payer | undefined;
}

function Filters({ answer, payer }: FiltersProps): ReactNode {
  const t = useCoverWords().doubleCover;
  const terms = useTerms();
  const [, change] = useAddress();
  return (
    <Toolbar>
      <NativeSelect
        label={t.payer}
        size="xs"
        value={payer ?? ''}
        onChange={(event) => change({ nguon: event.currentTarget.value || undefined }, true)}
        data={[
          { value: '', label: t.anyPayer },
          ...PAYERS.map((value) => ({ value, label: terms.payer(value) })),
        ]}
      />
      <DayInput
        label={t.since}
        size="xs"
        value={answer.since}
        onChange={(day) => change({ tu: day ?? undefined }, true)}
      />
    </Toolbar>
  );
}

const fixed = { sortable: false } as const;

function useColumns(): Column<Row>[] {
  const words = useEntitlementWords();
  const who = words.persuade.column;
  const t = useCoverWords().doubleCover;
  const issuers: Readonly<Record<string, string>> = useTexts('registry').issuer;
  const categories = useCategories();
  const cardText = (card: Row['counts'], issuer: string): string =>
    t.issued(categories.nameOf(card.category) || card.name, issuers[issuer] ?? issuer);
  const paidBy = (row: Row, payer: Payer) =>
    row.paid.find((part) => part.payer === payer)?.vnd ?? null;
  const outcomes = (row: Row): string[] => [
    ...new Set(row.paid.map(({ outcome }) => outcome?.text ?? t.noRefund)),
  ];
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
    {
      id: 'birth',
      title: who.birth,
      kind: 'date',
      value: (row) => row.birthDate,
      hidden: true,
      ...fixed,
    },
    { id: 'commune', title: who.commune, value: (row) => row.communeName, width: 110, ...fixed },
    {
      id: 'counts',
      title: t.column.counts,
      value: (row) => cardText(row.counts, row.countsIssuer),
      width: 180,
      ...fixed,
    },
    {
      id: 'other',
      title: t.column.other,
      value: (row) => cardText(row.other, row.otherIssuer),
      width: 180,
      ...fixed,
    },
    { id: 'months', title: t.column.months, kind: 'number', value: (row) => row.months, ...fixed },
    {
      id: 'own',
      title: t.column.own,
      kind: 'number',
      value: (row) => paidBy(row, 'participant'),
      width: 100,
      ...fixed,
    },
    {
      id: 'state',
      title: t.column.state,
      kind: 'number',
      value: (row) => paidBy(row, 'state'),
      width: 100,
      ...fixed,
    },
    {
      id: 'sureness',
      title: t.column.sureness,
      value: (row) => {
        const told = row.paid.filter((part) => part.vnd !== null);
        if (told.length === 0) return null;
        return told.every((part) => part.isExact) ? t.sure : t.estimated;
      },
      width: 80,
      ...fixed,
    },
    {
      id: 'outcome',
      title: t.column.outcome,
      value: (row) => outcomes(row).join('; '),
      width: 260,
      ...fixed,
    },
    { id: 'from', title: t.column.from, kind: 'date', value: (row) => row.from, ...fixed },
    { id: 'to', title: t.column.to, kind: 'lastDay', value: (row) => row.to, ...fixed },
  ];
}
