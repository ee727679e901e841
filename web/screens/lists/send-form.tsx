/** Sending a list: the file, what it is of, from whom, of which place and day. */
import {
  Autocomplete,
  Button,
  Checkbox,
  Group,
  NativeSelect,
  Stack,
  TextInput,
} from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import {
  type KindView,
  LISTS_KEY,
  type ListKind,
  type NewList,
  listKinds,
  listSenders,
  saveTemplate,
  sendList,
} from '../../api/lists.ts';
import { searchUnitOptions } from '../../api/units.ts';
import { today } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useRoles } from '../../shell/session.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { useOpenDoor } from '../../ui/door.tsx';
import { FileDrop } from '../../ui/file-drop.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useShowFault } from '../../ui/show-fault.tsx';
import { QueryView } from '../../ui/states.tsx';
import { type UnitOption, UnitPicker } from '../../ui/unit-picker.tsx';
import styles from './lists.module.css';
import { useListTerms, useListWords } from './words.ts';

export function SendForm({ unit }: { unit: { id: number; name: string } }): ReactNode {
  const roles = useRoles();
  const kinds = useQuery({
    queryKey: [LISTS_KEY, 'kinds'],
    queryFn: ({ signal }) => listKinds(signal),
    staleTime: Infinity,
  });
  return (
    <QueryView query={kinds} lines={5}>
      {(found) => {
        const allowed = found.filter((kind) => kind.roles.some((role) => hasRole(roles, role)));
        return <SendFields unit={unit} kinds={allowed.length > 0 ? allowed : found} />;
      }}
    </QueryView>
  );
}

function hasRole(roles: ReadonlySet<string>, role: string): boolean {
  return roles.has(role);
}

interface SendFieldsProps {
  unit: { id: number; name: string };
  kinds: readonly KindView[];
}

interface More {
  category: string;
  issuer: string;
  validFrom: IsoDate | null;
  validTo: IsoDate | null;
  statedPeople: string;
  detail: string;
}

const NOTHING_MORE: More = {
  category: '',
  issuer: '',
  validFrom: null,
  validTo: null,
  statedPeople: '',
  detail: '',
};

function SendFields({ unit, kinds }: SendFieldsProps): ReactNode {
  const t = useListWords().list;
  const terms = useListTerms();
  const open = useOpenDoor();
  const client = useQueryClient();
  const senders = useQuery({
    queryKey: [LISTS_KEY, 'senders'],
    queryFn: ({ signal }) => listSenders(signal),
  });
  const [file, setFile] = useState<File | null>(null);
  const [kind, setKind] = useState<ListKind>(kinds[0]?.kind ?? 'residents');
  const [sender, setSender] = useState('');
  const [place, setPlace] = useState<UnitOption | null>({ ...unit, detail: '' });
  const [asOf, setAsOf] = useState<IsoDate | null>(today());
  const [isFull, setFull] = useState(false);
  const [more, setMore] = useState<More>(NOTHING_MORE);
  const rule = kinds.find((one) => one.kind === kind);
  const isReady = file !== null && sender.trim() !== '' && place !== null && asOf !== null;
  const action = useFormAction(async () => {
    if (!file || !place || !asOf) return;
    const list: NewList = { kind, unit: place.id, sender: sender.trim(), asOf, isFull };
    const received = await sendList({ ...list, ...optionsOf(more) }, file);
    await client.invalidateQueries({ queryKey: [LISTS_KEY] });
    open(doors.receivedList(received.listId));
  });
  return (
    <form onSubmit={action.onSubmit}>
      <Stack gap="sm">
        <FileDrop
          label={t.file}
          choose={t.choose}
          drop={t.drop}
          hint={t.fileHint}
          accept=".xlsx,.xls,.csv,.tsv,.txt,.htm,.html,.xml"
          file={file}
          onFile={setFile}
        />
        <div className={styles.fields}>
          <NativeSelect
            label={t.kind}
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value as ListKind)}
            data={kinds.map((one) => ({ value: one.kind, label: terms.kinds[one.kind] }))}
          />
          <Autocomplete
            label={t.sender}
            placeholder={t.senderHint}
            value={sender}
            onChange={setSender}
            data={[...new Set((senders.data ?? []).map((one) => one.name))]}
            required
          />
          <UnitPicker
            label={t.unit}
            value={place}
            onChange={setPlace}
            searchKey={['list-unit']}
            search={(text, signal) => searchUnitOptions({ text }, signal)}
            required
          />
          <DayInput label={t.asOf} value={asOf} onChange={setAsOf} required />
        </div>
        <Checkbox
          label={t.isFull}
          description={rule && t.absence[rule.absence]}
          checked={isFull}
          onChange={(event) => setFull(event.currentTarget.checked)}
        />
        <details>
          <summary>{t.more}</summary>
          <MoreFields more={more} onChange={setMore} />
        </details>
        <FormFault fault={action.fault} />
        <Group>
          <Button type="submit" loading={action.isBusy} disabled={!isReady}>
            {t.submit}
          </Button>
        </Group>
        {rule && <Templates rule={rule} />}
      </Stack>
    </form>
  );
}

function optionsOf(more: More): Partial<NewList> {
  const { category, issuer, validFrom, validTo, statedPeople, detail } = more;
  return {
    ...(category.trim() === '' ? {} : { category: category.trim() }),
    ...(issuer === '' ? {} : { issuer: issuer as NonNullable<NewList['issuer']> }),
    ...(validFrom === null ? {} : { validFrom }),
    ...(validTo === null ? {} : { validTo }),
    ...(/^\d+$/.test(statedPeople) ? { statedPeople: Number(statedPeople) } : {}),
    ...(detail.trim() === '' ? {} : { detail: detail.trim() }),
  };
}

interface MoreFieldsProps {
  more: More;
  onChange: (more: More) => void;
}

function MoreFields({ more, onChange }: MoreFieldsProps): ReactNode {
  const t = useListWords().list;
  return (
    <div className={styles.fields}>
      <TextInput
        label={t.category}
        value={more.category}
        maxLength={40}
        onChange={(event) => onChange({ ...more, category: event.currentTarget.value })}
      />
      <NativeSelect
        label={t.issuer}
        value={more.issuer}
        onChange={(event) => onChange({ ...more, issuer: event.currentTarget.value })}
        data={Object.entries(t.issuers).map(([value, label]) => ({ value, label }))}
      />
      <DayInput
        label={t.validFrom}
        value={more.validFrom}
        onChange={(validFrom) => onChange({ ...more, validFrom })}
      />
      <DayInput
        label={t.validTo}
        value={more.validTo}
        onChange={(validTo) => onChange({ ...more, validTo })}
      />
      <TextInput
        label={t.statedPeople}
        inputMode="numeric"
        value={more.statedPeople}
        onChange={(event) => onChange({ ...more, statedPeople: event.currentTarget.value })}
      />
      <TextInput
        label={t.detail}
        value={more.detail}
        maxLength={200}
        onChange={(event) => onChange({ ...more, detail: event.currentTarget.value })}
      />
    </div>
  );
}

function Templates({ rule }: { rule: KindView }): ReactNode {
  const t = useListWords().list;
  const showFault = useShowFault();
  if (rule.layouts.length === 0) return null;
  return (
    <div>
      <p className="soft">
        {t.templates}. {t.templatesHint}
      </p>
      <Group gap="xs">
        {rule.layouts.map((layout) => (
          <Button
            key={layout.id}
            size="xs"
            variant="default"
            leftSection={<Icon name="download" size={15} />}
            title={layout.source ?? undefined}
            onClick={() => void saveTemplate(layout.id).catch(showFault)}
          >
            {layout.title}
          </Button>
        ))}
      </Group>
    </div>
  );
}
