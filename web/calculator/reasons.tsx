/** Why: every step of the decision and of the amounts with its citation, and what changes soon. */
import { type ReactNode, useState } from 'react';
import type { Change } from '../../src/policy/changes.ts';
import type { Option, TraceLine } from '../../src/policy/decide.ts';
import { explainLine } from '../../src/policy/explain.ts';
import type { Citation } from '../../src/policy/types.ts';
import { usePrinting } from '../ui/printing.ts';
import type { HouseholdAnswer, MemberAnswer } from './answer.ts';
import type { Household } from './household.ts';
import { type Speech, useSpeech } from './speech.tsx';
import styles from './calculator.module.css';

interface Said {
  text: string;
  /** each text cited */
  sources: readonly string[];
  isVerified: boolean;
}

/** What is said of one member, or of several of whom the very same is said. */
interface Told {
  names: string[];
  lines: readonly Said[];
  options: readonly Said[];
  changes: readonly string[];
}

export interface ReasonsProps {
  household: Household;
  answer: HouseholdAnswer;
}

export function Reasons({ household, answer }: ReasonsProps): ReactNode {
  const speech = useSpeech();
  const { t, format } = speech;
  const isPrinting = usePrinting();
  const all = answer.members.map((member, at) =>
    tell(speech, member, household.members[at]?.name || t.member(at + 1)),
  );
  const shared = sharedBy(all);
  const told = joinAlike(
    all.map((each) => ({ ...each, lines: each.lines.filter(({ text }) => !shared.has(text)) })),
  );
  const common = [...shared.values()];
  const sources = isPrinting ? listSources([...told.flatMap(linesOf), ...common]) : null;
  return (
    <div className={styles.reasons}>
      {told.map(({ names, lines, options, changes }) => (
        <Reason key={names.join()} title={t.whyOf(format.list(names))} steps={lines.length}>
          <Lines lines={lines} sources={sources} />
          {options.length > 0 && <h4>{t.options}</h4>}
          <Lines lines={options} sources={sources} />
          {changes.length > 0 && <h4>{t.changes}</h4>}
          <ul className={styles.lines}>
            {changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        </Reason>
      ))}
      {common.length > 0 && (
        <Reason title={t.shared} steps={common.length}>
          <Lines lines={common} sources={sources} />
        </Reason>
      )}
      {sources && sources.length > 0 && (
        <Reason title={t.sources} steps={sources.length}>
          <ol className={styles.sources}>
            {sources.map((source, at) => (
              <li key={source}>
                [{at + 1}] {source}.{' '}
              </li>
            ))}
          </ol>
        </Reason>
      )}
    </div>
  );
}

function tell(speech: Speech, member: MemberAnswer, name: string): Told {
  const { lines, warnings, decision, changes } = member;
  return {
    names: [name],
    lines: [...lines, ...warnings].map((line) => sayLine(speech, line)),
    options: decision.options.map((option) => sayOption(speech, option)),
    changes: changes.map((change) => sayChange(speech, change)),
  };
}

function sayLine(speech: Speech, line: TraceLine): Said {
  return {
    text: explainLine(line, speech.lines, speech.names),
    sources: sourcesOf(speech, line.citation),
    isVerified: line.confidence === 'confirmed',
  };
}

function sayOption(speech: Speech, { kind, category, citation }: Option): Said {
  const { t, law, names } = speech;
  return {
    text: t.option(law.options[kind], names.category(category)),
    sources: sourcesOf(speech, citation),
    isVerified: true,
  };
}

function sourcesOf(speech: Speech, citations: readonly Citation[]): string[] {
  return citations.map((citation) => speech.cite([citation]));
}

function sayChange({ t, law, names, format }: Speech, change: Change): string {
  const causes = change.causes.map(({ code, params }) => law.causes[code](params));
  const said = format.list(causes);
  const category = change.after.counts?.category;
  const day = format.date(change.on);
  if (!category || !change.differs.includes('category')) return t.changeSame(day, said);
  return t.changeTo(day, said, names.category(category));
}

/** What is said of every member alike is said once; a household of one has nothing to share. */
function sharedBy(told: readonly Told[]): Map<string, Said> {
  const [first, ...rest] = told;
  if (!first || rest.length === 0) return new Map();
  const everywhere = first.lines.filter(({ text }) =>
    rest.every(({ lines }) => lines.some((line) => line.text === text)),
  );
  return new Map(everywhere.map((line) => [line.text, line]));
}

function joinAlike(told: readonly Told[]): Told[] {
  const joined = new Map<string, Told>();
  for (const { names, ...rest } of told) {
    const key = JSON.stringify(rest);
    const alike = joined.get(key);
    if (alike) alike.names.push(...names);
    else joined.set(key, { names: [...names], ...rest });
  }
  return [...joined.values()];
}

function linesOf({ lines, options }: Told): Said[] {
  return [...lines, ...options];
}

/** On paper every text is named once and referred to by its number. */
function listSources(lines: readonly Said[]): string[] {
  return [...new Set(lines.flatMap(({ sources }) => sources))];
}

interface ReasonProps {
  title: string;
  steps: number;
  children: ReactNode;
}

/** Closed until asked for; on paper all are open. */
function Reason({ title, steps, children }: ReasonProps): ReactNode {
  const { t } = useSpeech();
  const [isOpen, setOpen] = useState(false);
  const isPrinting = usePrinting();
  return (
    <details
      className={styles.reason}
      open={isOpen || isPrinting}
      onToggle={({ currentTarget }) => {
        if (!isPrinting) setOpen(currentTarget.open);
      }}
    >
      <summary>
        <span>{title}</span>
        <small className="soft no-print">{t.steps(steps)}</small>
      </summary>
      {children}
    </details>
  );
}

interface LinesProps {
  lines: readonly Said[];
  /** null = sources are named in the line itself */
  sources: readonly string[] | null;
}

function Lines({ lines, sources }: LinesProps): ReactNode {
  const { t } = useSpeech();
  if (lines.length === 0) return null;
  return (
    <ol className={styles.lines}>
      {lines.map((line) => (
        <li key={line.text}>
          {line.text}{' '}
          {line.sources.length > 0 && (
            <cite>
              {sources
                ? line.sources.map((each) => `[${sources.indexOf(each) + 1}]`).join('')
                : t.source(line.sources.join('; '))}
            </cite>
          )}{' '}
          {!line.isVerified && <mark className={styles.doubt}>{t.notVerified}</mark>}
        </li>
      ))}
    </ol>
  );
}
