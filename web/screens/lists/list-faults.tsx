/** Faulty rows with all their reasons; the sender's file goes out with them and comes back corrected. */
import { Button, FileButton, Group } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import {
  type FaultRow,
  LISTS_KEY,
  type ListView,
  listFaults,
  saveFaultsFile,
  sendCorrected,
} from '../../api/lists.ts';
import { useSpeech } from '../../text/language.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Section, Toolbar } from '../../ui/page.tsx';
import { useShowFault } from '../../ui/show-fault.tsx';
import { Empty, ErrorNotice, Loading } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useListWords } from './words.ts';

export function ListFaults({ list }: { list: ListView }): ReactNode {
  const t = useListWords().faults;
  const { language } = useSpeech();
  const faults = useInfiniteQuery({
    queryKey: [LISTS_KEY, list.listId, 'faults', language],
    queryFn: ({ pageParam, signal }) =>
      listFaults(list.listId, { after: pageParam, language }, signal),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  if ((list.counts.faulty ?? 0) === 0) return <Empty title={t.empty} hint={t.emptyHint} />;
  return (
    <Section>
      <p className="soft">{list.state === 'committed' ? t.afterCommit : t.about}</p>
      <FaultTools list={list} />
      {faults.isError && <ErrorNotice error={faults.error} onRetry={() => void faults.refetch()} />}
      {faults.isPending && <Loading lines={8} />}
      {faults.data && (
        <FaultTable
          list={list}
          rows={faults.data.pages.flatMap((page) => page.rows)}
          hasMore={faults.hasNextPage}
          isLoading={faults.isFetchingNextPage}
          onMore={() => void faults.fetchNextPage()}
        />
      )}
    </Section>
  );
}

function FaultTools({ list }: { list: ListView }): ReactNode {
  const t = useListWords().faults;
  const { language } = useSpeech();
  const client = useQueryClient();
  const showFault = useShowFault();
  const [isBusy, setBusy] = useState(false);
  const mayCorrect = list.state !== 'committed' && list.step === null;
  const correct = async (file: File | null): Promise<void> => {
    if (!file) return;
    setBusy(true);
    try {
      await sendCorrected(list.listId, file);
      await client.invalidateQueries({ queryKey: [LISTS_KEY] });
    } catch (cause) {
      showFault(cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Toolbar>
      <Group gap="xs">
        <Button
          size="xs"
          leftSection={<Icon name="download" size={15} />}
          onClick={() => void saveFaultsFile(list.listId, language).catch(showFault)}
        >
          {t.save}
        </Button>
        {mayCorrect && (
          <FileButton onChange={(file) => void correct(file)} accept=".xlsx,.xls,.csv,.tsv">
            {(props) => (
              <Button {...props} size="xs" variant="default" loading={isBusy}>
                {t.correct}
              </Button>
            )}
          </FileButton>
        )}
      </Group>
    </Toolbar>
  );
}

interface FaultTableProps {
  list: ListView;
  rows: readonly FaultRow[];
  hasMore: boolean;
  isLoading: boolean;
  onMore: () => void;
}

function FaultTable({ list, rows, hasMore, isLoading, onMore }: FaultTableProps): ReactNode {
  const t = useListWords().faults;
  const columns: Column<FaultRow>[] = [
    { id: 'line', title: t.line, kind: 'number', value: (row) => row.line, sortable: false },
    {
      id: 'cell',
      title: t.cell,
      value: (row) => (row.faults ?? []).map((fault) => fault.cell).join(', '),
      sortable: false,
    },
    { id: 'why', title: t.why, value: (row) => row.text, width: 360, sortable: false },
  ];
  return (
    <DataTable
      id="list-faults"
      caption={t.why}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.rowNo}
      more={{ total: list.counts.faulty ?? null, hasMore, isLoading, onMore }}
    />
  );
}
