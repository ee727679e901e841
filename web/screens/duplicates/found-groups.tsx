/** What a search found: group after group, with doors to persons; out as a file, or into the review. */
import { Button, Group } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import {
  DUPLICATES_KEY,
  type DuplicateMember,
  type RaisedCounts,
  type SearchView,
  raiseSearch,
  saveSearchFile,
  showSearch,
} from '../../api/duplicates.ts';
import { REVIEW_KEY } from '../../api/review.ts';
import { doors } from '../../shell/doors.ts';
import { useSpeech, useTexts } from '../../text/language.tsx';
import { type Door, DoorLink } from '../../ui/door.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Section, Toolbar } from '../../ui/page.tsx';
import { useShowFault } from '../../ui/show-fault.tsx';
import { Empty, ErrorNotice, Loading, Notice } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useListTerms } from '../lists/words.ts';
import { birthText } from '../people/birth.ts';
import { useDuplicateWords } from './words.ts';

const GROUPS_AT_ONCE = 50;

export interface FoundGroupsProps {
  searchId: number;
  /** where the items stand that are made of it */
  queue: Door;
}

export function FoundGroups({ searchId, queue }: FoundGroupsProps): ReactNode {
  const t = useDuplicateWords();
  const found = useInfiniteQuery({
    queryKey: [DUPLICATES_KEY, searchId],
    queryFn: ({ pageParam, signal }) =>
      showSearch(searchId, { after: pageParam, limit: GROUPS_AT_ONCE }, signal),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  if (found.isError) {
    return <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />;
  }
  const pages = found.data?.pages ?? [];
  const search = pages[0]?.search;
  if (!search) return <Loading lines={8} />;
  const { listId, groups, members, compared, blank } = search;
  if (search.state === 'waiting') return null;
  if (groups === 0) {
    return (
      <Empty
        title={listId === null ? t.emptyPeople : t.empty}
        hint={t.emptyHint(compared, blank)}
      />
    );
  }
  const rows = pages.flatMap((page) =>
    page.groups.flatMap((group) =>
      group.shown.map((member, at) => ({ ...member, ...group, isFirst: at === 0 })),
    ),
  );
  const sum = listId === null ? t.sumPeople(groups, members) : t.sumRows(groups, members);
  return (
    <Section title={sum} aside={<span className="soft">{t.compared(compared, blank)}</span>}>
      {search.isCut && <Notice tone="warn">{t.cut}</Notice>}
      <Tools searchId={searchId} queue={queue} />
      <Members
        search={search}
        rows={rows}
        hasMore={found.hasNextPage}
        isLoading={found.isFetchingNextPage}
        onMore={() => void found.fetchNextPage()}
      />
    </Section>
  );
}

function Tools({ searchId, queue }: FoundGroupsProps): ReactNode {
  const t = useDuplicateWords();
  const { language } = useSpeech();
  const client = useQueryClient();
  const showFault = useShowFault();
  const [raised, setRaised] = useState<RaisedCounts | null>(null);
  const [isBusy, setBusy] = useState(false);
  const raise = async (): Promise<void> => {
    setBusy(true);
    try {
      setRaised(await raiseSearch(searchId));
      await client.invalidateQueries({ queryKey: [REVIEW_KEY] });
    } catch (cause) {
      showFault(cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Toolbar>
        <Button size="xs" loading={isBusy} title={t.raiseHint} onClick={() => void raise()}>
          {t.raise}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<Icon name="download" size={15} />}
          onClick={() =>
            void saveSearchFile(searchId, { format: 'csv', language }).catch(showFault)
          }
        >
          {t.saveCsv}
        </Button>
      </Toolbar>
      {raised && (
        <Notice icon="check">
          <Group gap="sm">
            <span>{t.raised(raised.opened, raised.waiting, raised.decided)}</span>
            <DoorLink door={queue}>{t.toReview}</DoorLink>
          </Group>
        </Notice>
      )}
    </>
  );
}

type Row = DuplicateMember & { groupNo: number; members: number; isFirst: boolean };

interface MembersProps {
  search: SearchView;
  rows: readonly Row[];
  hasMore: boolean;
  isLoading: boolean;
  onMore: () => void;
}

function Members({ search, rows, ...more }: MembersProps): ReactNode {
  const t = useDuplicateWords();
  const { language } = useSpeech();
  const isOfList = search.listId !== null;
  const columns = [...useGroupColumns(), ...useOwnColumns(search)];
  return (
    <DataTable
      id={isOfList ? 'duplicate-rows' : 'equal-people'}
      caption={isOfList ? t.caption : t.captionPeople}
      columns={columns}
      rows={rows}
      rowKey={(row) => `${row.groupNo}/${row.rowNo ?? row.personId ?? 0}`}
      rowDoor={(row) => (row.person && row.personId ? doors.person(row.personId) : undefined)}
      more={{ total: search.members, ...more }}
      onExport={() => saveSearchFile(search.searchId, { format: 'xlsx', language })}
    />
  );
}

const fixed = { sortable: false } as const;

function useGroupColumns(): Column<Row>[] {
  const t = useDuplicateWords();
  return [
    { id: 'group', title: t.group, kind: 'number', value: (row) => row.groupNo, ...fixed },
    {
      id: 'size',
      title: t.size,
      kind: 'number',
      value: (row) => (row.isFirst ? row.members : null),
      ...fixed,
    },
  ];
}

function useOwnColumns(search: SearchView): Column<Row>[] {
  const t = useDuplicateWords();
  const terms = useListTerms();
  const registry = useTexts('registry');
  const { format } = useSpeech();
  if (search.listId !== null) {
    return [
      {
        id: 'line',
        title: t.line,
        value: (row) => t.lineOf(row.sheet ?? 0, row.line ?? 0),
        ...fixed,
      },
      ...search.columns.map(({ header, column }, at): Column<Row> => ({
        id: `c${column ?? at}`,
        title: header === '' ? t.unnamed(String(column ?? '')) : header,
        value: (row) => row.cells[at] ?? null,
        ...fixed,
      })),
    ];
  }
  const sexes: Readonly<Record<string, string>> = registry.sex;
  const keys: Readonly<Record<string, string>> = { ...terms.fields, ...terms.duplicates.keys };
  const own = search.columns.flatMap(({ field }, at): Column<Row>[] => {
    if (field === null || SHOWN_ANYWAY.has(field)) return [];
    const show = (cell: string): string => (field === 'sex' ? (sexes[cell] ?? cell) : cell);
    return [
      {
        id: field,
        title: keys[field] ?? field,
        value: (row) => show(row.cells[at] ?? ''),
        ...fixed,
      },
    ];
  });
  return [
    {
      id: 'name',
      title: t.name,
      value: (row) => row.person?.fullName ?? t.hidden,
      door: (row) => (row.person && row.personId ? doors.person(row.personId) : undefined),
      width: 170,
      ...fixed,
    },
    {
      id: 'birth',
      title: t.birth,
      value: (row) =>
        row.person ? birthText(format, row.person.birthDate, row.person.birthPrecision) : null,
      ...fixed,
    },
    ...own,
    {
      id: 'place',
      title: t.place,
      value: (row) => row.person?.place ?? null,
      width: 220,
      ...fixed,
    },
    { id: 'head', title: t.head, value: (row) => row.person?.headName ?? null, ...fixed },
  ];
}

const SHOWN_ANYWAY: ReadonlySet<string> = new Set([
  'fullName',
  'birthDate',
  'birthYear',
  'village',
]);
