/**
 * Lists through the API, as officers of a commune bring them: residents, insured cards, near-poor
 * households, pupils. Reviewed, taken in, coverage moves as it should; taken back, it is as before.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeGate } from '../../src/access/gate.ts';
import { openReadJournal } from '../../src/access/journal.ts';
import { endpoints, jobHandlers } from '../../src/app.ts';
import { checkCounts } from '../../src/coverage/check-ops.ts';
import { loadDemo } from '../../src/demo/load.ts';
import { asActor, buildServer } from '../../src/http/server.ts';
import type { Actor, Role } from '../../src/kernel/actor.ts';
import { checkRegister } from '../../src/registry/ops.ts';
import { openBlobs } from '../../src/stores/blobs.ts';
import type { Context } from '../../src/stores/context.ts';
import { startJobs } from '../../src/stores/jobs.ts';
import { openVault } from '../../src/stores/vault.ts';
import { loadReference } from '../../src/units/loading.ts';
import { useTestDatabase } from '../database.ts';

const AS_OF = '2026-10-01';
const database = useTestDatabase();
const folder = mkdtempSync(join(tmpdir(), 'baophu-lists-'));
const closers: (() => Promise<unknown>)[] = [];

interface Person {
  personId: number;
  fullName: string;
  birth: string;
  sex: string;
  nationalId: string | null;
  village: string;
  insured: boolean;
}

let ctx: Context;
let app: ReturnType<typeof buildServer>;
let commune: { unitId: number; code: string; name: string; path: string };
let people: Person[];

beforeAll(async () => {
  ctx = database.ctx({
    vault: openVault(join(folder, 'secrets')),
    blobs: openBlobs(join(folder, 'files')),
    now: () => Temporal.Instant.from('2026-11-21T03:00:00Z'),
  });
  await loadReference(ctx);
  await loadDemo(ctx, { name: 'son-la', people: 9_000, seed: 7 });
  const reads = openReadJournal(ctx);
  const gate = makeGate(ctx, { find: async () => null }, reads);
  app = buildServer({ endpoints, context: ctx, gate, text: ({ code }) => code });
  const jobs = await startJobs(database.url(), jobHandlers(ctx), pino({ level: 'silent' }));
  closers.push(() => jobs.stop());
  commune = await findCommune();
  people = await listPeople();
}, 300_000);

afterAll(async () => {
  for (const close of closers) await close();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** The commune of the demo with the most people. */
async function findCommune(): Promise<typeof commune> {
  const found = await sql<typeof commune>`
    select v.unit_id as "unitId", v.code, v.name, p.path::text as path
    from registry.person r
    join units.unit u on u.unit_id = r.place_id
    join units.unit_version v on v.unit_id = u.anchor_id and v.valid_to is null
    join units.placement p on p.place_id = v.unit_id and p.valid_to is null
    group by 1, 2, 3, 4
    order by count(*) desc
    limit 1`.execute(ctx.db);
  const [first] = found.rows;
  if (!first) throw new Error('the demo has no commune');
  return first;
}

async function listPeople(): Promise<Person[]> {
  const found = await sql<Person>`
    select r.person_id as "personId", v.full_name as "fullName",
      to_char(v.birth_date, 'DD/MM/YYYY') as birth,
      case v.sex when 'male' then 'Nam' else 'Nữ' end as sex, v.national_id as "nationalId",
      u.name as village, exists (
        select from registry.participation c
        where c.person_id = r.person_id and c.recorded_to is null and c.valid_from <= ${AS_OF}
          and (c.valid_to is null or ${AS_OF} < c.valid_to)) as insured
    from registry.person r
    join units.unit_version u on u.unit_id = r.place_id
      and u.level = 'village' and u.valid_to is null
    join registry.person_version v on v.person_id = r.person_id and v.recorded_to is null
      and v.valid_to is null and v.birth_precision = 'day'
    where u.parent_id = ${commune.unitId} and exists (
      select from registry.residence h
      where h.person_id = r.person_id and h.recorded_to is null and h.kind = 'permanent'
        and h.place_id = r.place_id and h.valid_from <= ${AS_OF} and h.valid_to is null)
      and not exists (
        select from registry.residence h
        where h.person_id = r.person_id and h.recorded_to is null and h.kind <> 'permanent')
    order by r.person_id`.execute(ctx.db);
  return found.rows;
}

function officer(role: Role): Actor {
  const { unitId, path } = commune;
  const grants = [{ role, unitId, path, boundaries: '2026-01-01' }];
  return { userId: role, name: `Cán bộ ${role}`, kind: 'user', grants };
}

async function call<T>(role: Role, method: string, path: string, body?: BodyInit): Promise<T> {
  const isJson = typeof body === 'string' && body.startsWith('{');
  const headers = new Headers(isJson ? { 'content-type': 'application/json' } : undefined);
  const response = await app.request(path, { method, body, headers }, asActor(officer(role)));
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return JSON.parse(text) as T;
}

interface List {
  listId: number;
  state: string;
  counts: Record<string, number>;
  effect: { insuredBefore: number; insuredAfter: number; gained: number; lost: number } | null;
  mapping: object | null;
  failure: object[] | null;
  entryIds: number[];
}

/** Sends a file, confirms the columns it proposes, waits for the difference. */
async function send(role: Role, kind: string, text: string, more = ''): Promise<List> {
  const sender = encodeURIComponent(`Nơi gửi ${kind}`);
  const query = `kind=${kind}&unit=${commune.code}&sender=${sender}&asOf=${AS_OF}&name=${kind}.csv${more}`;
  const sent = await call<{ listId: number }>(role, 'POST', `/v1/lists?${query}`, text);
  await waitFor(role, sent.listId, (list) => list.mapping !== null);
  await call(role, 'PUT', `/v1/lists/${sent.listId}/columns`, '{}');
  return await waitFor(role, sent.listId, (list) => list.state === 'compared');
}

async function waitFor(role: Role, listId: number, isDone: (list: List) => boolean): Promise<List> {
  const until = performance.now() + 60_000;
  for (;;) {
    const list = await call<List>(role, 'GET', `/v1/lists/${listId}`);
    if (isDone(list)) return list;
    if (list.failure) throw new Error(JSON.stringify(list.failure));
    if (performance.now() > until) throw new Error(`list ${listId} stays ${JSON.stringify(list)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function act(role: Role, listId: number, what: 'commit' | 'undo'): Promise<List> {
  const body = JSON.stringify({ reason: 'thử cả quy trình' });
  const done = await call<{ list: List }>(role, 'POST', `/v1/lists/${listId}/${what}`, body);
  return done.list;
}

async function insuredNow(): Promise<number> {
  const path = `/v1/coverage/${commune.code}?asOf=${AS_OF}`;
  const role = 'socialInsuranceOfficer';
  return (await call<{ insuredByName: number }>(role, 'GET', path)).insuredByName;
}

/** What the register says now of the commune, and the coverage that follows from it. */
async function worldNow() {
  const found = await sql<Record<string, number>>`
    select
      (select count(*)::int from registry.person_version where recorded_to is null) as versions,
      (select count(*)::int from registry.residence where recorded_to is null) as residences,
      (select count(*)::int from registry.status where recorded_to is null) as statuses,
      (select count(*)::int from registry.participation where recorded_to is null) as cards,
      (select sum(household_id)::text from registry.household_member
        where recorded_to is null) as members`.execute(ctx.db);
  return { ...found.rows[0], insured: await insuredNow() };
}

function line(person: Person): string {
  return [
    person.fullName,
    person.birth,
    person.sex,
    person.nationalId ?? '',
    person.village,
    commune.name,
  ].join(',');
}

const HEADER = 'Họ và tên,Ngày sinh,Giới tính,Số định danh/CCCD,Thôn,Xã';

describe('lists of a commune', () => {
  test('residents: whom the register knows stays the same, new people come', async () => {
    const known = people.slice(0, 60);
    const added = ['Lừ Thị Sao Mai', 'Lừ Văn Sao Hôm'].map(
      (name, at) => `${name},0${at + 1}/07/2026,Nữ,,${known[0]?.village},${commune.name}`,
    );
    const text = `${HEADER}\n${[...known.map(line), ...added].join('\n')}\n`;
    const list = await send('healthOfficer', 'residents', text);
    expect(list.counts).toMatchObject({ data: 62, linked: 60, new: 2, conflict: 0 });
    expect(list.counts['same']).toBeGreaterThan(50);
    const done = await act('healthOfficer', list.listId, 'commit');
    expect(done).toMatchObject({ state: 'committed', entryIds: [expect.any(Number)] });
    // the same rows in another file say nothing new
    const again = await send('healthOfficer', 'residents', `${text}\n\n`);
    expect(again.counts).toMatchObject({ linked: 62, new: 0, changed: 0, same: 62 });
    expect((await act('healthOfficer', again.listId, 'commit')).entryIds).toEqual([]);
  }, 120_000);

  test('insured cards: coverage goes up by whom they reach, and back', async () => {
    const before = await insuredNow();
    const uninsured = people.filter((person) => !person.insured).slice(0, 5);
    expect(uninsured.length).toBe(5);
    const rows = uninsured.map(
      (person, at) => `${line(person)},GD40800000000${10 + at},01/09/2026,31/12/2026`,
    );
    const text = `${HEADER},Mã thẻ BHYT,Từ ngày,Đến ngày\n${rows.join('\n')}\n`;
    const list = await send('socialInsuranceOfficer', 'insured', text);
    expect(list.counts).toMatchObject({ linked: 5, changed: 5 });
    expect(list.effect).toMatchObject({
      gained: 5,
      lost: 0,
      insuredAfter: list.effect ? list.effect.insuredBefore + 5 : 0,
    });
    expect(await insuredNow()).toBe(before);
    await act('socialInsuranceOfficer', list.listId, 'commit');
    expect(await insuredNow()).toBe(before + 5);
    const undone = await act('socialInsuranceOfficer', list.listId, 'undo');
    expect(undone.state).toBe('undone');
    expect(await insuredNow()).toBe(before);
  }, 120_000);

  test('near-poor households and pupils: statuses in their periods', async () => {
    const some = people.slice(5, 15);
    const nearPoor = await send(
      'labourOfficer',
      'near-poor',
      `${HEADER}\n${some.map(line).join('\n')}\n`,
    );
    expect(nearPoor.counts['linked']).toBe(10);
    await act('labourOfficer', nearPoor.listId, 'commit');
    const pupils = people.filter((person) => Number(person.birth.slice(6)) > 2012).slice(0, 6);
    const text = `Lớp,${HEADER}\n${pupils.map((person) => `6A,${line(person)}`).join('\n')}\n`;
    const list = await send('educationOfficer', 'pupils', text, '&detail=THCS%20A');
    await act('educationOfficer', list.listId, 'commit');
    const found = await sql<{ status: string; detail: string | null; to: string; n: number }>`
      select s.status, s.detail, s.valid_to as "to", count(*)::int as n
      from registry.status s
      where s.recorded_to is null and s.source like 'Nơi gửi%'
      group by 1, 2, 3
      order by 1`.execute(ctx.db);
    expect(found.rows).toContainEqual({
      status: 'pupil',
      detail: '6A · THCS A',
      to: '2027-09-01',
      n: 6,
    });
  }, 120_000);

  test('the whole way: four lists, a doubt reviewed, taken in, and back to as it was', async () => {
    const before = await worldNow();
    const { insured } = before;
    const uninsured = people.filter((person) => !person.insured).slice(0, 6);
    const [doubtful, ...others] = uninsured;
    if (!doubtful) throw new Error('everybody is insured');
    const mother = `Lừ Thị Trăng Non,03/07/1996,Nữ,,${doubtful.village},${commune.name}`;
    const residents = await send(
      'healthOfficer',
      'residents',
      `${HEADER}\n${[...uninsured.map(line), mother].join('\n')}\n`,
    );
    await act('healthOfficer', residents.listId, 'commit');
    // a letter lost, the other sex, no number and no village: linkage asks
    const strange = [
      doubtful.fullName.slice(0, -1),
      doubtful.birth,
      doubtful.sex === 'Nam' ? 'Nữ' : 'Nam',
      '',
      '',
      commune.name,
    ].join(',');
    const cards = [...others.map(line), strange].map((text) => `${text},GD,01/09/2026,31/12/2026`);
    const header = `${HEADER},Mã đối tượng,Từ ngày,Đến ngày`;
    const list = await send(
      'socialInsuranceOfficer',
      'insured',
      `${header}\n${cards.join('\n')}\n`,
    );
    expect(list.counts).toMatchObject({ linked: others.length, held: 1 });
    const queue = await call<{ items: { itemId: number; kind: string }[] }>(
      'socialInsuranceOfficer',
      'GET',
      `/v1/review/items?list=${list.listId}`,
    );
    const [item] = queue.items;
    const body = JSON.stringify({ decision: 'accept', personId: doubtful.personId });
    const decide = `/v1/review/items/${item?.itemId}/decide`;
    expect(item?.kind).toBe('doubtfulMatch');
    await call('socialInsuranceOfficer', 'POST', decide, body);
    const compared = await call<{ list: List }>(
      'socialInsuranceOfficer',
      'POST',
      `/v1/lists/${list.listId}/compare`,
    );
    expect(compared.list.counts).toMatchObject({ linked: uninsured.length, held: 0 });
    await act('socialInsuranceOfficer', list.listId, 'commit');
    expect(await insuredNow()).toBe(insured + uninsured.length);
    const poor = await send(
      'labourOfficer',
      'near-poor',
      `Quan hệ với chủ hộ,${HEADER}\nChủ hộ,${line(doubtful)}\n${others.map((person) => `Con,${line(person)}`).join('\n')}\n`,
    );
    await act('labourOfficer', poor.listId, 'commit');
    const pupils = await send(
      'educationOfficer',
      'pupils',
      `Lớp,${HEADER}\n${others.map((person) => `9B,${line(person)}`).join('\n')}\n`,
      '&detail=THCS%20B',
    );
    await act('educationOfficer', pupils.listId, 'commit');
    expect(await worldNow()).not.toEqual(before);
    await act('educationOfficer', pupils.listId, 'undo');
    await act('labourOfficer', poor.listId, 'undo');
    await act('socialInsuranceOfficer', list.listId, 'undo');
    await act('healthOfficer', residents.listId, 'undo');
    expect(await worldNow()).toEqual(before);
  }, 180_000);

  test('the register is whole, counts follow the facts', async () => {
    expect((await checkRegister(ctx)).violations).toEqual([]);
    expect((await checkCounts(ctx)).differenceCount).toBe(0);
  }, 120_000);

  test('the file’s first rows: numbers masked, whole for who may see them and says why', async () => {
    const known = people.find((person) => person.nationalId?.length === 12);
    const text = `${HEADER}\n${known && line(known)}\n`;
    const list = await send('socialInsuranceOfficer', 'merit', text);
    const path = `/v1/lists/${list.listId}/preview`;
    interface Preview {
      rows: { cells: string[] }[];
    }
    const masked = await call<Preview>('socialInsuranceOfficer', 'GET', path);
    expect(masked.rows[1]?.cells[3]).toMatch(/^\d{3}•{7}\d{2}$/);
    expect(JSON.stringify(masked)).not.toContain(known?.nationalId);
    const body = JSON.stringify({ reason: 'xem có mất số 0 không' });
    const whole = await call<Preview>('socialInsuranceOfficer', 'POST', path, body);
    expect(whole.rows[1]?.cells[3]).toBe(known?.nationalId);
    await expect(call('labourOfficer', 'POST', path, body)).rejects.toThrow(
      'lists.numbers.forbidden',
    );
    const found = await sql<{ n: number }>`
      select count(*)::int as n from access.journal
      where action = 'lists.previewWhole' and reason = 'xem có mất số 0 không'`.execute(ctx.db);
    expect(found.rows[0]?.n).toBeGreaterThan(0);
  }, 60_000);

  test('another role, another place: as if it were not there', async () => {
    const lists = await call<{ lists: List[] }>('auditor', 'GET', '/v1/lists');
    const [first] = lists.lists;
    await expect(act('auditor', first?.listId ?? 0, 'undo')).rejects.toThrow(/40[34]/);
    const elsewhere: Actor = {
      ...officer('healthOfficer'),
      grants: [{ role: 'healthOfficer', unitId: 1, path: 'u1.u1.u1', boundaries: '2026-01-01' }],
    };
    const hidden = await app.request(`/v1/lists/${first?.listId}`, {}, asActor(elsewhere));
    expect(hidden.status).toBe(404);
  });
});
