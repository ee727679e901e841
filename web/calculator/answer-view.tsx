/** Groups and amounts of the household as one table, then the reasons. */
import type { ReactNode } from 'react';
import type { Fault } from '../../src/kernel/outcome.ts';
import type { Amounts } from '../../src/policy/quote.ts';
import type { Answer, HouseholdAnswer, MemberAnswer } from './answer.ts';
import type { Household } from './household.ts';
import { Reasons } from './reasons.tsx';
import { type Speech, useSpeech } from './speech.tsx';
import styles from './calculator.module.css';

export interface AnswerViewProps {
  household: Household;
  answer: Answer;
}

export function AnswerView({ household, answer }: AnswerViewProps): ReactNode {
  const { t, book, format } = useSpeech();
  return (
    <section className={styles.answer} aria-label={t.answer} aria-live="polite">
      {answer.ok ? (
        <>
          <Totals household={household} answer={answer.value} />
          <AnswerTable household={household} answer={answer.value} />
          <Reasons household={household} answer={answer.value} />
        </>
      ) : (
        <Faults faults={answer.faults} />
      )}
      <p className={`soft ${styles.caution}`}>
        {t.caution} {t.version(format.date(book.checkedOn), book.version)}
      </p>
    </section>
  );
}

function Totals({ household, answer }: { household: Household; answer: HouseholdAnswer }) {
  const { t, format } = useSpeech();
  const parts = partsOf(answer.amounts);
  const term = t.forMonths(household.months);
  const figures = [
    [t.ownTotal, parts.own],
    [t.stateTotal, parts.state],
    ...(parts.others > 0 ? ([[t.othersTotal, parts.others]] as const) : []),
  ] as const;
  return (
    <dl className={styles.totals}>
      {figures.map(([label, amount], at) => (
        <div key={label} className={at === 0 ? styles.mine : undefined}>
          <dt>{label}</dt>
          <dd>
            <strong className="number">{format.money(amount)}</strong>
            <span className="soft">{term}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface Parts {
  own: number;
  state: number;
  others: number;
}

/** Who pays, in three: the person (or a sponsor in their place), the budgets, all others. */
function partsOf(amounts: Amounts): Parts {
  return {
    own: (amounts.participant ?? 0) + (amounts.sponsor ?? 0),
    state: (amounts.state ?? 0) + (amounts.province ?? 0) + (amounts.commune ?? 0),
    others: (amounts.employer ?? 0) + (amounts.socialInsurance ?? 0),
  };
}

function AnswerTable({ household, answer }: { household: Household; answer: HouseholdAnswer }) {
  const { t, format } = useSpeech();
  const totals = partsOf(answer.amounts);
  const withOthers = totals.others > 0;
  const columns = [t.full, t.state, ...(withOthers ? [t.others] : []), t.own];
  const cells = (fullVnd: number, parts: Parts): number[] => [
    fullVnd,
    parts.state,
    ...(withOthers ? [parts.others] : []),
    parts.own,
  ];
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t.who}</th>
          <th scope="col">{t.group}</th>
          {columns.map((title) => (
            <th key={title} scope="col" className={styles.end}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {answer.members.map((member, at) => (
          <tr key={member.ref}>
            <th scope="row">{household.members[at]?.name || t.member(at + 1)}</th>
            <td data-label={t.group}>
              <Category member={member} />
            </td>
            {member.quote ? (
              cells(member.quote.fullVnd, partsOf(member.quote.amounts)).map((amount, column) => (
                <td
                  key={columns[column]}
                  data-label={columns[column]}
                  className={`${styles.end} number`}
                >
                  {format.money(amount)}
                </td>
              ))
            ) : (
              <td colSpan={columns.length}>
                <Faults faults={member.faults} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2}>
            {t.total}
          </th>
          {cells(answer.totalVnd, totals).map((amount, column) => (
            <td
              key={columns[column]}
              data-label={columns[column]}
              className={`${styles.end} number`}
            >
              {format.money(amount)}
            </td>
          ))}
        </tr>
      </tfoot>
    </table>
  );
}

function Category({ member }: { member: MemberAnswer }): ReactNode {
  const { t, names, format } = useSpeech();
  const { counts, benefitBp } = member.decision;
  if (!counts) return t.noCategory;
  return (
    <>
      {names.category(counts.category)}{' '}
      <span className={styles.tag}>{t.groupNumber(counts.group)}</span>
      {benefitBp !== null && <small className="soft">{t.benefit(format.rate(benefitBp, 0))}</small>}
    </>
  );
}

export function Faults({ faults }: { faults: readonly Fault[] }): ReactNode {
  const speech = useSpeech();
  return (
    <div className={styles.fault} role="note">
      <strong>{speech.t.noAmount}.</strong>{' '}
      {faults.map((each) => faultText(speech, each)).join(' ')}
    </div>
  );
}

function faultText({ law }: Speech, { code, params }: Fault): string {
  const texts: Readonly<Record<string, (params: NonNullable<Fault['params']>) => string>> =
    law.faults;
  return texts[code]?.(params ?? {}) ?? code;
}
