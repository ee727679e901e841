/** The way to the search for duplicates, for those who may do something about them. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { doors } from '../../shell/doors.ts';
import { useHoldsAny } from '../../shell/session.ts';
import { DoorLink } from '../../ui/door.tsx';
import { useDuplicateWords } from './words.ts';

const SEARCHING = [
  'administrator',
  'socialInsuranceOfficer',
  'healthOfficer',
  'labourOfficer',
  'educationOfficer',
] as const;

export function EqualPeopleButton({ unit }: { unit?: string }): ReactNode {
  const t = useDuplicateWords();
  const maySearch = useHoldsAny(SEARCHING);
  if (!maySearch) return null;
  return (
    <Button
      variant="default"
      renderRoot={(props) => <DoorLink {...props} door={doors.equalPeople(unit)} />}
    >
      {t.people.title}
    </Button>
  );
}
