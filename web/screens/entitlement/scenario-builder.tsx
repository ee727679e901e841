/** A scenario in words an official understands: what changes, from when, for whom; then computed. */
import {
  Button,
  Checkbox,
  Group,
  NativeSelect,
  NumberInput,
  Stack,
  TextInput,
  Textarea,
} from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { ScenarioChange } from '../../../src/policy/scenario.ts';
import {
  ENTITLEMENT_KEY,
  type ScenarioPage,
  getScenario,
  saveScenario,
} from '../../api/entitlement.ts';
import { today, useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat, useText } from '../../text/language.tsx';
import { DoorLink, useOpenDoor } from '../../ui/door.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Columns, Page, Section, span } from '../../ui/page.tsx';
import { Empty, Notice, QueryView } from '../../ui/states.tsx';
import { type ChangeDraft, changeOf, draftOf, newDraft } from './change-draft.ts';
import { ChangeFields, useCategoryChoices } from './change-fields.tsx';
import styles from './entitlement.module.css';
import { readUnit } from './persuade-address.ts';
import { useScenarioWords, useSentence } from './scenario-words.ts';
import { scenariosKey } from './scenarios.tsx';
import { type NamedUnit, useUnit } from './use-unit.ts';
import { useEntitlementWords } from './words.ts';

export function ScenarioBuilder(): ReactNode {
  const words = useEntitlementWords();
  const unit = useUnit();
  const [search] = useAddress();
  const like = readUnit(search['tu']);
  if (unit === null) return <Empty title={words.noUnit} />;
  return like === undefined ? (
    <BuilderPage unit={unit} like={null} />
  ) : (
    <BuilderLike unit={unit} like={like} />
  );
}

function BuilderLike({ unit, like }: { unit: NamedUnit; like: number }): ReactNode {
  const page = useQuery({
    queryKey: [ENTITLEMENT_KEY, 'scenario', unit.unitId, like],
    queryFn: ({ signal }) => getScenario(unit.unitId, like, signal),
  });
  return (
    <QueryView query={page} lines={8}>
      {(found) => <BuilderPage unit={unit} like={found} />}
    </QueryView>
  );
}

interface BuilderProps {
  unit: NamedUnit;
  like: ScenarioPage | null;
}

interface Uptake {
  key: number;
  category: string;
  percent: number | '';
}

function BuilderPage({ unit, like }: BuilderProps): ReactNode {
  const t = useScenarioWords();
  return (
    <Page
      title={unit.name === '' ? t.builder.title : t.builder.titleOf(unit.name)}
      about={t.builder.about}
      actions={<DoorLink door={doors.scenarios(unit.unitId)}>{t.openList}</DoorLink>}
    >
      <BuilderForm unit={unit} like={like} />
    </Page>
  );
}

function startOf(like: ScenarioPage | null): { drafts: ChangeDraft[]; uptakes: Uptake[] } {
  const drafts = (like?.changes ?? []).flatMap((change, at) => draftOf(change, at) ?? []);
  return {
    drafts: drafts.length > 0 ? drafts : [newDraft(0, today())],
    uptakes: Object.entries(like?.uptake ?? {}).map(([category, bp], key) => ({
      key,
      category,
      percent: bp / 100,
    })),
  };
}

function BuilderForm({ unit, like }: BuilderProps): ReactNode {
  const t = useScenarioWords();
  const [start] = useState(() => startOf(like));
  const [drafts, setDrafts] = useState(start.drafts);
  const [uptakes, setUptakes] = useState(start.uptakes);
  const [renewsLists, setRenewsLists] = useState(like?.renewsLists ?? true);
  const changes = drafts.flatMap((draft) => changeOf(draft, unit.provinceCode) ?? []);
  const nextKey = Math.max(0, ...drafts.map((draft) => draft.key)) + 1;
  const edit = (key: number, patch: Partial<ChangeDraft>): void =>
    setDrafts(drafts.map((draft) => (draft.key === key ? { ...draft, ...patch } : draft)));
  return (
    <Columns>
      <Section title={t.builder.changes} className={span.twoThirds}>
        <Stack gap="md">
          {drafts.map((draft) => (
            <div key={draft.key} className={styles.change}>
              <ChangeFields
                unit={unit}
                draft={draft}
                onChange={(patch) => edit(draft.key, patch)}
              />
              {drafts.length > 1 && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="gap"
                  onClick={() => setDrafts(drafts.filter((other) => other !== draft))}
                >
                  {t.builder.remove}
                </Button>
              )}
            </div>
          ))}
          <div>
            <Button
              size="xs"
              variant="default"
              leftSection={<Icon name="plus" size={14} />}
              onClick={() => setDrafts([...drafts, newDraft(nextKey, today())])}
            >
              {t.builder.add}
            </Button>
          </div>
          <Checkbox
            label={t.builder.renewsLists}
            description={t.builder.renewsListsHint}
            checked={renewsLists}
            onChange={(event) => setRenewsLists(event.currentTarget.checked)}
          />
          <Uptakes uptakes={uptakes} onChange={setUptakes} />
        </Stack>
      </Section>
      <Section title={t.builder.preview} className={span.third}>
        <Preview
          unit={unit}
          changes={changes}
          isWhole={changes.length === drafts.length}
          uptakes={uptakes}
          renewsLists={renewsLists}
        />
      </Section>
    </Columns>
  );
}

interface UptakesProps {
  uptakes: Uptake[];
  onChange: (uptakes: Uptake[]) => void;
}

function Uptakes({ uptakes, onChange }: UptakesProps): ReactNode {
  const t = useScenarioWords().builder;
  const text = useText();
  const choices = useCategoryChoices();
  const nextKey = Math.max(0, ...uptakes.map((row) => row.key)) + 1;
  const edit = (key: number, patch: Partial<Uptake>): void =>
    onChange(uptakes.map((row) => (row.key === key ? { ...row, ...patch } : row)));
  return (
    <fieldset className={styles.fieldset}>
      <legend>{t.uptake}</legend>
      <p className="soft">{t.uptakeHint}</p>
      {uptakes.map((row) => (
        <Group key={row.key} gap="sm" align="end">
          <NativeSelect
            label={t.category}
            size="xs"
            maw="20rem"
            value={row.category}
            data={choices}
            onChange={(event) => edit(row.key, { category: event.currentTarget.value })}
          />
          <NumberInput
            label={t.uptakePercent}
            size="xs"
            w="8rem"
            min={0}
            max={100}
            hideControls
            decimalSeparator=","
            value={row.percent}
            onChange={(value) => edit(row.key, { percent: value === '' ? '' : Number(value) })}
          />
          <Button
            size="xs"
            variant="subtle"
            color="gap"
            onClick={() => onChange(uptakes.filter((other) => other !== row))}
          >
            {text.action.remove}
          </Button>
        </Group>
      ))}
      <Button
        mt="xs"
        size="compact-xs"
        variant="subtle"
        onClick={() => onChange([...uptakes, { key: nextKey, category: '', percent: '' }])}
      >
        {t.uptakeAdd}
      </Button>
    </fieldset>
  );
}

interface PreviewProps {
  unit: NamedUnit;
  changes: readonly ScenarioChange[];
  /** every change is complete */
  isWhole: boolean;
  uptakes: readonly Uptake[];
  renewsLists: boolean;
}

/** The scenario in sentences, its name, and the two ways to compute it. */
function Preview({ unit, changes, isWhole, uptakes, renewsLists }: PreviewProps): ReactNode {
  const words = useScenarioWords();
  const t = words.builder;
  const format = useFormat();
  const sentence = useSentence();
  const client = useQueryClient();
  const open = useOpenDoor();
  const [name, setName] = useState('');
  const [note, setNote] = useState('');
  const compute = async (called: string): Promise<void> => {
    const assumed = uptakes.filter((row) => row.category !== '' && row.percent !== '');
    const saved = await saveScenario(unit.unitId, {
      name: called,
      note,
      changes: [...changes],
      renewsLists,
      uptake: Object.fromEntries(
        assumed.map((row) => [row.category, Math.round(Number(row.percent) * 100)]),
      ),
    });
    void client.invalidateQueries({ queryKey: scenariosKey(unit.unitId) });
    open(doors.scenario(unit.unitId, [saved.scenarioId]));
  };
  const trying = useFormAction(() =>
    compute(t.draft(format.instant(Temporal.Now.instant().toString()))),
  );
  const saving = useFormAction(() => compute(name.trim()));
  return (
    <Stack gap="sm">
      {changes.length === 0 && <p className="soft">{t.nothing}</p>}
      <ul className={styles.sentences}>
        {changes.map((change) => (
          <li key={JSON.stringify(change)}>{sentence(change)}</li>
        ))}
      </ul>
      {!isWhole && <Notice tone="warn">{t.incomplete}</Notice>}
      <Button
        variant="default"
        disabled={!isWhole || changes.length === 0}
        loading={trying.isBusy}
        title={t.tryHint}
        onClick={() => void trying.run()}
      >
        {t.tryIt}
      </Button>
      <form onSubmit={saving.onSubmit}>
        <Stack gap="sm">
          <TextInput
            label={words.name}
            placeholder={t.nameHint}
            size="xs"
            required
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Textarea
            label={t.note}
            size="xs"
            maxLength={2000}
            minRows={2}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Button type="submit" loading={saving.isBusy} disabled={!isWhole || changes.length === 0}>
            {t.save}
          </Button>
        </Stack>
      </form>
      <FormFault fault={trying.fault ?? saving.fault} />
    </Stack>
  );
}
