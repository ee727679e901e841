/** Places as rows write them, against the tree of the country. */
import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { importVillages } from '../units/villages.ts';
import { loadReference } from '../units/loading.ts';
import { getUnitByCode, scopeOf } from '../units/ops.ts';
import { getResolver } from '../units/resolving.ts';
import type { FoundPlace, WrittenPlace } from './clean-row.ts';
import { makePlaceFinder } from './places.ts';
import { listCommunes, listPlacesWithin } from './sql.ts';

const database = useTestDatabase();
const NOWHERE: WrittenPlace = {
  village: '',
  commune: '',
  communeCode: '',
  district: '',
  province: '',
  address: '',
};

let names: ReadonlyMap<number, string>;
let find: (unitId: number, written: Partial<WrittenPlace>, on?: string) => Promise<string>;

beforeAll(async () => {
  const ctx = database.ctx({ now: () => Temporal.Instant.from('2026-11-21T03:00:00Z') });
  await loadReference(ctx);
  const tanTrao = await getUnitByCode(ctx, '02545', '2026-11-21', 'commune');
  await importVillages(
    ctx,
    {
      on: '2026-11-21',
      within: null,
      act: null,
      skipFaulty: false,
      rows: [
        {
          name: 'Lũng Búng',
          code: null,
          type: 'thon',
          commune: tanTrao.unitId,
          formerCommune: null,
          validFrom: null,
        },
        {
          name: 'Tân Lập',
          code: null,
          type: 'thon',
          commune: tanTrao.unitId,
          formerCommune: null,
          validFrom: null,
        },
      ],
    },
    false,
  );
  const resolver = await getResolver(ctx);
  const communes = await listCommunes(ctx.db, '2026-11-21');
  const communeOf = new Map(communes.map((row) => [row.placeId, row.communeId]));
  const shown = new Map<number, string>();
  for (const code of ['02545', '02536']) {
    const unit = await getUnitByCode(ctx, code, '2026-11-21', 'commune');
    shown.set(unit.unitId, unit.name);
  }
  names = shown;
  find = async (unitId, written, on = '2026-10-01') => {
    const { path, on: day } = await scopeOf(ctx, unitId, '2026-11-21');
    const within = new Set(await listPlacesWithin(ctx.db, path, day));
    const finder = makePlaceFinder({
      resolver,
      on,
      unitId,
      communeOf,
      isWithin: (id) => within.has(id),
    });
    return describePlace(finder({ ...NOWHERE, ...written }));
  };
});

function describePlace(found: FoundPlace): string {
  const level =
    found.placeId === null ? 'nowhere' : found.placeId === found.communeId ? 'commune' : 'village';
  return [level, names.get(found.communeId ?? 0) ?? '?', found.doubt ?? 'sure'].join(' · ');
}

describe('a place is found', () => {
  test.each([
    [{ village: 'Thôn Lũng Búng', commune: 'Xã Tân Trào' }, 'village · Xã Tân Trào · sure'],
    [
      { village: 'Lũng Búng', commune: 'Tân Trào', province: 'Tuyên Quang' },
      'village · Xã Tân Trào · sure',
    ],
    [{ village: 'Lung Bung', commune: 'Tan Trao' }, 'village · Xã Tân Trào · sure'],
    [
      { village: 'Thôn Không Có', commune: 'Xã Tân Trào' },
      'commune · Xã Tân Trào · villageUnknown',
    ],
    [{ village: 'Lũng Búng', communeCode: '2545' }, 'village · Xã Tân Trào · sure'],
    [{ address: 'Thôn Lũng Búng, xã Tân Trào, tỉnh Tuyên Quang' }, 'village · Xã Tân Trào · sure'],
    // the village of a heading, the commune in every row's address
    [{ village: 'Thôn Lũng Búng', address: 'Xã Tân Trào' }, 'village · Xã Tân Trào · sure'],
    [
      { village: 'Lũng Búng', address: 'Thôn Lũng Búng, xã Tân Trào' },
      'village · Xã Tân Trào · sure',
    ],
    [
      { village: 'Thôn Không Có', address: 'Xã Tân Trào' },
      'commune · Xã Tân Trào · villageUnknown',
    ],
  ])('%j', async (written, expected) => {
    const ctx = database.ctx();
    const province = await getUnitByCode(ctx, '08', '2026-11-21', 'province');
    expect(await find(province.unitId, written)).toBe(expected);
  });

  test('in a list of one commune by the village alone, or by nothing', async () => {
    const { unitId } = await getUnitByCode(database.ctx(), '02545', '2026-11-21', 'commune');
    expect(await find(unitId, { village: 'Tân Lập' })).toBe('village · Xã Tân Trào · sure');
    expect(await find(unitId, {})).toBe('commune · Xã Tân Trào · sure');
    expect(await find(unitId, { village: 'Thôn Không Có', address: 'Xã Sơn Dương' })).toBe(
      'commune · Xã Tân Trào · villageUnknown',
    );
    expect(await find(unitId, { address: 'số 3, ngõ 5' })).toBe(
      'commune · Xã Tân Trào · villageUnknown',
    );
  });

  test('by the names of before 1/7/2025, where its people are today', async () => {
    const { unitId } = await getUnitByCode(database.ctx(), '08', '2026-11-21', 'province');
    const written = {
      commune: 'Xã Kim Quan',
      district: 'Huyện Yên Sơn',
      province: 'Tỉnh Tuyên Quang',
    };
    expect(await find(unitId, written, '2024-01-01')).toMatch(/^commune · .* · (sure|outside)$/);
  });
});
