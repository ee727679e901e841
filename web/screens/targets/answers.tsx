/** The inbox of who assigned: what units below propose instead, to be taken or not. */
import { Button, Group } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type Answers, type OpenAnswer, decideAnswer, listAnswers } from '../../api/targets.ts';
import { useFormat } from '../../text/language.tsx';
import { Change } from '../../ui/figure.tsx';
import { Section } from '../../ui/page.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { Empty, QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { ActFields, EMPTY_ACT, actOf } from './act-fields.tsx';
import { targetsDoor, useTargetsAddress } from './targets-address.ts';
import { TargetsFrame, useMayWrite } from './targets-frame.tsx';
import styles from './targets.module.css';
import { useTargetWords, valueText } from './words.ts';

export function TargetAnswers(): ReactNode {
  const { unitId } = useTargetsAddress();
  const answers = useQuery({
    queryKey: ['targets', 'answers', unitId],
    queryFn: ({ signal }) => listAnswers(unitId, signal),
  });
  return (
    <QueryView query={answers} lines={6}>
      {(found) => <AnswersPage found={found} />}
    </QueryView>
  );
}

function AnswersPage({ found }: { found: Answers }): ReactNode {
  const t = useTargetWords();
  const { asOf, boundaries } = useTargetsAddress();
  return (
    <TargetsFrame
      tab="answers"
      unitName={found.unit.name}
      boundaries={boundaries ?? asOf}
      about={t.answers.about}
      with={{ year: false }}
    >
      <Section title={t.tabs.answers}>
        {found.answers.length === 0 ? (
          <Empty title={t.answers.none} hint={t.answers.noneHint} />
        ) : (
          <AnswersTable unitId={found.unit.unitId} rows={found.answers} />
        )}
      </Section>
    </TargetsFrame>
  );
}

interface Deciding {
  row: OpenAnswer;
  decision: 'take' | 'keep';
}

function AnswersTable({
  unitId,
  rows,
}: {
  unitId: number;
  rows: readonly OpenAnswer[];
}): ReactNode {
  const t = useTargetWords();
  const mayWrite = useMayWrite();
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const columns = useAnswerColumns();
  const actions: Column<OpenAnswer> = {
    id: 'actions',
    title: '',
    value: () => null,
    sortable: false,
    render: (row) => (
      <Group gap={6} className="no-print">
        <Button size="compact-xs" onClick={() => setDeciding({ row, decision: 'take' })}>
          {t.answers.take}
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => setDeciding({ row, decision: 'keep' })}
        >
          {t.answers.keep}
        </Button>
      </Group>
    ),
  };
  return (
    <>
      <DataTable
        id="target-answers"
        caption={t.tabs.answers}
        columns={mayWrite ? [...columns, actions] : columns}
        rows={rows}
        rowKey={(row) => row.target.targetId}
      />
      {deciding && (
        <DecideDialog unitId={unitId} deciding={deciding} onClose={() => setDeciding(null)} />
      )}
    </>
  );
}

function useAnswerColumns(): Column<OpenAnswer>[] {
  const t = useTargetWords();
  const format = useFormat();
  return [
    {
      id: 'unit',
      title: t.answers.unit,
      value: (row) => row.unit.name,
      door: (row) =>
        targetsDoor('tree', row.unit.unitId, { year: Number(row.target.from.slice(0, 4)) }),
      width: 100,
    },
    {
      id: 'what',
      title: t.indicator,
      value: (row) => [row.indicatorName, row.groupName, row.target.from.slice(0, 4)].join(' · '),
      width: 120,
    },
    {
      id: 'assigned',
      title: t.answers.assigned,
      value: (row) => valueText(t, format, row.target.current),
    },
    {
      id: 'proposed',
      title: t.answers.proposed,
      value: ({ target: { current } }) =>
        valueText(t, format, {
          operator: current.operator,
          measure: current.measure,
          rateBp: current.counterRateBp,
          people: current.counterPeople,
        }),
      width: 90,
    },
    {
      id: 'difference',
      title: t.answers.difference,
      kind: 'signed',
      value: ({ target: { current } }) =>
        current.people === null || current.counterPeople === null
          ? null
          : current.counterPeople - current.people,
      render: ({ target: { current } }) =>
        current.people === null || current.counterPeople === null ? null : (
          <Change value={current.counterPeople - current.people} suffix={t.people} />
        ),
    },
    {
      id: 'reason',
      title: t.answers.reason,
      value: (row) => row.target.current.reason,
      render: (row) => <div className={styles.why}>{row.target.current.reason}</div>,
      width: 180,
    },
    {
      id: 'at',
      title: t.answers.at,
      kind: 'instant',
      value: (row) => row.target.current.recordedAt,
    },
  ];
}

interface DecideDialogProps {
  unitId: number;
  deciding: Deciding;
  onClose: () => void;
}

function DecideDialog({ unitId, deciding, onClose }: DecideDialogProps): ReactNode {
  const t = useTargetWords().answers;
  const client = useQueryClient();
  const [act, setAct] = useState(EMPTY_ACT);
  const { row, decision } = deciding;
  const isTaken = decision === 'take';
  return (
    <ReasonDialog
      isOpen
      onClose={onClose}
      title={isTaken ? t.takeTitle(row.unit.name) : t.keepTitle(row.unit.name)}
      explain={t.decideExplain}
      submit={isTaken ? t.take : t.keep}
      onSubmit={async (reason) => {
        const { targetId } = row.target;
        await decideAnswer(unitId, { targetId, decision, reason, act: actOf(act) });
        await client.invalidateQueries({ queryKey: ['targets'] });
        onClose();
      }}
    >
      {isTaken && <ActFields draft={act} onChange={setAct} isRequired={false} />}
    </ReasonDialog>
  );
}
