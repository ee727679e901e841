/** Papers on records, as people use them: through the server, with their roles and places. */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { PDF, SECRET, phonePhoto, scanOf } from '../../test/pictures.ts';
import { PLACE, plantSmallTree } from '../../test/small-tree.ts';
import { makeGate } from '../access/gate.ts';
import { type ReadJournal, openReadJournal, verifyJournal } from '../access/journal.ts';
import { asActor, buildServer } from '../http/server.ts';
import type { Actor, Role } from '../kernel/actor.ts';
import { listJobs, SWEEP_JOB } from '../lists/jobs.ts';
import { recordFacts } from '../registry/ops.ts';
import { openBlobs } from '../stores/blobs.ts';
import type { Context } from '../stores/context.ts';
import { paperEndpoints } from './endpoints.ts';
import type { PaperView } from './types.ts';

const database = useTestDatabase();
const folder = mkdtempSync(join(tmpdir(), 'baophu-papers-'));
const blobs = openBlobs(folder);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let ctx: Context;
let app: ReturnType<typeof buildServer>;
let reads: ReadJournal;
let person = 0;
let household = 0;
let entry = 0;

beforeAll(async () => {
  ctx = database.ctx({ blobs });
  await plantSmallTree(ctx.db);
  const done = await recordFacts(ctx, { reason: 'cho kiểm thử' }, [
    {
      kind: 'addPerson',
      person: 'new:a',
      attributes: { fullName: 'Vàng Thị Xuân', birthDate: '1980-01-01' },
      residence: { placeId: PLACE.villageA, kind: 'permanent', from: '2010-01-01' },
    },
    { kind: 'addHousehold', household: 'new:h', placeId: PLACE.villageA, from: '2010-01-01' },
  ]);
  if (!done.ok) throw new Error(JSON.stringify(done.faults));
  person = done.value.people['new:a'] ?? 0;
  household = done.value.households['new:h'] ?? 0;
  entry = done.value.entryId;
  reads = openReadJournal(ctx);
  const gate = makeGate(ctx, { find: async () => null }, reads);
  app = buildServer({ endpoints: paperEndpoints, context: ctx, gate, text: ({ code }) => code });
});

function officer(userId: string, role: Role, unitId: number = PLACE.communeA): Actor {
  const paths: Record<number, string> = {
    [PLACE.communeA]: 'u1.u1208.u202530',
    [PLACE.communeD]: 'u1.u1214.u203600',
  };
  const grant = { role, unitId, path: paths[unitId] ?? '', boundaries: '2026-01-01' };
  return { userId, name: `Cán bộ ${userId}`, kind: 'user', grants: [grant] };
}
const keeper = officer('lao-dong', 'labourOfficer');
const insurer = officer('bhxh', 'socialInsuranceOfficer');
const village = officer('thon', 'villageCollaborator');
const finance = officer('tai-chinh', 'financeOfficer');
const stranger = officer('xa-d', 'administrator', PLACE.communeD);

const base = (): string => `/v1/people/${person}/papers`;

async function attach(
  bytes: Buffer,
  query: string,
  who: Actor = keeper,
  path: string = base(),
): Promise<{
  status: number;
  body: { paperId: number; repeated: boolean; hash: string; code: string };
}> {
  const response = await app.request(
    `${path}?${query}`,
    {
      method: 'POST',
      body: new Uint8Array(bytes),
      headers: { 'content-type': 'application/octet-stream' },
    },
    asActor(who),
  );
  return { status: response.status, body: (await response.json()) as never };
}

async function list(who: Actor = keeper, path: string = base()): Promise<PaperView[]> {
  const response = await app.request(path, {}, asActor(who));
  return ((await response.json()) as { papers: PaperView[] }).papers;
}

async function post(
  path: string,
  body: object,
  who: Actor,
): Promise<{ status: number; code?: string }> {
  const response = await app.request(
    path,
    { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } },
    asActor(who),
  );
  const text = await response.text();
  return { status: response.status, ...(text && (JSON.parse(text) as { code: string })) };
}

function filesKept(): string[] {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => statSync(join(folder, name)).isFile());
}

describe('attaching', () => {
  test('a photo is kept once, without where and with what it was taken', async () => {
    const first = await attach(phonePhoto(6), 'kind=poverty&datedOn=2026-01-05&note=Q%C4%90%2012');
    expect(first.status).toBe(200);
    const again = await attach(phonePhoto(6, 'another comment'), 'kind=poverty');
    expect(again.body).toEqual({ ...first.body, repeated: true });
    const [paper] = await list();
    expect(paper).toMatchObject({
      kind: 'poverty',
      datedOn: '2026-01-05',
      note: 'QĐ 12',
      actorName: 'Cán bộ lao-dong',
      mediaType: 'image/jpeg',
      width: 96,
      height: 160,
      mayOpen: true,
    });
    expect(paper?.preview).toMatch(/^data:image\/png;base64,/);
    const kept = filesKept();
    expect(kept).toHaveLength(1);
    expect(kept[0]).toContain(first.body.hash);
    const opened = await app.request(`${base()}/${first.body.paperId}/file`, {}, asActor(keeper));
    expect(Buffer.from(await opened.arrayBuffer()).includes(SECRET)).toBe(false);
  });

  test('to the household, and as proof of an entry; an entry of somebody else is refused', async () => {
    const path = `/v1/households/${household}/papers`;
    expect((await attach(phonePhoto(6), 'kind=poverty', keeper, path)).body.repeated).toBe(false);
    expect(await list(keeper, path)).toHaveLength(1);
    expect((await attach(scanOf(1), `kind=birthCertificate&entry=${entry}`)).status).toBe(200);
    expect((await list()).find((one) => one.entryId === entry)?.kind).toBe('birthCertificate');
    const wrong = await attach(scanOf(1), 'kind=birthCertificate&entry=999999');
    expect(wrong).toMatchObject({ status: 422, body: { code: 'papers.entryOfAnother' } });
    // one file on the disk for both records
    expect(filesKept()).toHaveLength(2);
  });

  test('what is no picture is refused and leaves nothing behind', async () => {
    const before = filesKept();
    const program = await attach(Buffer.from('MZ not a picture'), 'kind=other');
    expect(program).toMatchObject({ status: 422, body: { code: 'papers.unknownType' } });
    const future = await attach(scanOf(9), 'kind=other&datedOn=2999-01-01');
    expect(future.body.code).toBe('papers.datedInFuture');
    expect(filesKept()).toEqual(before);
  });

  test('outside the place and without the role nothing is there', async () => {
    expect((await attach(scanOf(2), 'kind=other', stranger)).status).toBe(404);
    expect((await attach(scanOf(2), 'kind=other', finance)).status).toBe(403);
    expect((await app.request(base(), {}, asActor(stranger))).status).toBe(404);
  });
});

describe('opening', () => {
  test('a document is saved, a picture may show, and nothing in either may run', async () => {
    const { body } = await attach(PDF, 'kind=decision');
    const document = await app.request(`${base()}/${body.paperId}/file`, {}, asActor(keeper));
    expect(document.headers.get('content-disposition')).toMatch(/^attachment;/);
    const [picture] = (await list()).filter((one) => one.kind === 'poverty');
    const shown = await app.request(`${base()}/${picture?.paperId}/file`, {}, asActor(keeper));
    expect(shown.headers.get('content-disposition')).toMatch(/^inline;/);
    for (const { headers } of [document, shown]) {
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
      expect(headers.get('cache-control')).toBe('no-store');
    }
    const saved = await app.request(
      `${base()}/${picture?.paperId}/file?purpose=download`,
      {},
      asActor(keeper),
    );
    expect(saved.headers.get('content-disposition')).toMatch(/^attachment;/);
  });

  test('identity papers open for who may see numbers or brought them, with a reason', async () => {
    const { body } = await attach(scanOf(77), 'kind=nationalId', village);
    const path = `${base()}/${body.paperId}/file`;
    const open = async (who: Actor, query = ''): Promise<number> =>
      (await app.request(`${path}${query}`, {}, asActor(who))).status;
    const why = '?reason=doi%20chieu%20so';
    expect(await open(keeper, why)).toBe(403);
    expect(await open(insurer)).toBe(422);
    expect(await open(insurer, why)).toBe(200);
    expect(await open(village, why)).toBe(200);
    expect((await list(keeper)).find((one) => one.kind === 'nationalId')?.mayOpen).toBe(false);
    await reads.flush();
    const lines = await sql<{ reason: string; persons: number[] }>`
      select reason, person_ids as persons from access.journal
      where action = 'papers.open' and user_id = 'bhxh' order by seq`.execute(ctx.db);
    expect(lines.rows).toEqual([{ reason: 'view: doi chieu so', persons: [person] }]);
  });
});

describe('taking away', () => {
  test('with a reason, by who brought it or who may undo; and back again', async () => {
    const { body } = await attach(scanOf(33), 'kind=photo', village);
    const path = `${base()}/${body.paperId}`;
    const reason = 'chụp nhầm người';
    expect(await post(`${path}/remove`, { reason }, keeper)).toMatchObject({
      status: 403,
      code: 'papers.remove.forbidden',
    });
    expect((await post(`${path}/remove`, { reason }, village)).status).toBe(204);
    expect((await post(`${path}/remove`, { reason }, village)).status).toBe(409);
    const removed = (await list()).at(-1);
    expect(removed).toMatchObject({ removeReason: reason, mayOpen: false });
    expect((await app.request(`${path}/file`, {}, asActor(keeper))).status).toBe(403);
    expect((await post(`${path}/restore`, { reason }, insurer)).status).toBe(204);
    expect((await app.request(`${path}/file`, {}, asActor(keeper))).status).toBe(200);
  });

  test('the sweep of the store leaves every paper and takes what nothing stands on', async () => {
    const { hash } = await blobs.add(
      (async function* () {
        yield Buffer.from('refused');
      })(),
      100,
    );
    const later = database.ctx({ blobs, now: () => Temporal.Now.instant().add({ hours: 48 }) });
    await listJobs(later)[SWEEP_JOB]?.({}, { id: '1', name: SWEEP_JOB } as never);
    expect(await blobs.has(hash)).toBe(false);
    for (const paper of await list(insurer)) {
      const open = `${base()}/${paper.paperId}/file?reason=kiem%20tra`;
      expect((await app.request(open, {}, asActor(insurer))).status).toBe(200);
    }
  });
});

test('the journal of it all holds together', async () => {
  await reads.flush();
  expect((await verifyJournal(ctx)).ok).toBe(true);
});
