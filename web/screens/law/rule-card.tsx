/** One rule: what it says, from when to when, by which text, how sure we are, and its worked cases. */
import { type ReactNode, useState } from 'react';
import type { Rule } from '../../../src/policy/rulebook.ts';
import type { ShippedCase, ShippedRule } from '../../../src/web-law-types.ts';
import { today } from '../../shell/address.ts';
import { Icon } from '../../ui/icon.tsx';
import { caseLines } from './case-words.ts';
import { findCases } from './law-shelf.ts';
import type { LawSpeech } from './law-speech.ts';
import { RuleUses } from './rule-uses.tsx';
import { ruleSubject, ruleWords } from './rule-words.ts';
import styles from './law.module.css';

export interface RuleCardProps {
  speech: LawSpeech;
  rule: ShippedRule;
}

/** So many categories are named at once; more stand behind their count. */
const NAMES_MAX = 6;

export function RuleCard({ speech, rule }: RuleCardProps): ReactNode {
  return (
    <article className={styles.rule}>
      <RuleHead speech={speech} rule={rule} />
      <p className={styles.says}>{ruleWords(speech, rule)}</p>
      <RuleSource speech={speech} rule={rule} />
      <RuleUses speech={speech} rule={rule} />
      <Cases speech={speech} rows={findCases(rule.cases)} />
    </article>
  );
}

interface RulePartProps {
  speech: LawSpeech;
  rule: Rule;
}

function RuleHead({ speech, rule }: RulePartProps): ReactNode {
  const { t, names } = speech;
  const subject = ruleSubject(speech, rule);
  const isLong = rule.name === null && rule.categories.length > NAMES_MAX;
  return (
    <header className={styles.ruleHead}>
      {isLong ? (
        <details className={styles.subject}>
          <summary>{t.categories(rule.categories.length)}</summary>
          <ul>
            {rule.categories.map((category) => (
              <li key={category}>{names.category(category)}</li>
            ))}
          </ul>
        </details>
      ) : (
        subject !== '' && <h3 className={styles.subject}>{subject}</h3>
      )}
      <Period speech={speech} rule={rule} />
    </header>
  );
}

function Period({ speech, rule }: RulePartProps): ReactNode {
  const { t } = speech;
  const now = today();
  const state = rule.to !== null && rule.to <= now ? t.over : rule.from > now ? t.ahead : '';
  return (
    <span className={`${styles.period} number`}>
      {periodText(speech, rule)}
      {state !== '' && <span className={styles.state}>{state}</span>}
    </span>
  );
}

/** "từ 01/07/2025", "từ 01/01/2022 đến hết 31/12/2025" */
export function periodText(
  { t, format }: LawSpeech,
  { from, to }: { from: string; to: string | null },
): string {
  const day = format.date(from);
  return to === null ? t.from(day) : t.fromTo(day, format.lastDay(to));
}

export function RuleSource({ speech, rule }: RulePartProps): ReactNode {
  const { t, cite, note, format } = speech;
  const cited = rule.citation.map(cite).join('; ');
  return (
    <div className={styles.source}>
      <span>
        {t.source}: {cited || t.noSource}
      </span>
      <Doubt speech={speech} confidence={rule.confidence} />
      <span className="soft">{t.checkedOn(format.date(rule.checkedOn))}</span>
      {rule.note && (
        <p>
          {t.note}: {note(rule.note)}
        </p>
      )}
    </div>
  );
}

interface DoubtProps {
  speech: LawSpeech;
  confidence: Rule['confidence'];
}

/** Plain words for whatever was not held against the text of the law itself. */
export function Doubt({ speech, confidence }: DoubtProps): ReactNode {
  const { t } = speech;
  if (confidence === 'confirmed') return null;
  return (
    <mark className={styles.doubt}>
      <Icon name="warning" size={14} />
      {t.unverified}: {t.unverifiedWhy[confidence]}
    </mark>
  );
}

function Cases({ speech, rows }: { speech: LawSpeech; rows: readonly ShippedCase[] }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  if (rows.length === 0) return null;
  return (
    <details className={styles.cases} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{speech.t.cases(rows.length)}</summary>
      {isOpen && rows.map((row) => <WorkedCase key={row.id} speech={speech} row={row} />)}
    </details>
  );
}

function WorkedCase({ speech, row }: { speech: LawSpeech; row: ShippedCase }): ReactNode {
  const { t, language } = speech;
  return (
    <figure className={styles.case}>
      <figcaption>
        {row.title[language]}{' '}
        <span className={row.passed ? styles.passed : styles.failed}>
          {row.passed ? t.casePassed : t.caseFailed}
        </span>
      </figcaption>
      <table>
        <tbody>
          {caseLines(speech, row).map(({ at, result }, index) => (
            // two members of a household may be told in the same words
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={index}>
              <th scope="row">{at}</th>
              <td>{result}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
