/** Which column is what: guessed, shown on the file's own rows, confirmed by a person. */
import { Button, Group, NativeSelect, Stack } from '@mantine/core';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import {
  type ColumnMapping,
  type Field,
  type FilePreview,
  LISTS_KEY,
  type ListView,
  confirmColumns,
  previewFile,
  previewWhole,
} from '../../api/lists.ts';
import { useRoles } from '../../shell/session.ts';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Facts, Section } from '../../ui/page.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { Notice, QueryView } from '../../ui/states.tsx';
import styles from './lists.module.css';
import { useListTerms, useListWords } from './words.ts';

export function ListColumns({ list }: { list: ListView }): ReactNode {
  const [sheet, setSheet] = useState<number | undefined>(undefined);
  // numbers shown whole until one looks at another sheet or leaves
  const [whole, setWhole] = useState<FilePreview | null>(null);
  const preview = useQuery({
    queryKey: [LISTS_KEY, list.listId, 'preview', sheet],
    queryFn: ({ signal }) => previewFile(list.listId, sheet, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <Section>
      <QueryView query={preview} lines={10}>
        {(found) => (
          <>
            <ColumnsForm
              key={found.sheet}
              list={list}
              preview={whole ?? found}
              onSheet={(chosen) => {
                setWhole(null);
                setSheet(chosen);
              }}
            />
            {whole === null && <WholeNumbers list={list} sheet={found.sheet} onShown={setWhole} />}
          </>
        )}
      </QueryView>
    </Section>
  );
}

interface WholeNumbersProps {
  list: ListView;
  sheet: number;
  onShown: (preview: FilePreview) => void;
}

/** Numbers are masked; who may see them whole says why. */
function WholeNumbers({ list, sheet, onShown }: WholeNumbersProps): ReactNode {
  const t = useListWords().columns;
  const roles = useRoles();
  const [isAsking, setAsking] = useState(false);
  const mayUnmask = roles.has('administrator') || roles.has('socialInsuranceOfficer');
  return (
    <Group gap="xs" mt="sm">
      <span className="soft">{t.masked}</span>
      {mayUnmask && (
        <Button size="compact-xs" variant="default" onClick={() => setAsking(true)}>
          {t.whole}
        </Button>
      )}
      <ReasonDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t.whole}
        explain={t.wholeExplain}
        submit={t.whole}
        onSubmit={async (reason) => {
          onShown(await previewWhole(list.listId, sheet, reason));
          setAsking(false);
        }}
      />
    </Group>
  );
}

interface ColumnsFormProps {
  list: ListView;
  preview: FilePreview;
  onSheet: (sheet: number) => void;
}

function ColumnsForm({ list, preview, onSheet }: ColumnsFormProps): ReactNode {
  const t = useListWords().columns;
  const terms = useListTerms();
  const client = useQueryClient();
  const [columns, setColumns] = useState<readonly ColumnMapping[]>(preview.columns);
  const used = new Set(columns.map((column) => column.field));
  const missing = preview.missing.filter((field) => !used.has(field));
  const mayChange =
    list.step === null && !['committed', 'undone', 'abandoned'].includes(list.state);
  const action = useFormAction(async () => {
    const sheet = preview.sheets.find((one) => one.index === preview.sheet);
    const mapping = list.mapping ?? {
      fingerprint: '',
      layout: null,
      columns: [],
      sheets: [
        {
          index: preview.sheet,
          name: sheet?.name ?? '',
          headerFirst: preview.headerFirst,
          headerLast: preview.headerLast,
        },
      ],
    };
    await confirmColumns(list.listId, { mapping: { ...mapping, columns: [...columns] } });
    await client.invalidateQueries({ queryKey: [LISTS_KEY] });
  });
  const choose = (column: number, field: Field | null): void =>
    setColumns(columns.map((one) => (one.column === column ? { ...one, field } : one)));
  return (
    <Stack gap="sm">
      <p className="soft">
        {t.about} {t.remembered}
      </p>
      <Facts
        pairs={[
          [t.layout, list.mapping?.layout],
          [t.encoding, preview.encoding],
        ]}
      />
      {preview.sheets.length > 1 && (
        <NativeSelect
          label={t.sheet}
          value={String(preview.sheet)}
          onChange={(event) => onSheet(Number(event.currentTarget.value))}
          data={preview.sheets.map((sheet) => ({ value: String(sheet.index), label: sheet.name }))}
        />
      )}
      {missing.length > 0 && (
        <Notice tone="missing">
          {t.missing(missing.map((field) => terms.fields[field]).join(', '))}
        </Notice>
      )}
      <SampleTable preview={preview} columns={columns} isFixed={!mayChange} onChoose={choose} />
      <FormFault fault={action.fault} />
      {mayChange && (
        <Group>
          <Button loading={action.isBusy} onClick={() => void action.run()}>
            {t.confirm}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

interface SampleTableProps {
  preview: FilePreview;
  columns: readonly ColumnMapping[];
  isFixed: boolean;
  onChoose: (column: number, field: Field | null) => void;
}

/** The file's first rows under one choice a column. */
function SampleTable({ preview, columns, isFixed, onChoose }: SampleTableProps): ReactNode {
  const t = useListWords().columns;
  const terms = useListTerms();
  const choices = [
    { value: '', label: t.none },
    ...Object.entries(terms.fields).map(([value, label]) => ({ value, label })),
  ];
  return (
    // a wide file scrolls inside its frame, reached by keyboard
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={t.header}>
      <table className={styles.sample}>
        <thead>
          <tr>
            <th scope="col">{t.line}</th>
            {columns.map((column) => (
              <th key={column.column} scope="col">
                <NativeSelect
                  size="xs"
                  aria-label={t.is(column.header || String(column.column))}
                  value={column.field ?? ''}
                  disabled={isFixed}
                  onChange={(event) => {
                    const value = event.currentTarget.value;
                    onChoose(column.column, value === '' ? null : (value as Field));
                  }}
                  data={choices}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row) => {
            const isHeader = row.line >= preview.headerFirst && row.line <= preview.headerLast;
            return (
              <tr key={row.line} className={isHeader ? styles.head : undefined}>
                <td className="number soft">{row.line}</td>
                {columns.map((column) => (
                  <td key={column.column}>{row.cells[column.column - 1] ?? ''}</td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
