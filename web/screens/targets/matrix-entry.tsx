/** A printed table is pasted, its groups matched to the law by a person, then written. */
import { Button, Group, NumberInput, Select, Stack, TextInput, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type GroupChoice, enterMatrix } from '../../api/targets.ts';
import { useSpeech, useText } from '../../text/language.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Section } from '../../ui/page.tsx';
import { Notice } from '../../ui/states.tsx';
import { ActFields, EMPTY_ACT, actOf } from './act-fields.tsx';
import { type PastedColumn, type PastedRow, parseMatrix } from './matrix-paste.ts';
import { useTargetsAddress } from './targets-address.ts';
import { useChoices } from './targets-frame.tsx';
import styles from './targets.module.css';
import { useTargetWords } from './words.ts';

const HEADING = ':heading';

export interface MatrixEntryProps {
  unitId: number;
  onDone: () => void;
}

export function MatrixEntry({ unitId, onDone }: MatrixEntryProps): ReactNode {
  const t = useTargetWords();
  const words = useText();
  const client = useQueryClient();
  const { year } = useTargetsAddress();
  const groups = useChoices(year).data?.groups ?? [];
  const [text, setText] = useState('');
  const [title, setTitle] = useState('');
  const [reason, setReason] = useState('');
  const [act, setAct] = useState(EMPTY_ACT);
  const [matched, setMatched] = useState<ReadonlyMap<number, string | null>>(new Map());
  const [years, setYears] = useState<ReadonlyMap<number, number>>(new Map());
  const pasted = parseMatrix(text, groups);
  const columns = pasted.columns.map((column, at) => ({
    ...column,
    year: years.get(at) ?? column.year,
  }));
  const rows = pasted.rows.map((row, at) => {
    const chosen = matched.get(at);
    return chosen === undefined ? row : { ...row, group: chosen };
  });
  const problems = problemsOf(columns, rows, t.matrix);
  const action = useFormAction(async () => {
    await enterMatrix(unitId, {
      title,
      act: actOf(act),
      reason: reason.trim() === '' ? null : reason.trim(),
      columns: columns.map(({ label, year: of, kind }) => ({
        label: label === '' ? String(of) : label,
        period: of ?? year,
        kind,
      })),
      rows: rows.map(({ label, group, depth, cells }) => ({
        label,
        group,
        depth,
        cells: group === null ? [] : cells,
      })),
    });
    await client.invalidateQueries({ queryKey: ['targets'] });
    onDone();
  });
  return (
    <Section title={t.matrix.paste} className="no-print">
      <form onSubmit={action.onSubmit}>
        <Stack gap="sm">
          <Textarea
            className={styles.paste}
            label={t.matrix.paste}
            description={t.matrix.pasteHint}
            placeholder={t.matrix.pasteExample}
            rows={8}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setMatched(new Map());
              setYears(new Map());
            }}
            required
          />
          {rows.length > 0 && (
            <Preview
              columns={columns}
              rows={rows}
              groups={groups}
              onMatch={(at, group) => setMatched(new Map(matched).set(at, group))}
              onYear={(at, value) => setYears(new Map(years).set(at, value))}
            />
          )}
          <TextInput
            label={t.matrix.tableTitle}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
            required
          />
          <ActFields draft={act} onChange={setAct} isRequired />
          <TextInput
            label={t.matrix.reason}
            description={t.set.reasonHint}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {text !== '' && problems.length > 0 && (
            <Notice tone="warn">
              <ul>
                {problems.map((problem) => (
                  <li key={problem}>{problem}</li>
                ))}
              </ul>
            </Notice>
          )}
          <FormFault fault={action.fault} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onDone}>
              {words.action.cancel}
            </Button>
            <Button type="submit" loading={action.isBusy} disabled={problems.length > 0}>
              {t.matrix.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

function problemsOf(
  columns: readonly PastedColumn[],
  rows: readonly PastedRow[],
  t: ReturnType<typeof useTargetWords>['matrix'],
): string[] {
  if (columns.length === 0 || rows.length === 0) return [t.noTable];
  const unread = rows
    .filter((row) => row.group !== null)
    .flatMap((row) => row.faulty.map((at) => row.cells[at] ?? ''));
  return [
    ...columns.filter((column) => column.year === null).map((column) => t.noYear(column.label)),
    ...[...new Set(unread)].map((cell) => t.badCell(cell)),
  ];
}

interface PreviewProps {
  columns: readonly PastedColumn[];
  rows: readonly PastedRow[];
  groups: readonly GroupChoice[];
  onMatch: (at: number, group: string | null) => void;
  onYear: (at: number, year: number) => void;
}

function Preview({ columns, rows, groups, onMatch, onYear }: PreviewProps): ReactNode {
  const t = useTargetWords().matrix;
  const { language } = useSpeech();
  const choices = groups.map((group) => ({
    value: `=${group.code}`,
    label: `${'  '.repeat(group.depth)}${group.name[language]}`,
  }));
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={t.paste}>
      <table className={styles.grid}>
        <thead>
          <tr>
            <th scope="col">{t.group}</th>
            <th scope="col">{t.match}</th>
            {columns.map((column, at) => (
              <th key={`${at} ${column.label}`} scope="col">
                {column.label}
                <span className={styles.cellNote}>{t.kinds[column.kind]}</span>
                {column.year === null && (
                  <NumberInput
                    size="xs"
                    w={80}
                    aria-label={`${t.period}: ${column.label}`}
                    hideControls
                    onBlur={(event) => {
                      const year = Number(event.currentTarget.value);
                      if (year >= 2000 && year <= 2100) onYear(at, year);
                    }}
                  />
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={`${at} ${row.label}`} className={styles[`depth${row.depth}`]}>
              <th scope="row">{row.label}</th>
              <td>
                <Select
                  size="xs"
                  w={230}
                  aria-label={`${t.match}: ${row.label}`}
                  value={row.group === null ? HEADING : `=${row.group}`}
                  allowDeselect={false}
                  searchable
                  data={[
                    ...choices,
                    { value: `=#${row.label}`, label: t.matchOwn },
                    { value: HEADING, label: t.matchHeading },
                  ]}
                  onChange={(value) =>
                    onMatch(at, value === HEADING || value === null ? null : value.slice(1))
                  }
                />
              </td>
              {columns.map((column, to) => (
                <td
                  key={`${to} ${column.label}`}
                  className={row.faulty.includes(to) ? styles.faulty : undefined}
                >
                  {row.cells[to] || '-'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
