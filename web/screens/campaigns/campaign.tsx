/** One campaign: steps × units, pace of the day, the weekly cycle, what it brought. */
import { Group, Tabs } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import {
  CAMPAIGN_KEY,
  type CampaignPage,
  cancelCampaign,
  copyCampaign,
  getCampaign,
} from '../../api/campaigns.ts';
import { useAddress } from '../../shell/address.ts';
import { useFormat } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Page } from '../../ui/page.tsx';
import { QueryView } from '../../ui/states.tsx';
import { FormDialog, filled } from '../work/form-dialog.tsx';
import { useManagesWork } from '../work/manages.ts';
import { useWorkUnit } from '../work/work-unit.tsx';
import { CycleView } from './cycle-view.tsx';
import { EvaluationView } from './evaluation-view.tsx';
import { PaceView } from './pace-view.tsx';
import { StepsView } from './steps-view.tsx';
import { type WorkWords, useWorkWords } from '../work/words.ts';

/** What `muc` of the address shows. */
const TABS = { buoc: 'steps', 'tien-do': 'pace', tuan: 'cycle', 'danh-gia': 'evaluation' } as const;
type TabName = keyof typeof TABS;
const TAB_NAMES = Object.keys(TABS) as TabName[];

export function Campaign(): ReactNode {
  const t = useWorkWords().campaigns;
  const format = useFormat();
  const { campaign } = useParams({ strict: false });
  const unit = useWorkUnit();
  const campaignId = Number(campaign);
  const found = useQuery({
    queryKey: [CAMPAIGN_KEY, 'page', unit, campaignId],
    queryFn: ({ signal }) => getCampaign(unit, campaignId, signal),
    enabled: unit > 0,
  });
  const page = found.data;
  const mayManage = useManagesWork();
  return (
    <Page
      title={page?.name ?? t.title}
      above={
        <DoorLink door={{ to: '/chien-dich', search: { donvi: String(unit) } }}>{t.title}</DoorLink>
      }
      about={page && aboutOf(page, format, t)}
      actions={page && mayManage && page.unit.unitId === unit && <Tools unit={unit} page={page} />}
    >
      <QueryView query={found} lines={10}>
        {(known) => <Body unit={unit} page={known} />}
      </QueryView>
    </Page>
  );
}

function aboutOf(
  page: CampaignPage,
  format: ReturnType<typeof useFormat>,
  t: WorkWords['campaigns'],
): string {
  const state = page.dayNumber === null ? t.states[page.state] : t.day(page.dayNumber, page.days);
  return `${page.unit.name} · ${format.date(page.from)} – ${format.lastDay(page.to)} · ${state}`;
}

function Body({ unit, page }: { unit: number; page: CampaignPage }): ReactNode {
  const t = useWorkWords().campaigns;
  const [search, change] = useAddress();
  const tab = TAB_NAMES.find((name) => name === search['muc']) ?? 'buoc';
  return (
    <Tabs
      value={tab}
      onChange={(value) => change({ muc: value === 'buoc' ? undefined : (value ?? undefined) })}
      keepMounted={false}
    >
      <Tabs.List mb="sm">
        {TAB_NAMES.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {t.tabs[TABS[name]]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="buoc">
        <StepsView unit={unit} page={page} />
      </Tabs.Panel>
      <Tabs.Panel value="tien-do">
        <PaceView unit={unit} page={page} />
      </Tabs.Panel>
      <Tabs.Panel value="tuan">
        <CycleView unit={unit} campaignId={page.campaignId} />
      </Tabs.Panel>
      <Tabs.Panel value="danh-gia">
        <EvaluationView unit={unit} campaignId={page.campaignId} />
      </Tabs.Panel>
    </Tabs>
  );
}

function Tools({ unit, page }: { unit: number; page: CampaignPage }): ReactNode {
  return (
    <Group gap="xs">
      <Copy unit={unit} page={page} />
      {page.state !== 'cancelled' && <CancelCampaign unit={unit} page={page} />}
    </Group>
  );
}

function CancelCampaign({ unit, page }: { unit: number; page: CampaignPage }): ReactNode {
  const all = useWorkWords();
  const t = all.campaigns;
  const client = useQueryClient();
  return (
    <FormDialog
      label={t.cancel}
      icon="close"
      about={t.cancelHint}
      submit={t.cancel}
      fields={[{ name: 'reason', label: all.reason, required: true }]}
      onSubmit={async (values) => {
        await cancelCampaign(unit, page.campaignId, values['reason'] ?? '');
        await client.invalidateQueries();
      }}
    />
  );
}

function Copy({ unit, page }: { unit: number; page: CampaignPage }): ReactNode {
  const t = useWorkWords().campaigns;
  const client = useQueryClient();
  const navigate = useNavigate();
  return (
    <FormDialog
      label={t.copy}
      icon="calendar"
      about={t.copyHint}
      fields={[
        { name: 'from', label: t.from, kind: 'day', required: true },
        { name: 'name', label: t.name, initial: page.name },
      ]}
      onSubmit={async ({ from, name }) => {
        const copied = await copyCampaign(unit, page.campaignId, { from, name: filled(name) });
        await client.invalidateQueries({ queryKey: [CAMPAIGN_KEY] });
        await navigate({
          to: '/chien-dich/$campaign',
          params: { campaign: String(copied.campaignId) } as never,
          search: { donvi: String(unit) } as never,
        });
      }}
    />
  );
}
