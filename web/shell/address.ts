/** The state of a screen in the address bar: flat texts, changed in place. */
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { IsoDate } from '../../src/kernel/dates.ts';
import { dayOf } from '../../src/kernel/dates.ts';
import { type Sort, readSort, writeSort } from '../ui/table/columns.ts';
import { type Lens, type Search, parseSearch, readLens, writeLens } from './lens.ts';

export type Patch = Readonly<Record<string, string | undefined>>;

/** The search now, and a way to change some of it. `replace` leaves no step in the history. */
export function useAddress(): [Search, (patch: Patch, replace?: boolean) => void] {
  const searchText = useLocation({ select: (location) => location.searchStr });
  const navigate = useNavigate();
  const search = useMemo(() => parseSearch(searchText), [searchText]);
  const change = useCallback(
    (patch: Patch, replace = false) =>
      void navigate({
        to: '.',
        search: ((previous: Search) => ({ ...previous, ...patch })) as never,
        replace,
        resetScroll: false,
      }),
    [navigate],
  );
  return [search, change];
}

export function today(): IsoDate {
  return dayOf(Temporal.Now.instant());
}

/** The lens with its defaults filled in, and a way to change it. */
export function useLens(): {
  lens: Lens;
  asOf: IsoDate;
  boundaries: IsoDate;
  setLens: (patch: Lens) => void;
} {
  const [search, change] = useAddress();
  const lens = useMemo(() => readLens(search), [search]);
  const asOf = lens.asOf ?? today();
  const setLens = (patch: Lens): void => {
    const written = writeLens({ ...lens, ...patch });
    change({ ...written, trang: undefined });
  };
  return { lens, asOf, boundaries: lens.boundaries ?? asOf, setLens };
}

/** Sort of a table under a name of its own in the address bar. */
export function useAddressSort(
  name: string,
  fallback: Sort,
): { sort: Sort; onSort: (sort: Sort) => void } {
  const [search, change] = useAddress();
  const text = search[name];
  const sort = useMemo(() => readSort(text) ?? fallback, [text, fallback]);
  return { sort, onSort: (next) => change({ [name]: writeSort(next), trang: undefined }, true) };
}
