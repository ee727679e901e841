/** Runs one endpoint from the terminal: in process on the data folder, or over HTTP on a server. */
import { once } from 'node:events';
import { createReadStream, createWriteStream, openAsBlob } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pino } from 'pino';
import { makeGate } from '../access/gate.ts';
import { openReadJournal } from '../access/journal.ts';
import { readConfig } from '../config.ts';
import { callEndpoint, isFileReply } from '../http/call.ts';
import type { AnyEndpoint, FileReply } from '../http/endpoint.ts';
import { type RawInput, parseInput } from '../http/input.ts';
import { openInstallation } from '../installation.ts';
import { assert } from '../kernel/assert.ts';
import { SYSTEM_ACTOR } from '../kernel/actor.ts';
import { type Fault, Refusal } from '../kernel/outcome.ts';
import type { Context } from '../stores/context.ts';
import { faultText } from '../../messages/faults.ts';
import { type CommonFlags, UsageError, parseCommand } from './arguments.ts';
import { printAnswer } from './print.ts';

/** An expected failure, told in words without a stack. */
export class CommandFault extends Error {
  override name = 'CommandFault';
}

export function isFault(cause: unknown): cause is Error {
  return cause instanceof CommandFault;
}

export async function runEndpoint(
  endpoint: AnyEndpoint,
  words: readonly string[],
  readUserFile: (name: string) => Promise<string>,
): Promise<number> {
  const { common, raw, bodyFile } = parseCommand(endpoint, words);
  if (endpoint.uploadBytesMax === undefined) await readBody(endpoint, raw, bodyFile, readUserFile);
  else if (bodyFile === undefined) throw new UsageError('--body TỆP');
  else raw.body = { path: resolve(readConfig().userFolder, bodyFile) };
  const answer = common.server
    ? await callServer(endpoint, raw, common)
    : await callInProcess(endpoint, raw, common);
  await deliver(answer, common);
  return 0;
}

async function readBody(
  endpoint: AnyEndpoint,
  raw: RawInput,
  bodyFile: string | undefined,
  readUserFile: (name: string) => Promise<string>,
): Promise<void> {
  const wantsBody = endpoint.input.body !== undefined && raw.body === undefined;
  const source = bodyFile ?? (wantsBody && !process.stdin.isTTY ? '-' : undefined);
  const text = source === undefined ? '' : await readUserFile(source);
  if (text.trim() !== '') raw.body = parseBody(text);
  // nothing said: a body whose fields are all optional; others are told which fields are missing
  else if (wantsBody) raw.body = {};
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`--body is not JSON: ${(cause as Error).message}`, { cause });
  }
}

async function callInProcess(
  endpoint: AnyEndpoint,
  raw: RawInput,
  common: CommonFlags,
): Promise<unknown> {
  const log = pino({ level: 'warn' }, pino.destination(2));
  const installation = await openInstallation(readConfig(), { mayAttach: true, log });
  const reads = openReadJournal(installation.ctx);
  try {
    const file = uploadOf(endpoint, raw);
    if (file !== null) raw.body = await keepFile(installation.ctx, endpoint, file);
    const parsed = parseInput(endpoint.input, raw);
    if (!parsed.ok) throw new CommandFault(faultLines(parsed.faults, common.lang));
    const gate = makeGate(installation.ctx, { find: async () => null }, reads);
    const { ctx } = installation;
    const answer = await callEndpoint(gate, ctx, SYSTEM_ACTOR, endpoint, parsed.input);
    // a streamed file reads the database while it is written, so it is taken before closing
    return isFileReply(answer)
      ? { file: { ...answer.file, bytes: await collect(answer) } }
      : answer;
  } catch (cause) {
    if (cause instanceof Refusal) throw new CommandFault(faultLines(cause.faults, common.lang));
    throw cause;
  } finally {
    await reads.close();
    await installation.close();
  }
}

function uploadOf(endpoint: AnyEndpoint, raw: RawInput): string | null {
  return endpoint.uploadBytesMax === undefined ? null : (raw.body as { path: string }).path;
}

async function keepFile(ctx: Context, endpoint: AnyEndpoint, path: string): Promise<object> {
  assert(ctx.blobs, 'an installation has a store of files');
  const source = createReadStream(path);
  await once(source, 'open').catch((cause: Error) => {
    throw new CommandFault(cause.message);
  });
  return await ctx.blobs.add(source, endpoint.uploadBytesMax ?? 0);
}

async function callServer(
  endpoint: AnyEndpoint,
  raw: RawInput,
  common: CommonFlags,
): Promise<unknown> {
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(raw.params[name] ?? ''),
  );
  const url = new URL(path, common.server);
  url.search = raw.query.toString();
  const token = common.token ?? readConfig().token;
  const local = uploadOf(endpoint, raw);
  const file = local === null ? null : await openAsBlob(local);
  const response = await fetch(url, {
    method: endpoint.method.toUpperCase(),
    headers: {
      'accept-language': common.lang,
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(raw.body === undefined
        ? {}
        : { 'content-type': file ? 'application/octet-stream' : 'application/json' }),
    },
    body: raw.body === undefined ? undefined : (file ?? JSON.stringify(raw.body)),
  }).catch((cause: Error) => {
    throw new CommandFault(`${url.origin}: ${cause.message}`);
  });
  if (!response.ok) throw new CommandFault(await problemText(response));
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('json')) return await response.json();
  const name = /filename="?([^";]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { file: { name: name ?? 'baophu.bin', type, bytes } };
}

async function problemText(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const problem = JSON.parse(text) as {
      title?: string;
      detail?: string;
      faults?: { at?: string; message: string }[];
    };
    const lines = (problem.faults ?? []).map((fault) => `${fault.at ?? ''}: ${fault.message}`);
    return [`${response.status} ${problem.title ?? ''}`, problem.detail ?? '', ...lines]
      .filter((line) => line !== '')
      .join('\n');
  } catch {
    return `${response.status} ${text.slice(0, 200)}`;
  }
}

function faultLines(faults: readonly Fault[], lang: 'vi' | 'en'): string {
  return faults
    .map((fault) => `${fault.at ? `${fault.at}: ` : ''}${faultText(fault, lang)}`)
    .join('\n');
}

async function collect(reply: FileReply): Promise<Uint8Array> {
  const { bytes } = reply.file;
  if (bytes instanceof Uint8Array) return bytes;
  return new Uint8Array(await new Response(bytes).arrayBuffer());
}

async function deliver(answer: unknown, common: CommonFlags): Promise<void> {
  if (isFileReply(answer)) {
    // a table as text is for the next program, unless a file is asked for
    if (answer.file.type === 'text/csv' && common.out === undefined) {
      await pipeline(Readable.from([await collect(answer)]), process.stdout, { end: false });
      return;
    }
    const path = resolve(readConfig().userFolder, common.out ?? answer.file.name);
    await pipeline(Readable.from([await collect(answer)]), createWriteStream(path));
    console.log(common.json ? JSON.stringify({ file: path }) : path);
    return;
  }
  process.stdout.write(
    common.json ? `${JSON.stringify(answer, null, 2)}\n` : printAnswer(answer ?? {}),
  );
}
