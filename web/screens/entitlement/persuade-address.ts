/** A list of whom to persuade in the address bar, in words people can read; pure. */
import { UNCOVERED_REASONS } from '../../../src/policy/lapse.ts';
import type { PersuasionFilter, PersuasionSort } from '../../api/entitlement.ts';
import type { Search } from '../../shell/lens.ts';
import { readSort } from '../../ui/table/columns.ts';

/** Column of the table → sort of the server. */
export const PERSUADE_SORTS: ReadonlyMap<string, PersuasionSort> = new Map([
  ['name', 'name'],
  ['price', 'price'],
  ['lapsedOn', 'lapsedOn'],
  ['nextOn', 'nextOn'],
  ['household', 'household'],
]);

export interface ReadPersuasion extends PersuasionFilter {
  unit?: number;
  sort?: PersuasionSort;
  descending?: boolean;
}

/** Nonsense in the address is left out, never sent to the server. */
export function readPersuasion(search: Search): ReadPersuasion {
  const sort = readSort(search['xep']);
  const category = search['doituong'];
  return {
    unit: readUnit(search['donvi']),
    reason: UNCOVERED_REASONS.find((reason) => reason === search['lydo']),
    category: category !== undefined && /^\w{2,60}$/.test(category) ? category : undefined,
    place: readUnit(search['noi']),
    free: search['mienphi'] === '1' ? true : undefined,
    sort: sort ? PERSUADE_SORTS.get(sort.column) : undefined,
    descending: sort?.direction === 'desc' ? true : undefined,
  };
}

export function readUnit(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
