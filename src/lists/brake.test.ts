/** A full list that is empty or cut off does not end everybody by a click. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PLACES } from '../registry/test-places.ts';
import type { CommandInput } from '../registry/types.ts';
import { brakeOf } from './brake.ts';
import { commitList, undoList } from './commit-ops.ts';
import { compareList } from './compare-ops.ts';
import { importList } from './import-ops.ts';
import { getListAsOwner } from './intake-ops.ts';
import { plantPlaces, useTestLists } from './test-lists.ts';

const lists = useTestLists();
const folder = mkdtempSync(join(tmpdir(), 'baophu-brake-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HOLDERS = 60;
const FULL = { kind: 'near-poor', unit: '02545', asOf: '2026-10-01', isFull: true } as const;
const HEADER = 'Họ và tên,Ngày sinh,Thôn';
const people: number[] = [];

beforeAll(async () => {
  await plantPlaces(lists.database.db());
  const commands = Array.from({ length: HOLDERS }, (_, at): CommandInput[] => [
    {
      kind: 'addPerson',
      person: `new:${at}`,
      attributes: { fullName: `Hà Văn ${name(at)}`, birthDate: '1980-05-06', sex: 'male' },
      residence: { placeId: PLACES.villageOne, kind: 'permanent', from: '2010-01-01' },
    },
    {
      kind: 'setStatus',
      person: `new:${at}`,
      status: 'nearPoorHousehold',
      from: '2026-01-01',
      to: '2027-01-01',
    },
  ]);
  const made = await lists.record(commands.flat());
  for (let at = 0; at < HOLDERS; at += 1) people.push(made[`new:${at}`] ?? 0);
});

function name(at: number): string {
  return `Giang ${String.fromCharCode(65 + (at % 26))}${String.fromCharCode(97 + Math.floor(at / 26))}`;
}

/** A list that names the first so many of those who hold the status. */
async function listOf(count: number, foot = ''): Promise<number> {
  const rows = people.slice(0, count).map((_, at) => `Hà Văn ${name(at)},06/05/1980,Lũng Tẩu`);
  const listId = await lists.clean([HEADER, ...rows, foot].join('\n'), FULL);
  const links = people.slice(0, count).map((person, at) => [at + 2, person] as const);
  await lists.link(listId, Object.fromEntries(links));
  await compareList(lists.ctx(), listId);
  return listId;
}

async function holders(): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n
    from registry.status
    where status = 'nearPoorHousehold' and recorded_to is null and valid_to > '2026-10-01'`.execute(
    lists.database.db(),
  );
  return found.rows[0]?.n ?? 0;
}

describe('a full list that names nobody', () => {
  test('is refused with what to do, and nobody loses anything', async () => {
    const path = join(folder, 'chi-tieu-de.csv');
    writeFileSync(path, `${HEADER}\n`);
    const sent = { ...FULL, sender: 'UBND xã', path };
    await expect(importList(lists.ctx(), { ...sent, commits: true })).rejects.toThrow(
      'lists.full.empty',
    );
    expect(await holders()).toBe(HOLDERS);
  });

  test('a partial one of no rows changes nothing and is no fault', async () => {
    const path = join(folder, 'tung-phan.csv');
    writeFileSync(path, `${HEADER}\n\n`);
    const sent = { ...FULL, isFull: false, sender: 'UBND xã', path, commits: false };
    const list = await importList(lists.ctx(), sent);
    expect(list).toMatchObject({ state: 'compared', brake: null });
  });
});

describe('a full list that would end unusually many', () => {
  test('goes in only with their number, and comes out again', async () => {
    const listId = await listOf(3);
    const list = await getListAsOwner(lists.ctx(), listId);
    const gone = HOLDERS - 3;
    expect(brakeOf(list)).toEqual({ vanished: gone, known: HOLDERS, lastRows: 0, why: ['share'] });
    for (const choice of [{}, { vanished: gone - 1 }]) {
      await expect(commitList(lists.ctx(), listId, 'thử', choice)).rejects.toThrow(
        'lists.vanished.unconfirmed',
      );
    }
    expect(await holders()).toBe(HOLDERS);
    await commitList(lists.ctx(), listId, 'thử', { vanished: gone });
    expect(await holders()).toBe(3);
    await undoList(lists.ctx(), listId, 'gửi nhầm');
    expect(await holders()).toBe(HOLDERS);
  });

  test('nor by --yes alone', async () => {
    const path = join(folder, 'mot-nguoi.csv');
    writeFileSync(path, `${HEADER}\nHà Văn ${name(0)},06/05/1980,Lũng Tẩu\n`);
    const sent = { ...FULL, sender: 'UBND xã', path, commits: true };
    await expect(importList(lists.ctx(), sent)).rejects.toThrow('lists.vanished.unconfirmed');
    expect(await holders()).toBe(HOLDERS);
  });

  test('whose own sum says otherwise is held back for a single one', async () => {
    const listId = await listOf(HOLDERS - 1, 'Tổng cộng: 60 người');
    const brake = brakeOf(await getListAsOwner(lists.ctx(), listId));
    expect(brake).toMatchObject({ vanished: 1, why: ['stated'] });
  });

  test('far shorter than the last one of its sender is held back', async () => {
    const before = await listOf(HOLDERS - 20);
    expect(brakeOf(await getListAsOwner(lists.ctx(), before))).toBeNull();
    await commitList(lists.ctx(), before, 'thử');
    const listId = await listOf(15);
    expect(brakeOf(await getListAsOwner(lists.ctx(), listId))).toMatchObject({
      lastRows: HOLDERS - 20,
      why: ['lastList'],
    });
  });
});
