/** Progress of jobs to browsers: one LISTEN connection, server-sent events to those who may see. */
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Actor } from '../kernel/actor.ts';
import { type Database, connectClient } from '../stores/database.ts';
import { type JobProgress, PROGRESS_CHANNEL } from '../stores/jobs.ts';
import { maySeeJob } from './jobs.ts';
import { findJob } from './sql.ts';

export interface ProgressFeed {
  /** Called with every progress and the user who started its job. Answers how to stop. */
  listen(hear: (progress: JobProgress, ownerId: string | null) => void): () => void;
  close(): Promise<void>;
}

const RETRY_MS = 2000;
const OWNERS_MAX = 1000;

/** Connects at once and again whenever the connection is lost; events of the gap are lost. */
export async function openProgressFeed(
  url: string,
  db: Database,
  log: Logger,
): Promise<ProgressFeed> {
  const hearers = new Set<(progress: JobProgress, ownerId: string | null) => void>();
  const owners = new Map<string, string | null>();
  let client: pg.Client | undefined;
  let isClosed = false;

  async function ownerOf(jobId: string): Promise<string | null> {
    const known = owners.get(jobId);
    if (known !== undefined) return known;
    const ownerId = (await findJob(db, jobId))?.user_id ?? null;
    if (owners.size >= OWNERS_MAX) owners.clear();
    owners.set(jobId, ownerId);
    return ownerId;
  }

  async function tell(payload: string): Promise<void> {
    if (hearers.size === 0) return;
    const progress = JSON.parse(payload) as JobProgress;
    const ownerId = await ownerOf(progress.jobId);
    for (const hear of hearers) hear(progress, ownerId);
  }

  async function connect(): Promise<void> {
    const next = await connectClient(url);
    let isLost = false;
    const lost = (): void => {
      if (isLost || isClosed) return;
      isLost = true;
      log.warn('the connection for progress of jobs was lost');
      reconnect();
    };
    next.on('error', lost);
    next.on('end', lost);
    // events keep their order: each waits for the one before
    let last: Promise<void> = Promise.resolve();
    next.on('notification', (message) => {
      last = last
        .then(() => tell(message.payload ?? ''))
        .catch((cause: unknown) => {
          log.warn({ err: cause }, 'progress of a job was not told');
        });
    });
    await next.query(`listen ${PROGRESS_CHANNEL}`);
    client = next;
  }

  function reconnect(): void {
    setTimeout(() => {
      if (!isClosed) connect().catch(() => reconnect());
    }, RETRY_MS).unref();
  }

  await connect();
  return {
    listen(hear) {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    async close() {
      isClosed = true;
      hearers.clear();
      await client?.end();
    },
  };
}

const HEARTBEAT_MS = 20_000;
const STREAMS_MAX = 500;
let streams = 0;

/** Server-sent events `progress`; ends when the caller is no longer signed in. */
export function progressStream(
  feed: ProgressFeed,
  who: Actor,
  isStillSignedIn: () => Promise<boolean>,
): Response {
  if (streams >= STREAMS_MAX) return new Response(null, { status: 503 });
  const encoder = new TextEncoder();
  let stop = (): void => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string): void => controller.enqueue(encoder.encode(text));
      const silence = feed.listen((progress, ownerId) => {
        if (!maySeeJob(who, ownerId)) return;
        send(`event: progress\ndata: ${JSON.stringify(progress)}\n\n`);
      });
      const heartbeat = setInterval(() => {
        isStillSignedIn().then(
          (isSignedIn) => {
            if (isSignedIn) return send(': \n\n');
            stop();
            controller.close();
          },
          () => stop(),
        );
      }, HEARTBEAT_MS);
      heartbeat.unref();
      streams += 1;
      let isStopped = false;
      stop = () => {
        if (isStopped) return;
        isStopped = true;
        streams -= 1;
        clearInterval(heartbeat);
        silence();
      };
      send('retry: 3000\n\n');
    },
    cancel: () => stop(),
  });
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
  });
}
