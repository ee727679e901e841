/** A printed table is pasted, its groups matched to the law by a person, then written. */
import { NumberInput, Select, Stack, TextInput, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type GroupChoice, type MatrixRequest, enterMatrix } from '../../api/targets.ts';
import { useSpeech } from '../../text/language.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { Section } from '../../ui/page.tsx';
import { Notice } from '../../ui/states.tsx';
import { type ActDraft, ActFields, EMPTY_ACT, actOf } from './act-fields.tsx';
import { FormEnd } from './form-end.tsx';
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
  const [text, setText] = useState('');
  return (
    <Section title={t.matrix.paste} className="no-print">
      <Stack gap="sm">
        <Textarea
          className={styles.paste}
          label={t.matrix.paste}
          description={t.matrix.pasteHint}
          placeholder={t.matrix.pasteExample}
          rows={8}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {/* another text begins anew: what was matched belongs to its rows */}
        <PastedForm key={text} text={text} unitId={unitId} onDone={onDone} />
      </Stack>
    </Section>
  );
}

function PastedForm({ text, unitId, onDone }: MatrixEntryProps & { text: string }): ReactNode {
  const t = useTargetWords();
  const client = useQueryClient();
  const { year } = useTargetsAddress();
  const groups = useChoices(year).data?.groups ?? [];
  const [head, setHead] = useState({ title: '', reason: '', act: EMPTY_ACT });
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
    await enterMatrix(unitId, requestOf(head, columns, rows));
    await client.invalidateQueries({ queryKey: ['targets'] });
    onDone();
  });
  return (
    <form onSubmit={action.onSubmit}>
      <Stack gap="sm">
        {rows.length > 0 && (
          <Preview
            columns={columns}
            rows={rows}
            groups={groups}
            onMatch={(at, group) => setMatched(new Map(matched).set(at, group))}
            onYear={(at, value) => setYears(new Map(years).set(at, value))}
          />
        )}
        <HeadFields head={head} onChange={setHead} />
        {text !== '' && <Problems problems={problems} />}
        <FormEnd
          action={action}
          onClose={onDone}
          submit={t.matrix.save}
          isDisabled={problems.length > 0}
        />
      </Stack>
    </form>
  );
}

interface Head {
  title: string;
  reason: string;
  act: ActDraft;
}

interface HeadFieldsProps {
  head: Head;
  onChange: (head: Head) => void;
}

function HeadFields({ head, onChange }: HeadFieldsProps): ReactNode {
  const t = useTargetWords();
  return (
    <>
      <TextInput
        label={t.matrix.tableTitle}
        value={head.title}
        onChange={(event) => onChange({ ...head, title: event.currentTarget.value })}
        required
      />
      <ActFields draft={head.act} onChange={(act) => onChange({ ...head, act })} isRequired />
      <TextInput
        label={t.matrix.reason}
        description={t.set.reasonHint}
        value={head.reason}
        onChange={(event) => onChange({ ...head, reason: event.currentTarget.value })}
      />
    </>
  );
}

function Problems({ problems }: { problems: readonly string[] }): ReactNode {
  if (problems.length === 0) return null;
  return (
    <Notice tone="warn">
      <ul>
        {problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    </Notice>
  );
}

function requestOf(
  { title, reason, act }: Head,
  columns: readonly PastedColumn[],
  rows: readonly PastedRow[],
): MatrixRequest {
  return {
    title,
    act: actOf(act),
    reason: reason.trim() === '' ? null : reason.trim(),
    columns: columns.flatMap(({ label, year, kind }) =>
      year === null ? [] : [{ label: label === '' ? String(year) : label, period: year, kind }],
    ),
    rows: rows.map(({ label, group, depth, cells }) => ({
      label,
      group,
      depth,
      cells: group === null ? [] : cells,
    })),
  };
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
            <th scope="col" className={styles.start}>
              {t.match}
            </th>
            {columns.map((column, at) => (
              <th key={`${at} ${column.label}`} scope="col">
                {column.label}
                <span className={styles.cellNote}>{t.kinds[column.kind]}</span>
                {column.year === null && (
                  <YearCell column={column} onYear={(year) => onYear(at, year)} />
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={`${at} ${row.label}`} className={styles[`depth${row.depth}`]}>
              <th scope="row">{row.label}</th>
              <td className={styles.start}>
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

interface YearCellProps {
  column: PastedColumn;
  onYear: (year: number) => void;
}

/** For a column whose words do not say its year. */
function YearCell({ column, onYear }: YearCellProps): ReactNode {
  const t = useTargetWords().matrix;
  return (
    <NumberInput
      size="xs"
      w={80}
      aria-label={`${t.period}: ${column.label}`}
      hideControls
      onBlur={(event) => {
        const year = Number(event.currentTarget.value);
        if (year >= 2000 && year <= 2100) onYear(year);
      }}
    />
  );
}
