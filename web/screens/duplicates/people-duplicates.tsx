/** Persons of the register who are equal in what somebody chooses, within a place. */
import { Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type PersonKey, searchEqualPeople } from '../../api/duplicates.ts';
import { getPath, searchUnitOptions } from '../../api/units.ts';
import { today, useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useSession } from '../../shell/session.ts';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { UnitPicker } from '../../ui/unit-picker.tsx';
import { useListTerms } from '../lists/words.ts';
import { type Chosen, ColumnChoice, textsOf } from './column-choice.tsx';
import { FoundGroups } from './found-groups.tsx';
import { useDuplicateWords } from './words.ts';

const KEYS: readonly PersonKey[] = [
  'fullName',
  'birthDate',
  'birthYear',
  'sex',
  'nationalId',
  'socialInsuranceNumber',
  'cardNumber',
  'phone',
  'village',
  'household',
];

const FIRST: Chosen = new Map([
  ['fullName', null],
  ['birthDate', null],
  ['sex', null],
]);

export function PeopleDuplicates(): ReactNode {
  const t = useDuplicateWords();
  const terms = useListTerms();
  const session = useSession();
  const [search, change] = useAddress();
  const unitId = Number(search['donvi'] ?? session?.grants[0]?.unitId ?? 0);
  const searchId = Number(search['lan'] ?? 0);
  const [chosen, setChosen] = useState<Chosen>(FIRST);
  const names: Readonly<Record<string, string>> = { ...terms.fields, ...terms.duplicates.keys };
  const columns = KEYS.map((key) => ({ name: key, title: names[key] ?? key, usual: null }));
  const action = useFormAction(async () => {
    const found = await searchEqualPeople(unitId, textsOf(chosen));
    change({ lan: String(found.search.searchId) }, true);
  });
  return (
    <Page title={t.people.title} about={t.people.about}>
      <Section>
        <form onSubmit={action.onSubmit}>
          <Stack gap="sm" align="flex-start">
            <UnitChoice
              unitId={unitId}
              onChange={(id) => change({ donvi: String(id), lan: undefined })}
            />
            <ColumnChoice
              kind="register"
              unitId={unitId}
              columns={columns}
              chosen={chosen}
              onChange={setChosen}
            />
            <FormFault fault={action.fault} />
            <Button
              type="submit"
              loading={action.isBusy}
              disabled={chosen.size === 0 || unitId === 0}
            >
              {t.search}
            </Button>
          </Stack>
        </form>
      </Section>
      {searchId > 0 ? (
        <FoundGroups
          searchId={searchId}
          queue={doors.reviewItems({ loai: 'duplicatePeople', donvi: String(unitId) })}
        />
      ) : (
        <Empty title={t.start} hint={t.startHint} />
      )}
    </Page>
  );
}

function UnitChoice({
  unitId,
  onChange,
}: {
  unitId: number;
  onChange: (unitId: number) => void;
}): ReactNode {
  const t = useDuplicateWords().people;
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
      size="xs"
      value={unitId > 0 ? { id: unitId, name, detail: '' } : null}
      onChange={(chosen) => chosen && onChange(chosen.id)}
      searchKey={['equal-people']}
      search={(text, signal) => searchUnitOptions({ text }, signal)}
    />
  );
}
