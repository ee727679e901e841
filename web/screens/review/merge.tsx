/**
 * Before two records become one: the surviving record field by field, what becomes of every spell,
 * what changes in the counts; then merged, or proposed to a second person.
 */
import { Button, Group, SegmentedControl, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import {
  type MergeChoices,
  type MergePreviewPage,
  mergePersons,
  previewMerge,
} from '../../api/review.ts';
import { useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import { DoorLink, useOpenDoor } from '../../ui/door.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Columns, Facts, Page, Section } from '../../ui/page.tsx';
import { Notice, QueryView } from '../../ui/states.tsx';
import { Warnings } from '../people/warnings.tsx';
import { ChooseOther } from './merge-choose.tsx';
import { MergeFields, MergeSpells } from './merge-tables.tsx';
import { useReviewWords } from './words.ts';

export function MergePeople(): ReactNode {
  const { person } = useParams({ strict: false });
  const [search] = useAddress();
  const survivorId = Number(person);
  const loserId = Number(search['voi'] ?? 0);
  if (loserId === 0) return <ChooseOther personId={survivorId} />;
  return <MergePair key={`${survivorId}-${loserId}`} survivorId={survivorId} loserId={loserId} />;
}

const PREVIEW_KEY = 'merge-preview';

interface Pair {
  survivorId: number;
  loserId: number;
}

function MergePair({ survivorId, loserId }: Pair): ReactNode {
  const t = useReviewWords();
  const [choices, setChoices] = useState<MergeChoices>({});
  const preview = useQuery({
    queryKey: [PREVIEW_KEY, survivorId, loserId, choices],
    queryFn: () => previewMerge(survivorId, loserId, choices),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  return (
    <Page
      title={t.merge.title}
      about={t.merge.about}
      above={<DoorLink door={doors.person(survivorId)}>{t.item.openPerson}</DoorLink>}
      actions={<SwapButton survivorId={survivorId} loserId={loserId} />}
    >
      <QueryView query={preview} lines={12}>
        {(page) => <MergeBody page={page} choices={choices} onChoices={setChoices} />}
      </QueryView>
    </Page>
  );
}

function SwapButton({ survivorId, loserId }: Pair): ReactNode {
  const t = useReviewWords();
  const open = useOpenDoor();
  return (
    <Button
      variant="default"
      leftSection={<Icon name="refresh" size={16} />}
      onClick={() => open(doors.mergePeople(loserId, survivorId))}
    >
      {t.merge.swap}
    </Button>
  );
}

interface MergeBodyProps {
  page: MergePreviewPage;
  choices: MergeChoices;
  onChoices: (choices: MergeChoices) => void;
}

function MergeBody({ page, choices, onChoices }: MergeBodyProps): ReactNode {
  const t = useReviewWords();
  return (
    <Columns>
      {page.warnings.length > 0 && (
        <Section>
          <Warnings warnings={page.warnings} />
        </Section>
      )}
      <Section title={t.merge.fields}>
        <MergeFields
          page={page}
          onChoose={(field, side) =>
            onChoices({ ...choices, fields: { ...choices.fields, [field]: side } })
          }
        />
      </Section>
      <Section
        title={t.merge.spells}
        aside={
          <Group gap="sm">
            <SideChoice
              label={t.merge.residences}
              value={choices.residences}
              onChange={(residences) => onChoices({ ...choices, residences })}
            />
            <SideChoice
              label={t.merge.household}
              value={choices.household}
              onChange={(household) => onChoices({ ...choices, household })}
            />
          </Group>
        }
      >
        <MergeSpells page={page} />
      </Section>
      <Section title={t.merge.counting}>
        <Counting page={page} />
      </Section>
      <Section>
        <MergeForm page={page} choices={choices} />
      </Section>
    </Columns>
  );
}

interface SideChoiceProps {
  label: string;
  value: 'survivor' | 'loser' | undefined;
  onChange: (side: 'survivor' | 'loser') => void;
}

function SideChoice({ label, value, onChange }: SideChoiceProps): ReactNode {
  const t = useReviewWords();
  return (
    <label>
      <span className="soft">{label} </span>
      <SegmentedControl
        size="xs"
        aria-label={label}
        value={value ?? 'survivor'}
        onChange={(side) => onChange(side === 'loser' ? 'loser' : 'survivor')}
        data={[
          { value: 'survivor', label: t.merge.survivor },
          { value: 'loser', label: t.merge.loser },
        ]}
      />
    </label>
  );
}

function Counting({ page }: { page: MergePreviewPage }): ReactNode {
  const t = useReviewWords();
  const format = useFormat();
  if (page.counting.length === 0) return <p className="soft">{t.merge.countingNone}</p>;
  const nameOf = (placeId: number): string => {
    const place = page.places.find((one) => one.placeId === placeId);
    return (
      place?.units
        .slice(0, 2)
        .map((unit) => unit.name)
        .join(', ') ?? String(placeId)
    );
  };
  return (
    <Facts
      pairs={page.counting.map((row) => [
        nameOf(row.placeId),
        t.merge.countingRow(format.signed(row.people), format.signed(row.insured)),
      ])}
    />
  );
}

function MergeForm({ page, choices }: Omit<MergeBodyProps, 'onChoices'>): ReactNode {
  const t = useReviewWords();
  const client = useQueryClient();
  const open = useOpenDoor();
  const [reason, setReason] = useState('');
  const { survivorId, loserId, hasCards } = page;
  const action = useFormAction(async () => {
    const done = await mergePersons(survivorId, loserId, choices, reason.trim());
    notifications.show({ message: done.actId === null ? t.item.proposed : t.merge.done });
    // the pair just merged is a pair no more, and need not be previewed again
    await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== PREVIEW_KEY });
    open(done.actId === null ? doors.approvals('toi-lap') : doors.person(survivorId));
  });
  return (
    <form onSubmit={action.onSubmit}>
      {hasCards && <Notice tone="warn">{t.merge.hasCards}</Notice>}
      <Textarea
        label={t.item.reasonNeeded}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        minLength={3}
        required
        minRows={2}
      />
      <FormFault fault={action.fault} />
      <Group justify="flex-end" mt="sm">
        <Button type="submit" loading={action.isBusy}>
          {hasCards ? t.merge.propose : t.merge.submit}
        </Button>
      </Group>
    </form>
  );
}
