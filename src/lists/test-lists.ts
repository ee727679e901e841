/** Lists for tests: a register of a few people, files as text, links given by hand. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll } from 'vitest';
import { type TestDatabase, useTestDatabase } from '../../test/database.ts';
import { recordFacts } from '../registry/ops.ts';
import { insertTestPlaces } from '../registry/test-places.ts';
import type { CommandInput } from '../registry/types.ts';
import type { Database } from '../stores/database.ts';
import { type Blobs, openBlobs } from '../stores/blobs.ts';
import type { Context } from '../stores/context.ts';
import { cleanList, confirmColumns, inspectList, receiveList } from './intake-ops.ts';
import type { ListInput } from './intake-ops.ts';

export interface TestLists {
  database: TestDatabase;
  ctx(): Context;
  /** text of a .csv as a list that is cleaned; answers its number */
  clean(text: string, input: Omit<ListInput, 'sender'> & { sender?: string }): Promise<number>;
  /** row number → person; rows not named are nobody of the register */
  link(listId: number, people: Record<number, number>): Promise<void>;
  record(commands: readonly CommandInput[]): Promise<Record<string, number>>;
}

const NOW = Temporal.Instant.from('2026-11-21T03:00:00Z');

/** Call at the top level of a test file. */
export function useTestLists(): TestLists {
  const database = useTestDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'baophu-lists-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const blobs: Blobs = openBlobs(folder);
  const ctx = (): Context => database.ctx({ blobs, now: () => NOW });
  return {
    database,
    ctx,
    async clean(text, input) {
      const bytes = Buffer.from(text);
      const blob = await blobs.add(chunks(bytes), 1 << 30);
      const file = { name: 'danh-sach.csv', ...blob };
      const { listId } = await receiveList(ctx(), { sender: 'UBND xã', ...input }, file);
      await inspectList(ctx(), listId);
      await confirmColumns(ctx(), listId, {});
      await cleanList(ctx(), listId);
      return listId;
    },
    async link(listId, people) {
      const { db } = database;
      await sql`delete from linkage.link where list_id = ${listId}`.execute(db());
      await sql`
        insert into linkage.link (list_id, row_number, outcome, person_id, reason_code,
          model_version)
        select ${listId}::bigint, r.row_no,
          case when k.person_id is null then 'new' else 'linked' end,
          k.person_id, case when k.person_id is null then 'nobodyFits' else 'bestByFar' end, 1
        from lists.row r
        left join unnest(${Object.keys(people).map(Number)}::int[],
          ${Object.values(people)}::bigint[]) as k (row_no, person_id) on k.row_no = r.row_no
        where r.list_id = ${listId} and r.kind = 'data'`.execute(db());
      await sql`update lists.list set state = 'linked' where list_id = ${listId}`.execute(db());
    },
    async record(commands) {
      const done = await recordFacts(ctx(), { reason: 'cho kiểm thử' }, commands);
      if (!done.ok) throw new Error(JSON.stringify(done.faults));
      return { ...done.value.people, ...done.value.households };
    },
  };
}

/** The registry's small tree with names and kinds as data/ has them, for the resolver. */
export async function plantPlaces(db: Database): Promise<void> {
  await insertTestPlaces(db);
  await sql`
    update units.unit_version
    set name = regexp_replace(name, '^(Tỉnh|Xã|Phường|Thôn) ', ''),
      name_folded = kernel.fold(regexp_replace(name, '^(Tỉnh|Xã|Phường|Thôn) ', '')),
      type = case split_part(name, ' ', 1) when 'Tỉnh' then 'tinh' when 'Xã' then 'xa'
        when 'Phường' then 'phuong' when 'Thôn' then 'thon' else type end`.execute(db);
  await sql`
    update units.unit u
    set anchor_id = coalesce(
      (select v.parent_id from units.unit_version v
        where v.unit_id = u.unit_id and v.level = 'village'),
      u.unit_id)`.execute(db);
}

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
