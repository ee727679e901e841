/**
 * One installation of Bao Phủ: its data folder, its database, the record of effects. The server and
 * the command line open it alike; a command finds a running server's database by `server.json`.
 */
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { keptSets } from './app-kept.ts';
import { listeners } from './app-listeners.ts';
import type { Config } from './config.ts';
import { SYSTEM_ACTOR } from './kernel/actor.ts';
import { rebuildIfNotKept } from './lists/linkage/keep-ops.ts';
import type { Context } from './stores/context.ts';
import { openBlobs } from './stores/blobs.ts';
import { type Database, connectDatabase } from './stores/database.ts';
import { jobQueue } from './stores/jobs.ts';
import { FIRST_MIGRATION, ensureDatabase, migrateDatabase } from './stores/migrate.ts';
import { FolderInUse, startEmbeddedPostgres } from './stores/pg-embedded.ts';
import { openVault } from './stores/vault.ts';
import { loadReference } from './units/loading.ts';
import { beginCurrent } from './upgrade/ops.ts';

const DATABASE_NAME = 'baophu';

export type OpenStep = 'database' | 'migrate' | 'reference' | 'linkage' | 'ready';

export interface Installation {
  config: Config;
  ctx: Context;
  db: Database;
  /** of the product's database; secret when it holds a password */
  databaseUrl: string;
  /** the same server, another database (restoring, templates) */
  urlOf(database: string): string;
  log: Logger;
  /** true when another process owns the embedded server and this one only joined it */
  attached: boolean;
  close(): Promise<void>;
}

/** What a running server leaves in the data folder for commands on the same machine. */
export interface ServerNote {
  pid: number;
  url: string;
  databaseUrl: string;
}

export interface OpenOptions {
  log?: Logger;
  onStep?: (step: OpenStep, detail?: string) => void;
  /** commands may join the database of a running server; a second server may not */
  mayAttach?: boolean;
}

/** Opens (and on first use creates, migrates and fills with reference data) the installation. */
export async function openInstallation(
  config: Config,
  options: OpenOptions = {},
): Promise<Installation> {
  const log = options.log ?? pino({ level: config.logLevel });
  await mkdir(config.dataFolder, { recursive: true, mode: 0o700 });
  await chmod(config.dataFolder, 0o700);
  options.onStep?.('database');
  const server = await openServer(config, options.mayAttach === true);
  try {
    const databaseUrl = server.urlOf(server.database);
    await ensureDatabase(server.urlOf('postgres'), server.database);
    const applied = await migrateDatabase(databaseUrl, (name) => options.onStep?.('migrate', name));
    let closing = false;
    const db = connectDatabase({
      url: databaseUrl,
      onError: (cause) => {
        if (!closing) log.warn({ cause: cause.message }, 'a database connection was lost');
      },
    });
    const ctx = makeContext(db, log, config.dataFolder);
    if (applied.includes(FIRST_MIGRATION)) await beginCurrent(ctx, keptSets);
    options.onStep?.('reference');
    await loadReference(ctx);
    if (!server.attached) {
      await rebuildIfNotKept(
        ctx,
        tellTenths((tenths) => options.onStep?.('linkage', tenths)),
      );
    }
    options.onStep?.('ready');
    const close = async (): Promise<void> => {
      closing = true;
      await db.destroy();
      await server.stop();
    };
    return {
      config,
      ctx,
      db,
      databaseUrl,
      urlOf: server.urlOf,
      log,
      attached: server.attached,
      close,
    };
  } catch (cause) {
    await server.stop();
    throw cause;
  }
}

/** At each tenth of the way, as "30 %". */
function tellTenths(tell: (text: string) => void): (share: number) => void {
  let told = -1;
  return (share) => {
    const tenths = Math.floor(share * 10);
    if (tenths > told) tell(`${tenths * 10} %`);
    told = Math.max(told, tenths);
  };
}

/** Without a data folder there is no vault: for looking at a database that is not (yet) ours. */
export function makeContext(db: Database, log: Logger, dataFolder?: string): Context {
  return {
    db,
    jobs: jobQueue,
    log,
    who: SYSTEM_ACTOR,
    now: () => Temporal.Now.instant(),
    newId: () => randomUUID(),
    listeners,
    vault: dataFolder === undefined ? undefined : openVault(join(dataFolder, 'secrets')),
    blobs: dataFolder === undefined ? undefined : openBlobs(join(dataFolder, 'files')),
  };
}

interface DatabaseServer {
  urlOf(database: string): string;
  database: string;
  attached: boolean;
  stop(): Promise<void>;
}

async function openServer(config: Config, mayAttach: boolean): Promise<DatabaseServer> {
  if (config.databaseUrl !== null) return externalServer(config.databaseUrl);
  try {
    const server = await startEmbeddedPostgres({ folder: config.dataFolder });
    return {
      urlOf: (database) => server.url(database),
      database: DATABASE_NAME,
      attached: false,
      stop: () => server.stop(),
    };
  } catch (cause) {
    if (!(cause instanceof FolderInUse) || !mayAttach) throw cause;
    const note = await readServerNote(config);
    if (!note) throw cause;
    return { ...externalServer(note.databaseUrl), attached: true };
  }
}

function externalServer(url: string): DatabaseServer {
  const [base, query] = splitQuery(url);
  const slash = base.lastIndexOf('/');
  return {
    urlOf: (database) => `${base.slice(0, slash)}/${database}${query}`,
    database: base.slice(slash + 1) || DATABASE_NAME,
    attached: false,
    stop: async () => {},
  };
}

function splitQuery(url: string): [string, string] {
  const mark = url.indexOf('?');
  return mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark)];
}

function notePath(config: Config): string {
  return join(config.dataFolder, 'server.json');
}

export async function readServerNote(config: Config): Promise<ServerNote | null> {
  const text = await readFile(notePath(config), 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as ServerNote);
}

export async function writeServerNote(config: Config, note: ServerNote): Promise<void> {
  await writeFile(notePath(config), JSON.stringify(note), { mode: 0o600 });
}

export async function removeServerNote(config: Config): Promise<void> {
  await rm(notePath(config), { force: true });
}
