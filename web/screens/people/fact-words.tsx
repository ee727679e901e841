/** What a recorded fact says, in words: codes become names, ids become links. */
import type { ReactNode } from 'react';
import { ETHNICITIES } from '../../../messages/ethnicities.ts';
import type { HistoryEntry } from '../../api/registry.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat, useTexts } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { UnitName } from '../units/unit-name.tsx';
import { birthText } from './birth.ts';
import { useStatusName } from './status-name.ts';

type Change = HistoryEntry['changes'][number];

export function FactWords({ change }: { change: Change }): ReactNode {
  const words = useFactWords();
  const t = useTexts('people').household;
  const { placeId, householdId } = change.values;
  const texts = words(change.values);
  return (
    <>
      {texts.join(' · ')}
      {typeof placeId === 'number' && (
        <>
          {texts.length > 0 && ' · '}
          <UnitName unitId={placeId} />
        </>
      )}
      {typeof householdId === 'number' && (
        <>
          {texts.length > 0 && ' · '}
          <DoorLink door={doors.household(householdId)}>{t.titlePlain}</DoorLink>
        </>
      )}
    </>
  );
}

function useFactWords(): (values: Change['values']) => string[] {
  const words = useTexts('registry');
  const statusName = useStatusName();
  const format = useFormat();
  const names: Readonly<Record<string, (text: string) => string>> = {
    sex: (text) => words.sex[text as keyof typeof words.sex] ?? text,
    kind: (text) => words.residenceKind[text as keyof typeof words.residenceKind] ?? text,
    issuer: (text) => words.issuer[text as keyof typeof words.issuer] ?? text,
    relation: (text) => words.relation[text as keyof typeof words.relation] ?? text,
    status: statusName,
    ethnicityCode: (text) => ETHNICITIES[text] ?? text,
  };
  return (values) => {
    const precision = values['birthPrecision'];
    const known = precision === 'month' || precision === 'year' ? precision : 'day';
    return Object.entries(values).flatMap(([name, value]) => {
      if (typeof value !== 'string' || value === '' || name === 'birthPrecision') return [];
      if (name === 'birthDate') return [birthText(format, value, known)];
      return [names[name]?.(value) ?? value];
    });
  };
}
