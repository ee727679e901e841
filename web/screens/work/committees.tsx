/** Ban chỉ đạo of a unit, who follows whom, meetings with conclusions, agencies. */
import { Group } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import {
  type CommitteesAnswer,
  type MeetingView,
  WORK_KEY,
  addTasksOfConclusion,
  getCommittees,
  listMeetings,
  recordMeeting,
  setFollows,
} from '../../api/work.ts';
import { today } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import { Columns, Facts, Page, Section, Toolbar } from '../../ui/page.tsx';
import { Empty, QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { AddTask } from './add-task.tsx';
import { Agencies } from './agencies.tsx';
import { FormDialog, linesOf } from './form-dialog.tsx';
import { FollowsDialog } from './follows-dialog.tsx';
import { useManagesWork } from './manages.ts';
import {
  AddCommittee,
  type Committee,
  CommitteeTools,
  EndMember,
  type Member,
} from './members.tsx';
import { WorkUnitPicker, useWorkUnit } from './work-unit.tsx';
import styles from './work.module.css';
import { useWorkWords } from './words.ts';

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
  const mayManage = useManagesWork();
  const current = answer.own.find((one) => one.state !== 'ended');
  const others = answer.own.filter((one) => one !== current);
  return (
    <Columns>
      {current ? (
        <CommitteeSection unit={unit} committee={current} answer={answer} />
      ) : (
        <Section>
          <Empty title={t.none} hint={t.noneHint}>
            {mayManage && <AddCommittee unit={unit} />}
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
  const mayManage = useManagesWork();
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
      render: (row) =>
        mayManage && (
          <Group gap={6} className="no-print">
            <FollowsDialog
              candidates={candidates}
              chosen={row.follows.map((follow) => follow.unit.unitId)}
              onSubmit={async (unitIds) => {
                await setFollows(unit, row.memberId, unitIds);
                await client.invalidateQueries({ queryKey: [WORK_KEY] });
              }}
            />
            <EndMember unit={unit} member={row} />
          </Group>
        ),
    },
  ];
  const members = committee.members.filter((member) => member.to === null);
  return (
    <Section
      title={committee.name}
      aside={mayManage && <CommitteeTools unit={unit} committee={committee} />}
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

// ── meetings ────────────────────────────────────────────────────────────────────────────────────

function Meetings({ unit }: { unit: number }): ReactNode {
  const t = useWorkWords().committees;
  const mayManage = useManagesWork();
  const client = useQueryClient();
  const meetings = useQuery({
    queryKey: [WORK_KEY, 'meetings', unit],
    queryFn: ({ signal }) => listMeetings(unit, signal),
    enabled: unit > 0,
  });
  return (
    <Section
      title={t.meetings}
      aside={
        mayManage && (
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
        )
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
  const mayManage = useManagesWork();
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
            {mayManage && (
              <AddTask
                unit={unit}
                label={t.give}
                title={one.text}
                onAdd={(body) => addTasksOfConclusion(unit, one.conclusionId, body)}
              />
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
