/** A person's cards: five continuous years, cards on the same days, insurance beside the card. */
import type { ReactNode } from 'react';
import { addDays } from '../../../src/kernel/dates.ts';
import type { DoubleCoverView } from '../../api/covers.ts';
import type { EntitlementAnswer } from '../../api/entitlement.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Facts } from '../../ui/page.tsx';
import { Notice } from '../../ui/states.tsx';
import { useStatusName } from '../people/status-name.ts';
import { useMayRecord } from '../records/rights.ts';
import { useCoverWords } from './cover-words.ts';
import styles from './entitlement.module.css';
import { ExplainedLines } from './explained-lines.tsx';
import { useEntitlementWords, useTerms } from './words.ts';

type FiveYears = NonNullable<EntitlementAnswer['fiveYears']>;

export function PersonCover({ answer }: { answer: EntitlementAnswer }): ReactNode {
  const t = useCoverWords().person;
  const { fiveYears } = answer;
  return (
    <div className={styles.stack}>
      {fiveYears === null ? (
        <p className="soft">{t.never}</p>
      ) : (
        <FiveYearsFacts years={fiveYears} isInsured={answer.isInsured} />
      )}
      <div className={styles.cards}>
        {fiveYears !== null && <Breaks years={fiveYears} />}
        <section aria-label={t.doubles}>
          <h3>{t.doubles}</h3>
          <Doubles rows={answer.doubleCovers} />
        </section>
        <Beside answer={answer} />
      </div>
    </div>
  );
}

function FiveYearsFacts({ years, isInsured }: { years: FiveYears; isInsured: boolean }): ReactNode {
  const t = useCoverWords().person;
  const format = useFormat();
  const { since, fullOn, isFull, isBroken, endsOn, keepUntil } = years;
  const full =
    fullOn === null
      ? t.fullUnknown
      : isFull
        ? t.fullSince(format.date(fullOn))
        : t.fullLater(format.date(fullOn));
  const keep = (): string => {
    if (endsOn === null || keepUntil === null) return t.keepOpen;
    const [lastDay, last] = [format.lastDay(endsOn), format.date(keepUntil)];
    if (isBroken) return t.broken(lastDay, last);
    return isInsured ? t.keepUntil(lastDay, last) : t.keepNow(lastDay, last);
  };
  return (
    <Facts
      pairs={[
        [t.since, format.date(since)],
        [t.fullOn, !isBroken && full],
        [t.keep, keep()],
      ]}
    />
  );
}

function Breaks({ years }: { years: FiveYears }): ReactNode {
  const t = useCoverWords().person;
  const words = useEntitlementWords().person;
  const format = useFormat();
  return (
    <>
      {years.breaks.length > 0 && (
        <section aria-label={t.breaks}>
          <h3>{t.breaks}</h3>
          <ul className={styles.sentences}>
            {years.breaks.map((gap) => (
              <li key={gap.from}>
                {t.breakOf(format.date(gap.from), format.date(addDays(gap.to, -1)), gap.days)},{' '}
                {t.because[gap.because]}
                {gap.citations.length > 0 && (
                  <span className="soft">
                    {' '}
                    ({words.citations}: {gap.citations.join('; ')})
                  </span>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {years.notReckoned.length > 0 && (
        <section aria-label={t.notReckoned}>
          <h3>{t.notReckoned}</h3>
          <ExplainedLines lines={years.notReckoned} />
        </section>
      )}
    </>
  );
}

function Doubles({ rows }: { rows: readonly DoubleCoverView[] }): ReactNode {
  const t = useCoverWords().person;
  const format = useFormat();
  if (rows.length === 0) return <p className="soft">{t.noDoubles}</p>;
  return (
    <ul className={styles.sentences}>
      {rows.map((row) => (
        <li key={`${row.other.category} ${row.from}`}>
          <strong>
            {t.doubleOf(
              row.counts.name,
              row.other.name,
              format.date(row.from),
              row.to === null ? t.toNow : format.lastDay(row.to),
            )}
          </strong>
          <Paid row={row} />
        </li>
      ))}
    </ul>
  );
}

function Paid({ row }: { row: DoubleCoverView }): ReactNode {
  const t = useCoverWords().person;
  const words = useEntitlementWords().person;
  const doubts: Readonly<Record<string, string>> = words.doubt;
  const terms = useTerms();
  const format = useFormat();
  return (
    <ul className={styles.sentences}>
      {row.paid.map(({ payer, months, vnd, isExact, outcome }) => {
        const doubt = outcome === null ? '' : (doubts[outcome.confidence] ?? '');
        return (
          <li key={payer}>
            {vnd === null
              ? t.paidByIncome(terms.payer(payer), months)
              : t.paid(terms.payer(payer), months, format.money(vnd))}
            {vnd !== null && !isExact && ` (${t.estimated})`}.{' '}
            {outcome === null ? t.notSaid : `${outcome.text}.`}
            {outcome !== null && (
              <span className="soft">
                {' '}
                ({words.citations}: {outcome.citations.join('; ')}
                {doubt !== '' && `, ${doubt}`})
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Beside({ answer }: { answer: EntitlementAnswer }): ReactNode {
  const t = useCoverWords().person;
  const format = useFormat();
  const statusName = useStatusName();
  const mayRecord = useMayRecord();
  const { beside } = answer;
  return (
    <section aria-label={t.beside}>
      <h3>{t.beside}</h3>
      {beside.length === 0 ? (
        <p className="soft">{t.noBeside}</p>
      ) : (
        <ul className={styles.sentences}>
          {beside.map((row) => (
            <li key={`${row.insurance} ${row.from}`}>
              {t.besideOf(
                statusName(row.insurance),
                format.date(row.from),
                row.to === null ? '…' : format.lastDay(row.to),
              )}
            </li>
          ))}
        </ul>
      )}
      {beside.length > 0 && answer.isInsured && <Notice tone="warn">{t.besideWarn}</Notice>}
      {mayRecord && (
        <p className="no-print">
          <DoorLink door={doors.recordChange(answer.personId, 'status')}>{t.record}</DoorLink>
        </p>
      )}
    </section>
  );
}
