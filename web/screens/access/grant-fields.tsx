/** Role, place and days of a new grant. */
import { Select, SimpleGrid } from '@mantine/core';
import type { ReactNode } from 'react';
import { ROLES, type Role } from '../../../src/kernel/actor.ts';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import type { NewGrant } from '../../api/access.ts';
import { searchUnitOptions } from '../../api/units.ts';
import { today } from '../../shell/address.ts';
import { useTexts } from '../../text/language.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { type UnitOption, UnitPicker } from '../../ui/unit-picker.tsx';

export interface GrantDraft {
  role: Role;
  unit: UnitOption | null;
  from: IsoDate | null;
  to: IsoDate | null;
}

export const EMPTY_GRANT: GrantDraft = {
  role: 'socialInsuranceOfficer',
  unit: null,
  from: null,
  to: null,
};

/** null while no place is chosen. */
export function grantOf(draft: GrantDraft): NewGrant | null {
  if (!draft.unit) return null;
  return {
    role: draft.role,
    unit: draft.unit.id,
    from: draft.from ?? undefined,
    to: draft.to ?? undefined,
  };
}

export interface GrantFieldsProps {
  draft: GrantDraft;
  onChange: (draft: GrantDraft) => void;
}

export function GrantFields({ draft, onChange }: GrantFieldsProps): ReactNode {
  const t = useTexts('access');
  return (
    <>
      <Select
        label={t.users.role}
        data={ROLES.map((role) => ({ value: role, label: t.role[role] }))}
        value={draft.role}
        onChange={(role) =>
          onChange({ ...draft, role: ROLES.find((name) => name === role) ?? draft.role })
        }
        allowDeselect={false}
        required
      />
      <UnitPicker
        label={t.users.unit}
        value={draft.unit}
        onChange={(unit) => onChange({ ...draft, unit })}
        searchKey={['grant']}
        search={(text, signal) => searchUnitOptions({ text, on: today() }, signal)}
        required
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <DayInput
          label={t.users.from}
          value={draft.from}
          onChange={(from) => onChange({ ...draft, from })}
        />
        <DayInput
          label={t.users.to}
          description={t.users.toHint}
          value={draft.to}
          onChange={(to) => onChange({ ...draft, to })}
        />
      </SimpleGrid>
    </>
  );
}
