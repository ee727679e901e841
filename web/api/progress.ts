/** Progress of jobs by server-sent events: one connection for the page, shared by all who watch. */
import { useEffect, useState, useSyncExternalStore } from 'react';

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
  state: JobProgress['state'] | null;
  share: number | null;
  step: string | null;
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

export function useJobProgress(jobId: string): WatchedProgress {
  const [progress, setProgress] = useState<JobProgress | null>(null);
  const connected = useSyncExternalStore(
    (onChange) => {
      connectionWatchers.add(onChange);
      return () => connectionWatchers.delete(onChange);
    },
    () => isConnected,
  );
  useEffect(
    () =>
      watchProgress((next) => {
        if (next.jobId === jobId) setProgress(next);
      }),
    [jobId],
  );
  return {
    state: progress?.state ?? null,
    share: progress?.share ?? null,
    step: progress?.step ?? null,
    isConnected: connected,
  };
}
