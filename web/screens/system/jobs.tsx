/** Background jobs with live progress. */
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { type Job, cancelJob, listJobs } from '../../api/jobs.ts';
import { type JobProgress, watchProgress } from '../../api/progress.ts';
import { useText, useTexts } from '../../text/language.tsx';
import { Page } from '../../ui/page.tsx';
import { ErrorNotice, QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useJobWords } from './job-words.ts';
import { UpgradeNotice } from './upgrade-notice.tsx';

const KEY = ['jobs'] as const;

export function Jobs(): ReactNode {
  const t = useTexts('system').jobs;
  const client = useQueryClient();
  const jobs = useQuery({ queryKey: KEY, queryFn: ({ signal }) => listJobs(signal) });
  const [fault, setFault] = useState<unknown>(null);
  useEffect(
    () =>
      watchProgress((progress) => {
        const known = client.getQueryData<Job[]>(KEY)?.some((job) => job.jobId === progress.jobId);
        if (!known || progress.state !== 'running') {
          void client.invalidateQueries({ queryKey: KEY });
        }
        client.setQueryData<Job[]>(KEY, (rows) => rows?.map((row) => withProgress(row, progress)));
      }),
    [client],
  );
  const cancel = (jobId: string): void => {
    setFault(null);
    cancelJob(jobId)
      .then(() => client.invalidateQueries({ queryKey: KEY }))
      .catch(setFault);
  };
  return (
    <Page title={t.title} about={t.about}>
      <UpgradeNotice />
      {fault !== null && <ErrorNotice error={fault} />}
      <QueryView query={jobs} lines={6}>
        {(rows) => <JobTable rows={rows} onCancel={cancel} />}
      </QueryView>
    </Page>
  );
}

function withProgress(row: Job, progress: JobProgress): Job {
  if (row.jobId !== progress.jobId) return row;
  return {
    ...row,
    state: progress.state,
    share: progress.share,
    step: progress.step,
    params: progress.params ?? null,
  };
}

interface JobTableProps {
  rows: readonly Job[];
  onCancel: (jobId: string) => void;
}

function JobTable({ rows, onCancel }: JobTableProps): ReactNode {
  const t = useTexts('system').jobs;
  const words = useText();
  const jobWords = useJobWords();
  const columns: Column<Job>[] = [
    { id: 'name', title: t.name, value: (row) => jobWords.nameOf(row.name), width: 220 },
    { id: 'state', title: t.state, value: (row) => t.states[row.state] },
    {
      id: 'share',
      title: t.share,
      kind: 'rate',
      value: (row) => (row.share === null ? null : Math.round(row.share * 10_000)),
      bar: (row) =>
        row.share === null
          ? undefined
          : { share: row.share, tone: row.state === 'failed' ? 'missing' : 'accent' },
      width: 150,
    },
    {
      id: 'step',
      title: t.step,
      value: (row) => jobWords.stepOf(row.step, row.params),
      width: 220,
    },
    { id: 'user', title: t.user, value: (row) => row.userName },
    { id: 'created', title: t.created, kind: 'instant', value: (row) => row.createdAt },
    { id: 'changed', title: t.changed, kind: 'instant', value: (row) => row.changedAt },
    {
      id: 'cancel',
      title: '',
      sortable: false,
      value: () => null,
      render: (row) =>
        row.state === 'waiting' || row.state === 'running' ? (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gap"
            onClick={() => onCancel(row.jobId)}
          >
            {words.action.cancel}
          </Button>
        ) : null,
    },
  ];
  return (
    <DataTable
      id="jobs"
      caption={t.title}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.jobId}
      empty={{ title: t.empty, hint: t.emptyHint }}
    />
  );
}
