/** Plans of a unit, and the way in for a new one: a file or pasted text. */
import { Button, Group, NativeSelect, Stack, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { PLANS_KEY, type PlanLine, listPlans, readPlan } from '../../api/plans.ts';
import { getUnitPage, searchUnitOptions } from '../../api/units.ts';
import { today, useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useSession } from '../../shell/session.ts';
import { useOpenDoor } from '../../ui/door.tsx';
import { FileDrop } from '../../ui/file-drop.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Page, Section, Toolbar } from '../../ui/page.tsx';
import { Empty, QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { UnitPicker } from '../../ui/unit-picker.tsx';
import { UnitCrumbs } from '../coverage/unit-crumbs.tsx';
import { encodeFile } from '../../ui/encode-file.ts';
import { usePlanWords } from './words.ts';

export function Plans(): ReactNode {
  const session = useSession();
  const t = usePlanWords();
  const [search] = useAddress();
  const chosen = /^\d+$/.test(search['donvi'] ?? '') ? Number(search['donvi']) : null;
  const unit = chosen ?? session?.homeUnitId ?? null;
  if (unit === null) return <Empty title={t.noUnit} />;
  return <PlansOf unit={unit} />;
}

function PlansOf({ unit }: { unit: number }): ReactNode {
  const t = usePlanWords().list;
  const page = useQuery({
    queryKey: ['unit', unit, today()],
    queryFn: ({ signal }) => getUnitPage(unit, today(), signal),
  });
  const plans = useQuery({
    queryKey: [PLANS_KEY, unit],
    queryFn: ({ signal }) => listPlans(unit, signal),
  });
  const name = page.data?.unit.name;
  return (
    <Page
      title={name ? t.titleOf(name) : t.title}
      above={<UnitCrumbs unitId={unit} boundaries={today()} withSelf />}
      about={t.about}
    >
      <Toolbar>
        <PlansUnitPicker unit={unit} name={name ?? ''} />
      </Toolbar>
      <Section title={t.read}>
        <ReadForm unit={unit} plans={plans.data ?? []} />
      </Section>
      <Section title={t.title}>
        <QueryView query={plans} lines={6}>
          {(found) => <PlanTable plans={found} />}
        </QueryView>
      </Section>
    </Page>
  );
}

/** Whose plans are shown, and for whom a new one is read. */
function PlansUnitPicker({ unit, name }: { unit: number; name: string }): ReactNode {
  const t = usePlanWords().list;
  const [, change] = useAddress();
  return (
    <UnitPicker
      label={t.unit}
      size="xs"
      value={name === '' ? null : { id: unit, name, detail: '' }}
      onChange={(chosen) => {
        if (chosen) change({ donvi: String(chosen.id) });
      }}
      searchKey={['plans']}
      search={(text, signal) => searchUnitOptions({ text }, signal)}
    />
  );
}

function ReadForm({ unit, plans }: { unit: number; plans: readonly PlanLine[] }): ReactNode {
  const t = usePlanWords().list;
  const open = useOpenDoor();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [text, setText] = useState('');
  const [replaces, setReplaces] = useState('');
  const action = useFormAction(async () => {
    const source = file
      ? { fileName: file.name, file: (await encodeFile(file)).base64 }
      : { fileName: t.textName, text };
    const page = await readPlan(unit, {
      ...source,
      ...(replaces === '' ? {} : { replaces: Number(replaces) }),
    });
    await client.invalidateQueries({ queryKey: [PLANS_KEY] });
    open(doors.plan(unit, page.planId));
  });
  return (
    <form onSubmit={action.onSubmit}>
      <Stack gap="sm">
        <FileDrop
          label={t.file}
          choose={t.choose}
          drop={t.drop}
          hint={t.fileHint}
          accept=".docx,.pdf,.txt,.md"
          file={file}
          onFile={setFile}
        />
        {!file && (
          <Textarea
            label={t.text}
            rows={4}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
        {plans.length > 0 && (
          <NativeSelect
            label={t.replaces}
            value={replaces}
            onChange={(event) => setReplaces(event.currentTarget.value)}
            data={[
              { value: '', label: t.replacesNone },
              ...plans.map((plan) => ({ value: String(plan.planId), label: nameOf(plan) })),
            ]}
          />
        )}
        <FormFault fault={action.fault} />
        <Group>
          <Button type="submit" loading={action.isBusy} disabled={!file && text.trim() === ''}>
            {t.submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function nameOf(plan: PlanLine): string {
  const title = plan.title ?? plan.fileName;
  return plan.number ? `${plan.number} · ${title}` : title;
}

function PlanTable({ plans }: { plans: readonly PlanLine[] }): ReactNode {
  const words = usePlanWords();
  const t = words.list;
  const door = (plan: PlanLine) => doors.plan(plan.unitId, plan.planId);
  const columns: Column<PlanLine>[] = [
    {
      id: 'title',
      title: t.fileColumn,
      value: (plan) => plan.title ?? plan.fileName,
      door,
      width: 280,
    },
    { id: 'number', title: t.number, value: (plan) => plan.number },
    { id: 'issued', title: t.issuedOn, kind: 'date', value: (plan) => plan.issuedOn },
    { id: 'state', title: t.state, value: (plan) => words.planState[plan.state] },
    { id: 'open', title: t.open, kind: 'number', value: (plan) => plan.counts.proposed },
    {
      id: 'confirmed',
      title: t.confirmed,
      kind: 'number',
      value: (plan) => plan.counts.confirmed,
    },
    { id: 'readAt', title: t.readAt, kind: 'instant', value: (plan) => plan.readAt },
    { id: 'by', title: t.by, value: (plan) => plan.actorName, hidden: true },
  ];
  return (
    <DataTable
      id="plans"
      caption={t.title}
      columns={columns}
      rows={plans}
      rowKey={(plan) => plan.planId}
      rowDoor={door}
      empty={{ title: t.empty, hint: t.emptyHint }}
    />
  );
}
