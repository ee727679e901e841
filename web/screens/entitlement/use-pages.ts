/** A list that is read page by page and shown as one. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { ENTITLEMENT_KEY } from '../../api/entitlement.ts';
import type { More } from '../../ui/table/data-table.tsx';

export interface PageAnswer<Row> {
  total: number;
  rows: readonly Row[];
  /** what the next page is asked with; null = this is the last */
  next: string | null;
}

export interface Pages<Answer extends PageAnswer<unknown>> {
  /** undefined until it is there */
  first: Answer | undefined;
  rows: Answer['rows'][number][];
  more: More;
  error: unknown;
  isError: boolean;
  isPending: boolean;
  retry: () => void;
}

const PAGE_ROWS = 200;

/** `key` tells this list from others; it is read anew whenever something was decided. */
export function usePages<Answer extends PageAnswer<unknown>>(
  key: readonly unknown[],
  load: (page: { limit: number; after?: string }, signal: AbortSignal) => Promise<Answer>,
): Pages<Answer> {
  const list = useInfiniteQuery({
    queryKey: [ENTITLEMENT_KEY, ...key],
    queryFn: ({ pageParam, signal }) => load({ limit: PAGE_ROWS, after: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const pages: readonly Answer[] = list.data?.pages ?? [];
  const [first] = pages;
  return {
    first,
    rows: pages.flatMap((page): Answer['rows'][number][] => [...page.rows]),
    more: {
      total: first?.total ?? 0,
      hasMore: list.hasNextPage,
      isLoading: list.isFetchingNextPage,
      onMore: () => void list.fetchNextPage(),
    },
    error: list.error,
    isError: list.isError,
    isPending: list.isPending,
    retry: () => void list.refetch(),
  };
}
