/** Groups and sub-groups of the law on the day of a list, as choices. */
import { useQuery } from '@tanstack/react-query';
import { type FigureQuery, getCoverage } from '../../api/coverage.ts';
import { useNameOf } from '../../text/language.tsx';

export interface GroupChoice {
  value: string;
  label: string;
}

export function useGroups(query: FigureQuery): GroupChoice[] {
  const nameOf = useNameOf();
  const { unit, asOf, boundaries, definition, knownAt } = query;
  const figures = { unit, asOf, boundaries, definition, knownAt, by: ['group'] };
  const coverage = useQuery({
    queryKey: ['coverage', figures],
    queryFn: ({ signal }) => getCoverage(figures, signal),
    staleTime: 60_000,
  });
  return (coverage.data?.byGroup ?? []).flatMap((group) => [
    { value: `${group.group}`, label: nameOf(group) },
    ...(group.subgroups.length > 1
      ? group.subgroups.map((subgroup) => ({
          value: `${group.group}/${subgroup.code}`,
          label: `   ${nameOf(subgroup)}`,
        }))
      : []),
  ]);
}
