/** What changed on which day: old value → new value, what began, what ended. */
import { type ReactNode, useMemo, useState } from 'react';
import type { Rule } from '../../../src/policy/rulebook.ts';
import { today } from '../../shell/address.ts';
import { rules } from './law-shelf.ts';
import type { LawSpeech } from './law-speech.ts';
import { Doubt } from './rule-card.tsx';
import { ruleSubject, ruleWords } from './rule-words.ts';
import { type DayOfChange, type RuleChange, daysOfChange } from './select-rules.ts';
import styles from './law.module.css';

export function TimelineView({ speech }: { speech: LawSpeech }): ReactNode {
  const days = useMemo(() => daysOfChange(rules), []);
  return (
    <div className={styles.stack}>
      <p className="soft">{speech.t.timelineAbout}</p>
      <ol className={styles.days}>
        {days.map((day) => (
          <Day key={day.on} speech={speech} day={day} />
        ))}
      </ol>
    </div>
  );
}

/** Few changes lie open, many behind their count. */
const OPEN_MAX = 6;

function Day({ speech, day }: { speech: LawSpeech; day: DayOfChange }): ReactNode {
  const { t, format } = speech;
  const count = day.changed.length + day.started.length + day.ended.length;
  const [isOpen, setOpen] = useState(count <= OPEN_MAX);
  return (
    <li>
      <details
        className={styles.day}
        open={isOpen}
        onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      >
        <summary>
          <strong className="number">{format.date(day.on)}</strong>{' '}
          <span className="soft">{t.changesCount(count)}</span>
          {day.on > today() && <span className={styles.state}>{t.future}</span>}
        </summary>
        {isOpen && <DayBody speech={speech} day={day} />}
      </details>
    </li>
  );
}

function DayBody({ speech, day }: { speech: LawSpeech; day: DayOfChange }): ReactNode {
  const { t } = speech;
  const isOther = ({ before, after }: RuleChange): boolean =>
    ruleWords(speech, before) !== ruleWords(speech, after);
  const kept = day.changed.filter((change) => !isOther(change));
  return (
    <>
      <Group title={t.changed} rows={day.changed.filter(isOther)}>
        {({ before, after }) => (
          <>
            <RuleName speech={speech} rule={after} />
            {t.changeOf(ruleWords(speech, before), ruleWords(speech, after))}{' '}
            <Doubt speech={speech} confidence={after.confidence} />
          </>
        )}
      </Group>
      <Group title={t.started} rows={day.started}>
        {(rule) => <Line speech={speech} rule={rule} />}
      </Group>
      <Group title={t.ended} rows={day.ended}>
        {(rule) => <Line speech={speech} rule={rule} />}
      </Group>
      <Group title={t.kept} rows={kept}>
        {({ after }) => <Line speech={speech} rule={after} />}
      </Group>
    </>
  );
}

interface LineProps {
  speech: LawSpeech;
  rule: Rule;
}

function Line({ speech, rule }: LineProps): ReactNode {
  return (
    <>
      <RuleName speech={speech} rule={rule} />
      {ruleWords(speech, rule)} <Doubt speech={speech} confidence={rule.confidence} />
    </>
  );
}

/** So many categories are named; more are counted. */
const NAMES_MAX = 4;

function RuleName({ speech, rule }: LineProps): ReactNode {
  const { law, t } = speech;
  const isLong = rule.categories.length > NAMES_MAX;
  const said = isLong ? t.categories(rule.categories.length) : ruleSubject(speech, rule);
  return (
    <>
      <span className="soft">{law.topics[rule.topic]}. </span>
      {said !== '' && <strong>{said}: </strong>}
    </>
  );
}

interface GroupProps<Row> {
  title: string;
  rows: readonly Row[];
  children: (row: Row) => ReactNode;
}

function Group<Row>({ title, rows, children }: GroupProps<Row>): ReactNode {
  if (rows.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {rows.map((row, at) => (
          // rows are made from the book and never move
          // oxlint-disable-next-line react/no-array-index-key
          <li key={at}>{children(row)}</li>
        ))}
      </ul>
    </>
  );
}
