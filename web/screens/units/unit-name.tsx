import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { getUnitPage } from '../../api/units.ts';
import { today } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { DoorLink } from '../../ui/door.tsx';

/** A unit known only by its id, by name when the server has said it. */
export function UnitName({ unitId }: { unitId: number }): ReactNode {
  const page = useQuery({
    queryKey: ['unit', unitId, today()],
    queryFn: ({ signal }) => getUnitPage(unitId, today(), signal),
    staleTime: Infinity,
  });
  return (
    <DoorLink door={doors.unitAdministration(unitId)}>
      {page.data?.unit.name ?? `#${unitId}`}
    </DoorLink>
  );
}
