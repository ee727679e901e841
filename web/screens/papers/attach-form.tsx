/** Taking or choosing pictures of papers, saying what they are, sending them. */
import { Button, FileButton, Group, NativeSelect, Progress, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import { ApiFault } from '../../api/client.ts';
import { PAPERS_KEY, type PaperKind, type PaperOwner } from '../../api/papers.ts';
import { useFormat } from '../../text/language.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useErrorWords } from '../../ui/states.tsx';
import styles from './papers.module.css';
import { type Outgoing, type Sending, useSending } from './sending.ts';
import { usePaperWords } from './words.ts';

export interface PaperDraft {
  kind: PaperKind;
  datedOn: IsoDate | null;
  note: string;
}

export const EMPTY_PAPER: PaperDraft = { kind: 'decision', datedOn: null, note: '' };

export interface AttachFormProps {
  owner: PaperOwner;
  onDone: () => void;
}

export function AttachForm({ owner, onDone }: AttachFormProps): ReactNode {
  const t = usePaperWords();
  const client = useQueryClient();
  const sending = useSending();
  const [draft, setDraft] = useState<PaperDraft>(EMPTY_PAPER);
  const send = async (): Promise<void> => {
    const isAll = await sending.send(owner, draft);
    await client.invalidateQueries({ queryKey: [PAPERS_KEY] });
    if (isAll) onDone();
  };
  const hasFailed = sending.files.some((file) => file.stage.at === 'failed');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Stack gap="sm">
        <ChooseFiles sending={sending} />
        <PaperFields draft={draft} onChange={setDraft} />
        <Group>
          <Button type="submit" loading={sending.isBusy} disabled={sending.files.length === 0}>
            {hasFailed ? t.again : t.attach}
          </Button>
          <Button variant="default" onClick={onDone}>
            {t.close}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

export interface PaperFieldsProps {
  draft: PaperDraft;
  onChange: (draft: PaperDraft) => void;
}

export function PaperFields({ draft, onChange }: PaperFieldsProps): ReactNode {
  const t = usePaperWords();
  const kinds = Object.entries(t.kinds).map(([value, label]) => ({ value, label }));
  return (
    <div className={styles.fields}>
      <NativeSelect
        label={t.kind}
        value={draft.kind}
        onChange={(event) => onChange({ ...draft, kind: event.currentTarget.value as PaperKind })}
        data={kinds}
        required
      />
      <DayInput
        label={t.datedOn}
        value={draft.datedOn}
        onChange={(datedOn) => onChange({ ...draft, datedOn })}
      />
      <TextInput
        label={t.note}
        placeholder={t.noteHint}
        value={draft.note}
        maxLength={300}
        onChange={(event) => onChange({ ...draft, note: event.currentTarget.value })}
      />
    </div>
  );
}

/** Camera or files, and what was chosen with how far each has come. */
export function ChooseFiles({ sending }: { sending: Sending }): ReactNode {
  const t = usePaperWords();
  const add = (files: File[] | File | null): void => {
    if (files) void sending.add(Array.isArray(files) ? files : [files]);
  };
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <FileButton onChange={add} accept="image/*" capture="environment">
          {(props) => (
            <Button {...props} variant="default" leftSection={<Icon name="camera" size={16} />}>
              {t.take}
            </Button>
          )}
        </FileButton>
        <FileButton onChange={add} accept="image/*,application/pdf,.heic,.pdf" multiple>
          {(props) => (
            <Button {...props} variant="default" leftSection={<Icon name="plus" size={16} />}>
              {t.choose}
            </Button>
          )}
        </FileButton>
      </Group>
      <span className="soft">{t.limits}</span>
      {sending.files.length > 0 && (
        <ul className={styles.outgoing}>
          {sending.files.map((file) => (
            <OutgoingLine key={file.key} file={file} onDrop={() => sending.drop(file.key)} />
          ))}
        </ul>
      )}
    </Stack>
  );
}

function OutgoingLine({ file, onDrop }: { file: Outgoing; onDrop: () => void }): ReactNode {
  const t = usePaperWords();
  const format = useFormat();
  const { stage } = file;
  const isSmaller = file.body.size < file.bytesBefore;
  const size = isSmaller
    ? t.smaller(format.bytes(file.bytesBefore), format.bytes(file.body.size))
    : format.bytes(file.body.size);
  return (
    <li className={styles.line}>
      {file.picture ? (
        <img className={styles.chosen} src={file.picture} alt="" />
      ) : (
        <span className={styles.document}>{endingOf(file.name)}</span>
      )}
      <div className={styles.words}>
        <span className={styles.name}>{file.name}</span>
        <span className="soft number">{size}</span>
        <StageWords file={file} />
      </div>
      {stage.at !== 'done' && stage.at !== 'sending' && (
        <Button variant="subtle" size="compact-sm" onClick={onDrop}>
          {t.drop}
        </Button>
      )}
    </li>
  );
}

function endingOf(name: string): string {
  return (/\.(\w{1,4})$/.exec(name)?.[1] ?? '?').toUpperCase();
}

function StageWords({ file: { stage, name } }: { file: Outgoing }): ReactNode {
  const t = usePaperWords();
  if (stage.at === 'ready') return null;
  if (stage.at === 'done') {
    return (
      <span className={styles.good} role="status">
        {stage.repeated ? t.repeated : t.sent}
      </span>
    );
  }
  if (stage.at === 'sending') {
    const percent = Math.round(stage.share * 100);
    return <Progress value={percent} aria-label={`${name}: ${percent} %`} />;
  }
  if (stage.at === 'waiting') {
    return <span role="status">{t.waiting(stage.seconds)}</span>;
  }
  return <Fault fault={stage.fault} />;
}

function Fault({ fault }: { fault: unknown }): ReactNode {
  const words = useErrorWords(fault);
  return (
    <span className={styles.bad} role="alert">
      {words.happened} {fault instanceof ApiFault && fault.kind === 'network' ? words.toDo : ''}
    </span>
  );
}
