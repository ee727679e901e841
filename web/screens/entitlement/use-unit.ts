/** The unit a screen is about: of the address bar, else where the person works; null without any. */
import { useQuery } from '@tanstack/react-query';
import type { UnitRef } from '../../../src/entitlement/types.ts';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import { getPath, listChildren } from '../../api/units.ts';
import { today, useAddress } from '../../shell/address.ts';
import { useSession } from '../../shell/session.ts';
import { readUnit } from './persuade-address.ts';

export function useUnitId(): number | null {
  const session = useSession();
  const [search] = useAddress();
  return readUnit(search['donvi']) ?? session?.homeUnitId ?? null;
}

/** Units below it on a day; for a unit that ended, those that hold its places. */
export function useChildren(unitId: number | null, on: IsoDate) {
  return useQuery({
    queryKey: ['children', unitId, on],
    queryFn: ({ signal }) => listChildren(unitId ?? 0, on, signal),
    enabled: unitId !== null,
    staleTime: 10 * 60_000,
  });
}

export interface NamedUnit extends UnitRef {
  /** the day of the tree */
  on: IsoDate;
  /** official code of the province it lies in that day; null outside of every province */
  provinceCode: string | null;
}

/** The same with its name, empty until it is known. */
export function useUnit(): NamedUnit | null {
  const unitId = useUnitId();
  const on = today();
  const path = useQuery({
    queryKey: ['path', unitId, on],
    queryFn: ({ signal }) => getPath(unitId ?? 0, on, signal),
    enabled: unitId !== null,
    staleTime: 10 * 60_000,
  });
  const children = useChildren(unitId, on);
  if (unitId === null) return null;
  const units = path.data?.path ?? [];
  const own = children.data?.unit;
  const province = units.find((unit) => unit.level === 'province');
  return {
    unitId,
    code: own?.code ?? null,
    name: own?.name ?? '',
    level: own?.level ?? '',
    on,
    provinceCode: province?.code ?? null,
  };
}
