/** The pace of the day: which units are behind, by how many; figures entered where there is no register. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import {
  CAMPAIGN_KEY,
  type CampaignPage,
  type PaceAnswer,
  type PaceRow,
  enterFigure,
  getPace,
  setTarget,
} from '../../api/campaigns.ts';
import { useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import { ChoiceSwitch } from '../../ui/choice-switch.tsx';
import { Figure, Figures } from '../../ui/figure.tsx';
import { Columns, Section, Toolbar } from '../../ui/page.tsx';
import { QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { FormDialog, filled, numberOf } from '../work/form-dialog.tsx';
import { useWorkWords } from '../work/words.ts';

const LEVELS = ['district', 'commune', 'village'] as const;

export function PaceView({ unit, page }: { unit: number; page: CampaignPage }): ReactNode {
  const all = useWorkWords();
  const [search, change] = useAddress();
  const level = LEVELS.find((one) => one === search['cap']) ?? 'commune';
  const pace = useQuery({
    queryKey: [CAMPAIGN_KEY, 'pace', unit, page.campaignId, level],
    queryFn: ({ signal }) => getPace(unit, page.campaignId, level, signal),
    refetchInterval: 5 * 60_000,
  });
  return (
    <Columns>
      <Toolbar>
        <ChoiceSwitch
          name={all.campaigns.level}
          value={level}
          choices={LEVELS.map((value) => ({ value, label: all.level[value] }))}
          onChange={(value) => change({ cap: value === 'commune' ? undefined : value })}
        />
      </Toolbar>
      <QueryView query={pace} lines={10}>
        {(answer) => <Body unit={unit} page={page} answer={answer} />}
      </QueryView>
    </Columns>
  );
}

interface BodyProps {
  unit: number;
  page: CampaignPage;
  answer: PaceAnswer;
}

function Body({ unit, page, answer }: BodyProps): ReactNode {
  const t = useWorkWords().campaigns;
  const format = useFormat();
  const { total } = answer;
  return (
    <Columns>
      <Section title={format.date(answer.on)}>
        <Figures>
          <Figure label={t.reached} value={total.reached} size="large" tone="accent" />
          <Figure label={t.today} value={total.today} />
          <Figure label={t.target} value={total.target} />
          <Figure label={t.pace} value={total.pace} />
          <Figure
            label={t.behindUnits}
            value={total.behindUnits}
            tone={total.behindUnits > 0 ? 'missing' : 'plain'}
            note={`/ ${format.number(total.units)}`}
          />
        </Figures>
      </Section>
      <Section>
        <PaceTable unit={unit} page={page} answer={answer} />
      </Section>
      {answer.series.length > 0 && (
        <Section title={t.seriesOf}>
          <Days answer={answer} />
        </Section>
      )}
    </Columns>
  );
}

function PaceTable({ unit, page, answer }: BodyProps): ReactNode {
  const t = useWorkWords().campaigns;
  const columns: Column<PaceRow>[] = [
    {
      id: 'unit',
      title: t.unit,
      value: (row) => row.unit.name,
      door: (row) =>
        row.source === 'register'
          ? doors.list({ unitId: row.unit.unitId, kind: 'chua-co' })
          : undefined,
      width: 140,
    },
    { id: 'target', title: t.target, kind: 'number', value: (row) => row.target },
    {
      id: 'reached',
      title: t.reached,
      kind: 'number',
      value: (row) => row.reached,
      bar: (row) =>
        row.target
          ? { share: row.reached / row.target, tone: row.isBehind ? 'missing' : 'accent' }
          : undefined,
      width: 120,
    },
    { id: 'today', title: t.today, kind: 'signed', value: (row) => row.today },
    { id: 'pace', title: t.pace, kind: 'number', value: (row) => row.pace, hidden: true },
    {
      id: 'behind',
      title: t.behind,
      kind: 'number',
      value: (row) => (row.isBehind ? row.behind : null),
    },
    { id: 'perDay', title: t.perDay, kind: 'number', value: (row) => row.perDayNeeded },
    {
      id: 'steps',
      title: t.tabs.steps,
      value: (row) => (row.steps === 0 ? null : `${row.stepsDone}/${row.steps}`),
    },
    { id: 'overdue', title: t.overdue, kind: 'number', value: (row) => row.stepsOverdue },
    { id: 'source', title: t.source, value: (row) => t.sources[row.source] },
    {
      id: 'act',
      title: '',
      sortable: false,
      value: () => null,
      render: (row) => <Act unit={unit} page={page} row={row} on={answer.on} />,
    },
  ];
  return (
    <DataTable
      id="campaign-pace"
      caption={t.tabs.pace}
      columns={columns}
      rows={answer.rows}
      rowKey={(row) => row.unit.unitId}
      empty={{ title: t.noUnits }}
    />
  );
}

interface ActProps {
  unit: number;
  page: CampaignPage;
  row: PaceRow;
  on: string;
}

function Act({ unit, page, row, on }: ActProps): ReactNode {
  const all = useWorkWords();
  const t = all.campaigns;
  const client = useQueryClient();
  const { unitId } = row.unit;
  if (page.state === 'running' && row.source !== 'register') {
    return (
      <FormDialog
        isSmall
        label={t.enter}
        icon="edit"
        title={`${t.enter}: ${row.unit.name}`}
        fields={[{ name: 'people', label: t.newCards, kind: 'number', required: true }]}
        onSubmit={async ({ people }) => {
          const figure = { unitId, day: on, kind: 'newCards', people: numberOf(people) };
          await enterFigure(unit, page.campaignId, figure);
          await client.invalidateQueries({ queryKey: [CAMPAIGN_KEY] });
        }}
      />
    );
  }
  if (page.unit.unitId !== unit) return null;
  return (
    <FormDialog
      isSmall
      label={t.setTarget}
      icon="edit"
      title={`${t.setTarget}: ${row.unit.name}`}
      fields={[
        {
          name: 'people',
          label: t.target,
          kind: 'number',
          required: true,
          initial: row.target === null ? '' : String(row.target),
        },
        { name: 'reason', label: all.reason },
      ]}
      onSubmit={async ({ people, reason }) => {
        const target = { unitId, people: numberOf(people) };
        await setTarget(unit, page.campaignId, target, filled(reason));
        await client.invalidateQueries({ queryKey: [CAMPAIGN_KEY] });
      }}
    />
  );
}

function Days({ answer }: { answer: PaceAnswer }): ReactNode {
  const t = useWorkWords().campaigns;
  const most = Math.max(1, ...answer.series.map((point) => point.reached));
  const columns: Column<PaceAnswer['series'][number]>[] = [
    { id: 'day', title: t.dayColumn, kind: 'date', value: (row) => row.day },
    {
      id: 'reached',
      title: t.reached,
      kind: 'number',
      value: (row) => row.reached,
      bar: (row) => ({
        share: row.reached / most,
        tone: row.pace !== null && row.reached < row.pace ? 'missing' : 'accent',
      }),
      width: 160,
    },
    { id: 'pace', title: t.pace, kind: 'number', value: (row) => row.pace },
  ];
  return (
    <DataTable
      id="campaign-days"
      caption={t.seriesOf}
      columns={columns}
      rows={answer.series}
      rowKey={(row) => row.day}
    />
  );
}
