/** Where the reference figures come from. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type SourceNote, listSources } from '../../api/sources.ts';
import { useTexts } from '../../text/language.tsx';
import { Page } from '../../ui/page.tsx';
import { QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';

export function Sources(): ReactNode {
  const t = useTexts('system').sources;
  const sources = useQuery({
    queryKey: ['sources'],
    queryFn: ({ signal }) => listSources(signal),
    staleTime: Infinity,
  });
  const columns: Column<SourceNote>[] = [
    { id: 'facts', title: t.facts, value: (row) => row.facts, width: 200 },
    { id: 'source', title: t.source, value: (row) => row.source, width: 260 },
    { id: 'licence', title: t.licence, value: (row) => row.licence, width: 140 },
    { id: 'copyright', title: t.copyright, value: (row) => row.copyright, width: 160 },
  ];
  return (
    <Page title={t.title} about={t.about}>
      <QueryView query={sources} lines={6}>
        {(rows) => (
          <DataTable
            id="sources"
            caption={t.title}
            columns={columns}
            rows={rows}
            rowKey={(row) => `${row.facts}${row.source}`}
          />
        )}
      </QueryView>
    </Page>
  );
}
