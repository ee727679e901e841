/** The list one came from, as it was then: where one stands in it, what comes next. */
import { useQuery } from '@tanstack/react-query';
import { type ItemsQuery, listItems } from '../../api/review.ts';

const WALK_MAX = 500;

export interface Walk {
  /** place in the list; null = not in it */
  at: number | null;
  length: number;
  next: number | null;
  previous: number | null;
}

export function useWalk(query: ItemsQuery, itemId: number): Walk {
  // kept as it was: what is decided on the way must not move the rest
  const list = useQuery({
    queryKey: ['review-walk', query],
    queryFn: async ({ signal }) => {
      const page = await listItems(query, { limit: WALK_MAX }, signal);
      return { ids: page.items.map((item) => item.itemId), total: page.total };
    },
    staleTime: 30 * 60_000,
  });
  const walk = walkOf(list.data?.ids ?? [], itemId);
  return { ...walk, length: list.data?.total ?? walk.length };
}

export function walkOf(ids: readonly number[], itemId: number): Walk {
  const at = ids.indexOf(itemId);
  if (at === -1) return { at: null, length: ids.length, next: ids[0] ?? null, previous: null };
  return { at, length: ids.length, next: ids[at + 1] ?? null, previous: ids[at - 1] ?? null };
}
