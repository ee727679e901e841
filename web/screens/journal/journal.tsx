/** The journal of one's places, and the proof that nobody changed it. */
import { Button, NativeSelect, Progress as Bar } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { addDays, isIsoDate } from '../../../src/kernel/dates.ts';
import { type JournalCheck, listJournal, verifyJournal } from '../../api/journal.ts';
import { searchUnitOptions } from '../../api/units.ts';
import { today, useAddress } from '../../shell/address.ts';
import { useText, useTexts } from '../../text/language.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page, Section, Toolbar } from '../../ui/page.tsx';
import { ErrorNotice, Loading, Notice } from '../../ui/states.tsx';
import { UnitPicker } from '../../ui/unit-picker.tsx';
import { JournalTable } from './journal-table.tsx';

const KINDS = ['read', 'change', 'signIn', 'system'] as const;

export function Journal(): ReactNode {
  const t = useTexts('system').journal;
  const [search] = useAddress();
  const day = (name: string): string | undefined => {
    const text = search[name];
    return text !== undefined && isIsoDate(text) ? text : undefined;
  };
  const until = day('den');
  const query = {
    kind: KINDS.find((kind) => kind === search['loai']),
    from: day('tu'),
    to: until && addDays(until, 1),
    unit: /^\d{1,9}$/.test(search['donvi'] ?? '') ? Number(search['donvi']) : undefined,
  };
  const rows = useInfiniteQuery({
    queryKey: ['journal', query],
    queryFn: ({ pageParam, signal }) =>
      listJournal({ ...query, before: pageParam, limit: 200 }, signal),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  return (
    <Page title={t.title} about={t.about}>
      <Verify />
      <Filters />
      {rows.isError && <ErrorNotice error={rows.error} onRetry={() => void rows.refetch()} />}
      {rows.isPending ? (
        <Loading lines={10} />
      ) : (
        <JournalTable
          rows={rows.data?.pages.flatMap((page) => page.rows) ?? []}
          empty={t.empty}
          more={{
            total: null,
            hasMore: rows.hasNextPage,
            isLoading: rows.isFetchingNextPage,
            onMore: () => void rows.fetchNextPage(),
          }}
        />
      )}
    </Page>
  );
}

function Filters(): ReactNode {
  const t = useTexts('system').journal;
  const units = useText().unitPicker;
  const [search, change] = useAddress();
  const unit = search['donvi'];
  return (
    <Toolbar>
      <NativeSelect
        label={t.kind}
        size="xs"
        value={search['loai'] ?? ''}
        onChange={(event) => change({ loai: event.currentTarget.value }, true)}
        data={[
          { value: '', label: t.allKinds },
          ...KINDS.map((kind) => ({ value: kind, label: t.kinds[kind] ?? kind })),
        ]}
      />
      <DayInput
        label={t.from}
        size="xs"
        value={search['tu'] ?? null}
        onChange={(day) => change({ tu: day ?? undefined }, true)}
      />
      <DayInput
        label={t.to}
        size="xs"
        value={search['den'] ?? null}
        onChange={(day) => change({ den: day ?? undefined }, true)}
      />
      <UnitPicker
        label={units.label}
        size="xs"
        value={unit ? { id: Number(unit), name: search['tendv'] ?? unit, detail: '' } : null}
        onChange={(chosen) =>
          change({ donvi: chosen ? String(chosen.id) : undefined, tendv: chosen?.name }, true)
        }
        searchKey={['journal']}
        search={(text, signal) => searchUnitOptions({ text, on: today() }, signal)}
      />
    </Toolbar>
  );
}

function Verify(): ReactNode {
  const t = useTexts('system').journal;
  const check = useMutation({ mutationFn: verifyJournal });
  return (
    <Section>
      <Toolbar>
        <Button
          variant="default"
          leftSection={<Icon name="check" size={16} />}
          loading={check.isPending}
          onClick={() => check.mutate()}
        >
          {t.verify}
        </Button>
        <span className="soft">{t.verifyAbout}</span>
      </Toolbar>
      {check.isPending && <Bar value={100} animated mt="sm" aria-label={t.verify} />}
      {check.isError && <ErrorNotice error={check.error} />}
      {check.data && <CheckAnswer check={check.data} />}
    </Section>
  );
}

function CheckAnswer({ check }: { check: JournalCheck }): ReactNode {
  const t = useTexts('system').journal;
  if (check.ok) {
    return (
      <Notice icon="check">
        {t.ok(check.rows)} {t.anchors(check.anchors)}
      </Notice>
    );
  }
  return (
    <Notice tone="missing" title={check.fault ? t.broken(check.fault.seq) : undefined}>
      {check.fault && t.faults[check.fault.kind]}
    </Notice>
  );
}
