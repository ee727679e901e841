/** On a person's page: where this record went, what was merged into it, and the way to take it apart. */
import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { previewUnmerge, unmergePersons } from '../../api/review.ts';
import type { PersonPage } from '../../api/registry.ts';
import { doors } from '../../shell/doors.ts';
import { useHoldsAny } from '../../shell/session.ts';
import { useFormat } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Section } from '../../ui/page.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { Notice, QueryView } from '../../ui/states.tsx';
import { useReviewWords } from './words.ts';

/** The server decides; this only spares others buttons that would be refused. */
const MERGING_ROLES = ['administrator', 'socialInsuranceOfficer'] as const;

function useMayMerge(): boolean {
  return useHoldsAny(MERGING_ROLES);
}

/** The door to the merge page, for those who merge. */
export function MergeWith({ personId }: { personId: number }): ReactNode {
  const t = useReviewWords();
  const mayMerge = useMayMerge();
  if (!mayMerge) return null;
  return (
    <Button
      component={Link}
      to="/nguoi/$person/gop"
      params={{ person: String(personId) } as never}
      variant="default"
      leftSection={<Icon name="merge" size={16} />}
    >
      {t.merge.with}
    </Button>
  );
}

/** Said above everything: this number leads to another record. */
export function GoneInto({ page }: { page: PersonPage }): ReactNode {
  const t = useReviewWords();
  const format = useFormat();
  const { mergedInto } = page;
  if (!mergedInto) return null;
  const { recorded } = mergedInto;
  return (
    <Notice tone="warn" icon="merge" title={t.merge.goneTo(mergedInto.fullName)}>
      {t.merge.goneHint} {recorded.reason} · {recorded.actorName},{' '}
      {format.instant(recorded.recordedAt)}.{' '}
      <DoorLink door={doors.person(mergedInto.personId)}>{t.merge.openSurvivor}</DoorLink>
      <Unmerge personId={page.personId} />
    </Notice>
  );
}

/** Records merged into this one, each with the way back. */
export function MergedFrom({ page }: { page: PersonPage }): ReactNode {
  const t = useReviewWords();
  const format = useFormat();
  if (page.mergedFrom.length === 0) return null;
  return (
    <Section title={t.merge.mergedFrom}>
      <ul>
        {page.mergedFrom.map((merged) => (
          <li key={merged.personId}>
            <DoorLink door={doors.person(merged.personId)}>{merged.fullName}</DoorLink>
            <span className="soft">
              {' '}
              · {merged.recorded.reason} · {merged.recorded.actorName},{' '}
              {format.instant(merged.recorded.recordedAt)}
            </span>
            <Unmerge personId={merged.personId} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Unmerge({ personId }: { personId: number }): ReactNode {
  const t = useReviewWords();
  const mayMerge = useMayMerge();
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  if (!mayMerge) return null;
  return (
    <Group mt={6}>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<Icon name="undo" size={14} />}
        onClick={() => setAsking(true)}
      >
        {t.merge.unmerge}
      </Button>
      {isAsking && (
        <ReasonDialog
          isOpen
          onClose={() => setAsking(false)}
          title={t.merge.unmerge}
          explain={t.merge.unmergeExplain}
          submit={t.merge.unmerge}
          isDangerous
          onSubmit={async (reason) => {
            const done = await unmergePersons(personId, reason);
            setAsking(false);
            if (done.actId === null) notifications.show({ message: t.item.proposed });
            await client.invalidateQueries();
          }}
        >
          <UnmergePreviewed personId={personId} />
        </ReasonDialog>
      )}
    </Group>
  );
}

function UnmergePreviewed({ personId }: { personId: number }): ReactNode {
  const t = useReviewWords();
  const preview = useQuery({
    queryKey: ['unmerge-preview', personId],
    queryFn: ({ signal }) => previewUnmerge(personId, signal),
    staleTime: 0,
  });
  return (
    <QueryView query={preview} lines={1}>
      {(found) =>
        found && (
          <Notice tone={found.stays > 0 ? 'warn' : 'info'}>
            {t.merge.goesBack(found.goesBack)}
            {found.stays > 0 && ` ${t.merge.stays(found.stays)}`}
          </Notice>
        )
      }
    </QueryView>
  );
}
