/** What adopting the plan makes, what still hinders, and the deed itself. */
import { Button, Group, Modal, Stack } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import { type AdoptionPreview, PLANS_KEY, adoptPlan, previewAdoption } from '../../api/plans.ts';
import { doors } from '../../shell/doors.ts';
import { useFaultText } from '../../text/fault-text.ts';
import { useFormat, useText } from '../../text/language.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Figure, Figures } from '../../ui/figure.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Section } from '../../ui/page.tsx';
import { Notice, QueryView } from '../../ui/states.tsx';
import { targetsDoor } from '../targets/targets-address.ts';
import type { PlanDesk } from './plan.tsx';
import { ItemDoor, PlanGiven } from './plan-given.tsx';
import { PlanUndo } from './plan-undo.tsx';
import { usePlanWords } from './words.ts';

export function PlanAdoption({ desk }: { desk: PlanDesk }): ReactNode {
  const t = usePlanWords().adoption;
  const { unitId, planId } = desk.page;
  const preview = useQuery({
    queryKey: [PLANS_KEY, unitId, planId, 'adoption'],
    queryFn: ({ signal }) => previewAdoption(unitId, planId, signal),
  });
  return (
    <Section title={t.title}>
      <Stack gap="sm">
        <p className="soft">{t.about}</p>
        <QueryView query={preview} lines={6}>
          {(found) => <AdoptionBody desk={desk} preview={found} />}
        </QueryView>
      </Stack>
    </Section>
  );
}

function AdoptionBody({ desk, preview }: { desk: PlanDesk; preview: AdoptionPreview }): ReactNode {
  const words = usePlanWords();
  const t = words.adoption;
  const format = useFormat();
  const faultText = useFaultText();
  const [counter, setCounter] = useState<ReadonlySet<number>>(new Set());
  const { counts, adoption } = preview;
  return (
    <Stack gap="md">
      {adoption && (
        <Notice icon="check" title={t.done}>
          {words.plan.isAdopted(adoption.actorName, format.instant(adoption.adoptedAt))}
          <Group gap="md" className="no-print">
            <DoorLink door={targetsDoor('tree', desk.page.unitId, {})}>{t.toTargets}</DoorLink>
            <DoorLink door={doors.tasks(desk.page.unitId)}>{t.toTasks}</DoorLink>
          </Group>
        </Notice>
      )}
      {preview.undone.map((one) => (
        <Notice key={one.undoneAt}>
          {words.undo.was(
            one.undoneBy,
            format.instant(one.undoneAt),
            format.instant(one.adoptedAt),
            one.reason,
          )}
        </Notice>
      ))}
      <Figures>
        <Figure
          label={t.counts.targets}
          value={counts.targets}
          door={adoption ? targetsDoor('tree', desk.page.unitId, {}) : undefined}
        />
        <Figure
          label={t.counts.tasks}
          value={counts.tasks}
          door={adoption ? doors.tasks(desk.page.unitId) : undefined}
        />
        <Figure
          label={t.counts.duties}
          value={counts.duties}
          door={adoption ? doors.duties(desk.page.unitId) : undefined}
        />
        <Figure
          label={t.counts.committees}
          value={counts.committees}
          door={adoption ? doors.committees(desk.page.unitId) : undefined}
        />
        <Figure label={t.counts.campaigns} value={counts.campaigns} />
      </Figures>
      {preview.faults.length > 0 && (
        <Notice tone="missing" title={t.faults}>
          <ul>
            {preview.faults.map((fault) => (
              <li key={`${fault.code} ${fault.at ?? ''} ${JSON.stringify(fault.params)}`}>
                <ItemDoor desk={desk} itemNo={itemNoOf(fault.at)} />
                {faultText(fault)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {preview.leftOut.length > 0 && (
        <Notice title={t.leftOut}>
          <ul>
            {preview.leftOut.map(({ itemNo, reason }) => (
              <li key={itemNo}>
                <ItemDoor desk={desk} itemNo={itemNo} />
                {t.reason[reason]}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <PlanGiven desk={desk} given={preview.given} counter={counter} onChange={setCounter} />
      {desk.mayEdit && <AdoptButton desk={desk} preview={preview} counter={counter} />}
      {adoption && <PlanUndo desk={desk} />}
    </Stack>
  );
}

function itemNoOf(at: string | undefined): number {
  return Number(/^item\.(\d+)$/.exec(at ?? '')?.[1] ?? 0);
}

interface AdoptButtonProps {
  desk: PlanDesk;
  preview: AdoptionPreview;
  /** targets from above that are answered with the plan's number */
  counter: ReadonlySet<number>;
}

function AdoptButton({ desk, preview, counter }: AdoptButtonProps): ReactNode {
  const t = usePlanWords().adoption;
  const words = useText();
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const [recursFrom, setRecursFrom] = useState<IsoDate | null>(null);
  const { unitId, planId } = desk.page;
  const action = useFormAction(async () => {
    await adoptPlan(unitId, planId, {
      counter: [...counter],
      ...(recursFrom === null ? {} : { recursFrom }),
    });
    setAsking(false);
    await client.invalidateQueries();
  });
  const { targets, tasks, duties } = preview.counts;
  return (
    <Group className="no-print">
      <Button disabled={preview.faults.length > 0} onClick={() => setAsking(true)}>
        {t.submit}
      </Button>
      <Modal opened={isAsking} onClose={() => setAsking(false)} title={t.submit} centered>
        <Stack gap="sm">
          <p>{t.sure(targets, tasks, duties)}</p>
          {tasks + duties > 0 && (
            <DayInput
              label={t.recursFrom}
              description={t.recursFromHint}
              value={recursFrom}
              onChange={setRecursFrom}
            />
          )}
          <FormFault fault={action.fault} />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsking(false)}>
              {words.action.cancel}
            </Button>
            <Button loading={action.isBusy} onClick={() => void action.run()} data-autofocus>
              {t.submit}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Group>
  );
}
