import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { registryFaultsEn, registryWarningsEn } from '../../messages/registry.en.ts';
import { registryFaultsVi, registryWarningsVi } from '../../messages/registry.vi.ts';
import { useTestServer } from '../../test/server.ts';
import { registryEndpoints } from './endpoints.ts';
import { PLACES, actorAt, insertTestPlaces } from './test-places.ts';
import type { FactsPreview, PeoplePage, PersonPage, RecordedFacts } from './views.ts';

const http = useTestServer(registryEndpoints);
const officer = actorAt(PLACES.commune, 'socialInsuranceOfficer');

beforeAll(() => insertTestPlaces(http.database.db()));

const commands = [
  {
    kind: 'addPerson',
    person: 'new:a',
    attributes: { fullName: 'Lường Thị Mạng', birthDate: '1990-05-20', nationalId: '014190000001' },
    residence: { placeId: PLACES.villageOne, kind: 'permanent', from: '2020-01-01' },
  },
];

describe('the register over HTTP', () => {
  test('preview, record, find, open, unmask, look back, undo', async () => {
    const preview = await http.request<FactsPreview>(officer, 'post', '/v1/registry/preview', {
      commands,
    });
    expect(preview.body.changes.map((change) => change.table)).toEqual([
      'person_version',
      'residence',
    ]);
    const recorded = await http.request<RecordedFacts>(officer, 'post', '/v1/registry/entries', {
      reason: 'khai báo tại xã',
      commands,
    });
    expect(recorded.status).toBe(200);
    const person = recorded.body.people['new:a'] ?? 0;

    const found = await http.request<PeoplePage>(officer, 'get', '/v1/people?text=mang%20luong');
    expect(found.body.people.map((one) => one.personId)).toEqual([person]);
    const inUnit = await http.request<PeoplePage>(
      officer,
      'get',
      '/v1/people?text=luong%20thi&unit=02545&birthYear=1990',
    );
    expect(inUnit.body.people).toHaveLength(1);

    const page = await http.request<PersonPage>(officer, 'get', `/v1/people/${person}`);
    expect(page.body.attributes.nationalId).toBe('014•••••••01');
    const early = await http.request(
      officer,
      'get',
      `/v1/people/${person}?knownAt=2020-01-01T00:00:00Z`,
    );
    expect(early.status).toBe(404);

    const whole = await http.request(officer, 'post', `/v1/people/${person}/unmask`, {
      reason: 'đối chiếu căn cước',
    });
    expect(whole.body).toMatchObject({ nationalId: '014190000001' });

    const history = await http.request<{ entries: { entryId: number }[] }>(
      officer,
      'get',
      `/v1/people/${person}/history`,
    );
    expect(history.body.entries.map((entry) => entry.entryId)).toEqual([recorded.body.entryId]);
    const entries = await http.request<{ entries: { entryId: number }[] }>(
      officer,
      'get',
      '/v1/registry/entries?unit=02545',
    );
    expect(entries.body.entries.map((entry) => entry.entryId)).toContain(recorded.body.entryId);

    const undone = await http.request(
      officer,
      'post',
      `/v1/registry/entries/${recorded.body.entryId}/undo`,
      { reason: 'ghi nhầm xã' },
    );
    expect(undone.body).toMatchObject({ people: 1, ended: 2, broughtBack: 0 });
    const gone = await http.request(officer, 'get', `/v1/people/${person}`);
    expect(gone.status).toBe(404);
  });

  test('a person outside the places answers as one that is not there', async () => {
    const neighbour = actorAt(PLACES.neighbour, 'socialInsuranceOfficer');
    const recorded = await http.request<RecordedFacts>(officer, 'post', '/v1/registry/entries', {
      reason: 'khai báo tại xã',
      commands,
    });
    const person = recorded.body.people['new:a'] ?? 0;
    const missing = await http.request(neighbour, 'get', '/v1/people/4711');
    for (const path of [`/v1/people/${person}`, `/v1/people/${person}/history`]) {
      const hidden = await http.request(neighbour, 'get', path);
      expect([hidden.status, hidden.body]).toEqual([404, missing.body]);
    }
    const found = await http.request<PeoplePage>(neighbour, 'get', '/v1/people?text=luong%20mang');
    expect(found.body.people).toEqual([]);
  });

  test('all faults of a list come back with their place', async () => {
    const answer = await http.request<{ faults: { at: string; code: string }[] }>(
      officer,
      'post',
      '/v1/registry/entries',
      {
        reason: 'thử lỗi',
        commands: [{ kind: 'leaveHousehold', person: 80_000_000_001, from: '2023-02-31' }, {}],
      },
    );
    expect(answer.status).toBe(400);
    expect(answer.body.faults.map((fault) => fault.at)).toEqual([
      'body.commands.0.from',
      'body.commands.1.kind',
    ]);
  });
});

describe('texts', () => {
  test('every code the register answers with has one', () => {
    const files = readdirSync(import.meta.dirname).filter((name) => !name.includes('test'));
    const codes = files.flatMap((name) => {
      const text = readFileSync(join(import.meta.dirname, name), 'utf8');
      const faults = [...text.matchAll(/'(registry\.[a-zA-Z]+(?:\.[a-zA-Z]+)?)'/g)];
      return faults.map((match) => match[1] ?? '');
    });
    const tables = new Set(['registry.person']);
    const known = new Set(Object.keys(registryFaultsVi));
    expect(codes.filter((code) => !known.has(code) && !tables.has(code))).toEqual([]);
    expect(codes.length).toBeGreaterThan(20);
  });

  test('both languages say something for every code, filled with its values', () => {
    const params = { on: '2022-01-31', from: '2021-12-31', to: '2022-01-01', people: 1_234 };
    const all = [registryFaultsVi, registryFaultsEn, registryWarningsVi, registryWarningsEn];
    for (const texts of all) {
      for (const [code, text] of Object.entries(texts)) {
        expect(text(params), code).toMatch(/\p{L}/u);
        expect(text(params), code).not.toContain('2021-12-31');
      }
    }
    expect(registryFaultsVi['registry.period.empty'](params)).toContain('31/12/2021');
    expect(registryWarningsVi.numberShared(params)).toContain('1.234');
  });
});
