/** What waits for a second person: for me, made by me, all; and how many must agree to what. */
import { Button, Group } from '@mantine/core';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import {
  type ApprovalView,
  REVIEW_KEY,
  listApprovals,
  voteApproval,
  withdrawApproval,
} from '../../api/review.ts';
import { useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import { ChoiceSwitch } from '../../ui/choice-switch.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Page, Section, Toolbar } from '../../ui/page.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { ApprovalRules } from './approval-rules.tsx';
import { type ReviewWords, useReviewWords } from './words.ts';

const SHOWS = { 'cho-toi': { mine: true }, 'toi-lap': { made: true }, 'tat-ca': {} } as const;
type Show = keyof typeof SHOWS;

function isShow(text: string | undefined): text is Show {
  return text !== undefined && text in SHOWS;
}

interface Asked {
  approval: ApprovalView;
  deed: 'approve' | 'refuse' | 'withdraw';
}

export function Approvals(): ReactNode {
  const t = useReviewWords();
  const [search, change] = useAddress();
  const show: Show = isShow(search['xem']) ? search['xem'] : 'cho-toi';
  const [asked, setAsked] = useState<Asked | null>(null);
  const approvals = useQuery({
    queryKey: [REVIEW_KEY, 'approvals', show],
    queryFn: ({ signal }) => listApprovals(SHOWS[show], signal),
    placeholderData: keepPreviousData,
  });
  return (
    <Page
      title={t.approvals.title}
      about={t.approvals.about}
      above={<DoorLink door={doors.review()}>{t.title}</DoorLink>}
    >
      <Toolbar>
        <ChoiceSwitch
          name={t.approvals.show}
          value={show}
          onChange={(value) => change({ xem: value === 'cho-toi' ? undefined : value })}
          choices={[
            { value: 'cho-toi', label: t.approvals.mine },
            { value: 'toi-lap', label: t.approvals.made },
            { value: 'tat-ca', label: t.approvals.all },
          ]}
        />
      </Toolbar>
      <Section>
        <QueryView query={approvals} lines={6}>
          {(rows) => <ApprovalTable rows={rows} onAsk={setAsked} />}
        </QueryView>
      </Section>
      <ApprovalRules />
      {asked && <AskDialog asked={asked} onClose={() => setAsked(null)} />}
    </Page>
  );
}

interface ApprovalTableProps {
  rows: readonly ApprovalView[];
  onAsk: (asked: Asked) => void;
}

function ApprovalTable({ rows, onAsk }: ApprovalTableProps): ReactNode {
  const t = useReviewWords();
  const format = useFormat();
  const states: Readonly<Record<string, string>> = t.words.approvalState;
  const columns: Column<ApprovalView>[] = [
    { id: 'what', title: t.approvals.what, value: (row) => whatText(row, t, format), width: 220 },
    {
      id: 'who',
      title: t.approvals.who,
      value: (row) => row.people.map((person) => person.fullName).join(', '),
      render: (row) => <People row={row} />,
      width: 180,
    },
    {
      id: 'place',
      title: t.column.place,
      value: (row) =>
        row.place?.units
          .slice(0, 2)
          .map((unit) => unit.name)
          .join(', ') ?? '',
    },
    { id: 'reason', title: t.item.reasonNeeded, value: (row) => row.reason, width: 180 },
    { id: 'proposer', title: t.approvals.proposer, value: (row) => row.proposerName },
    {
      id: 'proposedAt',
      title: t.approvals.proposedAt,
      kind: 'instant',
      value: (row) => row.proposedAt,
    },
    { id: 'due', title: t.approvals.due, kind: 'date', value: (row) => row.dueOn },
    {
      id: 'votes',
      title: t.approvals.votes,
      value: (row) =>
        t.approvals.votesOf(row.votes.filter((vote) => vote.approves).length, row.needed),
      render: (row) => <Votes row={row} />,
    },
    { id: 'state', title: t.approvals.state, value: (row) => states[row.state] ?? row.state },
    {
      id: 'deeds',
      title: '',
      sortable: false,
      value: () => null,
      render: (row) => <Deeds row={row} onAsk={onAsk} />,
      width: 150,
    },
  ];
  return (
    <DataTable
      id="approvals"
      caption={t.approvals.title}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.approvalId}
      empty={{ title: t.approvals.empty }}
    />
  );
}

function whatText(row: ApprovalView, t: ReviewWords, format: ReturnType<typeof useFormat>): string {
  const actions: Readonly<Record<string, string>> = t.words.action;
  const { summary } = row;
  if (row.action === 'decideBulk') {
    const kinds: Readonly<Record<string, string>> = t.words.kind;
    const decisions: Readonly<Record<string, string>> = t.words.decision;
    return t.approvals.bulk(
      Number(summary['items'] ?? 0),
      kinds[String(summary['kind'])] ?? '',
      decisions[String(summary['decision'])] ?? '',
    );
  }
  const name = actions[row.action] ?? row.action;
  const on = summary['on'];
  return on === undefined ? name : `${name}: ${t.approvals.death(format.date(String(on)))}`;
}

function People({ row }: { row: ApprovalView }): ReactNode {
  return (
    <>
      {row.people.map((person, at) => (
        <span key={person.personId}>
          {at > 0 && ', '}
          <DoorLink door={doors.person(person.personId)}>{person.fullName}</DoorLink>
        </span>
      ))}
    </>
  );
}

function Votes({ row }: { row: ApprovalView }): ReactNode {
  const t = useReviewWords();
  const given = row.votes.filter((vote) => vote.approves).length;
  const names = row.votes.map((vote) => `${vote.voterName}${vote.reason && `: ${vote.reason}`}`);
  return (
    <span>
      {t.approvals.votesOf(given, row.needed)}
      {names.length > 0 && <span className="soft"> · {names.join('; ')}</span>}
    </span>
  );
}

function Deeds({ row, onAsk }: { row: ApprovalView; onAsk: (asked: Asked) => void }): ReactNode {
  const t = useReviewWords();
  const ask = (deed: Asked['deed']): void => onAsk({ approval: row, deed });
  return (
    <Group gap={6} wrap="nowrap">
      {row.mayVote && (
        <>
          <Button size="compact-xs" onClick={() => ask('approve')}>
            {t.approvals.approve}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => ask('refuse')}>
            {t.approvals.refuse}
          </Button>
        </>
      )}
      {row.isMine && row.state === 'waiting' && (
        <Button size="compact-xs" variant="default" onClick={() => ask('withdraw')}>
          {t.approvals.withdraw}
        </Button>
      )}
    </Group>
  );
}

function AskDialog({ asked, onClose }: { asked: Asked; onClose: () => void }): ReactNode {
  const t = useReviewWords();
  const client = useQueryClient();
  const { approval, deed } = asked;
  return (
    <ReasonDialog
      isOpen
      onClose={onClose}
      title={t.approvals[deed]}
      explain={t.approvals[`${deed}Explain`]}
      submit={t.approvals[deed]}
      isDangerous={deed !== 'approve'}
      onSubmit={async (reason) => {
        if (deed === 'withdraw') await withdrawApproval(approval.approvalId);
        else await voteApproval(approval.approvalId, deed === 'approve', reason);
        onClose();
        await client.invalidateQueries();
      }}
    />
  );
}
