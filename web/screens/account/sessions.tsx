/** Where the account is signed in. */
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import {
  type OpenSession,
  endOtherSessions,
  endOwnSession,
  listOwnSessions,
} from '../../api/access.ts';
import { useText, useTexts } from '../../text/language.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { deviceOf } from './device.ts';

const KEY = ['sessions'] as const;

export function Sessions(): ReactNode {
  const t = useTexts('access').account;
  const client = useQueryClient();
  const sessions = useQuery({ queryKey: KEY, queryFn: ({ signal }) => listOwnSessions(signal) });
  const refresh = (): void => void client.invalidateQueries({ queryKey: KEY });
  const ending = useFormAction(async () => {
    await endOtherSessions();
    refresh();
  });
  return (
    <QueryView query={sessions} lines={3}>
      {(rows) => (
        <>
          <SessionTable rows={rows} onChange={refresh} />
          {rows.length > 1 && (
            <Button
              mt="sm"
              variant="default"
              loading={ending.isBusy}
              onClick={() => void ending.run()}
            >
              {t.endOthers}
            </Button>
          )}
          <FormFault fault={ending.fault} />
        </>
      )}
    </QueryView>
  );
}

interface SessionTableProps {
  rows: readonly OpenSession[];
  onChange: () => void;
}

function SessionTable({ rows, onChange }: SessionTableProps): ReactNode {
  const t = useTexts('access').account;
  const words = useText();
  const columns: Column<OpenSession>[] = [
    {
      id: 'device',
      title: t.device,
      value: (row) => deviceOf(row.userAgent) ?? words.state.unknown,
      width: 160,
    },
    { id: 'started', title: t.started, kind: 'instant', value: (row) => row.createdAt },
    { id: 'lastUsed', title: t.lastUsed, kind: 'instant', value: (row) => row.lastUsedAt },
    { id: 'expires', title: t.expires, kind: 'instant', value: (row) => row.expiresAt },
    {
      id: 'end',
      title: '',
      sortable: false,
      value: () => null,
      render: (row) =>
        row.isThisOne ? (
          <span className="soft">{t.thisOne}</span>
        ) : (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gap"
            onClick={() => void endOwnSession(row.sessionId).then(onChange)}
          >
            {t.end}
          </Button>
        ),
    },
  ];
  return (
    <DataTable
      id="own-sessions"
      caption={t.sessions}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.sessionId}
      withoutTools
    />
  );
}
