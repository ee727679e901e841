import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import type { Actor } from '../kernel/actor.ts';
import { type Context, inTransaction } from '../stores/context.ts';
import { type Vault, openVault } from '../stores/vault.ts';
import { anchorJournal, openReadJournal, recordInJournal, verifyJournal } from './journal.ts';
import { listJournalRows } from './journal-sql.ts';

const officer: Actor = {
  userId: 'u-1',
  name: 'Cán bộ Một',
  kind: 'user',
  grants: [],
};

describe('the journal', () => {
  const database = useTestDatabase();
  let folder: string;
  let vault: Vault;
  const ctx = (): Context => database.ctx({ vault, who: officer });
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'baophu-vault-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  let round = 0;
  beforeEach(async () => {
    round += 1;
    vault = openVault(join(folder, String(round)));
    await tamper('truncate access.journal');
    for (let i = 1; i <= 8; i += 1) {
      await inTransaction(ctx(), (tx) =>
        recordInJournal(tx, {
          kind: 'change',
          action: 'test.change',
          role: 'administrator',
          unitIds: [i],
          personIds: [i * 10, 9_007_199_254_740_000],
          entryId: i,
          reason: `lần ${i}`,
        }),
      );
    }
  });

  /** What somebody with the database's owner rights could do. */
  async function tamper(...statements: string[]): Promise<void> {
    await database
      .db()
      .transaction()
      .execute(async (trx) => {
        await sql`set local session_replication_role = 'replica'`.execute(trx);
        for (const statement of statements) await sql.raw(statement).execute(trx);
      });
  }

  test('holds as written', async () => {
    expect(await verifyJournal(ctx())).toMatchObject({
      ok: true,
      rows: 8,
      lastSeq: 8,
      fault: null,
    });
  });

  test('refuses change, removal and emptying to everyone who does not disarm it', async () => {
    const db = database.db();
    await expect(sql`update access.journal set reason = 'x'`.execute(db)).rejects.toThrow(
      /appended/,
    );
    await expect(sql`delete from access.journal`.execute(db)).rejects.toThrow(/appended/);
    await expect(sql`truncate access.journal`.execute(db)).rejects.toThrow(/appended/);
  });

  test('cannot be read or written by a request', async () => {
    await expect(
      inTransaction(ctx(), (tx) => sql`select seq from access.journal`.execute(tx.db)),
    ).rejects.toThrow(/permission denied/);
  });

  test.each([
    ['a changed reason', ["update access.journal set reason = 'khác' where seq = 4"], 4, 'changed'],
    [
      'another person',
      ['update access.journal set person_ids = array[1] where seq = 1'],
      1,
      'changed',
    ],
    [
      'another time',
      ["update access.journal set at = at + interval '1 ms' where seq = 8"],
      8,
      'changed',
    ],
    ['a removed row', ['delete from access.journal where seq = 5'], 5, 'missing'],
    ['a removed first row', ['delete from access.journal where seq = 1'], 1, 'missing'],
    [
      'two rows swapped with their contents',
      [
        'update access.journal set seq = -1 where seq = 3',
        'update access.journal set seq = 3 where seq = 4',
        'update access.journal set seq = 4 where seq = -1',
      ],
      3,
      'changed',
    ],
    [
      'a removed row closed up by renumbering',
      [
        'delete from access.journal where seq = 2',
        'update access.journal set seq = seq - 1 where seq > 2',
      ],
      2,
      'changed',
    ],
  ] as [string, string[], number, string][])('locates %s', async (_name, statements, seq, kind) => {
    await tamper(
      'alter table access.journal drop constraint if exists journal_starts_at_one',
      ...statements,
    );
    expect((await verifyJournal(ctx())).fault).toEqual({ seq, kind });
  });

  test('a cut tail and a chain made anew are found by an anchor kept outside', async () => {
    const anchor = await anchorJournal(ctx());
    expect(anchor?.seq).toBe(8);
    await tamper('delete from access.journal where seq > 6');
    expect((await verifyJournal(ctx())).fault).toEqual({ seq: 7, kind: 'cut' });
    // somebody appends two rows again, with a chain that holds in itself
    for (const reason of ['giả 7', 'giả 8']) {
      await inTransaction(ctx(), (tx) =>
        recordInJournal(tx, { kind: 'change', action: 'test.change', reason }),
      );
    }
    expect((await verifyJournal(ctx())).fault).toEqual({ seq: 8, kind: 'rewritten' });
    // without the vault the chain alone looks whole, with the exported anchor it does not
    const elsewhere = { ...ctx(), vault: undefined };
    expect((await verifyJournal(elsewhere)).ok).toBe(true);
  });

  test('a forged anchor proves nothing', async () => {
    const forged = {
      seq: 99,
      hash: 'ab'.repeat(32),
      at: '2026-01-01T00:00:00.000Z',
      signature: 'AAAA',
    };
    expect(await verifyJournal(ctx(), [forged])).toMatchObject({ ok: true, anchors: 0 });
  });

  test('reads are written together, in order, and none is lost when it is closed', async () => {
    const reads = openReadJournal(ctx());
    for (let i = 0; i < 1203; i += 1) {
      reads.add(officer, { kind: 'read', action: 'people.get', personIds: [i] });
    }
    await Promise.all([
      reads.close(),
      ...[1, 2, 3].map(() =>
        inTransaction(ctx(), (tx) =>
          recordInJournal(tx, { kind: 'change', action: 'test.beside' }),
        ),
      ),
    ]);
    expect(await verifyJournal(ctx())).toMatchObject({ ok: true, lastSeq: 8 + 1203 + 3 });
    const seen = await listJournalRows(database.db(), {
      placeIds: null,
      action: 'people.get',
      limit: 2000,
    });
    expect(seen.map((row) => row.personIds[0]).reverse()).toEqual([...Array(1203).keys()]);
  });

  test('a change that is rolled back leaves no row', async () => {
    await expect(
      inTransaction(ctx(), async (tx) => {
        await recordInJournal(tx, { kind: 'change', action: 'test.undone' });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect((await verifyJournal(ctx())).lastSeq).toBe(8);
  });

  test('rows are found by person, place and user, newest first', async () => {
    const db = database.db();
    const byPerson = await listJournalRows(db, { placeIds: null, personId: 30, limit: 10 });
    expect(byPerson.map((row) => row.seq)).toEqual([3]);
    const byPlace = await listJournalRows(db, { placeIds: [2, 5], limit: 10 });
    expect(byPlace.map((row) => row.seq)).toEqual([5, 2]);
    const byUser = await listJournalRows(db, {
      placeIds: null,
      userId: 'u-1',
      before: 4,
      limit: 2,
    });
    expect(byUser.map((row) => row.seq)).toEqual([3, 2]);
    expect(await listJournalRows(db, { placeIds: null, userId: 'u-2', limit: 2 })).toEqual([]);
  });
});
