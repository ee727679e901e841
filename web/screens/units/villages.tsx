/** Villages of a commune, pasted from Excel, checked before anything is written. */
import { Button, Checkbox, Group, Stack, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import { type UnitPage, getUnitPage } from '../../api/units.ts';
import { type VillagesOutcome, importVillages } from '../../api/unit-changes.ts';
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
import { Notice, QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { type PastedVillage, parseVillages } from './village-paste.ts';
import styles from './change.module.css';

export function Villages(): ReactNode {
  const { unit } = useParams({ strict: false });
  const unitId = Number(unit);
  const page = useQuery({
    queryKey: ['unit', unitId, today()],
    queryFn: ({ signal }) => getUnitPage(unitId, today(), signal),
  });
  return (
    <QueryView query={page} lines={8}>
      {(found) => <VillagesBody page={found} />}
    </QueryView>
  );
}

function VillagesBody({ page }: { page: UnitPage }): ReactNode {
  const t = useTexts('units').villages;
  const words = useText();
  const client = useQueryClient();
  const { unit } = page;
  const [text, setText] = useState('');
  const [from, setFrom] = useState<IsoDate | null>(null);
  const [skipFaulty, setSkipFaulty] = useState(false);
  const [outcome, setOutcome] = useState<VillagesOutcome | null>(null);
  const paste = parseVillages(text);
  const input = {
    skipFaulty,
    rows: paste.rows.map((row) => ({ ...row, commune: unit.unitId, validFrom: from })),
  };
  const looking = useFormAction(async () =>
    setOutcome(await importVillages(unit.unitId, input, true)),
  );
  const writing = useFormAction(async () => {
    setOutcome(await importVillages(unit.unitId, input, false));
    await client.invalidateQueries();
  });
  const isWritten = outcome !== null && !outcome.preview;
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
                minRows={8}
                rows={8}
                value={text}
                onChange={(event) => {
                  setText(event.currentTarget.value);
                  setOutcome(null);
                }}
                required
              />
              <DayInput
                label={t.from}
                description={t.fromHint}
                value={from}
                onChange={(day) => {
                  setFrom(day);
                  setOutcome(null);
                }}
              />
              {paste.emptyLines.length > 0 && (
                <Notice tone="warn">{t.emptyLines(paste.emptyLines.join(', '))}</Notice>
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
        {outcome && (
          <Section title={isWritten ? t.written : t.preview}>
            <Stack gap="sm">
              <Notice icon={outcome.faults.length === 0 ? 'check' : 'warning'}>
                {t.outcome(outcome.added, outcome.same, outcome.coded, outcome.faults.length)}
              </Notice>
              {isWritten ? (
                <DoorLink door={doors.unitAdministration(unit.unitId)}>{t.back}</DoorLink>
              ) : (
                <>
                  <RowsTable rows={paste.rows} faults={outcome.faults} />
                  {outcome.faults.length > 0 && (
                    <Checkbox
                      label={t.skipFaulty}
                      checked={skipFaulty}
                      onChange={(event) => setSkipFaulty(event.currentTarget.checked)}
                    />
                  )}
                  <FormFault fault={writing.fault} />
                  <Group>
                    <Button
                      loading={writing.isBusy}
                      disabled={
                        outcome.added + outcome.coded === 0 ||
                        (outcome.faults.length > 0 && !skipFaulty)
                      }
                      onClick={() => void writing.run()}
                    >
                      {t.write(outcome.added + outcome.coded)}
                    </Button>
                  </Group>
                </>
              )}
            </Stack>
          </Section>
        )}
      </Columns>
    </Page>
  );
}

interface RowsTableProps {
  rows: readonly PastedVillage[];
  faults: VillagesOutcome['faults'];
}

interface CheckedRow extends PastedVillage {
  number: number;
  fault: string | null;
}

function RowsTable({ rows, faults }: RowsTableProps): ReactNode {
  const t = useTexts('units').villages;
  const faultText = useFaultText();
  const checked = rows.map((row, at): CheckedRow => {
    const own = faults.filter((fault) => (fault.at ?? '').split('.')[1] === String(at));
    return {
      ...row,
      number: at + 1,
      fault: own.length === 0 ? null : own.map(faultText).join(' '),
    };
  });
  const columns: Column<CheckedRow>[] = [
    { id: 'name', title: t.name, value: (row) => row.name, width: 180 },
    { id: 'number', title: t.line, kind: 'number', value: (row) => row.number },
    { id: 'code', title: t.code, value: (row) => row.code },
    { id: 'fault', title: t.fault, value: (row) => row.fault, width: 220 },
  ];
  return (
    <DataTable
      id="village-paste"
      caption={t.preview}
      columns={columns}
      rows={checked}
      rowKey={(row) => row.number}
    />
  );
}
