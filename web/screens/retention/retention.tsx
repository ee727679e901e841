/** How long data are kept, what is due now, what was erased, and whether the proofs hold. */
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import {
  type DuePage,
  RETENTION_KEY,
  type RuleView,
  type RunView,
  listRuns,
  proposeRun,
  readDue,
  verifyProofs,
} from '../../api/retention.ts';
import { useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useHoldsAny, useSession } from '../../shell/session.ts';
import { useFormat } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { ErrorNotice, Notice, QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { DuePeople } from './due-people.tsx';
import { useRetentionWords } from './words.ts';

export function Retention(): ReactNode {
  const t = useRetentionWords();
  const session = useSession();
  const [search] = useAddress();
  const unit = search['donvi'] ?? String(session?.grants[0]?.unitId ?? 'VN');
  const due = useQuery({
    queryKey: [RETENTION_KEY, 'due', unit],
    queryFn: ({ signal }) => readDue(unit, signal),
  });
  const runs = useQuery({
    queryKey: [RETENTION_KEY, 'runs'],
    queryFn: ({ signal }) => listRuns(signal),
  });
  return (
    <Page title={t.title} about={t.about}>
      <QueryView query={due} lines={10}>
        {(page) => (
          <>
            {page.isRoot && <Verify />}
            <Section
              title={`${t.rules}: ${page.unitName}`}
              aside={<Crumb unit={unit} own={String(session?.grants[0]?.unitId ?? '')} />}
            >
              <Rules page={page} unit={unit} />
            </Section>
            {search['xem'] && <DuePeople unit={unit} rule={search['xem']} rules={page.rules} />}
          </>
        )}
      </QueryView>
      <Section title={t.runs}>
        <QueryView query={runs} lines={4}>
          {(found) => <Runs runs={found} />}
        </QueryView>
      </Section>
    </Page>
  );
}

/** Back to where one began, from a unit below. */
function Crumb({ unit, own }: { unit: string; own: string }): ReactNode {
  const t = useRetentionWords();
  return unit === own || own === '' ? null : (
    <DoorLink door={doors.retention()}>{t.title}</DoorLink>
  );
}

function Rules({ page, unit }: { page: DuePage; unit: string }): ReactNode {
  const t = useRetentionWords();
  const format = useFormat();
  const [asked, setAsked] = useState<RuleView | null>(null);
  const mayErase = useHoldsAny(['administrator']);
  const columns: Column<RuleView>[] = [
    {
      id: 'kind',
      title: t.kind,
      value: (row) => row.name,
      render: (row) => (
        <>
          {row.name}
          {row.note && <div className="soft">{row.note}</div>}
        </>
      ),
      width: 220,
    },
    {
      id: 'period',
      title: t.period,
      value: (row) => row.days,
      render: (row) => <Period row={row} />,
      width: 130,
    },
    { id: 'deed', title: t.deedTitle, value: (row) => t.deed[row.deed], width: 110 },
    {
      id: 'basis',
      title: t.basisTitle,
      value: (row) => row.citation ?? t.basis[row.basis],
      width: 120,
    },
    {
      id: 'due',
      title: t.due,
      kind: 'number',
      width: 90,
      value: (row) => row.due,
      door: (row) =>
        row.byUnit.length > 0 && mayErase ? doors.retention(unit, row.id) : undefined,
    },
    {
      id: 'do',
      title: '',
      sortable: false,
      value: () => null,
      render: (row) =>
        row.needs === 'byItself' ? (
          <span className="soft">{t.byItself}</span>
        ) : (
          mayErase &&
          (row.due ?? 0) > 0 && (
            <Button size="compact-sm" variant="default" onClick={() => setAsked(row)}>
              {t.erase}
            </Button>
          )
        ),
      width: 110,
    },
  ];
  return (
    <>
      <DataTable
        id="retention-rules"
        caption={t.rules}
        columns={columns}
        rows={page.rules}
        rowKey={(row) => row.id}
        empty={{ title: t.rules }}
      />
      {asked && <Erase rule={asked} unit={unit} onClose={() => setAsked(null)} format={format} />}
    </>
  );
}

function Period({ row }: { row: RuleView }): ReactNode {
  const t = useRetentionWords();
  const format = useFormat();
  if (row.days === null) return t.kept;
  return (
    <>
      {t.days(format.number(row.days))}
      <div className="soft">{row.event}</div>
      {row.isChanged && <div className="soft">{t.changed(format.number(row.daysOfFile ?? 0))}</div>}
    </>
  );
}

interface EraseProps {
  rule: RuleView;
  unit: string;
  onClose: () => void;
  format: ReturnType<typeof useFormat>;
}

function Erase({ rule, unit, onClose, format }: EraseProps): ReactNode {
  const t = useRetentionWords();
  const client = useQueryClient();
  return (
    <ReasonDialog
      isOpen
      isDangerous
      onClose={onClose}
      title={t.eraseTitle(rule.name, format.number(rule.due ?? 0))}
      explain={rule.needs === 'twoPersons' ? t.eraseTwo : t.eraseOne}
      submit={t.deed.erase}
      onSubmit={async (reason) => {
        await proposeRun(unit, rule.id, reason);
        await client.invalidateQueries({ queryKey: [RETENTION_KEY] });
        onClose();
      }}
    />
  );
}

function Runs({ runs }: { runs: readonly RunView[] }): ReactNode {
  const t = useRetentionWords();
  const columns: Column<RunView>[] = [
    { id: 'at', title: t.at, kind: 'instant', value: (row) => row.proposedAt },
    {
      id: 'kind',
      title: t.kind,
      value: (row) => (row.isRequest ? t.request : row.ruleName),
      width: 180,
    },
    { id: 'unit', title: t.unit, value: (row) => row.unitName },
    { id: 'count', title: t.count, kind: 'number', value: (row) => row.due },
    { id: 'by', title: t.by, value: (row) => row.actorName },
    { id: 'reason', title: t.reason, value: (row) => row.reason, width: 140 },
    {
      id: 'state',
      title: t.stateTitle,
      value: (row) => t.state[row.state],
      render: (row) => (
        <>
          {row.state === 'waiting' ? (
            <DoorLink door={doors.approvals()}>{t.state.waiting}</DoorLink>
          ) : (
            t.state[row.state]
          )}
          {row.certificateId !== null && (
            <div>
              <DoorLink door={doors.certificate(row.certificateId)}>
                {t.certificateDoor(row.certificateId)}
              </DoorLink>
            </div>
          )}
        </>
      ),
      width: 120,
    },
  ];
  return (
    <DataTable
      id="retention-runs"
      caption={t.runs}
      columns={columns}
      rows={runs}
      rowKey={(row) => row.runId}
      empty={{ title: t.runsEmpty }}
    />
  );
}

function Verify(): ReactNode {
  const t = useRetentionWords();
  const format = useFormat();
  const check = useMutation({ mutationFn: verifyProofs });
  const { data } = check;
  return (
    <>
      <div className="no-print">
        <Button
          variant="default"
          leftSection={<Icon name="check" size={16} />}
          loading={check.isPending}
          onClick={() => check.mutate()}
        >
          {t.verify}
        </Button>
      </div>
      {check.isError && <ErrorNotice error={check.error} />}
      {data?.ok && (
        <Notice icon="check">
          {t.verified(
            format.number(data.certificates),
            format.number(data.persons),
            format.number(data.files),
          )}
        </Notice>
      )}
      {data && !data.ok && (
        <Notice tone="warn" title={t.broken}>
          <ul>
            {data.faults.slice(0, 20).map((fault) => (
              <li key={`${fault.certificateId}-${fault.kind}-${fault.ref}`}>
                {fault.certificateId !== null && `${t.certificateDoor(fault.certificateId)}: `}
                {t.fault[fault.kind]} ({fault.ref})
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}
