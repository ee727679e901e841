/** The official list of units, pasted: told apart from the tree, its amendments written by one act. */
import { Button, Checkbox, Group, Stack, TextInput, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import {
  type ListComparison,
  applyOfficialList,
  compareOfficialList,
} from '../../api/unit-changes.ts';
import { type UnitPage, getUnitPage } from '../../api/units.ts';
import { today } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useFaultText } from '../../text/fault-text.ts';
import { useText, useTexts } from '../../text/language.tsx';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Columns, Page, Section } from '../../ui/page.tsx';
import { Empty, Notice, QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { ActFields, EMPTY_ACT, actOf } from './act-fields.tsx';
import { type PastedUnit, parseOfficialList } from './official-paste.ts';
import { UnitName } from './unit-name.tsx';
import styles from './change.module.css';

export function OfficialList(): ReactNode {
  const { unit } = useParams({ strict: false });
  const unitId = Number(unit);
  const page = useQuery({
    queryKey: ['unit', unitId, today()],
    queryFn: ({ signal }) => getUnitPage(unitId, today(), signal),
  });
  return (
    <QueryView query={page} lines={8}>
      {(found) => <ListBody page={found} />}
    </QueryView>
  );
}

interface Compared {
  rows: readonly PastedUnit[];
  effectiveOn: IsoDate;
  comparison: ListComparison;
}

function ListBody({ page }: { page: UnitPage }): ReactNode {
  const t = useTexts('units').officialList;
  const words = useText();
  const { unit } = page;
  const [text, setText] = useState('');
  const [effectiveOn, setEffectiveOn] = useState<IsoDate | null>(null);
  const [compared, setCompared] = useState<Compared | null>(null);
  const paste = parseOfficialList(text, unit.code);
  const looking = useFormAction(async () => {
    if (effectiveOn === null) return;
    const { rows } = paste;
    const comparison = await compareOfficialList(unit.unitId, { rows, effectiveOn });
    setCompared({ rows, effectiveOn, comparison });
  });
  const crumb = { key: 0, name: unit.name, door: doors.unitAdministration(unit.unitId) };
  return (
    <Page title={t.title(unit.name)} above={<Breadcrumb crumbs={[crumb]} />} about={t.about}>
      <Columns>
        <Section title={t.paste}>
          <form onSubmit={looking.onSubmit}>
            <Stack gap="sm">
              <Textarea
                className={styles.paste}
                label={t.text}
                description={t.textHint}
                placeholder={t.example}
                rows={8}
                value={text}
                onChange={(event) => {
                  setText(event.currentTarget.value);
                  setCompared(null);
                }}
                required
              />
              <DayInput
                label={t.effectiveOn}
                value={effectiveOn}
                onChange={(day) => {
                  setEffectiveOn(day);
                  setCompared(null);
                }}
                required
              />
              {paste.unreadLines.length > 0 && (
                <Notice tone="warn">{t.unread(paste.unreadLines.join(', '))}</Notice>
              )}
              <FormFault fault={looking.fault} />
              <Group>
                <Button type="submit" loading={looking.isBusy} disabled={paste.rows.length === 0}>
                  {words.action.preview}
                </Button>
                <span className="soft">{t.rows(paste.rows.length)}</span>
              </Group>
            </Stack>
          </form>
        </Section>
        {compared && <Comparison unitId={unit.unitId} compared={compared} />}
      </Columns>
    </Page>
  );
}

function Comparison({ unitId, compared }: { unitId: number; compared: Compared }): ReactNode {
  const t = useTexts('units').officialList;
  const faultText = useFaultText();
  const { same, amended, added, missing, faults } = compared.comparison;
  return (
    <>
      <Section title={t.result}>
        <Stack gap="sm">
          <Notice icon={faults.length === 0 ? 'check' : 'warning'}>
            {t.outcome(same, amended.length, added.length, missing.length)}
          </Notice>
          {faults.length > 0 && (
            <Notice tone="warn" title={t.faults(faults.length)}>
              <ul>
                {faults.map((fault) => (
                  <li key={`${fault.at ?? ''}${fault.code}`}>
                    {t.line(Number((fault.at ?? '').split('.')[1] ?? 0) + 1)} {faultText(fault)}
                  </li>
                ))}
              </ul>
            </Notice>
          )}
        </Stack>
      </Section>
      <Section title={t.amended}>
        {amended.length === 0 ? (
          <Empty title={t.nothingAmended} />
        ) : (
          <Amendments key={compared.effectiveOn} unitId={unitId} compared={compared} />
        )}
      </Section>
      {added.length > 0 && (
        <Section title={t.added} aside={<span className="soft">{t.addedHint}</span>}>
          <p>{added.map((row) => `${row.code} ${row.name}`).join('; ')}</p>
        </Section>
      )}
      {missing.length > 0 && (
        <Section title={t.missing} aside={<span className="soft">{t.missingHint}</span>}>
          <p>{missing.map((row) => `${row.code ?? ''} ${row.name}`).join('; ')}</p>
        </Section>
      )}
    </>
  );
}

type Amendment = ListComparison['amended'][number];

function Amendments({ unitId, compared }: { unitId: number; compared: Compared }): ReactNode {
  const t = useTexts('units').officialList;
  const client = useQueryClient();
  const { amended, faults } = compared.comparison;
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const [act, setAct] = useState(EMPTY_ACT);
  const [reason, setReason] = useState('');
  const [written, setWritten] = useState<number | null>(null);
  const chosen = amended.filter(({ unit }) => !left.has(unit.unitId));
  const writing = useFormAction(async () => {
    const { rows, effectiveOn } = compared;
    const done = await applyOfficialList(unitId, {
      rows,
      effectiveOn,
      unitIds: chosen.map(({ unit }) => unit.unitId),
      act: actOf(act, effectiveOn),
      reason,
    });
    await client.invalidateQueries();
    setWritten(done.operationIds.length);
  });
  if (written !== null) {
    return (
      <Notice icon="check" title={t.written(written)}>
        {t.writtenHint} <DoorLink door={doors.unitAdministration(unitId)}>{t.back}</DoorLink>
      </Notice>
    );
  }
  return (
    <form onSubmit={writing.onSubmit}>
      <Stack gap="sm">
        <AmendmentTable
          amended={amended}
          left={left}
          onToggle={(id) => {
            const next = new Set(left);
            if (!next.delete(id)) next.add(id);
            setLeft(next);
          }}
        />
        <ActFields draft={act} onChange={setAct} />
        <TextInput
          label={t.reason}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          minLength={3}
          required
        />
        <FormFault fault={writing.fault} />
        <Group>
          <Button
            type="submit"
            loading={writing.isBusy}
            disabled={chosen.length === 0 || faults.length > 0}
          >
            {t.write(chosen.length)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface AmendmentTableProps {
  amended: readonly Amendment[];
  /** units that are not to be written */
  left: ReadonlySet<number>;
  onToggle: (unitId: number) => void;
}

function AmendmentTable({ amended, left, onToggle }: AmendmentTableProps): ReactNode {
  const t = useTexts('units').officialList;
  const types: Readonly<Record<string, string>> = useTexts('units').type;
  const columns: Column<Amendment>[] = [
    {
      id: 'unit',
      title: t.unit,
      value: ({ unit }) => unit.name,
      render: ({ unit }) => (
        <Checkbox
          size="xs"
          label={unit.name}
          checked={!left.has(unit.unitId)}
          onChange={() => onToggle(unit.unitId)}
        />
      ),
      width: 190,
    },
    { id: 'code', title: t.code, value: ({ unit }) => unit.code },
    { id: 'newName', title: t.newName, value: ({ command }) => command.name ?? null, width: 150 },
    {
      id: 'newType',
      title: t.newType,
      value: ({ command }) => (command.type ? (types[command.type] ?? command.type) : null),
    },
    { id: 'newCode', title: t.newCode, value: ({ command }) => command.code ?? null },
    {
      id: 'newParent',
      title: t.newParent,
      value: ({ command }) => command.parentId ?? null,
      render: ({ command }) =>
        command.parentId === undefined ? null : <UnitName unitId={command.parentId} />,
    },
  ];
  return (
    <DataTable
      id="official-list"
      caption={t.amended}
      columns={columns}
      rows={amended}
      rowKey={(row) => row.unit.unitId}
      withoutTools={amended.length < 12}
    />
  );
}
