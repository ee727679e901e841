/** A large list, or one with numbers whole, is written in the background and then fetched. */
import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import {
  type ListQuery,
  type StartedExport,
  downloadExport,
  startExport,
} from '../../api/people-lists.ts';
import { useSpeech, useText, useTexts } from '../../text/language.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Progress } from '../../ui/progress.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { useMayUnmask } from './person-facts.tsx';

export interface ExportDialogProps {
  query: ListQuery;
  isOpen: boolean;
  onClose: () => void;
}

export function ExportDialog({ query, isOpen, onClose }: ExportDialogProps): ReactNode {
  const t = useTexts('people').list;
  const { language } = useSpeech();
  const mayUnmask = useMayUnmask();
  const [unmask, setUnmask] = useState(false);
  const [started, setStarted] = useState<StartedExport | null>(null);
  const close = (): void => {
    setStarted(null);
    setUnmask(false);
    onClose();
  };
  if (started) {
    return (
      <Modal opened={isOpen} onClose={close} title={t.exportLarge} centered>
        <Running started={started} onClose={close} />
      </Modal>
    );
  }
  return (
    <ReasonDialog
      isOpen={isOpen}
      onClose={close}
      title={t.exportLarge}
      explain={t.exportExplain}
      submit={t.exportStart}
      onSubmit={async (purpose) =>
        setStarted(await startExport(query, { language, unmask, purpose }))
      }
    >
      {mayUnmask && (
        <Checkbox
          label={t.exportUnmask}
          checked={unmask}
          onChange={(event) => setUnmask(event.currentTarget.checked)}
        />
      )}
    </ReasonDialog>
  );
}

function Running({ started, onClose }: { started: StartedExport; onClose: () => void }): ReactNode {
  const t = useTexts('people').list;
  const words = useText();
  const saving = useFormAction(() => downloadExport(started.exportId));
  return (
    <Stack gap="sm">
      <Progress jobId={started.jobId} name={t.exportLarge} />
      <FormFault fault={saving.fault} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {words.action.close}
        </Button>
        <Button
          leftSection={<Icon name="download" size={16} />}
          loading={saving.isBusy}
          onClick={() => void saving.run()}
        >
          {t.exportFetch}
        </Button>
      </Group>
    </Stack>
  );
}
