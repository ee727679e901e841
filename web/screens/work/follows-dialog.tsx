/** Phụ lục 01 by hand: the units one member follows. */
import { Button, Checkbox, Group, Modal, SimpleGrid, Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useText } from '../../text/language.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { useWorkWords } from './words.ts';

export interface FollowsDialogProps {
  candidates: readonly { id: number; name: string }[];
  chosen: readonly number[];
  onSubmit: (unitIds: number[]) => Promise<void>;
}

export function FollowsDialog(props: FollowsDialogProps): ReactNode {
  const t = useWorkWords().committees;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        className="no-print"
        disabled={props.candidates.length === 0}
        onClick={() => setOpen(true)}
      >
        {t.assign}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={t.assign} size="xl">
        <FollowsForm {...props} onClose={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function FollowsForm(props: FollowsDialogProps & { onClose: () => void }): ReactNode {
  const words = useText();
  const t = useWorkWords().committees;
  const [chosen, setChosen] = useState<readonly string[]>(props.chosen.map(String));
  const action = useFormAction(async () => {
    await props.onSubmit(chosen.map(Number));
    props.onClose();
  });
  return (
    <form onSubmit={action.onSubmit}>
      <Stack gap="sm">
        <Checkbox.Group label={t.assignHint} value={[...chosen]} onChange={setChosen}>
          <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="xs" mt="xs">
            {props.candidates.map((unit) => (
              <Checkbox key={unit.id} value={String(unit.id)} label={unit.name} />
            ))}
          </SimpleGrid>
        </Checkbox.Group>
        <FormFault fault={action.fault} />
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {words.action.cancel}
          </Button>
          <Button type="submit" loading={action.isBusy}>
            {words.action.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
