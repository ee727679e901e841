/** Another unit for the same question. */
import type { ReactNode } from 'react';
import type { UnitRef } from '../../../src/entitlement/types.ts';
import { searchUnitOptions } from '../../api/units.ts';
import { useAddress } from '../../shell/address.ts';
import { UnitPicker } from '../../ui/unit-picker.tsx';
import { useEntitlementWords } from './words.ts';

export interface UnitChoiceProps {
  unit: UnitRef;
  /** names in the address bar that meant something only in the unit before */
  clears?: readonly string[];
}

export function UnitChoice({ unit, clears = [] }: UnitChoiceProps): ReactNode {
  const words = useEntitlementWords();
  const [, change] = useAddress();
  return (
    <UnitPicker
      label={words.unit}
      size="xs"
      value={{ id: unit.unitId, name: unit.name, detail: '' }}
      onChange={(chosen) => {
        if (!chosen) return;
        change({
          ...Object.fromEntries(clears.map((name) => [name, undefined])),
          donvi: String(chosen.id),
        });
      }}
      searchKey={['entitlement']}
      search={(text, signal) => searchUnitOptions({ text }, signal)}
    />
  );
}
