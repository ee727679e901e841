/** Which unit, year, indicator and group a screen of targets shows: all in the address bar. */
import { useParams } from '@tanstack/react-router';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import { type Patch, useAddress, useLens } from '../../shell/address.ts';
import type { Door } from '../../ui/door.tsx';

export interface TargetsAddress {
  unitId: number;
  year: number;
  indicator: string;
  group: string;
  asOf: IsoDate;
  boundaries: IsoDate | undefined;
  definition: string | undefined;
  knownAt: string | undefined;
  change: (patch: Patch) => void;
}

export function useTargetsAddress(): TargetsAddress {
  const { unit } = useParams({ strict: false });
  const [search, change] = useAddress();
  const { lens, asOf } = useLens();
  const typed = Number(search['nam']);
  const year = Number.isInteger(typed) && typed >= 2000 && typed <= 2100 ? typed : yearOf(asOf);
  return {
    unitId: Number(unit),
    year,
    indicator: search['chiso'] ?? 'coverage',
    group: search['nhom'] ?? '',
    asOf,
    boundaries: lens.boundaries,
    definition: lens.definition,
    knownAt: lens.knownAt,
    change,
  };
}

function yearOf(day: IsoDate): number {
  return Number(day.slice(0, 4));
}

export type TargetsTab = 'tree' | 'split' | 'matrix' | 'own' | 'answers' | 'indicators';

const PATHS: Readonly<Record<TargetsTab, string>> = {
  tree: '/chi-tieu/$unit',
  split: '/chi-tieu/$unit/phan-bo',
  matrix: '/chi-tieu/$unit/bang',
  own: '/chi-tieu/$unit/cua-don-vi',
  answers: '/chi-tieu/$unit/de-xuat',
  indicators: '/chi-tieu/$unit/chi-so',
};

/** Year, indicator and group go along. */
export function targetsDoor(tab: TargetsTab, unitId: number, at: Partial<TargetsAddress>): Door {
  const isPlain = at.indicator === undefined || at.indicator === 'coverage';
  return {
    to: PATHS[tab],
    params: { unit: String(unitId) },
    search: {
      nam: at.year === undefined ? undefined : String(at.year),
      chiso: isPlain ? undefined : at.indicator,
      nhom: at.group === '' ? undefined : at.group,
    },
  };
}
