/** Columns of the lists of five continuous years. */
import { daysBetween } from '../../../src/kernel/dates.ts';
import type { FiveYearsAnswer, FiveYearsShow } from '../../api/covers.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { useCategories } from '../people/categories.ts';
import { useCoverWords } from './cover-words.ts';
import { useEntitlementWords, useTerms } from './words.ts';

type Row = FiveYearsAnswer['rows'][number];

const fixed = { sortable: false } as const;

export function useFiveYearsColumns(show: FiveYearsShow, on: string): Column<Row>[] {
  const words = useEntitlementWords();
  const who = words.persuade.column;
  const t = useCoverWords().fiveYears;
  const format = useFormat();
  const terms = useTerms();
  const categories = useCategories();
  const nameOf = (category: string | null): string =>
    category === null ? terms.notOffered : categories.nameOf(category) || category;
  const fullOn: Column<Row> = {
    id: show === 'soonFull' ? 'day' : 'fullOn',
    title: t.column.fullOn,
    kind: 'date',
    value: (row) => row.fullOn,
    ...(show !== 'soonFull' && fixed),
  };
  const keepUntil: Column<Row> = {
    id: show === 'soonFull' ? 'keepUntil' : 'day',
    title: t.column.keepUntil,
    hint: t.column.keepUntilHint,
    kind: 'date',
    value: (row) => row.keepUntil,
    render: (row) => (row.keepUntil === null ? t.open : format.date(row.keepUntil)),
    ...(show === 'soonFull' && fixed),
  };
  return [
    {
      id: 'name',
      title: who.name,
      kind: 'name',
      value: (row) => row.fullName ?? words.hidden,
      door: (row) => (row.fullName === null ? undefined : doors.person(row.personId)),
      width: 160,
    },
    { id: 'birth', title: who.birth, kind: 'date', value: (row) => row.birthDate, ...fixed },
    {
      id: 'place',
      title: who.place,
      value: (row) => (row.placeName === row.communeName ? null : row.placeName),
      width: 120,
      ...fixed,
    },
    { id: 'commune', title: who.commune, value: (row) => row.communeName, width: 110, ...fixed },
    { id: 'phone', title: who.phone, value: (row) => row.phone, hidden: true, ...fixed },
    ...(show === 'soonFull' ? [fullOn, keepUntil] : [keepUntil, fullOn]),
    {
      id: 'daysLeft',
      title: t.column.daysLeft,
      kind: 'number',
      value: (row) => daysLeft(row, on),
      hidden: show !== 'atRisk',
      ...fixed,
    },
    {
      id: 'coveredTo',
      title: t.column.coveredTo,
      kind: 'lastDay',
      value: (row) => row.coveredTo,
      ...fixed,
    },
    {
      id: 'card',
      title: t.column.card,
      value: (row) => nameOf(row.cardCategory),
      width: 170,
      ...fixed,
    },
    {
      id: 'benefit',
      title: t.column.benefit,
      kind: 'rate',
      value: (row) => row.benefitBp,
      hidden: true,
      ...fixed,
    },
    { id: 'now', title: t.column.now, value: (row) => nameOf(row.category), width: 170, ...fixed },
    {
      id: 'price',
      title: t.column.price,
      kind: 'number',
      value: (row) => row.monthlyVnd,
      render: (row) =>
        row.monthlyVnd === null ? words.payers.unknown : format.number(row.monthlyVnd),
      ...fixed,
    },
  ];
}

function daysLeft({ keepUntil }: Row, on: string): number | null {
  return keepUntil === null ? null : daysBetween(on, keepUntil);
}
