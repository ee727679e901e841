/** Columns of the list of whom to persuade. */
import type { PersuasionRow } from '../../api/entitlement.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { useCategories } from '../people/categories.ts';
import { payersText } from './payers.ts';
import { useEntitlementWords, useTerms } from './words.ts';

const fixed = { sortable: false } as const;

/** `isHelped`: somebody of the list has a sponsor. */
export function usePersuadeColumns(isHelped: boolean): Column<PersuasionRow>[] {
  return [...useWho(), ...useOffer(isHelped), ...useWhen()];
}

function useWho(): Column<PersuasionRow>[] {
  const words = useEntitlementWords();
  const t = words.persuade.column;
  return [
    {
      id: 'name',
      title: t.name,
      kind: 'name',
      value: (row) => row.fullName ?? words.hidden,
      door: (row) => (row.fullName === null ? undefined : doors.person(row.personId)),
      width: 160,
    },
    { id: 'birth', title: t.birth, kind: 'date', value: (row) => row.birthDate, ...fixed },
    {
      id: 'place',
      title: t.place,
      value: (row) => (row.placeName === row.communeName ? null : row.placeName),
      width: 120,
      ...fixed,
    },
    { id: 'commune', title: t.commune, value: (row) => row.communeName, width: 110, ...fixed },
    { id: 'phone', title: t.phone, value: (row) => row.phone, hidden: true, ...fixed },
    {
      id: 'nationalId',
      title: t.nationalId,
      value: (row) => row.nationalId,
      hidden: true,
      ...fixed,
    },
    {
      id: 'household',
      title: t.household,
      value: (row) => (row.householdId === null ? null : words.persuade.openHousehold),
      door: (row) => (row.householdId === null ? undefined : doors.household(row.householdId)),
      hidden: true,
    },
  ];
}

function useOffer(isHelped: boolean): Column<PersuasionRow>[] {
  const words = useEntitlementWords();
  const t = words.persuade.column;
  const format = useFormat();
  const terms = useTerms();
  const categories = useCategories();
  return [
    {
      id: 'category',
      title: t.category,
      value: (row) =>
        row.category === null
          ? terms.notOffered
          : categories.nameOf(row.category) || row.categoryName,
      width: 190,
      ...fixed,
    },
    {
      id: 'price',
      title: t.price,
      hint: t.priceHint,
      kind: 'number',
      value: (row) => row.monthlyVnd,
      render: (row) =>
        row.monthlyVnd === null ? words.payers.unknown : format.number(row.monthlyVnd),
      width: 90,
    },
    {
      id: 'helped',
      title: t.helped,
      hint: t.helpedHint,
      kind: 'number',
      value: (row) => row.communeVnd + row.sponsorVnd || null,
      hidden: !isHelped,
      width: 90,
      ...fixed,
    },
    {
      id: 'payers',
      title: t.payers,
      value: (row) => {
        const byLaw = payersText(row.shares, words.payers, format);
        return row.communeVnd + row.sponsorVnd > 0 ? t.butHelped(byLaw) : byLaw;
      },
      width: 130,
      ...fixed,
    },
  ];
}

function useWhen(): Column<PersuasionRow>[] {
  const words = useEntitlementWords();
  const t = words.persuade.column;
  const terms = useTerms();
  const categories = useCategories();
  const nameOf = (category: string | null): string =>
    category === null ? terms.notOffered : categories.nameOf(category) || category;
  return [
    {
      id: 'reason',
      title: t.reason,
      value: (row) => terms.reason(row.reason),
      width: 150,
      ...fixed,
    },
    { id: 'lapsedOn', title: t.lapsedOn, kind: 'lastDay', value: (row) => row.lapsedOn },
    {
      id: 'lastCategory',
      title: t.lastCategory,
      value: (row) => (row.lastCategory === null ? null : nameOf(row.lastCategory)),
      hidden: true,
      ...fixed,
    },
    { id: 'nextOn', title: t.nextOn, hint: t.nextOnHint, kind: 'date', value: (row) => row.nextOn },
    {
      id: 'next',
      title: t.next,
      value: (row) => {
        if (row.nextCause === null) return null;
        const cause = terms.cause(row.nextCause);
        return row.nextCategory === row.category
          ? cause
          : words.persuade.becomes(cause, nameOf(row.nextCategory));
      },
      width: 170,
      ...fixed,
    },
  ];
}
