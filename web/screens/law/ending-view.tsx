/** What ends soon, and whether something follows. */
import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { addDays } from '../../../src/kernel/dates.ts';
import { useAddress } from '../../shell/address.ts';
import { Toolbar } from '../../ui/page.tsx';
import { Empty, Notice } from '../../ui/states.tsx';
import { rules } from './law-shelf.ts';
import type { LawSpeech } from './law-speech.ts';
import { RuleSource } from './rule-card.tsx';
import { ruleSubject, ruleWords } from './rule-words.ts';
import { type EndingRule, endingRules } from './select-rules.ts';
import styles from './law.module.css';

const DAYS = [90, 180, 365, 1825] as const;
const DAYS_FIRST = 365;

export interface EndingViewProps {
  speech: LawSpeech;
  asOf: string;
}

export function EndingView({ speech, asOf }: EndingViewProps): ReactNode {
  const { t, format } = speech;
  const [search, change] = useAddress();
  const days = DAYS.find((count) => String(count) === search['trong']) ?? DAYS_FIRST;
  const found = endingRules(rules, asOf, days);
  return (
    <div className={styles.stack}>
      <Toolbar>
        <NativeSelect
          label={t.within}
          value={String(days)}
          onChange={({ currentTarget: { value } }) =>
            change({ trong: value === String(DAYS_FIRST) ? undefined : value })
          }
          data={DAYS.map((count) => ({ value: String(count), label: t.withinDays(count) }))}
        />
      </Toolbar>
      <p className="soft number">
        {t.endingAbout(format.date(asOf), format.date(addDays(asOf, days)))}
      </p>
      {found.length === 0 && <Empty title={t.endingNone} />}
      {found.map((ending) => (
        <Ending key={ending.rule.id} speech={speech} ending={ending} />
      ))}
    </div>
  );
}

function Ending({ speech, ending }: { speech: LawSpeech; ending: EndingRule }): ReactNode {
  const { t, law, format } = speech;
  const { rule, next } = ending;
  return (
    <Notice
      tone={next ? 'info' : 'warn'}
      title={t.endsOn(endingName(speech, ending), format.lastDay(rule.to))}
    >
      <p>
        <span className="soft">{law.topics[rule.topic]}. </span>
        {ruleWords(speech, rule)}
      </p>
      <p>
        {next ? t.followed : t.notFollowed}
        {next && `: ${ruleWords(speech, next)}`}
      </p>
      <RuleSource speech={speech} rule={rule} />
    </Notice>
  );
}

/** A resolution of a province goes by its own number: "Nghị quyết 60/2021/NQ-HĐND…". */
function endingName(speech: LawSpeech, { rule }: EndingRule): string {
  const [text] = rule.citation;
  const subject = ruleSubject(speech, rule);
  if (rule.topic === 'localSupport' && text) return `${speech.cite(text)} (${subject})`;
  return subject === '' ? ruleWords(speech, rule) : subject;
}
