/** The job that decides: started here or found running, watched until it ends. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import type { Role } from '../../../src/kernel/actor.ts';
import { type BasisView, ENTITLEMENT_KEY, getBasis, startDeciding } from '../../api/entitlement.ts';
import { listJobs } from '../../api/jobs.ts';
import { useJobProgress } from '../../api/progress.ts';
import { useHoldsAny } from '../../shell/session.ts';
import { useShowFault } from '../../ui/show-fault.tsx';

const JOB_NAME = 'entitlement.decide';

/** The server decides; this only spares others a button that would be refused. */
const MANAGING_ROLES: readonly Role[] = ['administrator', 'socialInsuranceOfficer'];

export function useBasis() {
  return useQuery({
    queryKey: [ENTITLEMENT_KEY, 'state'],
    queryFn: ({ signal }) => getBasis(signal),
    staleTime: 15_000,
    // who waits is decided again by itself soon
    refetchInterval: ({ state }) => (isWaiting(state.data) ? ASK_MS : false),
  });
}

const ASK_MS = 10_000;

export function isWaiting(basis: BasisView | null | undefined): boolean {
  return basis !== null && basis !== undefined && (basis.allStale || basis.stale > 0);
}

/** While somebody of what is shown waits: a newer decision makes every answer old. */
export function useFollowing(shown: BasisView): void {
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: ['deciding', 'state'],
    queryFn: ({ signal }) => getBasis(signal),
    enabled: isWaiting(shown),
    refetchInterval: ASK_MS,
  });
  const newer = isWaiting(shown) && data && data.decidedAt > shown.decidedAt ? data : null;
  useEffect(() => {
    if (newer !== null) void client.invalidateQueries({ queryKey: [ENTITLEMENT_KEY] });
  }, [newer, client]);
}

export interface Deciding {
  mayDecide: boolean;
  /** of the job that runs or has just ended */
  jobId: string | null;
  state: 'idle' | 'running' | 'failed' | 'cancelled';
  start: (request: { on?: IsoDate; whole?: boolean }) => void;
}

export function useDeciding(): Deciding {
  const mayDecide = useMayDecide();
  const showFault = useShowFault();
  const client = useQueryClient();
  const [started, setStarted] = useState<string | null>(null);
  const found = useQuery({
    queryKey: ['jobs', JOB_NAME],
    queryFn: async ({ signal }) =>
      (await listJobs(signal)).find(
        (job) => job.name === JOB_NAME && (job.state === 'running' || job.state === 'waiting'),
      )?.jobId ?? null,
    enabled: mayDecide,
    staleTime: 15_000,
  });
  const jobId = started ?? found.data ?? null;
  const { state } = useJobProgress(jobId);
  const isOver = state === 'done';
  useEffect(() => {
    if (isOver) void client.invalidateQueries({ queryKey: [ENTITLEMENT_KEY] });
  }, [isOver, client]);
  const isRunning =
    jobId !== null && (state === null || state === 'running' || state === 'waiting');
  return {
    mayDecide,
    jobId,
    state: isRunning ? 'running' : state === 'failed' || state === 'cancelled' ? state : 'idle',
    start: (request) => void startDeciding(request).then(setStarted, showFault),
  };
}

function useMayDecide(): boolean {
  return useHoldsAny(MANAGING_ROLES);
}
