/** Columns of the three lists of people. */
import type { ListKind, ListedPerson } from '../../api/people-lists.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat, useTexts } from '../../text/language.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { birthText } from './birth.ts';

export function useListColumns(kind: ListKind): Column<ListedPerson>[] {
  const t = useTexts('people');
  const words = useTexts('registry');
  const format = useFormat();
  const fixed = { sortable: false } as const;
  const common: Column<ListedPerson>[] = [
    {
      id: 'name',
      title: t.column.name,
      kind: 'name',
      value: (row) => row.fullName ?? t.list.hiddenName,
      door: (row) => (row.fullName === null ? undefined : doors.person(row.personId)),
      width: 170,
    },
    {
      id: 'birth',
      title: t.column.birth,
      value: (row) => birthText(format, row.birthDate, row.birthPrecision) || null,
    },
    {
      id: 'sex',
      title: t.column.sex,
      value: (row) => (row.sex === null ? null : words.sex[row.sex]),
      ...fixed,
    },
    {
      id: 'place',
      title: t.column.place,
      value: (row) => (row.placeName === row.communeName ? null : row.placeName),
      width: 130,
    },
    {
      id: 'commune',
      title: t.column.commune,
      value: (row) => row.communeName,
      width: 130,
      ...fixed,
    },
  ];
  const numbers: Column<ListedPerson>[] = [
    {
      id: 'sin',
      title: t.column.socialInsuranceNumber,
      value: (row) => row.socialInsuranceNumber,
      ...fixed,
    },
    {
      id: 'nationalId',
      title: t.column.nationalId,
      value: (row) => row.nationalId,
      hidden: true,
      ...fixed,
    },
    { id: 'phone', title: t.column.phone, value: (row) => row.phone, ...fixed },
    {
      id: 'since',
      title: t.column.since,
      kind: 'date',
      value: (row) => row.since,
      hidden: true,
      ...fixed,
    },
  ];
  return [...common, ...kindColumns(kind, t, words.issuer), ...numbers];
}

function kindColumns(
  kind: ListKind,
  t: ReturnType<typeof useTexts<'people'>>,
  issuers: ReturnType<typeof useTexts<'registry'>>['issuer'],
): Column<ListedPerson>[] {
  const fixed = { sortable: false } as const;
  const category: Column<ListedPerson> = {
    id: 'category',
    title: t.column.category,
    value: (row) =>
      row.category === null ? null : [row.category, row.categoryName].filter(Boolean).join(' · '),
    width: 180,
    ...fixed,
  };
  const issuer: Column<ListedPerson> = {
    id: 'issuer',
    title: t.column.issuer,
    value: (row) => (row.issuer === null ? null : issuers[row.issuer]),
    hidden: true,
    ...fixed,
  };
  const card: Column<ListedPerson> = {
    id: 'card',
    title: t.column.cardNumber,
    value: (row) => row.cardNumber,
    hidden: true,
    ...fixed,
  };
  if (kind === 'uncovered') {
    return [
      {
        id: 'reason',
        title: t.column.reason,
        value: (row) => (row.reason === null ? null : t.list.reasons[row.reason]),
        width: 130,
        ...fixed,
      },
      {
        id: 'lapsedOn',
        title: t.column.lapsedOn,
        kind: 'lastDay',
        value: (row) => row.lapsedOn,
        ...fixed,
      },
      category,
      issuer,
      {
        id: 'startsOn',
        title: t.column.startsOn,
        kind: 'date',
        value: (row) => row.startsOn,
        hidden: true,
        ...fixed,
      },
    ];
  }
  const ends: Column<ListedPerson> =
    kind === 'ending'
      ? { id: 'endsOn', title: t.column.endsOn, kind: 'lastDay', value: (row) => row.endsOn }
      : { id: 'cardTo', title: t.column.cardTo, kind: 'lastDay', value: (row) => row.cardTo };
  return [
    category,
    issuer,
    card,
    {
      id: 'cardFrom',
      title: t.column.cardFrom,
      kind: 'date',
      value: (row) => row.cardFrom,
      hidden: true,
      ...fixed,
    },
    ends,
  ];
}
