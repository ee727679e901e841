import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { connectClient } from './database.ts';
import { migrateDatabase } from './migrate.ts';
import {
  listPendingOnline,
  readOnlineMigrations,
  readOnlineStatements,
  runOnline,
} from './online.ts';

const database = useTestDatabase();

let folder = '';

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'baophu-sql-'));
  await sql`drop schema if exists shop cascade`.execute(database.db());
  await sql`delete from public.migration where name like '0009%'`.execute(database.db());
  write(
    '000901_shop.sql',
    `create schema shop;
     create table shop.item (item_id int primary key, name text not null, folded text);
     insert into shop.item (item_id, name) select n, 'Tên ' || n from generate_series(1, 2500) n;`,
  );
  await migrateDatabase(database.url(), undefined, folder);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

const INDEX = 'create index concurrently if not exists item_name on shop.item (name);';
const FILL = `
-- repeat
update shop.item set folded = lower(name)
where item_id in (select item_id from shop.item where folded is null limit 1000);`;

async function isValid(index: string): Promise<boolean | null> {
  const found = await sql<{ valid: boolean }>`
    select indisvalid as valid from pg_index where indexrelid = to_regclass(${index})`.execute(
    database.db(),
  );
  return found.rows[0]?.valid ?? null;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Another process building an index, seen from outside: it waits for older transactions. */
async function isBuilding(): Promise<boolean> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from pg_stat_activity
    where query like 'create index concurrently%item_name%' and wait_event_type = 'Lock'`.execute(
    database.db(),
  );
  return found.rows[0]?.n === 1;
}

/** Somebody in the middle of a long transaction that has touched the table. */
async function withOldReader<T>(work: () => Promise<T>): Promise<T> {
  const reader = await connectClient(database.url());
  try {
    await reader.query('begin isolation level repeatable read');
    await reader.query('update shop.item set name = name where item_id = 1');
    return await work();
  } finally {
    await reader.query('rollback');
    await reader.end();
  }
}

describe('statements on big tables', () => {
  test('run in order, once, and are known as applied', async () => {
    write('000902_item.online.sql', `${INDEX}\n${FILL}`);
    const names: string[] = [];
    expect(await listPendingOnline(database.db(), folder)).toEqual(['000902_item.online.sql']);
    const onStep = async ({ name }: { name: string }): Promise<boolean> => {
      names.push(name);
      return true;
    };
    expect(await runOnline(database.db(), onStep, folder)).toBe(true);
    expect(names).toEqual(['000902_item.online.sql 1/2', '000902_item.online.sql 2/2']);
    expect(await isValid('shop.item_name')).toBe(true);
    const empty = await sql<{ n: number }>`
      select count(*)::int as n from shop.item where folded is null`.execute(database.db());
    expect(empty.rows[0]?.n).toBe(0);
    expect(await listPendingOnline(database.db(), folder)).toEqual([]);
    names.length = 0;
    await runOnline(database.db(), onStep, folder);
    expect(names).toEqual([]);
  });

  test('the plain migrator leaves them for later', async () => {
    write('000902_item.online.sql', INDEX);
    expect(await migrateDatabase(database.url(), undefined, folder)).toEqual([]);
    expect(await isValid('shop.item_name')).toBe(null);
  });

  test('while an index is built, others read and write without waiting', async () => {
    write('000902_item.online.sql', INDEX);
    const building = await withOldReader(async () => {
      const running = runOnline(database.db(), undefined, folder);
      await until(isBuilding);
      const other = await connectClient(database.url());
      await other.query(`set lock_timeout = '200ms'`);
      await other.query(`insert into shop.item (item_id, name) values (9001, 'Mới')`);
      const read = await other.query('select name from shop.item where item_id = 9001');
      await other.end();
      expect(read.rows).toEqual([{ name: 'Mới' }]);
      return { running };
    });
    expect(await building.running).toBe(true);
    expect(await isValid('shop.item_name')).toBe(true);
  });

  test('a build killed in the middle is made anew by the next run', async () => {
    write('000902_item.online.sql', INDEX);
    await withOldReader(async () => {
      const running = runOnline(database.db(), undefined, folder);
      const failed = expect(running).rejects.toThrow('000902_item.online.sql 1/1');
      await until(isBuilding);
      await sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where query like 'create index concurrently%item_name%' and pid <> pg_backend_pid()`.execute(
        database.db(),
      );
      await failed;
    });
    expect(await isValid('shop.item_name')).toBe(false);
    expect(await runOnline(database.db(), undefined, folder)).toBe(true);
    expect(await isValid('shop.item_name')).toBe(true);
  });

  test('two processes do not do it at once', async () => {
    write('000902_item.online.sql', INDEX);
    await withOldReader(async () => {
      const running = runOnline(database.db(), undefined, folder);
      await until(isBuilding);
      expect(await runOnline(database.db(), undefined, folder)).toBe(false);
      return { running };
    }).then(({ running }) => running);
  });

  test('a told stop leaves the rest for the next run', async () => {
    write('000902_item.online.sql', `${INDEX}\n${FILL}`);
    await runOnline(database.db(), async ({ done }) => done === 0, folder);
    expect(await listPendingOnline(database.db(), folder)).toHaveLength(1);
    expect(await isValid('shop.item_name')).toBe(true);
  });
});

describe('forms that are allowed', () => {
  test('all faults of a file at once', () => {
    const text = `
      create index item_name on shop.item (name);
      alter table shop.item add column x int;
      update shop.item set folded = '' where folded is null;
      -- repeat
      update shop.item set folded = '' where folded is null;
      ${INDEX}`;
    expect(() => readOnlineStatements('x.online.sql', text)).toThrow(
      /create index item_name.*alter table.*update shop.item.*update shop.item/s,
    );
  });

  test('a constraint is validated, an index remade or dropped', () => {
    const kinds = readOnlineStatements(
      'x.online.sql',
      `-- why
       alter table shop.item validate constraint item_named;
       reindex index concurrently shop.item_name;
       drop index concurrently if exists shop.item_name;`,
    ).map((each) => each.kind);
    expect(kinds).toEqual(['validate', 'reindex', 'dropIndex']);
  });

  test('every file of this release is made of them', async () => {
    for (const { name, text } of await readOnlineMigrations()) readOnlineStatements(name, text);
  });
});

test('a migration waits for a lock in short tries, so others do not queue behind it', async () => {
  write('000903_column.sql', 'alter table shop.item add column kind text;');
  const applied = withOldReader(async () => {
    const running = migrateDatabase(database.url(), undefined, folder);
    await until(async () => {
      const waiting = await sql<{ n: number }>`
        select count(*)::int as n from pg_stat_activity
        where query like '%add column kind%' and wait_event_type = 'Lock'`.execute(database.db());
      return waiting.rows[0]?.n === 1;
    });
    const other = await connectClient(database.url());
    await other.query(`set lock_timeout = '20s'`);
    await other.query('select count(*) from shop.item');
    await other.end();
    return { running };
  });
  expect(await (await applied).running).toEqual(['000903_column.sql']);
});
