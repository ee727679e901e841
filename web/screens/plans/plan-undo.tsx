/** Taking an adoption back: what goes, or which later decisions still hang on it, each with its door. */
import { Button, Stack } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import {
  type LaterDecision,
  PLANS_KEY,
  type UndoPreview,
  previewUndo,
  undoAdoption,
} from '../../api/plans.ts';
import { doors } from '../../shell/doors.ts';
import type { Door } from '../../ui/door.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { Notice, QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { targetsDoor } from '../targets/targets-address.ts';
import type { PlanDesk } from './plan.tsx';
import { type PlanWords, usePlanWords } from './words.ts';

const UNDO = 'undo';

export function PlanUndo({ desk }: { desk: PlanDesk }): ReactNode {
  const t = usePlanWords().undo;
  const { unitId, planId } = desk.page;
  const [isLooking, setLooking] = useState(false);
  const preview = useQuery({
    queryKey: [PLANS_KEY, unitId, planId, UNDO],
    queryFn: ({ signal }) => previewUndo(unitId, planId, signal),
    enabled: isLooking,
    gcTime: 0,
  });
  if (!isLooking) {
    return (
      <div className="no-print">
        <Button variant="default" onClick={() => setLooking(true)}>
          {t.look}
        </Button>
      </div>
    );
  }
  return (
    <QueryView query={preview} lines={4}>
      {(found) => <UndoBody desk={desk} preview={found} />}
    </QueryView>
  );
}

function UndoBody({ desk, preview }: { desk: PlanDesk; preview: UndoPreview }): ReactNode {
  const t = usePlanWords().undo;
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const { unitId, planId } = desk.page;
  if (preview.later.length > 0) return <LaterDecisions unitId={unitId} later={preview.later} />;
  return (
    <Stack gap="sm" align="flex-start" className="no-print">
      <Notice title={t.title}>{t.explain(preview.counts)}</Notice>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t.submit}
      </Button>
      <ReasonDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t.title}
        explain={t.explain(preview.counts)}
        submit={t.submit}
        isDangerous
        onSubmit={async (reason) => {
          await undoAdoption(unitId, planId, reason);
          // nothing is left to preview: asking for it again would be refused
          await client.invalidateQueries({ predicate: (one) => one.queryKey.at(-1) !== UNDO });
        }}
      />
    </Stack>
  );
}

function LaterDecisions({
  unitId,
  later,
}: {
  unitId: number;
  later: readonly LaterDecision[];
}): ReactNode {
  const t = usePlanWords().undo;
  return (
    <Stack gap="sm">
      <Notice tone="warn" title={t.hindered(later.length)}>
        {t.hinderedHint}
      </Notice>
      <DataTable
        id="plan-later"
        caption={t.later}
        columns={columnsOf(t, unitId)}
        rows={later}
        rowKey={(row) => `${row.subject} ${row.id} ${row.what} ${row.at}`}
      />
    </Stack>
  );
}

function columnsOf(t: PlanWords['undo'], unitId: number): Column<LaterDecision>[] {
  return [
    { id: 'subject', title: t.subject, value: (row) => t.subjects[row.subject], width: 110 },
    {
      id: 'title',
      title: t.what,
      value: (row) => row.title,
      door: (row) => doorOf(unitId, row),
      width: 260,
    },
    { id: 'unit', title: t.unit, value: (row) => row.unit.name, width: 140 },
    { id: 'deed', title: t.deed, value: (row) => deedOf(t, row), width: 150 },
    { id: 'by', title: t.by, value: (row) => row.by, width: 140 },
    { id: 'at', title: t.at, kind: 'instant', value: (row) => row.at },
  ];
}

function deedOf(t: PlanWords['undo'], { what, count }: LaterDecision): string {
  const deeds: Readonly<Record<string, string>> = t.deeds;
  const deed = deeds[what] ?? what;
  return count > 1 ? `${deed} (${count})` : deed;
}

/** Where each is taken back. */
function doorOf(unitId: number, { subject, id, unit, year }: LaterDecision): Door | undefined {
  switch (subject) {
    case 'target':
      return targetsDoor('tree', unit.unitId, year === null ? {} : { year });
    case 'task':
      return doors.task(unit.unitId, id);
    case 'committee':
      return doors.committees(unit.unitId);
    case 'campaign':
      return doors.campaign(unitId, id);
    case 'document':
      return doors.document(unitId, id);
    case 'duty':
      return doors.duty(unit.unitId, id);
  }
}
