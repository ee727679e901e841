/** Second trees over the same communes, such as the offices of social insurance. */
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import {
  type Grouping,
  type GroupingTree,
  addNode,
  createGrouping,
  getGrouping,
  listGroupings,
} from '../../api/groupings.ts';
import { useLens } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useRoles } from '../../shell/session.ts';
import { useText, useTexts } from '../../text/language.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Section } from '../../ui/page.tsx';
import { Empty, QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { MembersDialog } from './members-dialog.tsx';

const KEY = ['groupings'] as const;

export function Groupings(): ReactNode {
  const t = useTexts('units').groupings;
  const mayChange = useRoles().has('administrator');
  const [isAdding, setAdding] = useState(false);
  const groupings = useQuery({ queryKey: KEY, queryFn: ({ signal }) => listGroupings(signal) });
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <span className="soft">{t.about}</span>
        {mayChange && (
          <Button
            variant="default"
            leftSection={<Icon name="plus" size={16} />}
            onClick={() => setAdding(true)}
          >
            {t.create}
          </Button>
        )}
      </Group>
      <QueryView query={groupings}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={t.empty} hint={t.emptyHint} />
          ) : (
            rows.map((row) => <OneGrouping key={row.groupingId} grouping={row} />)
          )
        }
      </QueryView>
      <Modal opened={isAdding} onClose={() => setAdding(false)} title={t.create}>
        <NameForm
          submit={t.create}
          onClose={() => setAdding(false)}
          onSubmit={async ({ code, name }) => {
            await createGrouping(code, name);
          }}
        />
      </Modal>
    </Stack>
  );
}

type Node = GroupingTree['nodes'][number];

function OneGrouping({ grouping }: { grouping: Grouping }): ReactNode {
  const t = useTexts('units').groupings;
  const mayChange = useRoles().has('administrator');
  const { boundaries } = useLens();
  const [isAdding, setAdding] = useState(false);
  const [edited, setEdited] = useState<Node | null>(null);
  const tree = useQuery({
    queryKey: [...KEY, grouping.groupingId, boundaries],
    queryFn: ({ signal }) => getGrouping(grouping.groupingId, boundaries, signal),
  });
  return (
    <Section
      title={grouping.name}
      aside={
        mayChange && (
          <Button size="xs" variant="default" onClick={() => setAdding(true)}>
            {t.addNode}
          </Button>
        )
      }
    >
      <QueryView query={tree}>
        {(found) => <NodeTable tree={found} onEdit={mayChange ? setEdited : undefined} />}
      </QueryView>
      <Modal opened={isAdding} onClose={() => setAdding(false)} title={t.addNode}>
        <NameForm
          submit={t.addNode}
          withDay
          onClose={() => setAdding(false)}
          onSubmit={async ({ code, name, validFrom }) => {
            if (validFrom) await addNode(grouping.groupingId, { code, name, validFrom });
          }}
        />
      </Modal>
      {edited && <MembersDialog node={edited} onClose={() => setEdited(null)} />}
    </Section>
  );
}

interface NodeTableProps {
  tree: GroupingTree;
  onEdit?: (node: Node) => void;
}

function NodeTable({ tree, onEdit }: NodeTableProps): ReactNode {
  const t = useTexts('units').groupings;
  const columns: Column<Node>[] = [
    { id: 'name', title: t.node, value: (row) => row.name, width: 180 },
    { id: 'code', title: t.code, value: (row) => row.code },
    { id: 'count', title: t.count, kind: 'number', value: (row) => row.members.length },
    {
      id: 'members',
      title: t.members,
      value: (row) => row.members.map((unit) => unit.name).join(', '),
      render: (row) =>
        row.members.map((unit, at) => (
          <span key={unit.unitId}>
            {at > 0 && ', '}
            <DoorLink door={doors.unitAdministration(unit.unitId)}>{unit.name}</DoorLink>
          </span>
        )),
      width: 260,
    },
  ];
  if (onEdit) {
    columns.push({
      id: 'edit',
      title: '',
      sortable: false,
      value: () => null,
      render: (row) => (
        <Button size="compact-xs" variant="subtle" onClick={() => onEdit(row)}>
          {t.editMembers}
        </Button>
      ),
    });
  }
  return (
    <DataTable
      id="grouping-nodes"
      caption={tree.name}
      columns={columns}
      rows={tree.nodes}
      rowKey={(row) => row.nodeId}
      empty={{ title: t.noNodes }}
      withoutTools={tree.nodes.length < 6}
    />
  );
}

interface NameFormValues {
  code: string;
  name: string;
  validFrom: string | null;
}

interface NameFormProps {
  submit: string;
  withDay?: boolean;
  onClose: () => void;
  onSubmit: (values: NameFormValues) => Promise<void>;
}

function NameForm({ submit, withDay, onClose, onSubmit }: NameFormProps): ReactNode {
  const t = useTexts('units').groupings;
  const words = useText();
  const client = useQueryClient();
  const [form, setForm] = useState<NameFormValues>({ code: '', name: '', validFrom: null });
  const action = useFormAction(async () => {
    await onSubmit(form);
    await client.invalidateQueries({ queryKey: KEY });
    onClose();
  });
  return (
    <form onSubmit={action.onSubmit}>
      <Stack gap="sm">
        <TextInput
          label={t.name}
          placeholder={t.nameHint}
          value={form.name}
          onChange={(event) => setForm({ ...form, name: event.currentTarget.value })}
          required
          data-autofocus
        />
        <TextInput
          label={t.code}
          value={form.code}
          onChange={(event) => setForm({ ...form, code: event.currentTarget.value })}
          required
        />
        {withDay && (
          <DayInput
            label={t.from}
            value={form.validFrom}
            onChange={(validFrom) => setForm({ ...form, validFrom })}
            required
          />
        )}
        <FormFault fault={action.fault} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words.action.cancel}
          </Button>
          <Button type="submit" loading={action.isBusy}>
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
