/** A list of people in the address bar, in words people can read; pure. */
import type { ListFilter, ListKind, ListSort } from '../../api/people-lists.ts';
import type { Search } from '../../shell/lens.ts';
import { readSort } from '../../ui/table/columns.ts';

export const KINDS = ['covered', 'uncovered', 'ending'] as const satisfies readonly ListKind[];

export const WORD_OF: Readonly<Record<ListKind, string>> = {
  covered: 'co-the',
  uncovered: 'chua-co',
  ending: 'sap-het',
};

/** Column of the table → sort of the server. */
export const LIST_SORTS: ReadonlyMap<string, ListSort> = new Map([
  ['name', 'name'],
  ['birth', 'birthDate'],
  ['place', 'place'],
  ['cardTo', 'endDate'],
  ['endsOn', 'endDate'],
]);

const REASONS = ['otherIssuer', 'lapsed', 'newborn', 'movedIn', 'never'] as const;
const WITHIN_DAYS = 30;

export interface ReadList extends ListFilter {
  unit?: number;
  list: ListKind;
  withinDays?: number;
  sort?: ListSort;
  descending?: boolean;
  count?: boolean;
}

/** Nonsense in the address is left out, never sent to the server. */
export function readListQuery(search: Search): ReadList {
  const list = KINDS.find((kind) => WORD_OF[kind] === search['loai']) ?? 'uncovered';
  const sort = readSort(search['xep']);
  return {
    unit: wholeNumber(search['donvi']),
    list,
    withinDays: list === 'ending' ? (wholeNumber(search['han']) ?? WITHIN_DAYS) : undefined,
    group: wholeNumber(search['nhom']),
    subgroup: search['phannhom'] || undefined,
    reason: REASONS.find((reason) => list === 'uncovered' && reason === search['lydo']),
    sex: (['male', 'female'] as const).find((sex) => sex === search['gioi']),
    ageFrom: wholeNumber(search['tuoitu']),
    ageTo: wholeNumber(search['tuoiden']),
    name: search['ten']?.trim() || undefined,
    sort: sort ? LIST_SORTS.get(sort.column) : undefined,
    descending: sort?.direction === 'desc' ? true : undefined,
    count: search['dem'] === '1' ? true : undefined,
  };
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
