/** One unit instead of all places of the caller, in the address bar. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { getPath, searchUnitOptions } from '../../api/units.ts';
import { today, useAddress } from '../../shell/address.ts';
import { UnitPicker } from '../../ui/unit-picker.tsx';
import { useReviewWords } from './words.ts';

export function UnitFilter(): ReactNode {
  const t = useReviewWords();
  const [search, change] = useAddress();
  const unitId = Number(search['donvi'] ?? 0);
  const path = useQuery({
    queryKey: ['path', unitId, today()],
    queryFn: ({ signal }) => getPath(unitId, today(), signal),
    enabled: unitId > 0,
    staleTime: 10 * 60_000,
  });
  const name = path.data?.path.at(-1)?.name ?? (unitId > 0 ? String(unitId) : '');
  return (
    <UnitPicker
      label={t.unit}
      description={unitId > 0 ? undefined : t.everywhere}
      size="xs"
      value={unitId > 0 ? { id: unitId, name, detail: '' } : null}
      onChange={(chosen) => change({ donvi: chosen ? String(chosen.id) : undefined })}
      searchKey={['review']}
      search={(text, signal) => searchUnitOptions({ text }, signal)}
    />
  );
}
