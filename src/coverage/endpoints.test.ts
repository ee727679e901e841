import excel from 'exceljs';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { useTestServer } from '../../test/server.ts';
import { makeGate } from '../access/gate.ts';
import type { ReadJournal } from '../access/journal.ts';
import type { Actor, Role } from '../kernel/actor.ts';
import { SYSTEM_ACTOR } from '../kernel/actor.ts';
import { loadReference } from '../units/loading.ts';
import { getUnitByCode, pathOf } from '../units/ops.ts';
import { coverageEndpoints } from './endpoints.ts';
import { readExport, runExport, startExport } from './export-ops.ts';
import { addResidents, record } from './test-register.ts';
import type { CoverageAnswer, ListAnswer, OpenAnswer } from './types.ts';

const reads: { action: string; personIds: readonly number[] }[] = [];
const noSessions = { find: async () => null };
const journal: ReadJournal = {
  add(_who, { action, personIds = [] }) {
    reads.push({ action, personIds });
  },
  flush: async () => {},
  close: async () => {},
};
const server = useTestServer(coverageEndpoints, (ctx) => makeGate(ctx, noSessions, journal));

const TAN_TRAO = 202_545;
const BINH_CA = 202_548;
const DAY = '2026-01-31';

let moved = 0;
let other: Actor;
let officer: Actor;

async function actorOf(role: Role, unitId: number): Promise<Actor> {
  const { pathText } = await pathOf(server.database.ctx(), unitId, DAY);
  const grants = [{ role, unitId, path: pathText, boundaries: DAY }];
  return { userId: `${role}-${unitId}`, name: 'Cán bộ Tân Trào', kind: 'user', grants };
}

beforeAll(async () => {
  const ctx = server.database.ctx();
  await loadReference(ctx);
  const ids = await addResidents(ctx, [
    { name: 'Lò Văn Chuyển', placeId: TAN_TRAO, from: '2025-07-01' },
    ...Array.from({ length: 8 }, (_, at) => ({
      name: `Cầm Thị ${at}`,
      placeId: TAN_TRAO,
      from: '2025-07-01',
      cards: at < 3 ? [['GD', 'own', '2025-08-01', null] as [string, 'own', string, null]] : [],
    })),
    { name: 'Vì Văn Xa', placeId: BINH_CA, from: '2025-07-01' },
  ]);
  moved = ids[0] ?? 0;
  await record(ctx, [
    {
      kind: 'correctPerson',
      person: ids[1] ?? 0,
      attributes: { nationalId: '008180001234', phone: '0912345678' },
    },
  ]);
  officer = await actorOf('socialInsuranceOfficer', TAN_TRAO);
  other = await actorOf('socialInsuranceOfficer', BINH_CA);
});

describe('access', () => {
  test('a figure by code, to an officer of the unit; to others it does not exist', async () => {
    const path = `/v1/coverage/02545?asOf=${DAY}`;
    const mine = await server.request<CoverageAnswer>(officer, 'get', path);
    expect(mine.status).toBe(200);
    expect(mine.body).toMatchObject({ population: 9, insured: 3, rateBp: 3333 });
    expect((await server.request(other, 'get', path)).status).toBe(404);
    expect((await server.request(null, 'get', path)).status).toBe(401);
    expect((await server.request(officer, 'get', '/v1/coverage/08')).status).toBe(404);
  });

  test('lists are for officers, journaled with the persons shown, and masked', async () => {
    const path = `/v1/coverage/${TAN_TRAO}/people/covered?asOf=${DAY}`;
    reads.length = 0;
    const answer = await server.request<ListAnswer>(officer, 'get', path);
    expect(answer.body.total).toBe(3);
    const [first] = answer.body.rows;
    expect(first?.nationalId).toBe('008•••••••34');
    expect(first?.phone).toBe('•••••••678');
    expect(reads).toEqual([
      { action: 'coverage.people', personIds: answer.body.rows.map((row) => row.personId) },
    ]);
    const open = await actorOf('openData', TAN_TRAO);
    expect((await server.request(open, 'get', path)).status).toBe(404);
    expect((await server.request(other, 'get', path)).status).toBe(404);
  });

  test('proof and repair are for the administrator of the root', async () => {
    expect((await server.request(officer, 'post', '/v1/coverage/check')).status).toBe(404);
    const checked = await server.request<{ differenceCount: number }>(
      SYSTEM_ACTOR,
      'post',
      '/v1/coverage/check',
    );
    expect(checked.body.differenceCount).toBe(0);
  });

  test('who has left the places of the caller is counted, but not named', async () => {
    const ctx = server.database.ctx();
    const list = `/v1/coverage/${TAN_TRAO}/people/uncovered?asOf=${DAY}&knownAt=`;
    const knownAt = ctx.now().toString();
    const before = await server.request<ListAnswer>(officer, 'get', list + knownAt);
    expect(before.body.rows.map((row) => row.fullName)).toContain('Lò Văn Chuyển');
    // the residence in Tân Trào was a mistake altogether
    const fact = await sql<{ id: number }>`select fact_id as id from registry.residence
      where person_id = ${moved} and recorded_to is null`.execute(ctx.db);
    await record(ctx, [
      { kind: 'removeFact', person: moved, fact: 'residence', factId: fact.rows[0]?.id ?? 0 },
      {
        kind: 'setResidence',
        person: moved,
        placeId: BINH_CA,
        residence: 'permanent',
        from: '2025-07-01',
      },
    ]);
    const after = await server.request<ListAnswer>(officer, 'get', list + knownAt);
    expect(after.body.total).toBe(before.body.total);
    const hidden = after.body.rows.find((row) => row.personId === moved);
    expect(hidden).toMatchObject({ fullName: null, birthDate: null, nationalId: null });
  });
});

describe('open data', () => {
  test('small numbers and what gives them away are hidden; only ends of months', async () => {
    const reader = await actorOf('openData', TAN_TRAO);
    const path = `/v1/open/coverage/${TAN_TRAO}`;
    const answer = await server.request<OpenAnswer>(reader, 'get', `${path}?asOf=${DAY}`);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ population: 8, insured: null, rateBp: null });
    expect(answer.body.byGroup.every((group) => group.insured === null)).toBe(true);
    expect((await server.request(reader, 'get', `${path}?asOf=2026-01-30`)).status).toBe(422);
    expect((await server.request(reader, 'get', `/v1/coverage/${TAN_TRAO}`)).status).toBe(404);
  });
});

describe('files', () => {
  const book = async (bytes: Uint8Array): Promise<excel.Worksheet | undefined> => {
    const workbook = new excel.Workbook();
    await workbook.xlsx.load(Buffer.from(bytes).buffer as ArrayBuffer);
    return workbook.worksheets[0];
  };

  test('a list as .xlsx holds the people of the list, masked', async () => {
    const path = `/v1/coverage/${TAN_TRAO}/people/covered/file?asOf=${DAY}`;
    const answer = await server.request(officer, 'get', path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toContain(
      'da-tham-gia-xa-tan-trao-2026-01-31.xlsx',
    );
    const sheet = await book(new Uint8Array(await answer.response.arrayBuffer()));
    expect(sheet?.getCell('A2').value).toBe('Đơn vị: Xã Tân Trào');
    const header = sheet?.getColumn(2).values.indexOf('Họ và tên') ?? 0;
    expect(sheet?.rowCount).toBe(header + 3);
    expect(sheet?.getRow(header + 1).getCell(2).value).toBe('Cầm Thị 0');
    expect(sheet?.getRow(header + 1).getCell(5).value).toBe('008•••••••34');
  });

  test('a job writes it for who asked, in full with the right to it; nobody else gets it', async () => {
    const ctx = server.database.ctx();
    const question = { unit: TAN_TRAO, list: 'covered' as const, asOf: DAY, unmask: true };
    const asked = await startExport({ ...ctx, who: officer }, question);
    await expect(readExport({ ...ctx, who: officer }, asked.exportId)).rejects.toThrow(
      'coverage.export.conflict',
    );
    const job = { id: asked.jobId, name: 'coverage.export' };
    await runExport(ctx, asked.exportId, job);
    await runExport(ctx, asked.exportId, job);
    const file = await readExport({ ...ctx, who: officer }, asked.exportId);
    expect(file.rows).toBe(3);
    const sheet = await book(file.bytes);
    const numbers = sheet?.getColumn(5).values;
    expect(numbers).toContain('008180001234');
    await expect(readExport({ ...ctx, who: other }, asked.exportId)).rejects.toThrow('notFound');
    const collector = await actorOf('collector', TAN_TRAO);
    await expect(startExport({ ...ctx, who: collector }, question)).rejects.toThrow(
      'coverage.unmask.forbidden',
    );
  });
});

test('codes are looked up on the day that is asked', async () => {
  const province = await getUnitByCode(server.database.ctx(), '08', '2021-12-31');
  const system = (path: string) => server.request<CoverageAnswer>(SYSTEM_ACTOR, 'get', path);
  const old = await system('/v1/coverage/08?asOf=2021-12-31&boundaries=2026-01-01');
  expect(old.body.unit.unitId).toBe(province.unitId);
  const now = await system(
    '/v1/coverage/08?asOf=2021-12-31&boundaries=2026-01-01&codeOn=2026-01-01',
  );
  expect(now.body.unit.unitId).toBe(1208);
  expect((await system('/v1/coverage/076?asOf=2026-01-01')).status).toBe(404);
});
