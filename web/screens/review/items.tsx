/** The items of a queue: filters in the address, the longest due first, one by one or many at once. */
import { Button, Checkbox, Group, NumberInput, Select } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import {
  type ItemLine,
  type ItemsQuery,
  REVIEW_KEY,
  assignItems,
  listItems,
} from '../../api/review.ts';
import { notifications } from '@mantine/notifications';
import { useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { DoorLink } from '../../ui/door.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page, Section, Toolbar } from '../../ui/page.tsx';
import { useShowFault } from '../../ui/show-fault.tsx';
import { QueryView } from '../../ui/states.tsx';
import { DataTable } from '../../ui/table/data-table.tsx';
import { BulkPanel } from './bulk-panel.tsx';
import { GiveMenu } from './give-menu.tsx';
import { useItemColumns } from './item-columns.tsx';
import { readItems, writeItems } from './items-address.ts';
import { ITEM_STATES, REVIEW_KINDS } from './kinds.ts';
import { UnitFilter } from './unit-filter.tsx';
import { useReviewWords } from './words.ts';

const PAGE_ITEMS = 200;

export function ReviewItems(): ReactNode {
  const t = useReviewWords();
  const [search] = useAddress();
  const query = readItems(search);
  const [isBulk, setBulk] = useState(false);
  const list = useInfiniteQuery({
    queryKey: [REVIEW_KEY, 'items', query],
    queryFn: ({ pageParam, signal }) =>
      listItems(query, { limit: PAGE_ITEMS, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const first = rows[0];
  return (
    <Page
      title={query.kind ? t.words.kind[query.kind] : t.title}
      about={query.kind ? t.words.question[query.kind] : t.about}
      above={<DoorLink door={doors.review(query.unit)}>{t.title}</DoorLink>}
      actions={
        <Group gap="xs">
          {query.state === 'open' && (
            <Button variant="default" onClick={() => setBulk((was) => !was)} aria-pressed={isBulk}>
              {t.list.bulk}
            </Button>
          )}
          {query.state === 'open' && <TakeAll rows={rows} />}
          {query.state === 'open' && <GiveAll query={query} rows={rows} />}
          {first && (
            <Button
              component={Link}
              to="/ra-soat/viec/$item"
              params={{ item: String(first.itemId) } as never}
              search={writeItems(query) as never}
              leftSection={<Icon name="chevronRight" size={16} />}
            >
              {t.list.start}
            </Button>
          )}
        </Group>
      }
    >
      <ItemFilters query={query} />
      {isBulk && <BulkPanel query={query} onClose={() => setBulk(false)} />}
      <Section>
        <QueryView query={list as never} lines={12}>
          {() => (
            <ItemTable
              query={query}
              rows={rows}
              more={{
                total: list.data?.pages[0]?.total ?? null,
                hasMore: list.hasNextPage,
                isLoading: list.isFetchingNextPage,
                onMore: () => void list.fetchNextPage(),
              }}
            />
          )}
        </QueryView>
      </Section>
    </Page>
  );
}

interface ItemTableProps {
  query: ItemsQuery;
  rows: readonly ItemLine[];
  more: Parameters<typeof DataTable>[0]['more'];
}

function ItemTable({ query, rows, more }: ItemTableProps): ReactNode {
  const t = useReviewWords();
  const columns = useItemColumns(query);
  return (
    <DataTable
      id={`review-items-${query.kind ?? 'all'}`}
      caption={query.kind ? t.words.kind[query.kind] : t.title}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.itemId}
      rowDoor={(row) => doors.reviewItem(row.itemId, writeItems(query))}
      more={more}
      empty={{ title: t.list.empty, hint: t.list.emptyHint }}
    />
  );
}

function TakeAll({ rows }: { rows: readonly ItemLine[] }): ReactNode {
  const t = useReviewWords();
  const client = useQueryClient();
  const showFault = useShowFault();
  const free = rows.filter((row) => row.assigneeName === null).slice(0, TAKE_MAX);
  if (free.length === 0) return null;
  const take = async (): Promise<void> => {
    try {
      const ids = free.map((row) => row.itemId);
      const { items } = await assignItems(ids, 'me');
      notifications.show({ message: t.list.taken(items) });
      await client.invalidateQueries({ queryKey: [REVIEW_KEY] });
    } catch (cause) {
      showFault(cause);
    }
  };
  return (
    <Button variant="default" onClick={() => void take()}>
      {t.list.take}
    </Button>
  );
}

const TAKE_MAX = 100;

/** Nobody's items of one kind; what is given already changes hands on its own page. */
function GiveAll({ query, rows }: { query: ItemsQuery; rows: readonly ItemLine[] }): ReactNode {
  if (query.kind === undefined) return null;
  const free = rows.filter((row) => row.assigneeName === null).slice(0, TAKE_MAX);
  return <GiveMenu itemIds={free.map((row) => row.itemId)} isGiven={false} />;
}

function ItemFilters({ query }: { query: ItemsQuery }): ReactNode {
  const t = useReviewWords();
  const [, change] = useAddress();
  const set = (patch: Partial<ItemsQuery>): void => change(writeItems({ ...query, ...patch }));
  return (
    <Toolbar>
      <UnitFilter />
      <Select
        size="xs"
        label={t.column.kind}
        value={query.kind ?? ''}
        data={[
          { value: '', label: t.list.all },
          ...REVIEW_KINDS.map((kind) => ({ value: kind, label: t.words.kind[kind] })),
        ]}
        onChange={(kind) => set({ kind: REVIEW_KINDS.find((one) => one === kind) })}
        allowDeselect={false}
      />
      <Select
        size="xs"
        label={t.list.stateLabel}
        value={query.state ?? 'open'}
        data={ITEM_STATES.map((state) => ({ value: state, label: t.words.state[state] }))}
        onChange={(state) => set({ state: ITEM_STATES.find((one) => one === state) })}
        allowDeselect={false}
        w={130}
      />
      <NumberInput
        size="xs"
        label={t.list.scoreMin}
        value={query.scoreMin ?? ''}
        onChange={(value) => set({ scoreMin: value === '' ? undefined : Number(value) })}
        step={1}
        w={90}
      />
      <Checkbox
        size="xs"
        label={t.list.onlyOverdue}
        checked={query.overdue ?? false}
        onChange={(event) => set({ overdue: event.currentTarget.checked || undefined })}
      />
      <Checkbox
        size="xs"
        label={t.list.onlyMine}
        checked={query.mine ?? false}
        onChange={(event) => set({ mine: event.currentTarget.checked || undefined })}
      />
    </Toolbar>
  );
}
