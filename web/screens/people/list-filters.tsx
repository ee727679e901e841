/** What narrows a list of people; everything stands in the address bar. */
import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import type { ListQuery } from '../../api/people-lists.ts';
import { searchUnitOptions } from '../../api/units.ts';
import { useAddress, useLens } from '../../shell/address.ts';
import { useText, useTexts } from '../../text/language.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Toolbar } from '../../ui/page.tsx';
import { UnitPicker } from '../../ui/unit-picker.tsx';
import { useGroups } from './groups.ts';

const DAYS = [15, 30, 60, 90, 180, 366];

export interface ListFiltersProps {
  query: ListQuery;
  unitName: string;
}

export function ListFilters({ query, unitName }: ListFiltersProps): ReactNode {
  const t = useTexts('people');
  const registry = useTexts('registry');
  const words = useText();
  const [search, change] = useAddress();
  const { boundaries } = useLens();
  const [name, setName] = useState(search['ten'] ?? '');
  const writeName = useDebouncedCallback((text: string) => change({ ten: text }, true), 300);
  const isFiltered = ['nhom', 'phannhom', 'lydo', 'gioi', 'tuoitu', 'tuoiden', 'ten'].some(
    (key) => search[key],
  );
  return (
    <Toolbar>
      <UnitPicker
        label={t.list.unit}
        size="xs"
        value={{ id: query.unit, name: unitName, detail: '' }}
        onChange={(unit) => {
          if (unit) change({ donvi: String(unit.id) });
        }}
        searchKey={['list', boundaries]}
        search={(text, signal) => searchUnitOptions({ text, on: boundaries }, signal)}
      />
      <TextInput
        label={t.list.name}
        placeholder={t.list.nameHint}
        size="xs"
        value={name}
        onChange={(event) => {
          setName(event.currentTarget.value);
          writeName(event.currentTarget.value);
        }}
      />
      {query.list === 'ending' && (
        <NativeSelect
          label={t.list.within}
          size="xs"
          value={String(query.withinDays ?? 30)}
          onChange={(event) => change({ han: event.currentTarget.value }, true)}
          data={DAYS.map((days) => ({ value: String(days), label: t.list.days(days) }))}
        />
      )}
      {query.list === 'uncovered' ? <ReasonSelect query={query} /> : <GroupSelect query={query} />}
      <NativeSelect
        label={t.list.sex}
        size="xs"
        value={query.sex ?? ''}
        onChange={(event) => change({ gioi: event.currentTarget.value }, true)}
        data={[
          { value: '', label: t.list.anySex },
          { value: 'male', label: registry.sex.male },
          { value: 'female', label: registry.sex.female },
        ]}
      />
      <AgeInput label={t.list.ageFrom} name="tuoitu" value={query.ageFrom} />
      <AgeInput label={t.list.ageTo} name="tuoiden" value={query.ageTo} />
      {isFiltered && (
        <Button
          size="xs"
          variant="subtle"
          leftSection={<Icon name="close" size={14} />}
          onClick={() => {
            setName('');
            change({
              nhom: undefined,
              phannhom: undefined,
              lydo: undefined,
              gioi: undefined,
              tuoitu: undefined,
              tuoiden: undefined,
              ten: undefined,
            });
          }}
        >
          {words.action.clear}
        </Button>
      )}
    </Toolbar>
  );
}

function AgeInput(props: { label: string; name: string; value: number | undefined }): ReactNode {
  const [, change] = useAddress();
  return (
    <NumberInput
      label={props.label}
      size="xs"
      w="5.5rem"
      min={0}
      max={150}
      allowDecimal={false}
      hideControls
      value={props.value ?? ''}
      onChange={(value) => change({ [props.name]: value === '' ? undefined : String(value) }, true)}
    />
  );
}

function ReasonSelect({ query }: { query: ListQuery }): ReactNode {
  const t = useTexts('people').list;
  const [, change] = useAddress();
  return (
    <NativeSelect
      label={t.reason}
      size="xs"
      value={query.reason ?? ''}
      onChange={(event) => change({ lydo: event.currentTarget.value }, true)}
      data={[
        { value: '', label: t.anyReason },
        ...Object.entries(t.reasons).map(([value, label]) => ({ value, label })),
      ]}
    />
  );
}

function GroupSelect({ query }: { query: ListQuery }): ReactNode {
  const t = useTexts('people').list;
  const [, change] = useAddress();
  const groups = useGroups(query);
  const value =
    query.group === undefined
      ? ''
      : query.subgroup
        ? `${query.group}/${query.subgroup}`
        : `${query.group}`;
  return (
    <NativeSelect
      label={t.group}
      size="xs"
      maw="18rem"
      value={value}
      onChange={(event) => {
        const [group, subgroup] = event.currentTarget.value.split('/');
        change({ nhom: group || undefined, phannhom: subgroup }, true);
      }}
      data={[{ value: '', label: t.anyGroup }, ...groups]}
    />
  );
}
