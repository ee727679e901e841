/** People and households a sponsorship is narrowed to, found by name. */
import type { ReactNode } from 'react';
import { getPerson, searchPeople } from '../../api/registry.ts';
import { useShowFault } from '../../ui/show-fault.tsx';
import { type UnitOption, UnitPicker } from '../../ui/unit-picker.tsx';
import { Notice } from '../../ui/states.tsx';
import { useState } from 'react';
import { ChosenList } from './chosen-list.tsx';
import type { FieldsProps } from './sponsorship-fields.tsx';
import { useSponsorshipWords } from './words.ts';

const HITS_MAX = 10;

export function ChosenPeople({ unit, draft, onChange }: FieldsProps): ReactNode {
  const t = useSponsorshipWords().form;
  const showFault = useShowFault();
  const [alone, setAlone] = useState<string | null>(null);
  const { people, households } = draft;
  const addPerson = (person: UnitOption | null): void => {
    if (!person || people.some((other) => other.id === person.id)) return;
    onChange({ people: [...people, { id: person.id, name: person.name }] });
  };
  const addHousehold = async (person: UnitOption | null): Promise<void> => {
    if (!person) return;
    try {
      const { household } = await getPerson(person.id, undefined);
      setAlone(household ? null : person.name);
      if (!household || households.some((other) => other.id === household.householdId)) return;
      const chosen = { id: household.householdId, name: person.name };
      onChange({ households: [...households, chosen] });
    } catch (cause) {
      showFault(cause);
    }
  };
  return (
    <>
      <UnitPicker
        label={t.addPerson}
        value={null}
        onChange={addPerson}
        searchKey={['sponsored-person', unit.unitId]}
        search={(text, signal) => findPeople(unit.unitId, text, signal)}
      />
      <UnitPicker
        label={t.addHousehold}
        value={null}
        onChange={(person) => void addHousehold(person)}
        searchKey={['sponsored-household', unit.unitId]}
        search={(text, signal) => findPeople(unit.unitId, text, signal)}
      />
      {alone !== null && <Notice tone="warn">{t.noHousehold(alone)}</Notice>}
      <ChosenList
        none={t.everybody}
        rows={[
          ...people.map((person) => ({
            key: `p${person.id}`,
            name: t.personOf(person.name),
            onRemove: () => onChange({ people: people.filter((other) => other !== person) }),
          })),
          ...households.map((household) => ({
            key: `h${household.id}`,
            name: t.householdOf(household.name),
            onRemove: () =>
              onChange({ households: households.filter((other) => other !== household) }),
          })),
        ]}
      />
    </>
  );
}

async function findPeople(
  unit: number,
  text: string,
  signal: AbortSignal,
): Promise<readonly UnitOption[]> {
  const { people } = await searchPeople({ text, unit, limit: HITS_MAX }, signal);
  return people.map((person) => ({
    id: person.personId,
    name: person.fullName,
    detail: [person.birthYear, person.place?.units.map((each) => each.name).join(', ')]
      .filter(Boolean)
      .join(' · '),
  }));
}
