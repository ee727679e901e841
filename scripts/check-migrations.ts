/**
 * Holds the rules of migrations: a file that was released is never changed again, and a later one
 * does not stop those who work. `sql/released.json` lists the released files with their hashes.
 * All faults at once. Run: `node scripts/check-migrations.ts`; `--release` adds today's files.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Migration, SQL_FOLDER, readMigrations } from '../src/stores/migrate.ts';
import { readOnlineMigrations, readOnlineStatements } from '../src/stores/online.ts';

export type Released = Readonly<Record<string, string>>;

const RELEASED_FILE = join(SQL_FOLDER, 'released.json');
const NAME = '([a-z_]+\\.[a-z_][a-z0-9_]*)';
const TO_ONLINE = 'put it into an .online.sql file';

interface Rule {
  form: RegExp;
  says: string;
}

/** What would hold a table against readers or writers for as long as it is big. */
const STOPPING: readonly Rule[] = [
  {
    form: new RegExp(`create (?:unique )?index (?!concurrently)[^;]*? on ${NAME}`, 'g'),
    says: `an index is built while writers wait: ${TO_ONLINE}`,
  },
  {
    form: new RegExp(`alter table ${NAME}[^;]*? alter column \\w+ (?:set data )?type\\b`, 'g'),
    says: 'the table is written anew: add a column, fill it in an .online.sql file, then use it',
  },
  {
    form: new RegExp(`alter table ${NAME}[^;]*? set not null`, 'g'),
    says: `every row is read while all wait: add a check "not valid" and validate it online`,
  },
  {
    form: new RegExp(`alter table ${NAME}[^;]*? add constraint (?![^;]*not valid)[^;]*`, 'g'),
    says: `every row is read while all wait: add it "not valid" and validate it online`,
  },
  {
    form: new RegExp(`alter table ${NAME}[^;]*? add column [^;]*?not null(?![^;]*default)`, 'g'),
    says: 'rows that are there have no value for it: give a default, or allow null',
  },
  {
    form: new RegExp(`update ${NAME} set`, 'g'),
    says: `many rows are held at once: ${TO_ONLINE} as "-- repeat"`,
  },
  {
    form: new RegExp(`delete from ${NAME}`, 'g'),
    says: `many rows are held at once: ${TO_ONLINE} as "-- repeat"`,
  },
  {
    form: new RegExp(`(?:truncate|cluster|vacuum full) ${NAME}`, 'g'),
    says: 'everybody waits for it',
  },
];

/** One line a fault. `released` names files of `migrations`; the others are meant to come after. */
export function findMigrationFaults(
  migrations: readonly Migration[],
  online: readonly Migration[],
  released: Released,
): string[] {
  const faults: string[] = [];
  const all = new Map([...migrations, ...online].map((each) => [each.name, each]));
  for (const [name, hash] of Object.entries(released)) {
    const found = all.get(name);
    if (!found) faults.push(`${name}: was released and is gone`);
    else if (found.hash !== hash) {
      faults.push(`${name}: was released and is changed: put the change into a new file`);
    }
  }
  const last = Object.keys(released).sort().at(-1) ?? '';
  const tables = new Set<string>();
  for (const { name, text } of migrations) {
    const bare = plain(text);
    if (name in released) {
      for (const [, table] of bare.matchAll(new RegExp(`create table ${NAME}`, 'g'))) {
        tables.add(table ?? '');
      }
      continue;
    }
    if (name < last) faults.push(`${name}: a new file needs a number after ${last.slice(0, 6)}`);
    faults.push(...stoppingFaults(name, bare, tables));
  }
  for (const { name, text } of online) {
    try {
      readOnlineStatements(name, text);
    } catch (cause) {
      faults.push((cause as Error).message);
    }
  }
  return faults;
}

function stoppingFaults(name: string, bare: string, tables: ReadonlySet<string>): string[] {
  const faults: string[] = [];
  for (const { form, says } of STOPPING) {
    for (const [statement, table] of bare.matchAll(form)) {
      if (tables.has(table ?? '')) faults.push(`${name}: "${statement.slice(0, 70)}": ${says}`);
    }
  }
  return faults;
}

/** Without comments and bodies of functions, one space between words, lower case. */
function plain(text: string): string {
  return text
    .replace(/--.*$/gm, '')
    .replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, "''")
    .replace(/\s+/g, ' ')
    .toLowerCase();
}

export function readReleased(): Released {
  if (!existsSync(RELEASED_FILE)) return {};
  return JSON.parse(readFileSync(RELEASED_FILE, 'utf8')) as Released;
}

async function main(): Promise<void> {
  const migrations = await readMigrations();
  const online = await readOnlineMigrations();
  if (process.argv.includes('--release')) {
    const hashes = Object.fromEntries(
      [...migrations, ...online].map(({ name, hash }) => [name, hash]),
    );
    const all = { ...hashes, ...readReleased() };
    writeFileSync(RELEASED_FILE, `${JSON.stringify(all, Object.keys(all).sort(), 2)}\n`);
  }
  const faults = findMigrationFaults(migrations, online, readReleased());
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
}

if (import.meta.main) await main();
