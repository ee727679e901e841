/** Columns of a list of items: what a kind has nothing to say about is left out. */
import type { ReactNode } from 'react';
import type { ItemLine, ItemsQuery } from '../../api/review.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat, useTexts } from '../../text/language.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { factText } from './fact-text.ts';
import { writeItems } from './items-address.ts';
import styles from './review.module.css';
import { type ReviewWords, useReviewWords } from './words.ts';

const SCORED = new Set(['doubtfulMatch', 'duplicatePeople', 'inOtherPlace']);

export function useItemColumns(query: ItemsQuery): Column<ItemLine>[] {
  const t = useReviewWords();
  const registry = useTexts('registry');
  const format = useFormat();
  const isScored = query.kind === undefined || SCORED.has(query.kind);
  const hasFacts = query.kind === undefined || !SCORED.has(query.kind);
  const kind: Column<ItemLine>[] = query.kind
    ? []
    : [{ id: 'kind', title: t.column.kind, value: (row) => t.words.kind[row.kind], width: 170 }];
  const name: Column<ItemLine>[] = [
    {
      id: 'name',
      title: t.column.name,
      kind: 'name',
      value: (row) => row.name ?? t.list.elsewhere,
      door: (row) => doors.reviewItem(row.itemId, writeItems(query)),
      width: 170,
    },
    {
      id: 'birthYear',
      title: t.column.birthYear,
      kind: 'number',
      value: (row) => row.birthYear,
      render: (row) => (row.birthYear === null ? '' : String(row.birthYear)),
    },
  ];
  const scored: Column<ItemLine>[] = [
    { id: 'other', title: t.column.other, kind: 'name', value: (row) => row.otherName },
    {
      id: 'agreement',
      title: t.column.agreement,
      sortable: false,
      value: (row) => agreementText(row, t),
      render: (row) => <AgreementMarks row={row} t={t} />,
    },
    { id: 'score', title: t.column.score, kind: 'number', value: (row) => row.score },
  ];
  const facts: Column<ItemLine>[] = [
    {
      id: 'why',
      title: t.column.why,
      value: (row) => factText(row, t, registry, format),
      width: 260,
    },
  ];
  return [
    ...kind,
    ...name,
    ...(isScored ? scored : []),
    ...(hasFacts ? facts : []),
    {
      id: 'place',
      title: t.column.place,
      value: (row) =>
        row.place?.units
          .slice(0, 2)
          .map((unit) => unit.name)
          .join(', ') ?? '',
      width: 150,
    },
    {
      id: 'due',
      title: t.column.due,
      kind: 'date',
      value: (row) => row.dueOn,
      render: (row) => (
        <span className={row.isOverdue ? styles.late : undefined}>{format.date(row.dueOn)}</span>
      ),
    },
    { id: 'assignee', title: t.column.assignee, value: (row) => row.assigneeName },
    ...stateColumns(query, t),
  ];
}

function stateColumns(query: ItemsQuery, t: ReviewWords): Column<ItemLine>[] {
  if (query.state !== 'decided') return [];
  return [
    {
      id: 'decision',
      title: t.column.decision,
      value: (row) => decisionText(row, t),
    },
    { id: 'decidedBy', title: t.column.decidedBy, value: (row) => row.decidedBy },
    { id: 'decidedAt', title: t.column.decidedAt, kind: 'instant', value: (row) => row.decidedAt },
  ];
}

export function decisionText(row: Pick<ItemLine, 'kind' | 'decision'>, t: ReviewWords): string {
  const { decision, kind } = row;
  if (decision === null) return '';
  if (decision === 'accept' || decision === 'reject') return t.words[decision][kind];
  return t.words.decision[decision];
}

const SHOWN = ['fullName', 'birthDate', 'sex', 'nationalId', 'place'] as const;

function agreementText(row: ItemLine, t: ReviewWords): string {
  return SHOWN.flatMap((field) => {
    const level = row.agreement[field];
    return level ? [`${t.words.field[field]}: ${t.words.agreement[level]}`] : [];
  }).join('; ');
}

/** A mark for each field: told by shape as well as by colour. */
function AgreementMarks({ row, t }: { row: ItemLine; t: ReviewWords }): ReactNode {
  return (
    <span className={styles.marks} title={agreementText(row, t)}>
      <span className="visually-hidden">{agreementText(row, t)}</span>
      {SHOWN.map((field) => {
        const level = row.agreement[field] ?? 'missing';
        return (
          <span key={field} className={`${styles.mark} ${styles[level] ?? ''}`} aria-hidden>
            {MARKS[level]}
          </span>
        );
      })}
    </span>
  );
}

export const MARKS = { equal: '=', near: '≈', differ: '≠', missing: '·' } as const;
