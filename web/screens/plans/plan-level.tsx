/** For which unit a plan is read, and where to read it instead when the document is of another level. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { PlanPage } from '../../api/plans.ts';
import { type Level, getUnitPage } from '../../api/units.ts';
import { today } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { DoorLink } from '../../ui/door.tsx';
import { Notice } from '../../ui/states.tsx';
import { usePlanWords } from './words.ts';

const LEVELS: Readonly<Record<string, Level>> = {
  tỉnh: 'province',
  huyện: 'district',
  xã: 'commune',
  phường: 'commune',
};

export function usePlanUnit(unitId: number) {
  return useQuery({
    queryKey: ['unit', unitId, today()],
    queryFn: ({ signal }) => getUnitPage(unitId, today(), signal),
    staleTime: 5 * 60_000,
  });
}

/** Silent when the levels agree, when the document names none, and once the plan is adopted. */
export function PlanLevel({ page }: { page: PlanPage }): ReactNode {
  const t = usePlanWords().plan;
  const unit = usePlanUnit(page.unitId).data;
  const printed = page.head.issuer.level ?? '';
  const level = LEVELS[printed];
  if (!unit || !level || level === unit.unit.level || page.state === 'adopted') return null;
  const above = unit.path.path.find((one) => one.level === level);
  return (
    <Notice tone="warn" title={t.otherLevel(printed, unit.unit.name)}>
      {t.otherLevelHint}{' '}
      {above && <DoorLink door={doors.plans(above.unitId)}>{t.readFor(above.name)}</DoorLink>}
    </Notice>
  );
}
