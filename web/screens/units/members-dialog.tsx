/** Which communes belong to a node of a second tree, from a day on. */
import { Button, Group, Modal, Pill, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import { type GroupingTree, setMembers } from '../../api/groupings.ts';
import { searchUnitOptions } from '../../api/units.ts';
import { today } from '../../shell/address.ts';
import { useText, useTexts } from '../../text/language.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { UnitPicker } from '../../ui/unit-picker.tsx';

type Node = GroupingTree['nodes'][number];

export function MembersDialog({ node, onClose }: { node: Node; onClose: () => void }): ReactNode {
  const t = useTexts('units').groupings;
  return (
    <Modal opened onClose={onClose} title={`${t.editMembers}: ${node.name}`} size="lg">
      <MembersForm node={node} onClose={onClose} />
    </Modal>
  );
}

function MembersForm({ node, onClose }: { node: Node; onClose: () => void }): ReactNode {
  const t = useTexts('units').groupings;
  const words = useText();
  const client = useQueryClient();
  const [members, setDraft] = useState(
    node.members.map((unit) => ({ id: unit.unitId, name: unit.name })),
  );
  const [from, setFrom] = useState<IsoDate | null>(null);
  const action = useFormAction(async () => {
    if (from === null) return;
    const units = members.map((member) => member.id);
    await setMembers(node.nodeId, units, from);
    await client.invalidateQueries({ queryKey: ['groupings'] });
    onClose();
  });
  return (
    <form onSubmit={action.onSubmit}>
      <Stack gap="sm">
        <UnitPicker
          label={t.addMember}
          value={null}
          onChange={(unit) => {
            if (unit && !members.some((member) => member.id === unit.id)) {
              setDraft([...members, unit]);
            }
          }}
          searchKey={['member']}
          search={(text, signal) => searchUnitOptions({ text, on: from ?? today() }, signal)}
        />
        <Group gap="xs">
          {members.map((member) => (
            <Pill
              key={member.id}
              withRemoveButton
              removeButtonProps={{ 'aria-label': `${words.action.remove} ${member.name}` }}
              onRemove={() => setDraft(members.filter((one) => one.id !== member.id))}
            >
              {member.name}
            </Pill>
          ))}
        </Group>
        <DayInput label={t.from} value={from} onChange={setFrom} required />
        <FormFault fault={action.fault} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words.action.cancel}
          </Button>
          <Button type="submit" loading={action.isBusy} disabled={from === null}>
            {words.action.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
