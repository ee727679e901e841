/** Both sides of an item, field by field: what agrees, what differs, and the scorer's words for it. */
import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { CandidateView, ItemPage, RecordView } from '../../api/review.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat, useTexts } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Facts } from '../../ui/page.tsx';
import { Notice } from '../../ui/states.tsx';
import { birthText } from '../people/birth.ts';
import { useCategories } from '../people/categories.ts';
import { cardText, factText } from './fact-text.ts';
import { MARKS } from './item-columns.tsx';
import styles from './review.module.css';
import { useReviewWords } from './words.ts';

export function Comparison({ item }: { item: ItemPage }): ReactNode {
  const t = useReviewWords();
  const format = useFormat();
  const [at, setAt] = useState(0);
  const { subject, candidates } = item;
  const candidate = candidates[at] ?? candidates[0];
  return (
    <>
      <Found item={item} />
      {item.linkReason && (
        <p className="soft">{t.item.whyAsked(lowerFirst(t.linkage.reasons[item.linkReason]))}</p>
      )}
      {candidates.length > 1 && (
        <div className={styles.tabs} role="group" aria-label={t.item.register}>
          {candidates.map((one, index) => (
            <Button
              // candidates never move: the best first
              // oxlint-disable-next-line react/no-array-index-key
              key={index}
              size="compact-sm"
              variant={one === candidate ? 'filled' : 'default'}
              aria-pressed={one === candidate}
              onClick={() => setAt(index)}
            >
              {t.item.candidate(index + 1)}
              {one.bits !== null && ` · ${format.number(oneDecimal(one.bits))}`}
            </Button>
          ))}
        </div>
      )}
      {candidate && candidate.record === null && (
        <Notice icon="map">
          {t.item.elsewhere(candidate.province ?? t.item.elsewhereUnknown)}
        </Notice>
      )}
      {subject && <CompareTable item={item} subject={subject} candidate={candidate ?? null} />}
      {candidate && <Weighed item={item} candidate={candidate} />}
      {subject && subject.cells.length > 0 && <Cells cells={subject.cells} />}
    </>
  );
}

/** How the score came about: what brought the two together, by which weights. */
function Weighed({ item, candidate }: { item: ItemPage; candidate: CandidateView }): ReactNode {
  const t = useReviewWords();
  const format = useFormat();
  const { rule, prior, bits } = candidate;
  if (bits === null || item.modelVersion === null) return null;
  const less = prior === null ? '' : format.number(oneDecimal(-prior));
  return (
    <p className="soft">
      {rule && `${t.item.foundBy(t.linkage.rules[rule])} `}
      {t.item.weighed(item.modelVersion, less)}
    </p>
  );
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Of kinds without a second side: what looks wrong. */
function Found({ item }: { item: ItemPage }): ReactNode {
  const t = useReviewWords();
  const registry = useTexts('registry');
  const format = useFormat();
  const text = factText(item, t, registry, format);
  if (text === '') return null;
  if (item.kind !== 'twoCards') {
    return (
      <Notice tone="warn" title={t.item.found}>
        {text}
      </Notice>
    );
  }
  return (
    <Notice tone="warn" title={t.item.found}>
      <ul className={styles.cards}>
        {['A', 'B'].map((side) => (
          <li key={side}>{cardText(item.facts, side, t, registry, format)}</li>
        ))}
      </ul>
    </Notice>
  );
}

interface CompareProps {
  item: ItemPage;
  subject: RecordView;
  candidate: CandidateView | null;
}

type Field = keyof ReturnType<typeof useReviewWords>['words']['field'];

/** Scorer's field → the line it stands beside. */
const SCORED_FIELDS: Readonly<Record<string, string>> = {
  fullName: 'name',
  birthDate: 'birth',
  sex: 'sex',
  place: 'place',
  nationalId: 'nationalId',
  socialInsuranceNumber: 'socialInsuranceNumber',
};

function CompareTable({ item, subject, candidate }: CompareProps): ReactNode {
  const t = useReviewWords();
  const lines = useLines();
  const format = useFormat();
  const own = lines(subject);
  const record = candidate?.record ?? null;
  const other = record ? lines(record) : [];
  const isPair = subject.personId !== null;
  const names = isPair
    ? candidate
      ? [t.item.recordA, t.item.recordB]
      : [t.item.register]
    : [t.item.row, t.item.register];
  return (
    <table className={styles.compare}>
      <colgroup>
        <col className={styles.labels} />
        <col />
        {record && <col />}
        {candidate && <col className={styles.verdicts} />}
      </colgroup>
      <thead>
        <tr>
          <td />
          <th scope="col">
            {names[0]} <RecordDoor record={subject} />
          </th>
          {record && (
            <th scope="col">
              {names[1]} <RecordDoor record={record} />
            </th>
          )}
          {candidate && (
            <th scope="col" className={styles.verdictCell} title={t.item.scoreHint}>
              {t.column.agreement}
              {candidate.bits !== null &&
                ` · ${t.item.score(format.number(oneDecimal(candidate.bits)))}`}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {own.map((line, index) => {
          const value = other[index]?.value ?? null;
          if (!line.value && !value) return null;
          const level = candidate?.agreement[line.field as Field];
          return (
            <tr key={line.field} className={level === 'differ' ? styles.differRow : undefined}>
              <th scope="row">{line.label}</th>
              <td>{line.value || <Unknown />}</td>
              {record && <td>{value || <Unknown />}</td>}
              {candidate && (
                <td className={styles.verdictCell}>
                  {level && <Verdict candidate={candidate} field={line.field} level={level} />}
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
      <caption className="visually-hidden">{t.words.question[item.kind]}</caption>
    </table>
  );
}

function Unknown(): ReactNode {
  return <span className="soft">—</span>;
}

function RecordDoor({ record }: { record: RecordView }): ReactNode {
  const t = useReviewWords();
  if (record.personId === null) return null;
  return <DoorLink door={doors.person(record.personId)}>{t.item.openPerson}</DoorLink>;
}

interface VerdictProps {
  candidate: CandidateView;
  field: string;
  level: keyof typeof MARKS;
}

function Verdict({ candidate, field, level }: VerdictProps): ReactNode {
  const t = useReviewWords();
  const format = useFormat();
  const scored = candidate.fields.find((one) => one.field === SCORED_FIELDS[field]);
  const words = scored && t.linkage.levels[scored.field]?.[scored.level];
  const bits =
    scored && scored.bits !== 0 ? ` (${format.points(Math.round(scored.bits * 100))})` : '';
  return (
    <span className={styles.verdict}>
      <span className={`${styles.mark} ${styles[level] ?? ''}`} aria-hidden>
        {MARKS[level]}
      </span>
      <span>
        {words ?? t.words.agreement[level]}
        <span className="soft number">{bits}</span>
      </span>
    </span>
  );
}

function oneDecimal(bits: number): number {
  return Math.round(bits * 10) / 10;
}

interface Line {
  field: string;
  label: string;
  value: ReactNode;
}

const CARDS_SHOWN = 3;

/** The same lines for either side, in the same order. */
function useLines(): (record: RecordView) => Line[] {
  const t = useReviewWords();
  const registry = useTexts('registry');
  const format = useFormat();
  const categories = useCategories();
  const field = t.words.field;
  const statuses: Readonly<Record<string, string>> = registry.status;
  return (record) => [
    { field: 'fullName', label: field.fullName, value: <strong>{record.fullName}</strong> },
    {
      field: 'birthDate',
      label: field.birthDate,
      value: birthText(format, record.birthDate, record.birthPrecision),
    },
    { field: 'sex', label: field.sex, value: record.sex && registry.sex[record.sex] },
    { field: 'nationalId', label: field.nationalId, value: record.nationalId },
    {
      field: 'socialInsuranceNumber',
      label: field.socialInsuranceNumber,
      value: record.socialInsuranceNumber,
    },
    { field: 'cardNumber', label: t.item.cardNumber, value: record.cardNumber },
    { field: 'phone', label: field.phone, value: record.phone },
    {
      field: 'place',
      label: field.place,
      value: record.place?.units.map((unit) => unit.name).join(', '),
    },
    { field: 'address', label: t.item.address, value: record.address },
    {
      field: 'residence',
      label: t.item.residence,
      value: record.residenceKind && registry.residenceKind[record.residenceKind],
    },
    { field: 'head', label: t.item.head, value: record.householdHead },
    {
      field: 'cards',
      label: t.item.cards,
      value: record.cards.length > 0 && (
        <ul>
          {record.cards
            .toReversed()
            .slice(0, CARDS_SHOWN)
            .map((card) => (
              <li key={card.factId} title={categories.nameOf(card.category)}>
                {t.facts.card(
                  card.category,
                  registry.issuer[card.issuer],
                  format.date(card.from),
                  format.lastDay(card.to),
                )}
              </li>
            ))}
        </ul>
      ),
    },
    {
      field: 'statuses',
      label: t.item.statuses,
      value:
        record.statuses.length > 0 &&
        record.statuses.map(({ status, from }) => (
          <div key={`${status}${from}`}>
            {statuses[status] ?? status} {t.merge.from(format.date(from), '')}
          </div>
        )),
    },
  ];
}

function Cells({ cells }: { cells: RecordView['cells'] }): ReactNode {
  const t = useReviewWords();
  return (
    <details>
      <summary>{t.item.cells}</summary>
      <Facts pairs={cells} />
    </details>
  );
}
