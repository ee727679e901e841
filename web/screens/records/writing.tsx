/** From a form to the register: what it would do is seen first, then written with a reason, and taken back. */
import { Button, Group, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import {
  type CommandInput,
  type FactsPreview,
  type RecordedFacts,
  previewRecord,
  undoEntry,
  writeRecord,
} from '../../api/records.ts';
import { useFormat, useText, useTexts } from '../../text/language.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Columns, Section } from '../../ui/page.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { Notice } from '../../ui/states.tsx';
import { FactWords } from '../people/fact-words.tsx';
import { Warnings } from '../people/warnings.tsx';
import styles from '../people/person.module.css';
import {
  EntryPapers,
  type EntryPapersDraft,
  EntryPapersFields,
  useEntryPapers,
} from '../papers/entry-papers.tsx';
import type { Commands } from './drafts.ts';
import { useMayUndo } from './rights.ts';
import { useRecordWords } from './words.ts';

export interface WritingProps {
  /** null while something needed is missing */
  commands: Commands;
  fields: ReactNode;
  /** beside the word that it is done: doors to what was written */
  renderAfter: (recorded: RecordedFacts) => ReactNode;
  /** whose record the papers of the entry go to */
  personOf: (recorded: RecordedFacts) => number;
}

interface Seen {
  /** as sent, to tell whether the form changed since */
  text: string;
  commands: CommandInput[];
  preview: FactsPreview;
  idempotencyKey: string;
}

export function Writing({ commands, fields, renderAfter, personOf }: WritingProps): ReactNode {
  const t = useRecordWords();
  const words = useText();
  const client = useQueryClient();
  const [seen, setSeen] = useState<Seen | null>(null);
  const [recorded, setRecorded] = useState<RecordedFacts | null>(null);
  const papers = useEntryPapers();
  const isCurrent = seen !== null && seen.text === JSON.stringify(commands);
  const looking = useFormAction(async () => {
    if (commands === null) return;
    const preview = await previewRecord(commands);
    const idempotencyKey = crypto.randomUUID();
    setSeen({ text: JSON.stringify(commands), commands, preview, idempotencyKey });
  });
  if (recorded) {
    return (
      <Done recorded={recorded} after={renderAfter(recorded)}>
        <EntryPapers papers={papers} personId={personOf(recorded)} entryId={recorded.entryId} />
      </Done>
    );
  }
  return (
    <Columns>
      <Section title={t.what}>
        <form onSubmit={looking.onSubmit}>
          {fields}
          <FormFault fault={looking.fault} />
          <Group mt="sm">
            <Button
              type="submit"
              loading={looking.isBusy}
              disabled={commands === null}
              variant={isCurrent ? 'default' : 'filled'}
            >
              {words.action.preview}
            </Button>
            {commands === null && <span className="soft">{t.incomplete}</span>}
          </Group>
        </form>
      </Section>
      {seen && isCurrent && (
        <Section title={t.previewTitle}>
          <WriteForm
            seen={seen}
            papers={papers}
            onWritten={async (done) => {
              await client.invalidateQueries();
              setRecorded(done);
              await papers.send(personOf(done), done.entryId);
            }}
          />
        </Section>
      )}
    </Columns>
  );
}

interface WriteFormProps {
  seen: Seen;
  papers: EntryPapersDraft;
  onWritten: (recorded: RecordedFacts) => Promise<void>;
}

function WriteForm({ seen, papers, onWritten }: WriteFormProps): ReactNode {
  const t = useRecordWords();
  const [reason, setReason] = useState('');
  const [source, setSource] = useState('');
  const writing = useFormAction(async () => {
    const { commands, idempotencyKey } = seen;
    const paper = source.trim() === '' ? null : source.trim();
    await onWritten(
      await writeRecord({ commands, reason: reason.trim(), source: paper, idempotencyKey }),
    );
  });
  return (
    <form onSubmit={writing.onSubmit}>
      <Stack gap="sm">
        <Changes preview={seen.preview} />
        {seen.preview.warnings.length > 0 && <Warnings warnings={seen.preview.warnings} />}
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <TextInput
            label={t.reason}
            placeholder={t.reasonHint}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            minLength={3}
            required
            autoFocus
          />
          <TextInput
            label={t.source}
            placeholder={t.sourceHint}
            value={source}
            onChange={(event) => setSource(event.currentTarget.value)}
          />
        </SimpleGrid>
        <EntryPapersFields papers={papers} />
        <FormFault fault={writing.fault} />
        <Group>
          <Button type="submit" loading={writing.isBusy}>
            {t.write}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Changes({ preview }: { preview: FactsPreview }): ReactNode {
  const t = useRecordWords();
  const people = useTexts('people').person;
  const words = useTexts('registry');
  const format = useFormat();
  if (preview.changes.length === 0) return <Notice>{t.nothing}</Notice>;
  return (
    <ul className={styles.changes}>
      {preview.changes.map((change) => (
        <li
          key={`${change.change}-${change.table}-${change.factId}-${change.from}`}
          data-change={change.change}
        >
          <span>{change.change === 'added' ? people.added : people.superseded}</span>{' '}
          {words.table[change.table as keyof typeof words.table] ?? change.table}
          {': '}
          <FactWords change={change} />{' '}
          <span className="soft number">
            {format.date(change.from)} – {format.lastDay(change.to)}
          </span>
        </li>
      ))}
    </ul>
  );
}

interface DoneProps {
  recorded: RecordedFacts;
  after: ReactNode;
  children: ReactNode;
}

function Done({ recorded, after, children }: DoneProps): ReactNode {
  const t = useRecordWords();
  const [isUndone, setUndone] = useState(false);
  if (isUndone) {
    return (
      <Notice icon="check" title={t.undone}>
        {after}
      </Notice>
    );
  }
  return (
    <Stack gap="sm">
      <Notice icon="check" title={t.done}>
        {t.doneText}
        <Group mt="xs" gap="md">
          {after}
          <UndoEntry entryId={recorded.entryId} onUndone={() => setUndone(true)} />
        </Group>
      </Notice>
      {children}
      {recorded.warnings.length > 0 && <Warnings warnings={recorded.warnings} />}
    </Stack>
  );
}

export interface UndoEntryProps {
  entryId: number;
  onUndone?: () => void;
}

/** For those who may; others see nothing. */
export function UndoEntry({ entryId, onUndone }: UndoEntryProps): ReactNode {
  const t = useRecordWords();
  const client = useQueryClient();
  const mayUndo = useMayUndo();
  const [isOpen, setOpen] = useState(false);
  if (!mayUndo) return null;
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {t.undo}
      </Button>
      <ReasonDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={t.undoTitle}
        explain={t.undoExplain}
        submit={t.undo}
        onSubmit={async (reason) => {
          await undoEntry(entryId, reason);
          await client.invalidateQueries();
          setOpen(false);
          onUndone?.();
        }}
      />
    </>
  );
}
