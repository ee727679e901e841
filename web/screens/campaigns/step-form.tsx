/** A step more, or one fewer: what was marked stays in the records. */
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import {
  CAMPAIGN_KEY,
  type CampaignPage,
  type StepView,
  addStep,
  endStep,
} from '../../api/campaigns.ts';
import { FormDialog, filled } from '../work/form-dialog.tsx';
import { useWorkWords } from '../work/words.ts';

interface OfCampaign {
  unit: number;
  page: CampaignPage;
}

export function AddStep({ unit, page }: OfCampaign): ReactNode {
  const all = useWorkWords();
  const t = all.campaigns;
  const client = useQueryClient();
  return (
    <FormDialog
      isSmall
      label={t.addStep}
      fields={[
        { name: 'title', label: t.step, required: true },
        {
          name: 'level',
          label: t.level,
          kind: 'choice',
          required: true,
          initial: 'commune',
          choices: Object.entries(all.level).map(([value, label]) => ({ value, label })),
        },
        { name: 'day', label: t.deadline, kind: 'day', required: true, initial: page.from },
        { name: 'time', label: all.tasks.time },
        { name: 'photo', label: t.wantsPhoto, kind: 'check' },
      ]}
      onSubmit={async ({ title, level, day, time, photo }) => {
        const deadline = { day, time: filled(time) };
        const wantsPhoto = photo === 'true';
        await addStep(unit, page.campaignId, { title, level, deadline, wantsPhoto });
        await client.invalidateQueries({ queryKey: [CAMPAIGN_KEY] });
      }}
    />
  );
}

export function EndStep({ unit, page, step }: OfCampaign & { step: StepView }): ReactNode {
  const t = useWorkWords().campaigns;
  const client = useQueryClient();
  return (
    <FormDialog
      isSmall
      icon="close"
      label={t.endStep}
      title={`${t.endStep}: ${step.title}`}
      about={t.endStepHint}
      submit={t.endStep}
      fields={[]}
      onSubmit={async () => {
        await endStep(unit, page.campaignId, step.stepId);
        await client.invalidateQueries({ queryKey: [CAMPAIGN_KEY] });
      }}
    />
  );
}
