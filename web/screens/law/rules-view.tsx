/** The rules by topic, narrowed by day, topic and words. */
import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { type ReactNode, useMemo, useState } from 'react';
import { useAddress } from '../../shell/address.ts';
import { Icon } from '../../ui/icon.tsx';
import { Section, Toolbar } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { rules } from './law-shelf.ts';
import type { LawSpeech } from './law-speech.ts';
import { RuleCard } from './rule-card.tsx';
import { ruleText } from './rule-words.ts';
import { byTopic, selectRules } from './select-rules.ts';
import { RULE_TOPIC_NAMES } from './topic-names.ts';
import styles from './law.module.css';

export interface RulesViewProps {
  speech: LawSpeech;
  asOf: string;
}

export function RulesView({ speech, asOf }: RulesViewProps): ReactNode {
  const { t, law } = speech;
  const [search] = useAddress();
  const isEver = search['phamvi'] === 'tat-ca';
  const topic = RULE_TOPIC_NAMES.find((name) => name === search['chude']) ?? null;
  const text = search['tim'] ?? '';
  const unverifiedOnly = search['kiemchung'] === 'chua';
  const shown = useMemo(() => {
    const on = isEver ? null : asOf;
    const filter = { on, topic, text, unverifiedOnly };
    return selectRules(rules, filter, (rule) => ruleText(speech, rule));
  }, [isEver, asOf, topic, text, unverifiedOnly, speech]);
  return (
    <div className={styles.stack}>
      <Filters speech={speech} />
      <p className="soft number" role="status">
        {t.count(shown.length, rules.length)}
      </p>
      {shown.length === 0 && <Empty title={t.none} hint={t.noneHint} />}
      {byTopic(shown).map(([name, rows]) => (
        <Section key={name} title={law.topics[name]} className={styles.topic}>
          {rows.map((rule) => (
            <RuleCard key={rule.id} speech={speech} rule={rule} />
          ))}
        </Section>
      ))}
    </div>
  );
}

function Filters({ speech }: { speech: LawSpeech }): ReactNode {
  const { t, law } = speech;
  const [search, change] = useAddress();
  const [typed, setTyped] = useState(search['tim'] ?? '');
  const find = useDebouncedCallback(
    (text: string) => change({ tim: text.trim() === '' ? undefined : text }, true),
    200,
  );
  return (
    <Toolbar>
      <TextInput
        label={t.find}
        placeholder={t.findExample}
        leftSection={<Icon name="search" size={16} />}
        value={typed}
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
          find(value);
        }}
        className={styles.find}
      />
      <NativeSelect
        label={t.topic}
        value={search['chude'] ?? ''}
        onChange={({ currentTarget: { value } }) => change({ chude: value || undefined })}
        data={[
          { value: '', label: t.allTopics },
          ...RULE_TOPIC_NAMES.map((name) => ({ value: name, label: law.topics[name] })),
        ]}
      />
      <NativeSelect
        label={t.scope}
        value={search['phamvi'] ?? ''}
        onChange={({ currentTarget: { value } }) => change({ phamvi: value || undefined })}
        data={[
          { value: '', label: t.inForce },
          { value: 'tat-ca', label: t.ever },
        ]}
      />
      <Checkbox
        label={t.unverifiedOnly}
        checked={search['kiemchung'] === 'chua'}
        onChange={({ currentTarget }) =>
          change({ kiemchung: currentTarget.checked ? 'chua' : undefined })
        }
        pb="xs"
      />
    </Toolbar>
  );
}
