/** Campaigns of a unit, of those above and below it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiFault } from '../../api/client.ts';
import {
  CAMPAIGN_KEY,
  type CampaignView,
  addCampaign,
  listCampaigns,
} from '../../api/campaigns.ts';
import { doors } from '../../shell/doors.ts';
import { Page, Section, Toolbar } from '../../ui/page.tsx';
import { QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { FormDialog, linesOf } from '../work/form-dialog.tsx';
import { WorkUnitPicker, useWorkUnit } from '../work/work-unit.tsx';
import { CampaignTabs } from './campaign-tabs.tsx';
import { readStep } from './step-lines.ts';
import { useWorkWords } from '../work/words.ts';

export function Campaigns(): ReactNode {
  const t = useWorkWords().campaigns;
  const unit = useWorkUnit();
  const campaigns = useQuery({
    queryKey: [CAMPAIGN_KEY, 'list', unit],
    queryFn: ({ signal }) => listCampaigns(unit, signal),
    enabled: unit > 0,
  });
  return (
    <Page title={t.title} about={t.about} actions={<AddCampaign unit={unit} />}>
      <CampaignTabs unit={unit} tab="campaigns" />
      <Toolbar>
        <WorkUnitPicker unit={unit} />
      </Toolbar>
      <Section>
        <QueryView query={campaigns} lines={6}>
          {(rows) => <CampaignTable unit={unit} rows={rows} />}
        </QueryView>
      </Section>
    </Page>
  );
}

function CampaignTable({ unit, rows }: { unit: number; rows: readonly CampaignView[] }): ReactNode {
  const all = useWorkWords();
  const t = all.campaigns;
  const columns: Column<CampaignView>[] = [
    {
      id: 'name',
      title: t.name,
      value: (row) => row.name,
      door: (row) => doors.campaign(unit, row.campaignId),
      width: 260,
    },
    { id: 'unit', title: all.unit, value: (row) => row.unit.name },
    { id: 'from', title: t.from, kind: 'date', value: (row) => row.from },
    { id: 'to', title: t.until, kind: 'lastDay', value: (row) => row.to },
    {
      id: 'state',
      title: t.state,
      value: (row) =>
        row.dayNumber === null ? t.states[row.state] : t.day(row.dayNumber, row.days),
    },
  ];
  return (
    <DataTable
      id="campaigns"
      caption={t.title}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.campaignId}
      rowDoor={(row) => doors.campaign(unit, row.campaignId)}
      empty={{ title: t.empty, hint: t.emptyHint }}
    />
  );
}

function AddCampaign({ unit }: { unit: number }): ReactNode {
  const t = useWorkWords().campaigns;
  const client = useQueryClient();
  return (
    <FormDialog
      label={t.add}
      fields={[
        { name: 'name', label: t.name, required: true },
        { name: 'from', label: t.from, kind: 'day', required: true },
        { name: 'until', label: t.until, kind: 'day', required: true },
        { name: 'steps', label: t.stepsInput, kind: 'long' },
      ]}
      onSubmit={async ({ name, from, until, steps }) => {
        const read = linesOf(steps).map((line) => readStep(line));
        const wrong = read.indexOf(undefined);
        if (wrong >= 0) {
          throw new ApiFault('invalid', 422, { title: t.stepsFault(wrong + 1) });
        }
        await addCampaign(unit, { name, from, until, steps: read });
        await client.invalidateQueries({ queryKey: [CAMPAIGN_KEY] });
      }}
    />
  );
}
