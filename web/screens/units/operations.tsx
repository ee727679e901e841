/** Changes people made to the tree, newest first; each can be undone while nothing depends on it. */
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import {
  type Operation,
  listOperations,
  listUndoDependents,
  undoChange,
} from '../../api/unit-changes.ts';
import { doors } from '../../shell/doors.ts';
import { useRoles } from '../../shell/session.ts';
import { useFormat, useTexts } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { Notice, QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { actText } from './unit-history.tsx';

export interface OperationsProps {
  /** only those that touched this unit */
  unitId?: number;
}

export function Operations({ unitId }: OperationsProps): ReactNode {
  const operations = useQuery({
    queryKey: ['operations', unitId],
    queryFn: ({ signal }) => listOperations(unitId, signal),
  });
  const [undoing, setUndoing] = useState<Operation | null>(null);
  return (
    <QueryView query={operations}>
      {(rows) => (
        <>
          <OperationTable rows={rows} onUndo={setUndoing} />
          {undoing && <UndoDialog operation={undoing} onClose={() => setUndoing(null)} />}
        </>
      )}
    </QueryView>
  );
}

interface OperationTableProps {
  rows: readonly Operation[];
  onUndo: (operation: Operation) => void;
}

function OperationTable({ rows, onUndo }: OperationTableProps): ReactNode {
  const t = useTexts('units');
  const format = useFormat();
  const mayChange = useRoles().has('administrator');
  const forms: Readonly<Record<string, string>> = t.change.forms;
  const names = (units: Operation['touched']): string => units.map((unit) => unit.name).join(', ');
  const columns: Column<Operation>[] = [
    {
      id: 'kind',
      title: t.unit.kind,
      value: (row) => forms[row.kind] ?? t.change.otherKinds[row.kind] ?? row.kind,
      width: 130,
    },
    { id: 'on', title: t.change.effectiveOn, kind: 'date', value: (row) => row.effectiveOn },
    {
      id: 'touched',
      title: t.change.before,
      value: (row) => names(row.touched),
      render: (row) => <UnitLinks units={row.touched} />,
      width: 180,
    },
    {
      id: 'created',
      title: t.change.after,
      value: (row) => names(row.created),
      render: (row) => <UnitLinks units={row.created} />,
      width: 180,
    },
    { id: 'act', title: t.unit.act, value: (row) => actText(row.act) },
    { id: 'by', title: t.change.by, value: (row) => row.actorName },
    { id: 'at', title: t.change.at, kind: 'instant', value: (row) => row.recordedAt },
    {
      id: 'undo',
      title: '',
      sortable: false,
      value: (row) => (row.undoneAt === null ? null : t.change.undone),
      render: (row) =>
        row.undoneAt === null ? (
          mayChange && (
            <Button
              size="compact-xs"
              variant="subtle"
              color="gap"
              leftSection={<Icon name="undo" size={14} />}
              onClick={() => onUndo(row)}
            >
              {t.unit.undo}
            </Button>
          )
        ) : (
          <span className="soft">
            {t.change.undone}, {format.instant(row.undoneAt)}
          </span>
        ),
    },
  ];
  return (
    <DataTable
      id="unit-operations"
      caption={t.change.operations}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.operationId}
      empty={{ title: t.change.noOperations }}
    />
  );
}

const LINKS_MAX = 4;

function UnitLinks({ units }: { units: Operation['touched'] }): ReactNode {
  return (
    <>
      {units.slice(0, LINKS_MAX).map((unit, at) => (
        <span key={unit.unitId}>
          {at > 0 && ', '}
          <DoorLink door={doors.unitAdministration(unit.unitId)}>{unit.name}</DoorLink>
        </span>
      ))}
      {units.length > LINKS_MAX && ` +${units.length - LINKS_MAX}`}
    </>
  );
}

const UNDO_DEPENDENTS = 'undo-dependents';

function UndoDialog({
  operation,
  onClose,
}: {
  operation: Operation;
  onClose: () => void;
}): ReactNode {
  const t = useTexts('units');
  const client = useQueryClient();
  const { operationId } = operation;
  const dependents = useQuery({
    queryKey: [UNDO_DEPENDENTS, operationId],
    queryFn: ({ signal }) => listUndoDependents(operationId, signal),
    staleTime: 0,
  });
  return (
    <ReasonDialog
      isOpen
      onClose={onClose}
      title={t.unit.undo}
      explain={t.change.undoExplain}
      submit={t.unit.undo}
      isDangerous
      onSubmit={async (reason) => {
        await undoChange(operationId, reason);
        onClose();
        // what stood in the way of a change that is undone is no question any more
        await client.invalidateQueries({
          predicate: (query) => query.queryKey[0] !== UNDO_DEPENDENTS,
        });
      }}
    >
      <QueryView query={dependents} lines={1}>
        {(rows) =>
          rows.length > 0 && (
            <Notice tone="warn" title={t.change.inTheWay}>
              <ul>
                {rows.map((row) => (
                  <li key={`${row.kind}${row.operationId ?? ''}`}>
                    {t.change.dependents[row.kind](row.count)}
                  </li>
                ))}
              </ul>
            </Notice>
          )
        }
      </QueryView>
    </ReasonDialog>
  );
}
