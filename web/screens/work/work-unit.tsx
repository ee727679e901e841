/** Which unit the screens of work are about: `donvi` of the address, else where the reader works. */
import type { ReactNode } from 'react';
import { searchUnitOptions } from '../../api/units.ts';
import { useAddress } from '../../shell/address.ts';
import { useSession } from '../../shell/session.ts';
import { useQuery } from '@tanstack/react-query';
import { getUnitPage } from '../../api/units.ts';
import { today } from '../../shell/address.ts';
import { UnitPicker } from '../../ui/unit-picker.tsx';
import { useWorkWords } from './words.ts';

/** 0 while nobody is signed in. */
export function useWorkUnit(): number {
  const session = useSession();
  const [search] = useAddress();
  const asked = Number(search['donvi']);
  if (Number.isInteger(asked) && asked > 0) return asked;
  return session?.homeUnitId ?? session?.grants[0]?.unitId ?? 0;
}

export function WorkUnitPicker({ unit }: { unit: number }): ReactNode {
  const t = useWorkWords();
  const [, change] = useAddress();
  const page = useQuery({
    queryKey: ['work-unit', unit],
    queryFn: ({ signal }) => getUnitPage(unit, today(), signal),
    enabled: unit > 0,
    staleTime: 5 * 60_000,
  });
  const name = page.data?.unit.name ?? '';
  return (
    <UnitPicker
      label={t.unit}
      size="xs"
      value={name === '' ? null : { id: unit, name, detail: '' }}
      onChange={(chosen) => {
        if (chosen) change({ donvi: String(chosen.id), xem: undefined });
      }}
      searchKey={['work']}
      search={(text, signal) => searchUnitOptions({ text }, signal)}
    />
  );
}
