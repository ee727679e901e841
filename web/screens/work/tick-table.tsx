/** One period of a duty, unit by unit: came, came late, excused, missing; each ticked or taken back. */
import { Button, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type DutyPeriod, WORK_KEY, tickDuty } from '../../api/work.ts';
import { useFormat } from '../../text/language.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useShowFault } from '../../ui/show-fault.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { FormDialog } from './form-dialog.tsx';
import { periodText } from './recurrence-text.ts';
import styles from './work.module.css';
import { useWorkWords } from './words.ts';

type Line = DutyPeriod['units'][number];

export interface TickTableProps {
  period: DutyPeriod;
  onClose: () => void;
}

export function TickTable({ period, onClose }: TickTableProps): ReactNode {
  const all = useWorkWords();
  const t = all.duties;
  const format = useFormat();
  const columns: Column<Line>[] = [
    { id: 'unit', title: t.reporter, value: (row) => row.unit.name, width: 160 },
    {
      id: 'state',
      title: t.state,
      value: (row) => t.tickStates[row.state],
      render: (row) => <span className={styles[TONES[row.state]]}>{t.tickStates[row.state]}</span>,
      width: 140,
    },
    { id: 'at', title: t.at, kind: 'instant', value: (row) => row.at },
    { id: 'note', title: t.note, value: (row) => row.note, width: 160 },
    {
      id: 'tick',
      title: '',
      sortable: false,
      value: () => null,
      render: (row) => <Ticks period={period} line={row} />,
    },
  ];
  const title = `${period.duty.content} · ${periodText(all, format, period.periodKey)}`;
  return (
    <>
      <Group justify="space-between" mt="md" wrap="nowrap" align="flex-start">
        <h3>{title}</h3>
        <Button
          size="compact-xs"
          variant="default"
          className="no-print"
          leftSection={<Icon name="close" size={13} />}
          onClick={onClose}
        >
          {t.close}
        </Button>
      </Group>
      <DataTable
        id="duty-ticks"
        caption={title}
        columns={columns}
        rows={period.units}
        rowKey={(row) => row.unit.unitId}
      />
    </>
  );
}

const TONES: Readonly<Record<Line['state'], 'done' | 'soon' | 'overdue' | 'small'>> = {
  received: 'done',
  receivedLate: 'soon',
  exception: 'small',
  expected: 'small',
  late: 'overdue',
};

function Ticks({ period, line }: { period: DutyPeriod; line: Line }): ReactNode {
  const t = useWorkWords().duties;
  const client = useQueryClient();
  const showFault = useShowFault();
  const send = async (kind: 'received' | 'exception' | 'withdraw', note = ''): Promise<void> => {
    const { dutyId } = period.duty;
    await tickDuty(line.unit.unitId, dutyId, { periodKey: period.periodKey, kind, note });
    await client.invalidateQueries({ queryKey: [WORK_KEY] });
  };
  const press = (kind: 'received' | 'withdraw') => (): void => {
    send(kind).catch(showFault);
  };
  const isOpen = line.state === 'expected' || line.state === 'late';
  if (!isOpen) {
    return (
      <Button size="compact-xs" variant="subtle" className="no-print" onClick={press('withdraw')}>
        {t.takeBack}
      </Button>
    );
  }
  return (
    <Group gap={6} className="no-print">
      <Button size="compact-xs" variant="default" onClick={press('received')}>
        {t.mark}
      </Button>
      <FormDialog
        isSmall
        icon="edit"
        label={t.excuse}
        title={`${t.excuse}: ${line.unit.name}`}
        fields={[{ name: 'note', label: t.reason, required: true }]}
        onSubmit={({ note }) => send('exception', note)}
      />
    </Group>
  );
}
