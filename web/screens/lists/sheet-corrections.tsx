/** Corrections written on a signed village list, typed in by code; the whole sheet is one entry. */
import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import { type PrintedSheet, type SheetCorrection, correctSheet } from '../../api/lists.ts';
import { searchUnitOptions } from '../../api/units.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/states.tsx';
import { type UnitOption, UnitPicker } from '../../ui/unit-picker.tsx';
import styles from './lists.module.css';
import { useListWords } from './words.ts';

type Kind = SheetCorrection['kind'];

interface Line {
  id: number;
  code: string;
  kind: Kind;
  on: IsoDate | null;
  place: UnitOption | null;
  fullName: string;
}

const emptyLine = (id: number, asOf: IsoDate): Line => ({
  id,
  code: '',
  kind: 'died',
  on: asOf,
  place: null,
  fullName: '',
});

export function SheetCorrections({ sheet }: { sheet: PrintedSheet }): ReactNode {
  const t = useListWords().sheets;
  const client = useQueryClient();
  const asOf = sheet.asOf as IsoDate;
  const [lines, setLines] = useState<readonly Line[]>([emptyLine(0, asOf)]);
  const [reason, setReason] = useState('');
  const [saved, setSaved] = useState(0);
  const corrections = lines.map(correctionOf);
  const isWhole = corrections.every((one) => one !== null) && reason.trim() !== '';
  const action = useFormAction(async () => {
    const whole = corrections.filter((one) => one !== null);
    const done = await correctSheet(sheet.sheetId, whole, reason.trim());
    setSaved(done.corrected);
    setLines([emptyLine(0, asOf)]);
    setReason('');
    await client.invalidateQueries();
  });
  const change = (id: number, patch: Partial<Line>): void =>
    setLines(lines.map((line) => (line.id === id ? { ...line, ...patch } : line)));
  return (
    <form onSubmit={action.onSubmit}>
      <Stack gap="sm">
        <strong>
          {sheet.unitName}, {sheet.communeName}
        </strong>
        {saved > 0 && <Notice icon="check">{t.saved(saved)}</Notice>}
        {lines.map((line) => (
          <CorrectionLine
            key={line.id}
            line={line}
            name={nameOf(sheet, line.code)}
            onChange={(patch) => change(line.id, patch)}
            onRemove={
              lines.length > 1
                ? () => setLines(lines.filter((one) => one.id !== line.id))
                : undefined
            }
          />
        ))}
        <Group>
          <Button
            size="xs"
            variant="default"
            leftSection={<Icon name="plus" size={15} />}
            onClick={() => {
              const next = Math.max(...lines.map((line) => line.id)) + 1;
              setLines([...lines, emptyLine(next, asOf)]);
            }}
          >
            {t.add}
          </Button>
        </Group>
        <TextInput
          label={t.reason}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          required
        />
        <FormFault fault={action.fault} />
        <Group>
          <Button type="submit" loading={action.isBusy} disabled={!isWhole}>
            {t.save(lines.length)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Whom the code means, so that a slip is seen before it is recorded. */
function nameOf(sheet: PrintedSheet, code: string): string {
  const typed = code.trim().toUpperCase();
  return sheet.lines.find((line) => line.code.toUpperCase() === typed)?.fullName ?? '';
}

function correctionOf(line: Line): SheetCorrection | null {
  const code = line.code.trim();
  if (code === '') return null;
  switch (line.kind) {
    case 'died':
      return line.on && { kind: 'died', code, on: line.on };
    case 'left':
      return line.on && { kind: 'left', code, from: line.on };
    case 'moved':
      return (
        line.on && line.place && { kind: 'moved', code, placeId: line.place.id, from: line.on }
      );
    default:
      return line.fullName.trim() === ''
        ? null
        : { kind: 'person', code, fullName: line.fullName.trim() };
  }
}

interface CorrectionLineProps {
  line: Line;
  name: string;
  onChange: (patch: Partial<Line>) => void;
  onRemove: (() => void) | undefined;
}

function CorrectionLine({ line, name, onChange, onRemove }: CorrectionLineProps): ReactNode {
  const t = useListWords().sheets;
  return (
    <div className={styles.correction}>
      <TextInput
        size="xs"
        label={t.code}
        description={name}
        value={line.code}
        onChange={(event) => onChange({ code: event.currentTarget.value })}
        w={130}
      />
      <NativeSelect
        size="xs"
        label={t.what}
        value={line.kind}
        onChange={(event) => onChange({ kind: event.currentTarget.value as Kind })}
        data={Object.entries(t.kinds).map(([value, label]) => ({ value, label }))}
      />
      {line.kind === 'person' ? (
        <TextInput
          size="xs"
          label={t.name}
          value={line.fullName}
          onChange={(event) => onChange({ fullName: event.currentTarget.value })}
        />
      ) : (
        <DayInput size="xs" label={t.on} value={line.on} onChange={(on) => onChange({ on })} />
      )}
      {line.kind === 'moved' && (
        <UnitPicker
          size="xs"
          label={t.to}
          value={line.place}
          onChange={(place) => onChange({ place })}
          searchKey={['sheet-place']}
          search={(text, signal) =>
            searchUnitOptions({ text, levels: ['commune', 'village'] }, signal)
          }
        />
      )}
      {onRemove && (
        <Button size="xs" variant="subtle" onClick={onRemove} aria-label={t.remove}>
          <Icon name="close" size={15} />
        </Button>
      )}
    </div>
  );
}
