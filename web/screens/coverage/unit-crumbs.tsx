import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import { getPath } from '../../api/units.ts';
import { doors } from '../../shell/doors.ts';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';

/** The units above, by the tree of a day. */
export interface UnitCrumbsProps {
  unitId: number;
  boundaries: IsoDate;
  /** also the unit itself */
  withSelf?: boolean;
}

export function UnitCrumbs({ unitId, boundaries, withSelf }: UnitCrumbsProps): ReactNode {
  const path = useQuery({
    queryKey: ['path', unitId, boundaries],
    queryFn: ({ signal }) => getPath(unitId, boundaries, signal),
    staleTime: 10 * 60_000,
  });
  const above = (path.data?.path ?? []).filter(
    (unit) => (withSelf || unit.unitId !== unitId) && unit.level !== 'country',
  );
  return (
    <Breadcrumb
      crumbs={above.map((unit) => ({
        key: unit.unitId,
        name: unit.name,
        door: doors.unit(unit.unitId),
      }))}
    />
  );
}
