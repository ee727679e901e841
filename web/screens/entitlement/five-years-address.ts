/** What the address bar says of the lists of five continuous years. */
import { isIsoDate } from '../../../src/kernel/dates.ts';
import type { FiveYearsQuery, FiveYearsShow, FiveYearsSort } from '../../api/covers.ts';
import type { Search } from '../../shell/lens.ts';
import { readSort } from '../../ui/table/columns.ts';

/** `xem` */
export const SHOW_WORDS: Readonly<Record<FiveYearsShow, string | undefined>> = {
  atRisk: undefined,
  soonFull: 'sap-du',
  broken: 'da-mat',
};

const SORTS: readonly FiveYearsSort[] = ['day', 'name'];

export function readFiveYears(search: Search): Omit<FiveYearsQuery, 'unit'> {
  const sort = readSort(search['xep']);
  const category = search['the'];
  const shows = Object.keys(SHOW_WORDS) as FiveYearsShow[];
  return {
    show: shows.find((show) => SHOW_WORDS[show] === search['xem']) ?? 'atRisk',
    until: readDay(search['den']),
    since: readDay(search['tu']),
    category: category !== undefined && /^\w{2,40}$/.test(category) ? category : undefined,
    withAll: search['tatca'] === '1' ? true : undefined,
    sort: SORTS.find((name) => name === sort?.column),
    descending: sort?.direction === 'desc' ? true : undefined,
  };
}

function readDay(text: string | undefined): string | undefined {
  return text !== undefined && isIsoDate(text) ? text : undefined;
}
