import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Migration, readMigrations } from '../src/stores/migrate.ts';
import { readOnlineMigrations } from '../src/stores/online.ts';
import { findMigrationFaults, readReleased } from './check-migrations.ts';

function file(name: string, text: string): Migration {
  return { name, text, hash: createHash('sha256').update(text).digest('hex') };
}

const first = file('000001_shop.sql', 'create schema shop;\ncreate table shop.item (id int);');
const released = { [first.name]: first.hash };

describe('migrations', () => {
  test('those of this release hold the rules', async () => {
    const online = await readOnlineMigrations();
    expect(findMigrationFaults(await readMigrations(), online, readReleased())).toEqual([]);
  });

  test('a released file that is changed or gone', () => {
    expect(findMigrationFaults([{ ...first, hash: 'x' }], [], released)).toEqual([
      expect.stringContaining('000001_shop.sql: was released and is changed'),
    ]);
    expect(findMigrationFaults([], [], released)).toEqual([
      '000001_shop.sql: was released and is gone',
    ]);
  });

  test('a number before the released ones', () => {
    const early = file('000000_early.sql', 'create schema early;');
    expect(findMigrationFaults([early, first], [], released)[0]).toContain('needs a number after');
  });

  test.each([
    'create index item_id on shop.item (id);',
    'create unique index if not exists item_id on shop.item (id);',
    'alter table shop.item alter column id type bigint;',
    'alter table shop.item alter column id set not null;',
    'alter table shop.item add constraint id_positive check (id > 0);',
    'alter table shop.item add column name text not null;',
    'UPDATE shop.item\nSET id = 0;',
    'delete from shop.item where id = 0;',
    'truncate shop.item;',
  ])('would stop those who work: %s', (text) => {
    const faults = findMigrationFaults([first, file('000002_more.sql', text)], [], released);
    expect(faults).toEqual([expect.stringContaining('000002_more.sql: ')]);
  });

  test.each([
    'create table shop.sale (id int); create index sale_id on shop.sale (id); update shop.sale set id = 1;',
    'alter table shop.item add column name text;',
    "alter table shop.item add column name text not null default '';",
    'alter table shop.item add constraint id_positive check (id > 0) not valid;',
    'create function shop.clear() returns void language sql as $$ delete from shop.item $$;',
    '-- create index item_id on shop.item (id);',
  ])('lets them work: %s', (text) => {
    expect(findMigrationFaults([first, file('000002_more.sql', text)], [], released)).toEqual([]);
  });

  test('an online file of another form', () => {
    const online = file('000002_more.online.sql', 'create index item_id on shop.item (id);');
    expect(findMigrationFaults([first], [online], released)).toEqual([
      expect.stringContaining('would stop readers'),
    ]);
  });
});
