/** A step of one unit: done, with a photo or a link, or not done after all. */
import { Button, FileButton, Group, Modal, Stack, TextInput, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { download } from '../../api/client.ts';
import { CAMPAIGN_KEY, type CampaignPage, type StepCell, markStep } from '../../api/campaigns.ts';
import { useFormat, useText } from '../../text/language.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Facts } from '../../ui/page.tsx';
import { encodeFile } from '../../ui/encode-file.ts';
import { filled } from '../work/form-dialog.tsx';
import { useWorkWords } from '../work/words.ts';

export interface MarkDialogProps {
  unit: number;
  page: CampaignPage;
  cell: StepCell | null;
  onClose: () => void;
}

export function MarkDialog(props: MarkDialogProps): ReactNode {
  const { cell, page, onClose } = props;
  const step = page.steps.find((one) => one.stepId === cell?.stepId);
  return (
    <Modal opened={cell !== null} onClose={onClose} title={step?.title ?? ''}>
      {cell && <MarkForm {...props} cell={cell} />}
    </Modal>
  );
}

function MarkForm({ unit, page, cell, onClose }: MarkDialogProps & { cell: StepCell }): ReactNode {
  const all = useWorkWords();
  const t = all.campaigns;
  const words = useText();
  const client = useQueryClient();
  const [note, setNote] = useState('');
  const [link, setLink] = useState('');
  const [photo, setPhoto] = useState<File | null>(null);
  const action = useFormAction(async () => {
    const isDone = cell.doneAt !== null;
    const body = isDone ? { kind: 'withdraw' } : await doneBody(note, link, photo);
    await markStep(cell.unitId, page.campaignId, cell.stepId, body);
    await client.invalidateQueries({ queryKey: [CAMPAIGN_KEY] });
    onClose();
  });
  return (
    <form onSubmit={action.onSubmit}>
      <Stack gap="sm">
        <Known unit={unit} page={page} cell={cell} />
        {cell.doneAt === null && (
          <>
            <Textarea
              label={all.note}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
            <TextInput
              label={t.link}
              type="url"
              value={link}
              onChange={(event) => setLink(event.currentTarget.value)}
            />
            <FileButton onChange={setPhoto} accept="image/jpeg,image/png,image/webp">
              {(props) => (
                <Button {...props} size="xs" variant="default">
                  {photo ? photo.name : t.photo}
                </Button>
              )}
            </FileButton>
          </>
        )}
        <FormFault fault={action.fault} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words.action.cancel}
          </Button>
          <Button type="submit" loading={action.isBusy}>
            {cell.doneAt === null ? t.markDone : t.unmark}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

async function doneBody(note: string, link: string, photo: File | null): Promise<object> {
  const encoded = photo === null ? null : await encodeFile(photo);
  return {
    kind: 'done',
    note,
    link: filled(link),
    photo: encoded === null ? undefined : { mediaType: encoded.mediaType, base64: encoded.base64 },
  };
}

function Known({ unit, page, cell }: { unit: number; page: CampaignPage; cell: StepCell }) {
  const all = useWorkWords();
  const t = all.campaigns;
  const format = useFormat();
  const name = page.units.find((one) => one.unitId === cell.unitId)?.name ?? '';
  const path = `/v1/campaigns/${unit}/${page.campaignId}/steps/${cell.stepId}/photo`;
  return (
    <>
      <Facts
        pairs={[
          [t.unit, name],
          [t.state, t.cells[cell.state]],
          [all.tasks.events.done, format.instant(cell.doneAt)],
          [all.note, cell.note],
          [t.link, cell.link],
        ]}
      />
      {cell.hasPhoto && (
        <Button
          size="xs"
          variant="default"
          onClick={() => void download(path, { of: cell.unitId })}
        >
          {t.photo}
        </Button>
      )}
    </>
  );
}
