/** What the campaign brought: before and after, by group and unit, money, good ways, who is praised. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import {
  CAMPAIGN_KEY,
  type EvaluationAnswer,
  type KeptLine,
  addLine,
  getEvaluation,
} from '../../api/campaigns.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat, useNameOf } from '../../text/language.tsx';
import { Change, Figure, Figures } from '../../ui/figure.tsx';
import { Columns, Section, span } from '../../ui/page.tsx';
import { Empty, QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { type Field, FormDialog, type Values, numberOf } from '../work/form-dialog.tsx';
import styles from '../work/work.module.css';
import { useWorkWords } from '../work/words.ts';
import { WithdrawLine } from './withdraw-line.tsx';

interface Asked {
  unit: number;
  campaignId: number;
}

export function EvaluationView({ unit, campaignId }: Asked): ReactNode {
  const evaluation = useQuery({
    queryKey: [CAMPAIGN_KEY, 'evaluation', unit, campaignId],
    queryFn: ({ signal }) => getEvaluation(unit, campaignId, signal),
  });
  return (
    <QueryView query={evaluation} lines={12}>
      {(answer) => <Body unit={unit} campaignId={campaignId} answer={answer} />}
    </QueryView>
  );
}

function Body({ answer, ...asked }: Asked & { answer: EvaluationAnswer }): ReactNode {
  const t = useWorkWords().campaigns;
  const format = useFormat();
  const { before, after } = answer;
  return (
    <Columns>
      <Section>
        <Figures>
          <Figure
            label={`${t.before} (${format.date(before.day)})`}
            value={before.rateBp}
            kind="rate"
            note={`${t.insured}: ${format.number(before.insured)}`}
          />
          <Figure
            label={`${t.after} (${format.date(after.day)})`}
            value={after.rateBp}
            kind="rate"
            tone="accent"
            note={<Change value={after.insured - before.insured} />}
          />
          <Figure label={t.newCardsTotal} value={answer.newCards} />
          <Figure label={t.cost} value={answer.costVnd} kind="money" />
          <Figure label={t.costPerCard} value={answer.costPerNewCardVnd} kind="money" />
        </Figures>
      </Section>
      <Section title={t.byGroup} className={span.half}>
        <Groups answer={answer} />
      </Section>
      <Section title={t.stepResult} className={span.half}>
        <Steps answer={answer} />
      </Section>
      <Section title={t.byUnit}>
        <Units answer={answer} />
      </Section>
      <Practices {...asked} answer={answer} />
      <Commendations {...asked} answer={answer} />
      <Costs {...asked} answer={answer} />
    </Columns>
  );
}

function Groups({ answer }: { answer: EvaluationAnswer }): ReactNode {
  const t = useWorkWords().campaigns;
  const nameOf = useNameOf();
  const columns: Column<EvaluationAnswer['byGroup'][number]>[] = [
    { id: 'group', title: t.group, value: nameOf, width: 180 },
    { id: 'before', title: t.before, kind: 'number', value: (row) => row.before },
    { id: 'after', title: t.after, kind: 'number', value: (row) => row.after },
    { id: 'change', title: t.change, kind: 'signed', value: (row) => row.after - row.before },
    { id: 'joined', title: t.joined, kind: 'number', value: (row) => row.joined },
    { id: 'left', title: t.left, kind: 'number', value: (row) => row.left },
  ];
  return (
    <DataTable
      id="evaluation-groups"
      caption={t.byGroup}
      columns={columns}
      rows={answer.byGroup}
      rowKey={(row) => row.group}
    />
  );
}

function Steps({ answer }: { answer: EvaluationAnswer }): ReactNode {
  const t = useWorkWords().campaigns;
  const columns: Column<EvaluationAnswer['steps'][number]>[] = [
    { id: 'title', title: t.step, value: (row) => row.title, width: 200 },
    { id: 'units', title: t.unit, kind: 'number', value: (row) => row.units },
    { id: 'onTime', title: t.onTime, kind: 'number', value: (row) => row.onTime },
    { id: 'late', title: t.late, kind: 'number', value: (row) => row.late },
  ];
  return (
    <DataTable
      id="evaluation-steps"
      caption={t.stepResult}
      columns={columns}
      rows={answer.steps}
      rowKey={(row) => row.title}
      empty={{ title: t.noSteps }}
    />
  );
}

function Units({ answer }: { answer: EvaluationAnswer }): ReactNode {
  const t = useWorkWords().campaigns;
  const columns: Column<EvaluationAnswer['children'][number]>[] = [
    {
      id: 'unit',
      title: t.unit,
      value: (row) => row.unit.name,
      door: (row) => doors.unit(row.unit.unitId),
    },
    { id: 'before', title: t.before, kind: 'number', value: (row) => row.before },
    { id: 'after', title: t.after, kind: 'number', value: (row) => row.after },
    { id: 'change', title: t.change, kind: 'signed', value: (row) => row.after - row.before },
    {
      id: 'rateBefore',
      title: `${t.rate}: ${t.before}`,
      kind: 'rate',
      value: (row) => row.rateBeforeBp,
    },
    {
      id: 'rateAfter',
      title: `${t.rate}: ${t.after}`,
      kind: 'rate',
      value: (row) => row.rateAfterBp,
    },
  ];
  return (
    <DataTable
      id="evaluation-units"
      caption={t.byUnit}
      columns={columns}
      rows={answer.children}
      rowKey={(row) => row.unit.unitId}
    />
  );
}

interface AddProps extends Asked {
  kind: KeptLine;
  label: string;
  fields: readonly Field[];
  bodyOf: (values: Values) => object;
}

function Add({ unit, campaignId, kind, label, fields, bodyOf }: AddProps): ReactNode {
  const client = useQueryClient();
  return (
    <FormDialog
      isSmall
      label={label}
      fields={fields}
      onSubmit={async (values) => {
        await addLine(unit, campaignId, kind, bodyOf(values));
        await client.invalidateQueries({ queryKey: [CAMPAIGN_KEY] });
      }}
    />
  );
}

type PartProps = Asked & { answer: EvaluationAnswer };

function Practices({ answer, ...asked }: PartProps): ReactNode {
  const t = useWorkWords().campaigns;
  return (
    <Section
      title={t.practices}
      className={span.half}
      aside={
        <Add
          {...asked}
          kind="practice"
          label={t.addPractice}
          fields={[
            { name: 'title', label: t.practiceTitle, required: true },
            { name: 'text', label: t.practiceText, kind: 'long', required: true },
            { name: 'effect', label: t.effect, required: true },
          ]}
          bodyOf={(values) => values}
        />
      }
    >
      {answer.practices.length === 0 ? (
        <Empty title={t.noPractices} />
      ) : (
        <ul className={styles.list}>
          {answer.practices.map((one) => (
            <li key={one.practiceId}>
              <strong>{one.title}</strong>
              <span className={styles.small}>{one.unit.name}</span>
              <span className={styles.text}>{one.text}</span>
              <span>
                {t.effect}: {one.effect}
              </span>
              <WithdrawLine {...asked} kind="practice" id={one.practiceId} of={one.unit.unitId} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Commendations({ answer, ...asked }: PartProps): ReactNode {
  const t = useWorkWords().campaigns;
  const all = useWorkWords();
  return (
    <Section
      title={t.commendations}
      className={span.half}
      aside={
        <Add
          {...asked}
          kind="commendation"
          label={t.addCommendation}
          fields={[
            {
              name: 'kind',
              label: t.commended,
              kind: 'choice',
              required: true,
              initial: 'collective',
              choices: Object.entries(t.kindOf).map(([value, label]) => ({ value, label })),
            },
            { name: 'name', label: t.name, required: true },
            { name: 'reason', label: all.reason, kind: 'long', required: true },
          ]}
          bodyOf={(values) => values}
        />
      }
    >
      {answer.commendations.length === 0 ? (
        <Empty title={t.noCommendations} />
      ) : (
        <ul className={styles.list}>
          {answer.commendations.map((one) => (
            <li key={one.commendationId}>
              <strong>{one.name}</strong>
              <span className={styles.small}>
                {t.kindOf[one.kind]} · {one.unit.name}
              </span>
              <span className={styles.text}>{one.reason}</span>
              <WithdrawLine
                {...asked}
                kind="commendation"
                id={one.commendationId}
                of={one.unit.unitId}
              />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Costs({ answer, ...asked }: PartProps): ReactNode {
  const t = useWorkWords().campaigns;
  const format = useFormat();
  return (
    <Section
      title={t.cost}
      className={span.half}
      aside={
        <Add
          {...asked}
          kind="cost"
          label={t.addCost}
          fields={[
            { name: 'what', label: t.costWhat, required: true },
            { name: 'amount', label: t.amount, kind: 'number', required: true },
          ]}
          bodyOf={({ what, amount }) => ({ what, amountVnd: numberOf(amount) })}
        />
      }
    >
      {answer.costs.length === 0 ? (
        <Empty title={t.noCost} />
      ) : (
        <ul className={styles.list}>
          {answer.costs.map((one) => (
            <li key={one.costId} className={styles.line}>
              <span className={styles.grow}>{one.what}</span>
              <span className="number">{format.money(one.amountVnd)}</span>
              <WithdrawLine {...asked} kind="cost" id={one.costId} of={one.unit.unitId} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
