import { beforeAll, describe, expect, test } from 'vitest';
import { useTestServer } from '../../test/server.ts';
import { type Actor, SYSTEM_ACTOR } from '../kernel/actor.ts';
import { unitEndpoints } from './endpoints.ts';
import { loadReference } from './loading.ts';
import type { ChildrenAnswer, ListComparison, ResolveAnswer, UnitPage } from './types.ts';

const http = useTestServer(unitEndpoints());

/** Administers Tuyên Quang of today only. */
const LOCAL: Actor = {
  userId: 'u1',
  name: 'Cán bộ',
  kind: 'user',
  grants: [{ role: 'administrator', unitId: 1208, path: 'u1.u1208', boundaries: '2026-01-01' }],
};

const ACT = { number: '5/NQ', title: 'Nghị quyết', issuer: 'HĐND tỉnh Tuyên Quang' };

beforeAll(async () => {
  await loadReference(http.database.ctx());
});

describe('the rows of units', () => {
  test('a code or an id names a unit, on the day asked', async () => {
    const path = '/v1/units/02536?on=2021-12-31';
    const old = await http.request<UnitPage>(SYSTEM_ACTOR, 'get', path);
    expect(old.body.unit).toMatchObject({ unitId: 102536, name: 'Thị trấn Sơn Dương' });
    const now = await http.request<UnitPage>(SYSTEM_ACTOR, 'get', '/v1/units/202536');
    expect(now.body.unit).toMatchObject({ unitId: 202536, inForce: true });
    expect((await http.request(SYSTEM_ACTOR, 'get', '/v1/units/99998')).status).toBe(404);
  });

  test('reads run with the rights of an ordinary user', async () => {
    const children = '/v1/units/076/children?boundaries=2026-01-01';
    const answer = await http.request<ChildrenAnswer>(LOCAL, 'get', children);
    expect(answer.body.units).toHaveLength(10);
    const text = encodeURIComponent('TT. Sơn Dương, Tuyên Quang');
    const resolved = await http.request<ResolveAnswer>(
      LOCAL,
      'get',
      `/v1/units/resolve?text=${text}`,
    );
    expect(resolved.body.today.unit?.unitId).toBe(202536);
    for (const path of [
      '/v1/units?text=tan%20trao&levels=commune',
      '/v1/units/08/tree?boundaries=2025-06-30',
      '/v1/units/02536/path',
      '/v1/units/1208/positions',
      '/v1/units/02545/population?withSuperseded=true',
      '/v1/units/02545/area-classes',
      '/v1/population-sources',
      '/v1/unit-changes',
      '/v1/groupings',
    ]) {
      expect((await http.request(LOCAL, 'get', path)).status, path).toBe(200);
    }
  });

  test('an official list is compared, written by one act or not at all, and undone', async () => {
    const path = '/v1/units/1208/official-list';
    const rows = [
      { code: '02545', name: 'Xã Tân Trào Mới', level: 'commune', parentCode: '08' },
      { code: '02548', name: 'Phường Bình Ca', level: 'commune', parentCode: '08' },
      { code: '02554', name: 'Xã Minh Thanh', level: 'commune', parentCode: '08' },
    ];
    const list = { effectiveOn: '2027-01-01', rows };
    const seen = await http.request<ListComparison>(LOCAL, 'post', path, list);
    expect(seen.body).toMatchObject({ same: 1, added: [], faults: [] });
    expect(seen.body.amended.map(({ unit }) => unit.unitId)).toEqual([202545, 202548]);
    const apply = (more: object) =>
      http.request<{ operationIds: number[]; code: string }>(LOCAL, 'post', `${path}/apply`, {
        ...list,
        act: ACT,
        reason: 'danh mục mới',
        ...more,
      });
    const faulty = [...rows, { code: '02545', name: 'Xã Tân Trào', level: 'commune' }];
    expect((await apply({ rows: faulty })).status).toBe(422);
    const outside = [{ code: '02545', name: 'Xã Tân Trào', level: 'commune', parentCode: '01' }];
    expect((await apply({ rows: outside })).status).toBe(422);
    expect((await apply({ rows: rows.slice(2) })).body.code).toBe('units.listChangesNothing');
    const done = await apply({});
    expect(done.body.operationIds).toHaveLength(2);
    const changed = await http.request<UnitPage>(LOCAL, 'get', '/v1/units/202548?on=2027-01-01');
    expect(changed.body.unit.name).toBe('Phường Bình Ca');
    for (const operation of done.body.operationIds.toReversed()) {
      const undo = { reason: 'kiểm thử' };
      const undone = `/v1/unit-changes/${operation}/undo`;
      expect((await http.request(LOCAL, 'post', undone, undo)).status).toBe(200);
    }
    const back = await http.request<UnitPage>(LOCAL, 'get', '/v1/units/202548?on=2027-01-01');
    expect(back.body.unit.name).toBe('Xã Bình Ca');
  });

  test('the sources are for everyone, with their copyright lines', async () => {
    const answer = await http.request<{ sources: { copyright: string | null }[] }>(
      null,
      'get',
      '/v1/sources',
    );
    const lines = answer.body.sources.map((source) => source.copyright);
    for (const line of ['(c) 2025 dvhcvn', '(c) 2021 Thang Le Quoc', '(c) 2020 Duy Nguyen']) {
      expect(lines).toContain(line);
    }
  });

  test('positions of an old district’s communes are those of today that hold them', async () => {
    const answer = await http.request<{ positions: { unitId: number; areaKm2: number | null }[] }>(
      LOCAL,
      'get',
      '/v1/units/2076/positions?boundaries=2025-06-30',
    );
    expect(answer.body.positions).toHaveLength(30);
    expect(answer.body.positions.every((point) => point.areaKm2 === null)).toBe(true);
  });

  test('a change is previewed, applied and undone by the administrator of the place', async () => {
    const command = {
      kind: 'amend',
      effectiveOn: '2027-03-01',
      unitId: 202545,
      name: 'Tân Trào Mới',
    };
    const preview = await http.request<{ renewed: object[] }>(
      LOCAL,
      'post',
      '/v1/unit-changes/preview',
      { command },
    );
    expect(preview.body.renewed).toHaveLength(1);
    const applied = await http.request<{ operationId: number }>(LOCAL, 'post', '/v1/unit-changes', {
      command,
      act: ACT,
      reason: 'theo nghị quyết',
    });
    expect(applied.status).toBe(200);
    const { operationId } = applied.body;
    const dependents = await http.request<{ dependents: object[] }>(
      LOCAL,
      'get',
      `/v1/unit-changes/${operationId}/dependents`,
    );
    expect(dependents.body.dependents).toEqual([]);
    const undone = await http.request(LOCAL, 'post', `/v1/unit-changes/${operationId}/undo`, {
      reason: 'nhập nhầm',
    });
    expect(undone.status).toBe(200);
  });

  test('a change that reaches outside is not found, one that is wrong says all its faults', async () => {
    const into = { key: 'x', name: 'X', type: 'xa', parentId: 1208 };
    const outside = { kind: 'merge', effectiveOn: '2027-03-01', unitIds: [202545, 200004], into };
    const preview = '/v1/unit-changes/preview';
    expect((await http.request(LOCAL, 'post', preview, { command: outside })).status).toBe(404);
    const wrong = {
      ...outside,
      unitIds: [202545],
      effectiveOn: '2025-01-01',
      into: { ...into, code: '1' },
    };
    const answer = await http.request<{ faults: { code: string }[] }>(
      SYSTEM_ACTOR,
      'post',
      preview,
      {
        command: wrong,
      },
    );
    expect(answer.status).toBe(422);
    expect(answer.body.faults.map((fault) => fault.code)).toEqual([
      'units.mergeNeedsTwo',
      'units.changedLater',
      'units.codeFormat',
      'units.parentNotInForce',
    ]);
  });

  test('nobody changes the unit he himself administers', async () => {
    const rename = { kind: 'amend', effectiveOn: '2027-03-01', unitId: 1208, name: 'Khác' };
    const preview = '/v1/unit-changes/preview';
    expect((await http.request(LOCAL, 'post', preview, { command: rename })).status).toBe(404);
    expect((await http.request(SYSTEM_ACTOR, 'post', preview, { command: rename })).status).toBe(
      200,
    );
  });

  test('lists of a place may not name units outside it', async () => {
    const villages = await http.request<{ faults: { code: string }[] }>(
      LOCAL,
      'post',
      '/v1/units/02545/villages?preview=true',
      {
        rows: [
          { name: 'Thôn A', commune: '02545' },
          { name: 'Thôn B', commune: 200004 },
        ],
      },
    );
    expect(villages.body.faults.map((fault) => fault.code)).toEqual(['units.communeUnknown']);
    const figures = await http.request<{ faults: { code: string }[] }>(
      LOCAL,
      'post',
      '/v1/units/02545/population?preview=true',
      {
        source: { key: 'k', title: 'T', basis: 'usual' },
        rows: [{ unit: '00004', onDate: '2026-01-01', people: 5 }],
      },
    );
    expect(figures.body.faults.map((fault) => fault.code)).toEqual(['units.outside']);
  });
});
