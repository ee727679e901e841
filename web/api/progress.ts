/** Progress of jobs by server-sent events: one connection for the page, shared by all who watch. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { getJob, type Job } from './jobs.ts';

/** What the server tells of a job. */
export interface JobProgress {
  jobId: string;
  name: string;
  /** 0…1, or null when the end is not known */
  share: number | null;
  step: string;
  params?: Record<string, string | number>;
  state: 'running' | 'done' | 'failed';
}

export interface WatchedProgress {
  state: Job['state'] | null;
  share: number | null;
  step: string | null;
  params: Record<string, string | number> | null;
  isConnected: boolean;
}

const EVENTS_PATH = '/v1/jobs/events';

const watchers = new Set<(progress: JobProgress) => void>();
const connectionWatchers = new Set<() => void>();
let source: EventSource | null = null;
let isConnected = false;

function setConnected(value: boolean): void {
  isConnected = value;
  for (const watcher of connectionWatchers) watcher();
}

/** Told of every step of every job this person may see; answers how to stop. */
export function watchProgress(watcher: (progress: JobProgress) => void): () => void {
  watchers.add(watcher);
  if (!source) {
    source = new EventSource(EVENTS_PATH);
    source.addEventListener('open', () => setConnected(true));
    source.addEventListener('error', () => setConnected(false));
    source.addEventListener('progress', (event: MessageEvent<string>) => {
      const progress = JSON.parse(event.data) as JobProgress;
      for (const listener of watchers) listener(progress);
    });
  }
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    source?.close();
    source = null;
    setConnected(false);
  };
}

/** A short job may end before the events are heard, so its state is also asked for now and then. */
const ASK_MS = 3000;

export function useJobProgress(jobId: string | null): WatchedProgress {
  const [heard, setHeard] = useState<JobProgress | null>(null);
  const connected = useSyncExternalStore(
    (onChange) => {
      connectionWatchers.add(onChange);
      return () => connectionWatchers.delete(onChange);
    },
    () => isConnected,
  );
  useEffect(() => {
    if (jobId === null) return undefined;
    return watchProgress((next) => {
      if (next.jobId === jobId) setHeard(next);
    });
  }, [jobId]);
  const told = heard?.jobId === jobId ? heard : null;
  const asked = useQuery({
    queryKey: ['job', jobId],
    queryFn: ({ signal }) => getJob(jobId ?? '', signal),
    enabled: jobId !== null && (told === null || told.state === 'running'),
    refetchInterval: ({ state }) => (isOver(state.data?.state) ? false : ASK_MS),
  });
  const progress = told !== null && !isOver(asked.data?.state) ? told : (asked.data ?? told);
  return {
    state: progress?.state ?? null,
    share: progress?.share ?? null,
    step: progress?.step ?? null,
    params: progress?.params ?? null,
    isConnected: connected,
  };
}

function isOver(state: Job['state'] | undefined): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}
