/**
 * What an upgrade does to big tables while people work: `sql/NNNNNN_name.online.sql`. Its statements
 * run one by one outside a transaction, after the server answers. Each may be repeated, so a killed
 * run goes on where it was. Only forms that let others read and write are allowed.
 */
import { sql } from 'kysely';
import type { Database } from './database.ts';
import { type Migration, SQL_FOLDER, readSqlFiles } from './migrate.ts';

export type OnlineKind = 'createIndex' | 'dropIndex' | 'reindex' | 'validate' | 'repeat';

export interface OnlineStatement {
  kind: OnlineKind;
  text: string;
  /** the index, qualified; of `createIndex` */
  index?: string;
}

export interface OnlineStep {
  /** file and statement, `000123_phones.online.sql 2/3` */
  name: string;
  done: number;
  of: number;
}

const NAME = '[a-z_][a-z0-9_]*';
const FORMS: readonly [OnlineKind, RegExp][] = [
  [
    'createIndex',
    new RegExp(
      `^create (?:unique )?index concurrently if not exists (${NAME})\\s+on (${NAME})\\.${NAME}\\b`,
      'i',
    ),
  ],
  ['dropIndex', new RegExp(`^drop index concurrently if exists ${NAME}\\.${NAME}$`, 'i')],
  ['reindex', new RegExp(`^reindex (?:index|table) concurrently ${NAME}\\.${NAME}$`, 'i')],
  ['validate', new RegExp(`^alter table ${NAME}\\.${NAME}\\s+validate constraint ${NAME}$`, 'i')],
];
/** `-- repeat` above an update or delete: run until it touches no row, so it needs its own limit. */
const REPEAT = /^--\s*repeat\s*$/im;
const LIMITED = /\blimit\s+\d+/i;

/** Throws an error that lists every statement that is none of the allowed forms. */
export function readOnlineStatements(name: string, text: string): OnlineStatement[] {
  const faults: string[] = [];
  const statements: OnlineStatement[] = [];
  for (const part of text.split(/;[ \t]*(?:\n|$)/)) {
    const bare = part.replace(/^\s*--.*$/gm, '').trim();
    if (bare === '') continue;
    const statement = readStatement(part, bare);
    if (statement) statements.push(statement);
    else faults.push(bare.replace(/\s+/g, ' ').slice(0, 80));
  }
  if (faults.length > 0) {
    throw new Error(
      `${name}: would stop readers or cannot be repeated: ${faults.map((each) => `"${each}"`).join(', ')}`,
    );
  }
  return statements;
}

function readStatement(part: string, bare: string): OnlineStatement | null {
  if (REPEAT.test(part)) {
    return /^(update|delete)\s/i.test(bare) && LIMITED.test(bare)
      ? { kind: 'repeat', text: bare }
      : null;
  }
  for (const [kind, form] of FORMS) {
    const found = form.exec(bare);
    if (!found) continue;
    const [, index, schema] = found;
    if (kind !== 'createIndex') return { kind, text: bare };
    return { kind, text: bare, index: `${schema}.${index}` };
  }
  return null;
}

const ONLINE_NAME = /^\d{6}_[^.]+\.online\.sql$/;

export async function readOnlineMigrations(folder = SQL_FOLDER): Promise<Migration[]> {
  return await readSqlFiles(folder, ONLINE_NAME);
}

/** Names still to be run, oldest first. */
export async function listPendingOnline(db: Database, folder = SQL_FOLDER): Promise<string[]> {
  const migrations = await readOnlineMigrations(folder);
  if (migrations.length === 0) return [];
  const applied = await listAppliedNames(db);
  return migrations.map((each) => each.name).filter((name) => !applied.has(name));
}

/** Not the migrator's lock: waiting for that one would hold up what builds an index beside writers. */
const LOCK = 84_200_004;

/**
 * Runs what is pending on one connection of its own. Answers false when another process does so
 * already. `onStep` is asked before each statement; when it says no, the rest waits for the next run.
 */
export async function runOnline(
  db: Database,
  onStep: (step: OnlineStep) => Promise<boolean> = async () => true,
  folder = SQL_FOLDER,
): Promise<boolean> {
  const migrations = await readOnlineMigrations(folder);
  return await db.connection().execute(async (connection) => {
    const locked = await sql<{ got: boolean }>`select pg_try_advisory_lock(${LOCK}) as got`.execute(
      connection,
    );
    if (!locked.rows[0]?.got) return false;
    try {
      const applied = await listAppliedNames(connection);
      for (const migration of migrations) {
        if (applied.has(migration.name)) continue;
        if (!(await runFile(connection, migration, onStep))) break;
      }
      return true;
    } finally {
      await sql`select pg_advisory_unlock(${LOCK})`.execute(connection).catch(() => {});
    }
  });
}

async function listAppliedNames(db: Database): Promise<Set<string>> {
  const found = await sql<{ name: string }>`select name from public.migration`.execute(db);
  return new Set(found.rows.map((row) => row.name));
}

async function runFile(
  db: Database,
  migration: Migration,
  onStep: (step: OnlineStep) => Promise<boolean>,
): Promise<boolean> {
  const statements = readOnlineStatements(migration.name, migration.text);
  for (const [at, statement] of statements.entries()) {
    const name = `${migration.name} ${at + 1}/${statements.length}`;
    if (!(await onStep({ name, done: at, of: statements.length }))) return false;
    await runStatement(db, statement).catch((cause: Error) => {
      throw new Error(`${name}: ${cause.message}`, { cause });
    });
  }
  await sql`
    insert into public.migration (name, hash)
    values (${migration.name}, ${migration.hash})`.execute(db);
  return true;
}

async function runStatement(db: Database, statement: OnlineStatement): Promise<void> {
  if (statement.index !== undefined) await dropBroken(db, statement.index);
  for (;;) {
    const done = await sql.raw(statement.text).execute(db);
    if (statement.kind !== 'repeat' || !done.numAffectedRows) return;
  }
}

/** A build that was killed leaves an index that nobody may use; `if not exists` would take it for done. */
async function dropBroken(db: Database, index: string): Promise<void> {
  const found = await sql<{ broken: boolean }>`
    select true as broken from pg_index
    where indexrelid = to_regclass(${index}) and not indisvalid`.execute(db);
  if (found.rows.length > 0) await sql.raw(`drop index concurrently ${index}`).execute(db);
}
