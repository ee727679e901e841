/** Ban chỉ đạo of a unit, who follows whom, meetings with conclusions, agencies. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { addDays } from '../../../src/kernel/dates.ts';
import {
  type AgencyView,
  type CommitteesAnswer,
  type MeetingView,
  WORK_KEY,
  addAgency,
  addCommittee,
  addTasksOfConclusion,
  getCommittees,
  listAgencies,
  listMeetings,
  recordMeeting,
  setFollows,
} from '../../api/work.ts';
import { today } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import { Columns, Facts, Page, Section, Toolbar, span } from '../../ui/page.tsx';
import { Empty, QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { AddTask } from './add-task.tsx';
import { FormDialog, filled, linesOf } from './form-dialog.tsx';
import { FollowsDialog } from './follows-dialog.tsx';
import { readMember } from './member-lines.ts';
import { WorkUnitPicker, useWorkUnit } from './work-unit.tsx';
import styles from './work.module.css';
import { useWorkWords } from './words.ts';

type Committee = CommitteesAnswer['own'][number];
type Member = Committee['members'][number];

export function Committees(): ReactNode {
  const t = useWorkWords().committees;
  const unit = useWorkUnit();
  const answer = useQuery({
    queryKey: [WORK_KEY, 'committees', unit],
    queryFn: ({ signal }) => getCommittees(unit, signal),
    enabled: unit > 0,
  });
  return (
    <Page title={t.title} about={t.about}>
      <Toolbar>
        <WorkUnitPicker unit={unit} />
      </Toolbar>
      <QueryView query={answer} lines={10}>
        {(found) => <Body unit={unit} answer={found} />}
      </QueryView>
      <Columns>
        <Meetings unit={unit} />
        <Agencies unit={unit} />
      </Columns>
    </Page>
  );
}

function Body({ unit, answer }: { unit: number; answer: CommitteesAnswer }): ReactNode {
  const t = useWorkWords().committees;
  const current = answer.own.find((one) => one.state !== 'ended');
  const others = answer.own.filter((one) => one !== current);
  return (
    <Columns>
      {current ? (
        <CommitteeSection unit={unit} committee={current} answer={answer} />
      ) : (
        <Section>
          <Empty title={t.none} hint={t.noneHint}>
            <AddCommittee unit={unit} />
          </Empty>
        </Section>
      )}
      {answer.followedBy.length > 0 && (
        <Section title={t.followedBy}>
          <ul className={styles.list}>
            {answer.followedBy.map((row) => (
              <li key={row.member.memberId}>
                <span>
                  <strong>{row.member.title}</strong> · {t.positions[row.member.position]}
                </span>
                <span className={styles.small}>
                  {row.committee}, {row.unit.name}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {answer.below.length > 0 && <Below rows={answer.below} />}
      {others.length > 0 && (
        <Section>
          <ul className={styles.list}>
            {others.map((one) => (
              <li key={one.committeeId}>
                <span>
                  {one.name} · {one.decisionNumber}
                </span>
                <span className={styles.small}>{t.states[one.state]}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Columns>
  );
}

interface CommitteeSectionProps {
  unit: number;
  committee: Committee;
  answer: CommitteesAnswer;
}

function CommitteeSection({ unit, committee, answer }: CommitteeSectionProps): ReactNode {
  const t = useWorkWords().committees;
  const format = useFormat();
  const client = useQueryClient();
  const candidates = useMemo(
    () => answer.below.map((row) => ({ id: row.unit.unitId, name: row.unit.name })),
    [answer],
  );
  const columns: Column<Member>[] = [
    { id: 'position', title: t.position, value: (row) => t.positions[row.position], width: 130 },
    { id: 'title', title: t.memberTitle, value: (row) => row.title, width: 160 },
    { id: 'agency', title: t.agency, value: (row) => row.agency },
    {
      id: 'follows',
      title: t.follows,
      value: (row) => format.list(row.follows.map((follow) => follow.unit.name)),
      width: 200,
    },
    {
      id: 'assign',
      title: '',
      sortable: false,
      value: () => null,
      render: (row) => (
        <FollowsDialog
          candidates={candidates}
          chosen={row.follows.map((follow) => follow.unit.unitId)}
          onSubmit={async (unitIds) => {
            await setFollows(unit, row.memberId, unitIds);
            await client.invalidateQueries({ queryKey: [WORK_KEY] });
          }}
        />
      ),
    },
  ];
  const members = committee.members.filter((member) => member.to === null);
  return (
    <Section
      title={committee.name}
      aside={<AddCommittee unit={unit} replaces={committee.committeeId} />}
    >
      <Facts
        pairs={[
          [t.decision, decisionText(committee, format.date)],
          [t.term, termText(committee, format)],
          [t.standing, committee.standingAgency],
          [t.rules, committee.workingRules || t.noRules],
        ]}
      />
      <DataTable
        id="members"
        caption={t.members}
        columns={columns}
        rows={members}
        rowKey={(row) => row.memberId}
      />
    </Section>
  );
}

function decisionText(committee: Committee, date: (day: string) => string): string {
  const { decisionNumber, decidedOn } = committee;
  return [decisionNumber, decidedOn && date(decidedOn)].filter(Boolean).join(', ');
}

function termText(committee: Committee, format: ReturnType<typeof useFormat>): string {
  const end = committee.termTo === null ? '' : ` – ${format.lastDay(committee.termTo)}`;
  return `${format.date(committee.termFrom)}${end}`;
}

function AddCommittee({ unit, replaces }: { unit: number; replaces?: number }): ReactNode {
  const t = useWorkWords().committees;
  const client = useQueryClient();
  return (
    <FormDialog
      label={replaces === undefined ? t.add : t.strengthen}
      icon={replaces === undefined ? 'plus' : 'edit'}
      fields={[
        { name: 'name', label: t.name, required: true },
        { name: 'decision', label: t.decision },
        { name: 'from', label: t.termFrom, kind: 'day', initial: today(), required: true },
        { name: 'until', label: t.termTo, kind: 'day' },
        { name: 'standing', label: t.standing },
        { name: 'members', label: t.members, hint: t.membersHint, kind: 'long' },
        { name: 'rules', label: t.rules, kind: 'long' },
      ]}
      onSubmit={async (values) => {
        await addCommittee(unit, {
          name: values['name'],
          decisionNumber: filled(values['decision']),
          termFrom: values['from'],
          termTo: values['until'] ? addDays(values['until'], 1) : undefined,
          standingAgency: values['standing'],
          workingRules: values['rules'],
          members: linesOf(values['members']).map((line) => readMember(line)),
          replaces,
        });
        await client.invalidateQueries({ queryKey: [WORK_KEY] });
      }}
    />
  );
}

function Below({ rows }: { rows: CommitteesAnswer['below'] }): ReactNode {
  const t = useWorkWords().committees;
  const all = useWorkWords();
  const columns: Column<CommitteesAnswer['below'][number]>[] = [
    {
      id: 'unit',
      title: all.unit,
      value: (row) => row.unit.name,
      door: (row) => doors.committees(row.unit.unitId),
    },
    { id: 'committee', title: t.name, value: (row) => row.committee ?? t.missing, width: 200 },
    { id: 'decision', title: t.decision, value: (row) => row.decisionNumber },
    { id: 'term', title: t.termTo, kind: 'lastDay', value: (row) => row.termTo },
  ];
  return (
    <Section title={t.below}>
      <DataTable
        id="committees-below"
        caption={t.below}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.unit.unitId}
      />
    </Section>
  );
}

// ── meetings and agencies ───────────────────────────────────────────────────────────────────────

function Meetings({ unit }: { unit: number }): ReactNode {
  const t = useWorkWords().committees;
  const client = useQueryClient();
  const meetings = useQuery({
    queryKey: [WORK_KEY, 'meetings', unit],
    queryFn: ({ signal }) => listMeetings(unit, signal),
    enabled: unit > 0,
  });
  return (
    <Section
      title={t.meetings}
      className={span.half}
      aside={
        <FormDialog
          isSmall
          label={t.record}
          fields={[
            { name: 'title', label: t.meetingTitle, required: true },
            { name: 'heldOn', label: t.heldOn, kind: 'day', initial: today(), required: true },
            { name: 'conclusions', label: t.conclusions, kind: 'long', required: true },
          ]}
          onSubmit={async (values) => {
            const { title, heldOn } = values;
            const conclusions = linesOf(values['conclusions']);
            await recordMeeting(unit, { title, heldOn, conclusions });
            await client.invalidateQueries({ queryKey: [WORK_KEY] });
          }}
        />
      }
    >
      <QueryView query={meetings} lines={4}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={t.noMeetings} />
          ) : (
            <ul className={styles.list}>
              {rows.map((meeting) => (
                <li key={meeting.meetingId}>
                  <MeetingLine unit={unit} meeting={meeting} />
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </Section>
  );
}

function MeetingLine({ unit, meeting }: { unit: number; meeting: MeetingView }): ReactNode {
  const t = useWorkWords().committees;
  const format = useFormat();
  return (
    <>
      <strong>{meeting.title}</strong>
      <span className={styles.small}>{format.date(meeting.heldOn)}</span>
      <ul>
        {meeting.conclusions.map((one) => (
          <li key={one.conclusionId} className={styles.line}>
            <span className={styles.grow}>
              {one.number}. {one.text}
            </span>
            {one.tasks > 0 && (
              <span className={styles.small}>{t.tasksOf(one.tasksDone, one.tasks)}</span>
            )}
            <AddTask
              unit={unit}
              label={t.give}
              title={one.text}
              onAdd={(body) => addTasksOfConclusion(unit, one.conclusionId, body)}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

function Agencies({ unit }: { unit: number }): ReactNode {
  const t = useWorkWords().committees;
  const client = useQueryClient();
  const agencies = useQuery({
    queryKey: [WORK_KEY, 'agencies', unit],
    queryFn: ({ signal }) => listAgencies(unit, signal),
    enabled: unit > 0,
  });
  const columns: Column<AgencyView>[] = [
    { id: 'name', title: t.agencyName, value: (row) => row.name, width: 180 },
    { id: 'open', title: t.openTasks, kind: 'number', value: (row) => row.openTasks },
    {
      id: 'users',
      title: t.users,
      value: (row) => row.users.map((user) => user.userName).join(', '),
    },
  ];
  return (
    <Section
      title={t.agencies}
      className={span.half}
      aside={
        <FormDialog
          isSmall
          label={t.addAgency}
          fields={[{ name: 'name', label: t.agencyName, required: true }]}
          onSubmit={async (values) => {
            await addAgency(unit, values['name'] ?? '');
            await client.invalidateQueries({ queryKey: [WORK_KEY] });
          }}
        />
      }
    >
      <QueryView query={agencies} lines={4}>
        {(rows) => (
          <DataTable
            id="agencies"
            caption={t.agencies}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.agencyId}
            empty={{ title: t.noAgencies }}
          />
        )}
      </QueryView>
    </Section>
  );
}
