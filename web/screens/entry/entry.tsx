/** A paper list typed row after row: what it is above, the grid below, sent as a list like any other. */
import { Button, Group, Stack } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { sendTyped } from '../../api/entry.ts';
import { type KindView, LISTS_KEY, listKinds } from '../../api/lists.ts';
import type { Session } from '../../api/session.ts';
import { doors } from '../../shell/doors.ts';
import { forgetDraft, keepDraft, readDraft } from '../../shell/drafts.ts';
import { useRoles, useSession } from '../../shell/session.ts';
import { useFormat } from '../../text/language.tsx';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { useOpenDoor } from '../../ui/door.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Empty, Notice, QueryView } from '../../ui/states.tsx';
import { useListWords } from '../lists/words.ts';
import { EntryCounts } from './entry-counts.tsx';
import { DRAFT, type EntryDraft, newDraft, parseDraft } from './entry-draft.ts';
import { EntryGrid } from './entry-grid.tsx';
import { EntryHead } from './entry-head.tsx';
import { ROWS_MAX, filledRows } from './entry-rows.ts';
import { useRowChecks } from './row-checks.ts';
import { useEntryWords } from './words.ts';

export function Entry(): ReactNode {
  const t = useEntryWords();
  const lists = useListWords();
  const session = useSession();
  const roles: ReadonlySet<string> = useRoles();
  const kinds = useQuery({
    queryKey: [LISTS_KEY, 'kinds'],
    queryFn: ({ signal }) => listKinds(signal),
    staleTime: Infinity,
  });
  return (
    <Page
      title={t.title}
      about={t.about}
      above={
        <Breadcrumb crumbs={[{ key: 0, name: lists.page.back, door: doors.receivedLists() }]} />
      }
    >
      <QueryView query={kinds} lines={10}>
        {(found) => {
          const typed = found.filter(
            (kind) => kind.typed.length > 0 && kind.roles.some((role) => roles.has(role)),
          );
          if (!session?.homeUnitId || typed.length === 0) return <Empty title={t.noUnit} />;
          return <EntryForm session={session} kinds={typed} />;
        }}
      </QueryView>
    </Page>
  );
}

function EntryForm({
  session,
  kinds,
}: {
  session: Session;
  kinds: readonly KindView[];
}): ReactNode {
  const t = useEntryWords();
  const open = useOpenDoor();
  const client = useQueryClient();
  const { userId } = session;
  const [kept, setKept] = useState(() => parseDraft(readDraft(userId, DRAFT), kinds));
  const [draft, setDraft] = useState(() => kept ?? newDraft(session, kinds));
  const change = (patch: Partial<EntryDraft>): void => {
    const next = { ...draft, ...patch, at: Temporal.Now.instant().toString() };
    setDraft(next);
    keepDraft(userId, DRAFT, next);
  };
  const discard = (): void => {
    forgetDraft(DRAFT);
    setKept(null);
    setDraft({ ...draft, rows: [{}] });
  };
  const kind = kinds.find((one) => one.kind === draft.kind) ?? kinds[0];
  const columns = kind?.typed ?? [];
  const filled = filledRows(draft.rows, columns);
  const checks = useRowChecks(draft, columns);
  const send = useFormAction(async () => {
    const { kind: what, place, asOf, sender, isFull } = draft;
    if (filled.length === 0 || asOf === null || place === null || sender.trim() === '') return;
    const list = { kind: what, unit: place.id, asOf, sender: sender.trim(), isFull };
    const received = await sendTyped(
      list,
      filled.map(({ row }) => row),
    );
    forgetDraft(DRAFT);
    await client.invalidateQueries({ queryKey: [LISTS_KEY] });
    open(doors.receivedList(received.listId));
  });
  const isReady =
    filled.length > 0 && draft.asOf !== null && draft.place !== null && draft.sender.trim() !== '';
  return (
    <Stack gap="md">
      {kept && <Restored draft={kept} onDiscard={discard} columns={columns} />}
      <Section>
        <EntryHead draft={draft} kinds={kinds} onChange={change} />
      </Section>
      <Section>
        <EntryGrid
          key={draft.kind}
          draft={draft}
          columns={columns}
          checks={checks}
          onRows={(rows) => change({ rows })}
          onSend={() => void send.run()}
        />
        <EntryCounts rows={filled} checks={checks} />
        {draft.rows.length >= ROWS_MAX && <Notice tone="warn">{t.full(ROWS_MAX)}</Notice>}
        <FormFault fault={send.fault} />
        <Group gap="sm">
          <Button loading={send.isBusy} disabled={!isReady} onClick={() => void send.run()}>
            {t.send(filled.length)}
          </Button>
          <Button variant="default" disabled={filled.length === 0} onClick={discard}>
            {t.clear}
          </Button>
          <span className="soft">{t.saved}</span>
        </Group>
      </Section>
    </Stack>
  );
}

interface RestoredProps {
  draft: EntryDraft;
  columns: Parameters<typeof filledRows>[1];
  onDiscard: () => void;
}

function Restored({ draft, columns, onDiscard }: RestoredProps): ReactNode {
  const t = useEntryWords();
  const format = useFormat();
  return (
    <Notice>
      <Group gap="sm">
        <span>{t.restored(filledRows(draft.rows, columns).length, format.instant(draft.at))}</span>
        <Button size="compact-sm" variant="default" onClick={onDiscard}>
          {t.discard}
        </Button>
      </Group>
    </Notice>
  );
}
