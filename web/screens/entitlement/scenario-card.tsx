/** What a scenario changes, who made it, how far it is; its annex, another name, its end. */
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import {
  ENTITLEMENT_KEY,
  type ScenarioPage,
  recomputeScenario,
  removeScenario,
  renameScenario,
  saveScenarioAnnex,
} from '../../api/entitlement.ts';
import { doors } from '../../shell/doors.ts';
import { useFaultText } from '../../text/fault-text.ts';
import { useFormat, useSpeech, useText } from '../../text/language.tsx';
import { useOpenDoor } from '../../ui/door.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Progress } from '../../ui/progress.tsx';
import { useShowFault } from '../../ui/show-fault.tsx';
import { Notice } from '../../ui/states.tsx';
import { useCategories } from '../people/categories.ts';
import { useStepText } from './basis-bar.tsx';
import styles from './entitlement.module.css';
import { useScenarioWords, useSentence } from './scenario-words.ts';
import { useMayPlan } from './scenarios.tsx';
import type { NamedUnit } from './use-unit.ts';

export interface ScenarioCardProps {
  unit: NamedUnit;
  page: ScenarioPage;
}

export function ScenarioCard({ unit, page }: ScenarioCardProps): ReactNode {
  const words = useScenarioWords();
  const t = words.view;
  const format = useFormat();
  const sentence = useSentence();
  const categories = useCategories();
  const stepText = useStepText();
  const faultText = useFaultText();
  const uptake = Object.entries(page.uptake);
  return (
    <div className={styles.card}>
      <h3>{page.name}</h3>
      <ul className={styles.sentences}>
        {page.changes.map((change) => (
          <li key={JSON.stringify(change)}>{sentence(change)}</li>
        ))}
        {page.renewsLists && <li>{words.sentence.renewsLists}</li>}
        {uptake.map(([category, bp]) => (
          <li key={category}>
            {words.sentence.uptake(categories.nameOf(category) || category, format.rate(bp, 0))}
          </li>
        ))}
      </ul>
      {page.note !== '' && <p>{page.note}</p>}
      <p className="soft number">
        {page.actorName}, {format.instant(page.savedAt)}
        {page.result && ` · ${t.otherDay(format.date(page.result.on))}`}
      </p>
      {page.state === 'computing' && page.jobId !== null && (
        <>
          <Progress jobId={page.jobId} name={t.running} stepText={stepText} />
          <p className="soft">{t.runningHint}</p>
        </>
      )}
      {page.state === 'failed' && (
        <Notice tone="warn" title={t.failed}>
          {(page.failure ?? []).map((fault) => (
            <p key={fault.code}>{faultText(fault)}</p>
          ))}
        </Notice>
      )}
      <CardTools unit={unit} page={page} />
    </div>
  );
}

function CardTools({ unit, page }: ScenarioCardProps): ReactNode {
  const words = useScenarioWords();
  const t = words.view;
  const { language } = useSpeech();
  const mayPlan = useMayPlan();
  const open = useOpenDoor();
  const showFault = useShowFault();
  const [isNaming, setNaming] = useState(false);
  const [isRemoving, setRemoving] = useState(false);
  const { unitId } = unit;
  const { scenarioId } = page;
  return (
    <Group gap="xs" className="no-print">
      {page.result && (
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => void saveScenarioAnnex(unitId, scenarioId, language).catch(showFault)}
        >
          {t.annex}
        </Button>
      )}
      {mayPlan && (
        <>
          {page.state !== 'computing' && <ComputeAgain unit={unit} page={page} />}
          <Button size="compact-xs" variant="default" onClick={() => setNaming(true)}>
            {t.keep}
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => open(doors.newScenario(unitId, scenarioId))}
          >
            {words.addLike}
          </Button>
          <Button size="compact-xs" variant="subtle" color="gap" onClick={() => setRemoving(true)}>
            {t.remove}
          </Button>
          <NamingDialog
            unit={unit}
            page={page}
            isOpen={isNaming}
            onClose={() => setNaming(false)}
          />
          <RemoveDialog
            unit={unit}
            page={page}
            isOpen={isRemoving}
            onClose={() => setRemoving(false)}
          />
        </>
      )}
    </Group>
  );
}

/** By the decisions and the law of now: after a failure it stands out, later it is there. */
function ComputeAgain({ unit, page }: ScenarioCardProps): ReactNode {
  const t = useScenarioWords().view;
  const client = useQueryClient();
  const showFault = useShowFault();
  const { unitId } = unit;
  const { scenarioId } = page;
  const again = (): void => {
    recomputeScenario(unitId, scenarioId)
      .then(() => client.invalidateQueries({ queryKey: [ENTITLEMENT_KEY] }))
      .catch(showFault);
  };
  return (
    <Button
      size="compact-xs"
      variant={page.state === 'failed' ? 'filled' : 'default'}
      onClick={again}
    >
      {t.again}
    </Button>
  );
}

interface DialogProps extends ScenarioCardProps {
  isOpen: boolean;
  onClose: () => void;
}

function NamingDialog({ unit, page, isOpen, onClose }: DialogProps): ReactNode {
  const words = useScenarioWords();
  const text = useText();
  const client = useQueryClient();
  const [name, setName] = useState(page.name);
  const naming = useFormAction(async () => {
    await renameScenario(unit.unitId, page.scenarioId, { name: name.trim(), note: page.note });
    await client.invalidateQueries({ queryKey: [ENTITLEMENT_KEY] });
    onClose();
  });
  return (
    <Modal opened={isOpen} onClose={onClose} title={words.view.keep} centered>
      <form onSubmit={naming.onSubmit}>
        <Stack gap="sm">
          <p>{words.view.keepExplain}</p>
          <TextInput
            label={words.name}
            required
            maxLength={120}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <FormFault fault={naming.fault} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {text.action.cancel}
            </Button>
            <Button type="submit" loading={naming.isBusy}>
              {text.action.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function RemoveDialog({ unit, page, isOpen, onClose }: DialogProps): ReactNode {
  const t = useScenarioWords().view;
  const text = useText();
  const client = useQueryClient();
  const open = useOpenDoor();
  const removing = useFormAction(async () => {
    await removeScenario(unit.unitId, page.scenarioId);
    await client.invalidateQueries({ queryKey: [ENTITLEMENT_KEY, 'scenarios'] });
    open(doors.scenarios(unit.unitId));
  });
  return (
    <Modal opened={isOpen} onClose={onClose} title={t.remove} centered>
      <Stack gap="sm">
        <p>{t.removeConfirm}</p>
        <p>
          <strong>{page.name}</strong>
        </p>
        <FormFault fault={removing.fault} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {text.action.cancel}
          </Button>
          <Button color="gap" loading={removing.isBusy} onClick={() => void removing.run()}>
            {t.remove}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
