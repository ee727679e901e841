/** Second trees over the same communes, such as the offices of social insurance. */
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import {
  type Grouping,
  type GroupingAnswer,
  type GroupingTree,
  addNode,
  createGrouping,
  getGroupingCoverage,
  getGrouping,
  listGroupings,
} from '../../api/groupings.ts';
import { useLens } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useRoles, useSession } from '../../shell/session.ts';
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
  const { asOf, boundaries } = useLens();
  const home = useSession()?.homeUnitId ?? null;
  const [isAdding, setAdding] = useState(false);
  const [edited, setEdited] = useState<Node | null>(null);
  const tree = useQuery({
    queryKey: [...KEY, grouping.groupingId, boundaries],
    queryFn: ({ signal }) => getGrouping(grouping.groupingId, boundaries, signal),
  });
  const coverage = useQuery({
    queryKey: [...KEY, grouping.groupingId, 'coverage', home, asOf, boundaries],
    queryFn: ({ signal }) =>
      getGroupingCoverage(home ?? 0, grouping.groupingId, { asOf, boundaries }, signal),
    enabled: home !== null,
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
        {(found) => (
          <NodeTable
            tree={found}
            coverage={coverage.data}
            onEdit={mayChange ? setEdited : undefined}
          />
        )}
      </QueryView>
      {coverage.data && coverage.data.nodes.length > 0 && (
        <p className="soft">
          {t.coverageOf(coverage.data.unit.name)}
          {coverage.data.unserved.length > 0 &&
            ` ${t.unserved(coverage.data.unserved.map((unit) => unit.name).join(', '))}`}
        </p>
      )}
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
  coverage?: GroupingAnswer;
  onEdit?: (node: Node) => void;
}

function NodeTable({ tree, coverage, onEdit }: NodeTableProps): ReactNode {
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
  if (coverage && coverage.nodes.length > 0) columns.push(...coverageColumns(coverage, t));
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

/** Figures of an office: what the units it serves have together. */
function coverageColumns(
  coverage: GroupingAnswer,
  t: { population: string; insured: string; uninsured: string; rate: string },
): Column<Node>[] {
  const figures = new Map(coverage.nodes.map((figure) => [figure.nodeId, figure]));
  const of = (row: Node) => figures.get(row.nodeId);
  return [
    {
      id: 'population',
      title: t.population,
      kind: 'number',
      value: (row) => of(row)?.population ?? null,
    },
    { id: 'insured', title: t.insured, kind: 'number', value: (row) => of(row)?.insured ?? null },
    {
      id: 'uninsured',
      title: t.uninsured,
      kind: 'number',
      value: (row) => {
        const figure = of(row);
        if (!figure || figure.population === null) return null;
        return figure.population - figure.insured;
      },
    },
    { id: 'rate', title: t.rate, kind: 'rate', value: (row) => of(row)?.rateBp ?? null },
  ];
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
