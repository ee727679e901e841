/** The documents register of a unit with what those above it issued. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type DocumentView, WORK_KEY, listDocuments } from '../../api/work.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import { Page, Section, Toolbar } from '../../ui/page.tsx';
import { QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { AddDocument } from './document-form.tsx';
import { DocumentWord } from './document-word.tsx';
import { useManagesWork } from './manages.ts';
import { WorkUnitPicker, useWorkUnit } from './work-unit.tsx';
import { useWorkWords } from './words.ts';

export function Documents(): ReactNode {
  const t = useWorkWords().documents;
  const unit = useWorkUnit();
  const mayManage = useManagesWork();
  const documents = useQuery({
    queryKey: [WORK_KEY, 'documents', unit],
    queryFn: ({ signal }) => listDocuments(unit, signal),
    enabled: unit > 0,
  });
  return (
    <Page title={t.title} about={t.about} actions={mayManage && <AddDocument unit={unit} />}>
      <Toolbar>
        <WorkUnitPicker unit={unit} />
      </Toolbar>
      <Section>
        <QueryView query={documents} lines={10}>
          {(rows) => <DocumentTable unit={unit} rows={rows} />}
        </QueryView>
      </Section>
    </Page>
  );
}

function DocumentTable({ unit, rows }: { unit: number; rows: readonly DocumentView[] }) {
  const t = useWorkWords().documents;
  const format = useFormat();
  const columns: Column<DocumentView>[] = [
    {
      id: 'title',
      title: t.name,
      value: (row) => row.title,
      door: (row) => doors.document(unit, row.documentId),
      width: 240,
    },
    { id: 'number', title: t.number, value: (row) => row.number, width: 110 },
    { id: 'kind', title: t.kind, value: (row) => t.kinds[row.kind] },
    { id: 'issuer', title: t.issuer, value: (row) => row.issuer },
    { id: 'issued', title: t.issuedOn, kind: 'date', value: (row) => row.issuedOn },
    {
      id: 'state',
      title: t.state,
      value: (row) => t.states[row.state],
      render: (row) => <DocumentWord state={row.state} />,
      width: 130,
    },
    {
      id: 'until',
      title: t.inForceTo,
      value: (row) =>
        row.renewOn === null ? format.lastDay(row.inForceTo) : format.date(row.renewOn),
    },
    { id: 'unit', title: t.unit, value: (row) => row.unit.name },
    {
      id: 'tasks',
      title: t.tasks,
      kind: 'number',
      value: (row) => row.tasks,
      door: (row) => doors.document(unit, row.documentId),
    },
  ];
  return (
    <DataTable
      id="documents"
      caption={t.title}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.documentId}
      rowDoor={(row) => doors.document(unit, row.documentId)}
      empty={{ title: t.empty, hint: t.emptyHint }}
    />
  );
}
