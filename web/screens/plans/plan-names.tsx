/** What each printed name is here: proposals to accept, or another choice. */
import { Badge, Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import {
  type Meaning,
  type NameView,
  type NamesAnswer,
  PLANS_KEY,
  listPlanNames,
  matchPlanNames,
} from '../../api/plans.ts';
import { searchUnitOptions } from '../../api/units.ts';
import { Section, Toolbar } from '../../ui/page.tsx';
import { useShowFault } from '../../ui/show-fault.tsx';
import { Empty, QueryView } from '../../ui/states.tsx';
import { UnitPicker } from '../../ui/unit-picker.tsx';
import type { PlanDesk } from './plan.tsx';
import styles from './plans.module.css';
import { usePlanWords } from './words.ts';

type Level = Extract<Meaning, { is: 'level' }>['level'];

const LEVELS: readonly Level[] = ['province', 'district', 'commune', 'village'];

const CHOICES: Readonly<Record<NameView['kind'], readonly Meaning['is'][]>> = {
  unit: ['unit', 'level', 'nothing'],
  group: ['group', 'nothing'],
  indicator: ['indicator', 'nothing'],
  agency: ['agency', 'level', 'levelAgency', 'unit', 'nothing'],
};

export function PlanNames({ desk }: { desk: PlanDesk }): ReactNode {
  const t = usePlanWords().names;
  const { unitId, planId } = desk.page;
  const key = [PLANS_KEY, unitId, planId, 'names'];
  const names = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => listPlanNames(unitId, planId, signal),
  });
  const client = useQueryClient();
  const showFault = useShowFault();
  const [isBusy, setBusy] = useState(false);
  const match = async (matches: readonly NameView[]): Promise<void> => {
    const said = matches.flatMap(({ kind, name, meaning }) =>
      meaning ? [{ kind, name, meaning }] : [],
    );
    if (said.length === 0) return;
    setBusy(true);
    try {
      client.setQueryData(key, await matchPlanNames(unitId, planId, { matches: said }));
      await client.invalidateQueries({ queryKey: [PLANS_KEY, unitId, planId, 'adoption'] });
    } catch (cause) {
      showFault(cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section title={t.title}>
      <p className="soft">{t.about}</p>
      <QueryView query={names} lines={8}>
        {(answer) =>
          answer.names.length === 0 ? (
            <Empty title={t.empty} />
          ) : (
            <NameList desk={desk} answer={answer} isBusy={isBusy} onMatch={match} />
          )
        }
      </QueryView>
    </Section>
  );
}

interface NameListProps {
  desk: PlanDesk;
  answer: NamesAnswer;
  isBusy: boolean;
  onMatch: (matches: readonly NameView[]) => Promise<void>;
}

function NameList({ desk, answer, isBusy, onMatch }: NameListProps): ReactNode {
  const t = usePlanWords().names;
  const proposed = answer.names.filter((name) => !name.isConfirmed && name.meaning !== null);
  return (
    <Stack gap="sm">
      {desk.mayEdit && proposed.length > 0 && (
        <Toolbar>
          <Button size="xs" loading={isBusy} onClick={() => void onMatch(proposed)}>
            {t.acceptAll(proposed.length)}
          </Button>
        </Toolbar>
      )}
      <ul className={styles.cards}>
        {answer.names.map((name) => (
          <NameRow
            key={`${name.kind} ${name.name}`}
            desk={desk}
            name={name}
            answer={answer}
            onMeaning={(meaning) => void onMatch([{ ...name, meaning }])}
          />
        ))}
      </ul>
    </Stack>
  );
}

interface NameRowProps {
  desk: PlanDesk;
  name: NameView;
  answer: NamesAnswer;
  onMeaning: (meaning: Meaning) => void;
}

function NameRow({ desk, name, answer, onMeaning }: NameRowProps): ReactNode {
  const words = usePlanWords();
  const t = words.names;
  const state = name.isConfirmed ? t.confirmed : name.meaning ? t.proposed : t.unknown;
  const colour = name.isConfirmed ? 'accent' : name.meaning ? 'gray' : 'gap';
  const first = desk.page.items.find((item) => item.itemNo === name.items[0]);
  return (
    <li className={styles.card}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div className={styles.words}>
          <strong>{name.name}</strong>
          <p className="soft">
            {t.kind[name.kind]} · {t.used(name.items.length)}
            {first?.line && (
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => desk.show({ from: first.line ?? 1, to: first.line ?? 1 })}
              >
                {words.plan.line(first.line)}
              </Button>
            )}
          </p>
        </div>
        <Badge size="sm" variant="light" color={colour}>
          {state}
        </Badge>
      </Group>
      <MeaningFields
        key={JSON.stringify(name.meaning)}
        name={name}
        answer={answer}
        isFixed={!desk.mayEdit}
        onMeaning={onMeaning}
      />
    </li>
  );
}

interface MeaningFieldsProps {
  name: NameView;
  answer: NamesAnswer;
  isFixed: boolean;
  onMeaning: (meaning: Meaning) => void;
}

/** Kept as soon as the choice is whole; an unfinished one stays on the screen. */
function MeaningFields({ name, answer, isFixed, onMeaning }: MeaningFieldsProps): ReactNode {
  const t = usePlanWords().names;
  const [is, setIs] = useState<Meaning['is'] | ''>(name.meaning?.is ?? '');
  const choose = (next: Meaning['is'] | ''): void => {
    setIs(next);
    if (next === 'nothing') onMeaning({ is: 'nothing' });
    if (next === 'agency') onMeaning({ is: 'agency', name: name.name.slice(0, 200) });
  };
  return (
    <Group gap="xs" align="flex-end">
      <NativeSelect
        size="xs"
        aria-label={`${t.meaning}: ${name.name}`}
        disabled={isFixed}
        value={is}
        onChange={(event) => choose(event.currentTarget.value as Meaning['is'] | '')}
        data={[
          ...(is === '' ? [{ value: '', label: '—' }] : []),
          ...CHOICES[name.kind].map((value) => ({ value, label: t.is[value] })),
        ]}
      />
      {is !== '' && !isFixed && (
        <MeaningRest is={is} name={name} answer={answer} onMeaning={onMeaning} />
      )}
      {!name.isConfirmed && name.meaning && name.meaning.is === is && !isFixed && (
        <Button size="xs" variant="default" onClick={() => name.meaning && onMeaning(name.meaning)}>
          {t.accept}
        </Button>
      )}
    </Group>
  );
}

interface MeaningRestProps extends Omit<MeaningFieldsProps, 'isFixed'> {
  is: Meaning['is'];
}

function MeaningRest({ is, name, answer, onMeaning }: MeaningRestProps): ReactNode {
  const t = usePlanWords().names;
  const { meaning } = name;
  const [agency, setAgency] = useState(meaning && 'name' in meaning ? meaning.name : name.name);
  switch (is) {
    case 'unit':
      return (
        <UnitPicker
          size="xs"
          value={
            meaning?.is === 'unit'
              ? { id: meaning.unitId, name: name.meaningName ?? '', detail: '' }
              : null
          }
          onChange={(unit) => unit && onMeaning({ is: 'unit', unitId: unit.id })}
          searchKey={['plan-name']}
          search={(text, signal) => searchUnitOptions({ text }, signal)}
        />
      );
    case 'group':
      return (
        <CodeSelect
          label={name.name}
          value={meaning?.is === 'group' ? meaning.code : null}
          choices={[
            ...answer.groups.map(({ code, name: text, depth }) => ({
              value: code,
              label: `${' '.repeat(depth * 3)}${text}`,
            })),
            { value: `#${name.name.split('>').at(-1)?.trim() ?? ''}`, label: t.ownWords },
          ]}
          onChange={(code) => onMeaning({ is: 'group', code })}
        />
      );
    case 'indicator':
      return (
        <CodeSelect
          label={name.name}
          value={meaning?.is === 'indicator' ? meaning.code : null}
          choices={answer.indicators.map(({ code, name: text }) => ({ value: code, label: text }))}
          onChange={(code) => onMeaning({ is: 'indicator', code })}
        />
      );
    case 'level':
    case 'levelAgency':
      return (
        <>
          <CodeSelect
            label={name.name}
            value={meaning && 'level' in meaning ? meaning.level : null}
            choices={LEVELS.map((value) => ({ value, label: t.level[value] }))}
            onChange={(text) => {
              const level = LEVELS.find((one) => one === text) ?? 'commune';
              onMeaning(is === 'level' ? { is, level } : { is, level, name: agency });
            }}
          />
          {is === 'levelAgency' && (
            <TextInput
              size="xs"
              aria-label={t.agencyName}
              value={agency}
              onChange={(event) => setAgency(event.currentTarget.value)}
            />
          )}
        </>
      );
    default:
      return null;
  }
}

interface CodeSelectProps {
  label: string;
  value: string | null;
  choices: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}

function CodeSelect({ label, value, choices, onChange }: CodeSelectProps): ReactNode {
  const isKnown = choices.some((choice) => choice.value === value);
  return (
    <NativeSelect
      size="xs"
      aria-label={label}
      value={value ?? UNCHOSEN}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[
        ...(isKnown ? [] : [{ value: value ?? UNCHOSEN, label: value?.replace('#', '') ?? '—' }]),
        ...choices,
      ]}
    />
  );
}

/** '' is everybody, so an unchosen select holds something no code can be. */
const UNCHOSEN = '?';
