/**
 * Long lists: a process of its own, fed with the bytes of COPY and read back as such. It lives as long
 * as the job: it is killed when the job fails or is stopped, and ends when this process does. Its
 * answers are written in the caller's transaction, so whatever happens in the middle leaves nothing.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Readable, Writable } from 'node:stream';
import { FRAME, type LinkerHeader, frameHead } from './frames.ts';
import type { LinkerMeasure, LinkerMessage } from './linker-process.ts';

const PROGRAM = fileURLToPath(new URL('./linker-process.ts', import.meta.url));
/** Of JavaScript objects; the tables lie beside them in shared memory. */
const HEAP_MEGABYTES = 384;
const THREADS_MAX = 8;

export function threadsHere(): number {
  return Math.min(THREADS_MAX, Math.max(1, availableParallelism()));
}

export interface BulkRun {
  /** what is sent after the header: `send(kind, bytes)` */
  feed(send: (kind: number, bytes: Uint8Array) => Promise<void>): Promise<void>;
  /** takes the answers while they come */
  take(lines: AsyncIterable<Buffer>): Promise<void>;
  onShare?: (share: number) => void;
  onMeasured?: (measure: LinkerMeasure) => void;
  /** told of the process when it runs */
  onStarted?: (process: ChildProcess) => void;
  signal?: AbortSignal | undefined;
}

export async function runBulk(header: LinkerHeader, run: BulkRun): Promise<void> {
  run.signal?.throwIfAborted();
  const child = fork(PROGRAM, [], {
    stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
    execArgv: [`--max-old-space-size=${HEAP_MEGABYTES}`, '--expose-gc'],
  });
  const stop = (): void => void child.kill('SIGKILL');
  run.signal?.addEventListener('abort', stop);
  run.onStarted?.(child);
  child.on('message', (message: LinkerMessage) => {
    if ('share' in message) run.onShare?.(message.share);
    else run.onMeasured?.(message.measured);
  });
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  try {
    const { stdin, stdout } = child;
    if (!stdin || !stdout) throw new Error('the linker process has no pipes');
    await feedChild(stdin, header, run);
    await run.take(checked(stdout, ended));
  } catch (cause) {
    run.signal?.throwIfAborted();
    throw cause;
  } finally {
    run.signal?.removeEventListener('abort', stop);
    if (child.exitCode === null && child.signalCode === null) stop();
    await ended;
  }
}

async function feedChild(stdin: Writable, header: LinkerHeader, run: BulkRun): Promise<void> {
  let broken: Error | undefined;
  stdin.on('error', (cause) => (broken = cause));
  const write = async (bytes: Uint8Array): Promise<void> => {
    if (broken || stdin.destroyed)
      throw new Error('the linker process ended while it was fed', { cause: broken });
    if (stdin.write(bytes)) return;
    await drained(stdin);
  };
  const send = async (kind: number, bytes: Uint8Array): Promise<void> => {
    await write(frameHead(kind, bytes.length));
    await write(bytes);
  };
  await send(FRAME.header, Buffer.from(JSON.stringify(header)));
  await run.feed(send);
  await send(FRAME.end, new Uint8Array(0));
}

/** Until it takes more, or has gone: then the next write tells. */
async function drained(stdin: Writable): Promise<void> {
  await new Promise<void>((resolve) => {
    const settle = (): void => {
      stdin.off('drain', settle);
      stdin.off('close', settle);
      resolve();
    };
    stdin.on('drain', settle);
    stdin.on('close', settle);
  });
}

/** The answers, and after the last one whether the process ended well: else the write must fail. */
async function* checked(
  stdout: Readable,
  ended: Promise<[number | null, NodeJS.Signals | null]>,
): AsyncGenerator<Buffer> {
  yield* stdout as AsyncIterable<Buffer>;
  const [code, signal] = await ended;
  if (code !== 0) throw new Error(`the linker process ended early (${signal ?? code})`);
}
