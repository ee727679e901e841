/** Where the tree begins for this person: the country, whose provinces are listed. */
import { useQuery } from '@tanstack/react-query';
import { getPath } from '../../api/units.ts';
import { useLens } from '../../shell/address.ts';
import { useSession } from '../../shell/session.ts';

/** null while it is not known. */
export function useTreeRoot(): number | null {
  const session = useSession();
  const { boundaries } = useLens();
  const home = session?.homeUnitId ?? session?.grants[0]?.unitId ?? null;
  const path = useQuery({
    queryKey: ['path', home, boundaries],
    queryFn: ({ signal }) => getPath(home ?? 0, boundaries, signal),
    enabled: home !== null,
    staleTime: 10 * 60_000,
  });
  return path.data?.path[0]?.unitId ?? null;
}
