/** Papers that prove what is being written: chosen beside the reason, sent once the entry has its number. */
import { Button, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { PAPERS_KEY } from '../../api/papers.ts';
import { Section } from '../../ui/page.tsx';
import { ChooseFiles, EMPTY_PAPER, type PaperDraft, PaperFields } from './attach-form.tsx';
import { type Sending, useSending } from './sending.ts';
import { usePaperWords } from './words.ts';

export interface EntryPapersDraft {
  sending: Sending;
  draft: PaperDraft;
  setDraft: (draft: PaperDraft) => void;
  send: (personId: number, entryId: number) => Promise<void>;
}

/** Lives above the form and above what is said when it is done, so that nothing chosen is lost. */
export function useEntryPapers(): EntryPapersDraft {
  const client = useQueryClient();
  const sending = useSending();
  const [draft, setDraft] = useState<PaperDraft>(EMPTY_PAPER);
  return {
    sending,
    draft,
    setDraft,
    async send(personId, entryId) {
      if (sending.files.length === 0) return;
      await sending.send({ kind: 'person', id: personId }, { ...draft, entry: entryId });
      await client.invalidateQueries({ queryKey: [PAPERS_KEY] });
    },
  };
}

export function EntryPapersFields({ papers }: { papers: EntryPapersDraft }): ReactNode {
  const t = usePaperWords().record;
  return (
    <fieldset style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
      <legend>{t.title}</legend>
      <Stack gap="xs">
        <span className="soft">{t.about}</span>
        <ChooseFiles sending={papers.sending} />
        {papers.sending.files.length > 0 && (
          <PaperFields draft={papers.draft} onChange={papers.setDraft} />
        )}
      </Stack>
    </fieldset>
  );
}

export interface EntryPapersProps {
  papers: EntryPapersDraft;
  personId: number;
  entryId: number;
}

/** How far they have come; one may still add some, and send again what the line broke. */
export function EntryPapers({ papers, personId, entryId }: EntryPapersProps): ReactNode {
  const t = usePaperWords();
  const { sending } = papers;
  const isUnsent = sending.files.some((file) => file.stage.at !== 'done');
  return (
    <Section title={t.record.sending}>
      <Stack gap="sm">
        <ChooseFiles sending={sending} />
        {isUnsent && (
          <>
            <PaperFields draft={papers.draft} onChange={papers.setDraft} />
            <div>
              <Button loading={sending.isBusy} onClick={() => void papers.send(personId, entryId)}>
                {t.attach}
              </Button>
            </div>
          </>
        )}
      </Stack>
    </Section>
  );
}
