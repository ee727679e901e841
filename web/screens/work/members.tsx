/** Writing of a committee: by decision, strengthened, members come and go, its working rules. */
import { Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { addDays } from '../../../src/kernel/dates.ts';
import {
  type CommitteesAnswer,
  WORK_KEY,
  addCommittee,
  addMember,
  endMember,
  setWorkingRules,
} from '../../api/work.ts';
import { today } from '../../shell/address.ts';
import { FormDialog, filled, linesOf } from './form-dialog.tsx';
import { readMember } from './member-lines.ts';
import { useWorkWords } from './words.ts';

export type Committee = CommitteesAnswer['own'][number];
export type Member = Committee['members'][number];

interface OfCommittee {
  unit: number;
  committee: Committee;
}

export function CommitteeTools({ unit, committee }: OfCommittee): ReactNode {
  return (
    <Group gap="xs">
      <AddMember unit={unit} committee={committee} />
      <SetRules unit={unit} committee={committee} />
      <AddCommittee unit={unit} replaces={committee.committeeId} />
    </Group>
  );
}

export function AddCommittee({ unit, replaces }: { unit: number; replaces?: number }): ReactNode {
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

function AddMember({ unit, committee }: OfCommittee): ReactNode {
  const t = useWorkWords().committees;
  const client = useQueryClient();
  return (
    <FormDialog
      label={t.addMember}
      fields={[
        {
          name: 'position',
          label: t.position,
          kind: 'choice',
          required: true,
          initial: 'member',
          choices: Object.entries(t.positions).map(([value, label]) => ({ value, label })),
        },
        { name: 'title', label: t.memberTitle, required: true },
        { name: 'agency', label: t.agency },
        { name: 'username', label: t.username, hint: t.usernameHint },
      ]}
      onSubmit={async (values) => {
        await addMember(unit, committee.committeeId, {
          position: values['position'],
          title: values['title'],
          agency: values['agency'],
          username: filled(values['username']),
        });
        await client.invalidateQueries({ queryKey: [WORK_KEY] });
      }}
    />
  );
}

export function EndMember({ unit, member }: { unit: number; member: Member }): ReactNode {
  const t = useWorkWords().committees;
  const client = useQueryClient();
  return (
    <FormDialog
      isSmall
      icon="close"
      label={t.endMember}
      title={`${t.endMember}: ${member.title}`}
      about={t.endMemberHint}
      submit={t.endMember}
      fields={[]}
      onSubmit={async () => {
        await endMember(unit, member.memberId);
        await client.invalidateQueries({ queryKey: [WORK_KEY] });
      }}
    />
  );
}

function SetRules({ unit, committee }: OfCommittee): ReactNode {
  const t = useWorkWords().committees;
  const client = useQueryClient();
  return (
    <FormDialog
      label={t.rules}
      icon="edit"
      fields={[{ name: 'rules', label: t.rules, kind: 'long', initial: committee.workingRules }]}
      onSubmit={async (values) => {
        await setWorkingRules(unit, committee.committeeId, values['rules'] ?? '');
        await client.invalidateQueries({ queryKey: [WORK_KEY] });
      }}
    />
  );
}
