/** Rows of one list that are equal in chosen columns. Works from the file: before and after linking. */
import { Button, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { DUPLICATES_KEY, type KeyWay, searchRows } from '../../api/duplicates.ts';
import type { ColumnMapping, ListView } from '../../api/lists.ts';
import { useJobProgress } from '../../api/progress.ts';
import { useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Section } from '../../ui/page.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Empty } from '../../ui/states.tsx';
import { type Chosen, type ChoosableColumn, ColumnChoice, textsOf } from './column-choice.tsx';
import { FoundGroups } from './found-groups.tsx';
import { useDuplicateWords } from './words.ts';

export function ListDuplicates({ list }: { list: ListView }): ReactNode {
  const t = useDuplicateWords();
  const [search, change] = useAddress();
  const searchId = Number(search['lan'] ?? 0);
  const columns = useColumns(list);
  const [chosen, setChosen] = useState<Chosen>(new Map());
  const [jobId, setJobId] = useState<string | null>(null);
  const action = useFormAction(async () => {
    const { search: made } = await searchRows(list.listId, textsOf(chosen));
    setJobId(made.state === 'waiting' ? made.jobId : null);
    change({ lan: String(made.searchId) }, true);
  });
  return (
    <Stack gap="md">
      <Section>
        <p className="soft">{t.aboutRows}</p>
        <form onSubmit={action.onSubmit}>
          <Stack gap="sm" align="flex-start">
            <ColumnChoice
              kind={list.kind}
              unitId={list.unit.unitId}
              columns={columns}
              chosen={chosen}
              onChange={setChosen}
            />
            <FormFault fault={action.fault} />
            <Button type="submit" loading={action.isBusy} disabled={chosen.size === 0}>
              {t.search}
            </Button>
          </Stack>
        </form>
      </Section>
      {jobId !== null && <Searching jobId={jobId} onDone={() => setJobId(null)} />}
      {searchId > 0 ? (
        <FoundGroups
          searchId={searchId}
          queue={doors.reviewItems({ loai: 'repeatedRow', danhsach: String(list.listId) })}
        />
      ) : (
        <Empty title={t.start} hint={t.startHint} />
      )}
    </Stack>
  );
}

/** A long file: how many rows were read; the groups come when the job is done. */
function Searching({ jobId, onDone }: { jobId: string; onDone: () => void }): ReactNode {
  const t = useDuplicateWords();
  const format = useFormat();
  const client = useQueryClient();
  const { state } = useJobProgress(jobId);
  const isOver = state === 'done' || state === 'failed' || state === 'cancelled';
  useEffect(() => {
    if (!isOver) return;
    void client.invalidateQueries({ queryKey: [DUPLICATES_KEY] });
    onDone();
  }, [isOver, client, onDone]);
  return (
    <Section>
      <Progress
        jobId={jobId}
        name={t.searching}
        stepText={(_step, params) => t.rowsRead(format.number(Number(params['rows'] ?? 0)))}
      />
    </Section>
  );
}

const LETTERS = 26;
const USUAL: Readonly<Record<string, KeyWay>> = {
  nationalId: 'digits',
  socialInsuranceNumber: 'digits',
  phone: 'digits',
  communeCode: 'digits',
  birthDate: 'day',
  validFrom: 'day',
  validTo: 'day',
  decisionDate: 'day',
  diedOn: 'day',
  birthYear: 'year',
  birthYearMale: 'year',
  birthYearFemale: 'year',
};

/** Every column of the file, also those that are no field; named so that the server knows them. */
function useColumns(list: ListView): ChoosableColumn[] {
  const t = useDuplicateWords();
  const columns = list.mapping?.columns ?? [];
  return columns
    .filter((column) => column.field !== 'ordinal')
    .map((column) => ({
      name: column.field ?? (isOnce(column, columns) ? column.header : letterOf(column.column)),
      title: column.header === '' ? t.unnamed(letterOf(column.column)) : column.header,
      usual: USUAL[column.field ?? ''] ?? 'folded',
    }));
}

function isOnce(column: ColumnMapping, columns: readonly ColumnMapping[]): boolean {
  return (
    column.header !== '' && columns.filter(({ header }) => header === column.header).length === 1
  );
}

function letterOf(column: number): string {
  const rest = Math.floor((column - 1) / LETTERS);
  const last = String.fromCharCode(65 + ((column - 1) % LETTERS));
  return rest === 0 ? last : letterOf(rest) + last;
}
