/** The composition root: every endpoint, every job, and how the server is put together. */
import type { Hono } from 'hono';
import { sql } from 'kysely';
import { findFaultText } from '../messages/faults.ts';
import { makeAuth } from './access/auth.ts';
import { accessEndpoints } from './access/endpoints.ts';
import { makeGate } from './access/gate.ts';
import { journalEndpoints } from './access/journal-endpoints.ts';
import { anchorJournal, openReadJournal } from './access/journal.ts';
import { keptSets } from './app-kept.ts';
import { campaignEndpoints } from './campaigns/endpoints.ts';
import type { Config } from './config.ts';
import { coverageEndpoints } from './coverage/endpoints.ts';
import { ENDING_JOB, coverageJobs } from './coverage/jobs.ts';
import { entitlementEndpoints } from './entitlement/endpoints.ts';
import { DECIDE_JOB } from './entitlement/decide-ops.ts';
import { entitlementJobs, resumeEntitlement } from './entitlement/jobs.ts';
import { lawEndpoints } from './entitlement/law-endpoints.ts';
import type { AnyEndpoint } from './http/endpoint.ts';
import { duplicateEndpoints } from './lists/duplicates/endpoints.ts';
import { duplicateJobs } from './lists/duplicates/jobs.ts';
import { listsEndpoints } from './lists/endpoints.ts';
import { typingEndpoints } from './lists/typing/endpoints.ts';
import { SWEEP_JOB, listJobs, resumeLists } from './lists/jobs.ts';
import { jobEndpoints } from './http/jobs.ts';
import { paperEndpoints } from './papers/endpoints.ts';
import { openProgressFeed } from './http/progress.ts';
import { buildServer } from './http/server.ts';
import { adoptEndpoints } from './plans/adopt-endpoints.ts';
import { planEndpoints } from './plans/endpoints.ts';
import { linkageEndpoints } from './lists/linkage/endpoints.ts';
import { DUPLICATES_JOB, linkageJobs } from './lists/linkage/jobs.ts';
import { REVIEW_ACTIONS } from './lists/review/approval-ops.ts';
import { reviewEndpoints } from './lists/review/endpoints.ts';
import { DETECT_JOB, reviewJobs } from './lists/review/jobs.ts';
import { mergeAndApprovalEndpoints } from './lists/review/merge-endpoints.ts';
import { registryEndpoints } from './registry/endpoints.ts';
import { assignResidents, countPeopleOf } from './registry/relocation.ts';
import { RETENTION_ACTIONS } from './retention/approved.ts';
import { retentionEndpoints } from './retention/endpoints.ts';
import { TIDY_JOB } from './retention/job-names.ts';
import { retentionJobs } from './retention/jobs.ts';
import type { Context } from './stores/context.ts';
import { targetEndpoints } from './targets/endpoints.ts';
import type { JobHandler, JobSchedule } from './stores/jobs.ts';
import { taskEndpoints } from './tasks/endpoints.ts';
import { WATCH_JOB, taskJobs } from './tasks/jobs.ts';
import { unitEndpoints } from './units/endpoints.ts';
import { upgradeEndpoints } from './upgrade/endpoints.ts';
import { upgradeJobs } from './upgrade/jobs.ts';
import { planUpgrade } from './upgrade/ops.ts';

/** The table all interfaces are derived from: HTTP, OpenAPI, the command line, the refusal test. */
export const endpoints: readonly AnyEndpoint[] = [
  ...accessEndpoints,
  ...journalEndpoints,
  ...unitEndpoints({ countPeople: countPeopleOf, assignResidents }),
  ...registryEndpoints,
  ...reviewEndpoints,
  ...mergeAndApprovalEndpoints({ ...REVIEW_ACTIONS, ...RETENTION_ACTIONS }),
  ...paperEndpoints,
  ...coverageEndpoints,
  ...entitlementEndpoints,
  ...lawEndpoints,
  ...listsEndpoints,
  ...duplicateEndpoints,
  ...typingEndpoints,
  ...linkageEndpoints,
  ...targetEndpoints,
  ...planEndpoints,
  ...adoptEndpoints,
  ...taskEndpoints,
  ...campaignEndpoints,
  ...retentionEndpoints,
  ...jobEndpoints,
  ...upgradeEndpoints(keptSets),
];

/** What runs later, by name. */
export function jobHandlers(ctx: Context): Readonly<Record<string, JobHandler>> {
  return {
    ...coverageJobs(ctx),
    ...listJobs(ctx),
    ...duplicateJobs(ctx),
    ...linkageJobs(ctx),
    ...entitlementJobs(ctx),
    ...taskJobs(ctx),
    ...reviewJobs(ctx),
    ...upgradeJobs(ctx, keptSets),
    ...retentionJobs(ctx),
  };
}

/** What starts by itself. */
export const jobSchedule: readonly JobSchedule[] = [
  // five past midnight in the working zone: birthdays, lists and terms that end
  { name: DECIDE_JOB, match: '5 17 * * *' },
  { name: WATCH_JOB, match: '*/15 * * * *' },
  { name: DETECT_JOB, match: '7,37 * * * *' },
  { name: DUPLICATES_JOB, match: '40 18 * * *' },
  { name: ENDING_JOB, match: '5 17 * * *' },
  { name: SWEEP_JOB, match: '17 19 * * *' },
  { name: TIDY_JOB, match: '27 19 * * *' },
];

/** Once a start, when jobs run: what a killed process or an older release left goes on. */
export async function resumeWork(ctx: Context): Promise<void> {
  await resumeLists(ctx);
  await resumeEntitlement(ctx);
  await planUpgrade(ctx, keptSets);
}

export interface RunningServer {
  app: Hono;
  close(): Promise<void>;
}

export interface ServerParts {
  ctx: Context;
  databaseUrl: string;
  config: Pick<Config, 'publicUrl' | 'oidc'>;
  /** as browsers reach it: `http://127.0.0.1:8420` */
  url: string;
  /** built web app; null in tests of the API */
  webFolder: string | null;
}

const ANCHOR_EVERY_MS = 10 * 60_000;
const AUTH_SECRET = 'sign-in';

/** Everything between the socket and the operations. `close` writes what still waits. */
export async function makeServer(parts: ServerParts): Promise<RunningServer> {
  const { ctx, config, url } = parts;
  if (!ctx.vault) throw new Error('a server needs the vault of its installation');
  const progress = await openProgressFeed(parts.databaseUrl, ctx.db, ctx.log);
  const reads = openReadJournal(ctx);
  const secret = (await ctx.vault.secret(AUTH_SECRET)).toString('hex');
  const auth = makeAuth({ ctx, url, secret, oidc: config.oidc, text: findFaultText });
  const app = buildServer({
    endpoints,
    context: ctx,
    gate: makeGate(ctx, auth.sessions, reads),
    text: findFaultText,
    auth: auth.handle,
    webFolder: parts.webFolder,
    progress,
    publicUrl: config.publicUrl,
    isReady: () => answers(ctx),
  });
  const anchoring = setInterval(() => {
    anchorJournal(ctx).catch((cause: unknown) => {
      ctx.log.error({ err: cause }, 'the journal could not be anchored');
    });
  }, ANCHOR_EVERY_MS);
  anchoring.unref();
  return {
    app,
    async close() {
      clearInterval(anchoring);
      await reads.close();
      await anchorJournal(ctx);
      await progress.close();
    },
  };
}

async function answers(ctx: Context): Promise<boolean> {
  try {
    await sql`select 1`.execute(ctx.db);
    return true;
  } catch {
    return false;
  }
}
