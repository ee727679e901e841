/** Columns of the list of who loses cover. */
import type { LapsingAnswer } from '../../api/entitlement.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { useCategories } from '../people/categories.ts';
import { payersText } from './payers.ts';
import { useEntitlementWords, useTerms } from './words.ts';

type Row = LapsingAnswer['rows'][number];

const fixed = { sortable: false } as const;

export function useLapsingColumns(): Column<Row>[] {
  const words = useEntitlementWords();
  const t = words.lapsing;
  const who = words.persuade.column;
  const format = useFormat();
  const terms = useTerms();
  const categories = useCategories();
  const nameOf = (category: string | null): string =>
    category === null ? terms.notOffered : categories.nameOf(category) || category;
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
    { id: 'lapseOn', title: t.lapseOn, kind: 'lastDay', value: (row) => row.lapseOn },
    { id: 'cause', title: t.cause, value: (row) => terms.cause(row.cause), width: 150, ...fixed },
    { id: 'card', title: t.card, value: (row) => nameOf(row.cardCategory), width: 170, ...fixed },
    { id: 'then', title: t.afterwards, value: (row) => nameOf(row.category), width: 170, ...fixed },
    {
      id: 'price',
      title: t.price,
      kind: 'number',
      value: (row) => row.monthlyVnd,
      render: (row) =>
        row.monthlyVnd === null ? words.payers.unknown : format.number(row.monthlyVnd),
      ...fixed,
    },
    {
      id: 'payers',
      title: who.payers,
      value: (row) => payersText(row.shares, words.payers, format),
      hidden: true,
      ...fixed,
    },
  ];
}
