/** Good ways of all campaigns: who did what, with what effect; to be looked up before the next one. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { CAMPAIGN_KEY, type Practice, listPractices } from '../../api/campaigns.ts';
import { doors } from '../../shell/doors.ts';
import { Page, Section, Toolbar } from '../../ui/page.tsx';
import { Empty, QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { WorkUnitPicker, useWorkUnit } from '../work/work-unit.tsx';
import styles from '../work/work.module.css';
import { useWorkWords } from '../work/words.ts';
import { CampaignTabs } from './campaign-tabs.tsx';

export function Practices(): ReactNode {
  const t = useWorkWords().campaigns;
  const unit = useWorkUnit();
  const practices = useQuery({
    queryKey: [CAMPAIGN_KEY, 'practices', unit],
    queryFn: ({ signal }) => listPractices(unit, signal),
    enabled: unit > 0,
  });
  return (
    <Page title={t.practicesAll} about={t.practicesAbout}>
      <CampaignTabs unit={unit} tab="practices" />
      <Toolbar>
        <WorkUnitPicker unit={unit} />
      </Toolbar>
      <Section>
        <QueryView query={practices} lines={8}>
          {(rows) =>
            rows.length === 0 ? (
              <Empty title={t.practicesEmpty} hint={t.practicesEmptyHint} />
            ) : (
              <PracticeTable unit={unit} rows={rows} />
            )
          }
        </QueryView>
      </Section>
    </Page>
  );
}

function PracticeTable({ unit, rows }: { unit: number; rows: readonly Practice[] }): ReactNode {
  const all = useWorkWords();
  const t = all.campaigns;
  const columns: Column<Practice>[] = [
    { id: 'title', title: t.practiceTitle, value: (row) => row.title, width: 180 },
    {
      id: 'text',
      title: t.practiceText,
      value: (row) => row.text,
      render: (row) => <span className={styles.text}>{row.text}</span>,
      width: 320,
    },
    { id: 'effect', title: t.effect, value: (row) => row.effect, width: 180 },
    { id: 'people', title: t.practicePeople, kind: 'number', value: (row) => row.people },
    { id: 'unit', title: all.unit, value: (row) => row.unit.name, width: 130 },
    {
      id: 'campaign',
      title: t.practiceCampaign,
      value: (row) => row.campaign,
      door: (row) => doors.campaign(unit, row.campaignId, { muc: 'danh-gia' }),
      width: 200,
    },
    {
      id: 'at',
      title: t.practiceAt,
      kind: 'instant',
      value: (row) => row.recordedAt,
      hidden: true,
    },
  ];
  return (
    <DataTable
      id="practices"
      caption={t.practicesAll}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.practiceId}
    />
  );
}
