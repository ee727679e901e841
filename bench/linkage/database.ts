/** Linkage through PostgreSQL: a register as the database keeps it, lists short and long against it. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { SYSTEM_ACTOR } from '../../src/kernel/actor.ts';
import { sortWords } from '../../src/lists/linkage/features.ts';
import { KEY_COLUMNS, keysOf } from '../../src/lists/linkage/keys.ts';
import { type LinkRow } from '../../src/lists/linkage/types.ts';
import { type Context, NO_LISTENERS } from '../../src/stores/context.ts';
import { copyIn } from '../../src/stores/copy.ts';
import { type Database, connectDatabase } from '../../src/stores/database.ts';
import { jobQueue } from '../../src/stores/jobs.ts';
import { ensureDatabase, migrateDatabase } from '../../src/stores/migrate.ts';
import { startEmbeddedPostgres } from '../../src/stores/pg-embedded.ts';
import { type MadeFiles, communeOf, placesOf } from './maker.ts';
import { linesOf } from './quality.ts';

/** An empty database of the product, for as long as the work lasts. */
export async function withDatabase(work: (ctx: Context) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'baophu-bench-'));
  const server = await startEmbeddedPostgres({ folder });
  const url = server.url('bench');
  await ensureDatabase(server.url('postgres'), 'bench');
  const db = connectDatabase({ url, connectionsMax: 4 });
  try {
    await migrateDatabase(url);
    await work(makeContext(db));
  } finally {
    await db.destroy();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function makeContext(db: Database): Context {
  return {
    db,
    jobs: jobQueue,
    log: pino({ level: 'silent' }),
    who: SYSTEM_ACTOR,
    now: () => Temporal.Now.instant(),
    newId: () => randomUUID(),
    listeners: NO_LISTENERS,
  };
}

const PROVINCE = 2;

export async function fillTree(db: Database, villages: number): Promise<void> {
  const places = placesOf(villages);
  const communes = [...new Set(places.map(([, , commune]) => commune))];
  type Unit = [id: number, level: string, parent: number | null, path: string, anchor: number];
  const units: Unit[] = [
    [1, 'country', null, 'u1', 1],
    [PROVINCE, 'province', 1, 'u1.u2', PROVINCE],
    ...communes.map((id): Unit => [id, 'commune', PROVINCE, `u1.u2.u${id}`, id]),
    ...places.map(([id, , commune]): Unit => [
      id,
      'village',
      commune,
      `u1.u2.u${commune}.u${id}`,
      commune,
    ]),
  ];
  const start = '0001-01-01';
  await copyIn(
    db,
    'units.unit',
    ['unit_id', 'anchor_id', 'origin'],
    units.map(([id, , , , anchor]) => [id, anchor, 'reference']),
  );
  await copyIn(
    db,
    'units.unit_version',
    ['unit_id', 'valid_from', 'level', 'type', 'name', 'name_folded', 'parent_id'],
    units.map(([id, level, parent]) => {
      const name = `${level} ${id}`;
      return [id, start, level, level, name, name, parent];
    }),
  );
  await copyIn(
    db,
    'units.placement',
    ['place_id', 'valid_from', 'path', 'certain', 'candidates'],
    units.map(([id, , , path]) => [id, start, path, true, '{}']),
  );
  await sql`analyze units.placement, units.unit_version, units.unit`.execute(db);
}

const PERSON_COLUMNS = [
  'person_id',
  'name',
  'birth',
  'sex',
  'place_id',
  'national_id',
  'social_insurance_number',
  ...KEY_COLUMNS,
];

/** As linkage keeps people in the transaction of every write. */
export async function fillPersons(db: Database, files: MadeFiles): Promise<void> {
  const names = new Map<string, number>();
  function* people(): Generator<(string | number)[]> {
    for (const cells of linesOf(readFileSync(files.persons, 'latin1'))) {
      const [id, name = '', birthCell, ...others] = cells;
      const birth = Number(birthCell);
      const village = Number(others[1]);
      const source = { name, year: birth >> 9, month: (birth >> 5) & 15, day: birth & 31 };
      const keys = keysOf(source, village, communeOf(village));
      names.set(sortWords(name), (names.get(sortWords(name)) ?? 0) + 1);
      const own = [Number(id), name, birth, ...others.map(Number)];
      yield [...own, ...KEY_COLUMNS.map((column) => keys[column])];
    }
  }
  const indexes = await sql<{ name: string; definition: string }>`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
    from pg_index where indrelid = 'linkage.person'::regclass and not indisprimary`.execute(db);
  for (const { name } of indexes.rows) await sql`drop index ${sql.raw(name)}`.execute(db);
  await copyIn(db, 'linkage.person', PERSON_COLUMNS, people());
  for (const { definition } of indexes.rows) await sql.raw(definition).execute(db);
  const counted = [...names, ['', files.people] as const];
  await copyIn(db, 'linkage.name', ['sorted_name', 'people'], counted);
  await sql`analyze linkage.person, linkage.name`.execute(db);
}

/** A village's list for few rows: neighbours in the file; every n-th row for more. */
export function rowsOf(lines: readonly string[], count: number): LinkRow[] {
  const every = count <= 300 ? 1 : Math.floor(lines.length / count);
  const rows: LinkRow[] = [];
  for (let at = 0; rows.length < count && at < lines.length; at += every) {
    const line = lines[at];
    if (line) rows.push(rowOf(line.split('\t')));
  }
  return rows;
}

function rowOf(cells: readonly string[]): LinkRow {
  const text = (at: number): string | null => (cells[at] === '\\N' ? null : (cells[at] ?? null));
  const number = (at: number): number => Number(text(at) ?? 0);
  return {
    row: number(0),
    fullName: text(1) ?? '',
    birthYear: number(2),
    birthMonth: number(3),
    birthDay: number(4),
    sex: text(5) as LinkRow['sex'],
    placeId: text(6) === null ? null : number(6),
    nationalId: text(7),
    socialInsuranceNumber: text(8),
  };
}
