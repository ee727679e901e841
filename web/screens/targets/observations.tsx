/** Results that the register cannot give: entered with their day and source, corrections kept. */
import { Button, Group, Modal, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import { type EnteredResult, enterResult, listEntered } from '../../api/targets.ts';
import { useFormat, useNameOf } from '../../text/language.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { Icon } from '../../ui/icon.tsx';
import { Section } from '../../ui/page.tsx';
import { QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { FormEnd } from './form-end.tsx';
import { useTargetsAddress } from './targets-address.ts';
import { useChoices, useMayWrite } from './targets-frame.tsx';
import { rateText, useTargetWords } from './words.ts';

export interface ObservationsProps {
  unitId: number;
  asOf: IsoDate;
}

export function Observations({ unitId, asOf }: ObservationsProps): ReactNode {
  const t = useTargetWords().own;
  const mayWrite = useMayWrite();
  const [isOpen, setOpen] = useState(false);
  const entered = useQuery({
    queryKey: ['targets', 'entered', unitId],
    queryFn: ({ signal }) => listEntered(unitId, signal),
  });
  return (
    <Section
      title={t.observations}
      aside={
        mayWrite && (
          <Button
            className="no-print"
            size="xs"
            variant="default"
            leftSection={<Icon name="plus" size={15} />}
            onClick={() => setOpen(true)}
          >
            {t.addObservation}
          </Button>
        )
      }
    >
      <QueryView query={entered} lines={3}>
        {(rows) => <EnteredTable rows={rows} />}
      </QueryView>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={t.addObservation}>
        <ObservationForm unitId={unitId} asOf={asOf} onClose={() => setOpen(false)} />
      </Modal>
    </Section>
  );
}

function EnteredTable({ rows }: { rows: readonly EnteredResult[] }): ReactNode {
  const t = useTargetWords();
  const format = useFormat();
  const columns: Column<EnteredResult>[] = [
    { id: 'indicator', title: t.indicator, value: (row) => row.indicatorName, width: 220 },
    { id: 'on', title: t.own.resultOn, kind: 'date', value: (row) => row.on },
    {
      id: 'value',
      title: t.own.result,
      value: ({ rateBp, part, whole }) => {
        if (whole !== null && part !== null) {
          return `${format.number(part)}/${format.number(whole)} (${rateText(format, rateBp)})`;
        }
        return rateBp === null ? format.number(part ?? 0) : rateText(format, rateBp);
      },
    },
    { id: 'source', title: t.own.source, value: (row) => row.source, width: 220 },
    { id: 'by', title: t.own.recorded, value: (row) => row.actorName },
    { id: 'at', title: t.own.at, kind: 'instant', value: (row) => row.recordedAt, hidden: true },
    { id: 'note', title: t.own.note, value: (row) => row.note, hidden: true },
  ];
  return (
    <DataTable
      id="entered-results"
      caption={t.own.observations}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.observationId}
      empty={{ title: t.own.observationsNone, hint: t.own.observationsHint }}
    />
  );
}

function ObservationForm(props: ObservationsProps & { onClose: () => void }): ReactNode {
  const t = useTargetWords();
  const nameOf = useNameOf();
  const client = useQueryClient();
  const { year } = useTargetsAddress();
  const all = useChoices(year).data?.indicators ?? [];
  const indicators = all.filter((row) => row.reads === null);
  const [code, setCode] = useState<string | null>(null);
  const [on, setOn] = useState<IsoDate | null>(props.asOf);
  const [draft, setDraft] = useState<ResultDraft>({ rate: '', part: '', whole: '' });
  const [source, setSource] = useState('');
  const [note, setNote] = useState('');
  const isRate = indicators.find((row) => row.code === code)?.measure !== 'people';
  const number = (value: number | string): number | null => (value === '' ? null : Number(value));
  const action = useFormAction(async () => {
    if (code === null || on === null) return;
    const stated = number(draft.rate);
    await enterResult(props.unitId, {
      indicator: code,
      unit: props.unitId,
      on,
      rateBp: isRate && stated !== null ? Math.round(stated * 100) : null,
      part: number(draft.part),
      whole: isRate ? number(draft.whole) : null,
      source,
      note: note.trim() === '' ? null : note,
    });
    await client.invalidateQueries({ queryKey: ['targets'] });
    props.onClose();
  });
  return (
    <form onSubmit={action.onSubmit}>
      <Stack gap="sm">
        <Select
          label={t.indicator}
          value={code}
          searchable
          required
          data={indicators.map((row) => ({ value: row.code, label: nameOf(row) }))}
          onChange={setCode}
        />
        <DayInput label={t.own.on} value={on} onChange={setOn} required />
        <ResultFields isRate={isRate} draft={draft} onChange={setDraft} />
        <TextInput
          label={t.own.source}
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
          required
        />
        <TextInput
          label={t.own.note}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <FormEnd action={action} onClose={props.onClose} />
      </Stack>
    </form>
  );
}

interface ResultDraft {
  rate: number | string;
  part: number | string;
  whole: number | string;
}

interface ResultFieldsProps {
  isRate: boolean;
  draft: ResultDraft;
  onChange: (draft: ResultDraft) => void;
}

/** A rate, or a part of a whole; a number of people where the indicator counts them. */
function ResultFields({ isRate, draft, onChange }: ResultFieldsProps): ReactNode {
  const t = useTargetWords();
  const shared = { min: 0, decimalSeparator: ',', thousandSeparator: '.' } as const;
  return (
    <>
      {isRate && (
        <NumberInput
          label={t.set.rate}
          value={draft.rate}
          onChange={(rate) => onChange({ ...draft, rate })}
          {...shared}
        />
      )}
      <Group grow align="end">
        <NumberInput
          label={isRate ? t.own.part : t.set.peopleCount}
          description={isRate ? t.own.partHint : undefined}
          value={draft.part}
          onChange={(next) => onChange({ ...draft, part: next })}
          allowDecimal={false}
          {...shared}
        />
        {isRate && (
          <NumberInput
            label={t.own.whole}
            value={draft.whole}
            onChange={(whole) => onChange({ ...draft, whole })}
            allowDecimal={false}
            {...shared}
          />
        )}
      </Group>
    </>
  );
}
