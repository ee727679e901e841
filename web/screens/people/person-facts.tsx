/** Who a person is; numbers masked, whole for those whose work needs them, with a reason. */
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ETHNICITIES } from '../../../messages/ethnicities.ts';
import type { Role } from '../../../src/kernel/actor.ts';
import { type PersonPage, type UnmaskedPerson, unmaskPerson } from '../../api/registry.ts';
import { useHoldsAny } from '../../shell/session.ts';
import { useFormat, useTexts } from '../../text/language.tsx';
import { Masked } from '../../ui/masked.tsx';
import { Facts } from '../../ui/page.tsx';
import { birthText } from './birth.ts';

/** The server decides; this only spares others a button that would be refused. */
const UNMASKING_ROLES: readonly Role[] = ['administrator', 'socialInsuranceOfficer'];

export function useMayUnmask(): boolean {
  return useHoldsAny(UNMASKING_ROLES);
}

/** One request shows one number; the journal names the person and the reason. */
export function useUnmask(
  personId: number,
  pick: (person: UnmaskedPerson) => string | null,
): (reason: string) => Promise<string | null> {
  const client = useQueryClient();
  return async (reason) => {
    const whole = await unmaskPerson(personId, reason);
    void client.invalidateQueries({ queryKey: ['lookers', personId] });
    return pick(whole);
  };
}

export function PersonFacts({ page }: { page: PersonPage }): ReactNode {
  const t = useTexts('people');
  const words = useTexts('registry');
  const format = useFormat();
  const { attributes, personId } = page;
  return (
    <Facts
      pairs={[
        [
          t.person.birth,
          birthText(format, attributes.birthDate, attributes.birthPrecision) || null,
        ],
        [t.column.sex, attributes.sex && words.sex[attributes.sex]],
        [
          t.person.nationalId,
          attributes.nationalId && (
            <MaskedNumber
              key="nationalId"
              personId={personId}
              masked={attributes.nationalId}
              what={t.person.nationalId}
              pick={(whole) => whole.nationalId}
            />
          ),
        ],
        [
          t.person.socialInsuranceNumber,
          attributes.socialInsuranceNumber && (
            <MaskedNumber
              key="socialInsuranceNumber"
              personId={personId}
              masked={attributes.socialInsuranceNumber}
              what={t.person.socialInsuranceNumber}
              pick={(whole) => whole.socialInsuranceNumber}
            />
          ),
        ],
        [
          t.person.phone,
          attributes.phone && (
            <MaskedNumber
              key="phone"
              personId={personId}
              masked={attributes.phone}
              what={t.person.phone}
              pick={(whole) => whole.phone}
            />
          ),
        ],
        [
          t.person.ethnicity,
          attributes.ethnicityCode &&
            (ETHNICITIES[attributes.ethnicityCode] ?? attributes.ethnicityCode),
        ],
        [t.person.nationality, attributes.nationalityCode],
        [t.person.residence, page.place?.units.map((unit) => unit.name).join(', ')],
        [t.person.kind, page.residenceKind && words.residenceKind[page.residenceKind]],
      ]}
    />
  );
}

interface MaskedNumberProps {
  personId: number;
  masked: string;
  what: string;
  pick: (person: UnmaskedPerson) => string | null;
}

export function MaskedNumber({ personId, masked, what, pick }: MaskedNumberProps): ReactNode {
  const unmask = useUnmask(personId, pick);
  const mayUnmask = useMayUnmask();
  return (
    <Masked
      masked={masked}
      what={what}
      canUnmask={mayUnmask && masked.includes('•')}
      unmask={unmask}
    />
  );
}
