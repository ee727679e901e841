/**
 * A handful of places with a reorganisation on 1/7/2025, for tests that need a tree but not the
 * country: a district that ended, two communes that became one, another province.
 */
import { sql } from 'kysely';
import type { Database } from '../src/stores/database.ts';

export const PLACE = {
  country: 1,
  provinceP: 1208,
  provinceQ: 1214,
  /** ended on 1/7/2025 */
  district: 3076,
  communeA: 202_530,
  /** until 30/6/2025; B and C became E */
  communeB: 202_531,
  communeC: 202_532,
  communeD: 203_600,
  communeE: 202_536,
  villageA: 1_001_101,
  villageD: 1_001_104,
} as const;

const CHANGE = '2025-07-01';
const START = '0001-01-01';

type Version = [number, string, string, string, string, number | null, string, string | null];

const VERSIONS: Version[] = [
  [1, 'country', 'quoc-gia', 'VN', 'Việt Nam', null, START, null],
  [1208, 'province', 'tinh', '08', 'Tỉnh P', 1, START, null],
  [1214, 'province', 'tinh', '14', 'Tỉnh Q', 1, START, null],
  [3076, 'district', 'huyen', '076', 'Huyện Cũ', 1208, START, CHANGE],
  [202_530, 'commune', 'xa', '02530', 'Xã A', 3076, START, CHANGE],
  [202_530, 'commune', 'xa', '02530', 'Xã A', 1208, CHANGE, null],
  [202_531, 'commune', 'xa', '02536', 'Xã B', 3076, START, CHANGE],
  [202_532, 'commune', 'xa', '02540', 'Xã C', 3076, START, CHANGE],
  [202_536, 'commune', 'xa', '02536', 'Xã E', 1208, CHANGE, null],
  [203_600, 'commune', 'xa', '03600', 'Xã D', 1214, START, null],
  [1_001_101, 'village', 'thon', '001', 'Thôn A1', 202_530, START, null],
  [1_001_104, 'village', 'thon', '001', 'Thôn D1', 203_600, START, null],
];

type Placement = [number, string, string | null, string, number[]];

const PLACEMENTS: Placement[] = [
  [1, START, null, 'u1', []],
  [1208, START, null, 'u1.u1208', []],
  [1214, START, null, 'u1.u1214', []],
  [3076, START, CHANGE, 'u1.u1208.u3076', []],
  [3076, CHANGE, null, 'u1.u1208', []],
  [202_530, START, CHANGE, 'u1.u1208.u3076.u202530', []],
  [202_530, CHANGE, null, 'u1.u1208.u202530', []],
  [1_001_101, START, CHANGE, 'u1.u1208.u3076.u202530.u1001101', []],
  [1_001_101, CHANGE, null, 'u1.u1208.u202530.u1001101', []],
  [202_531, START, CHANGE, 'u1.u1208.u3076.u202531', []],
  [202_531, CHANGE, null, 'u1.u1208.u202536', []],
  [202_532, START, CHANGE, 'u1.u1208.u3076.u202532', []],
  [202_532, CHANGE, null, 'u1.u1208.u202536', []],
  [202_536, START, CHANGE, 'u1.u1208.u3076', [202_531, 202_532]],
  [202_536, CHANGE, null, 'u1.u1208.u202536', []],
  [203_600, START, null, 'u1.u1214.u203600', []],
  [1_001_104, START, null, 'u1.u1214.u203600.u1001104', []],
];

export async function plantSmallTree(db: Database): Promise<void> {
  const ids = [...new Set(VERSIONS.map(([id]) => id))];
  await sql`
    insert into units.unit (unit_id, anchor_id, origin)
    select id, id, case when id < 1000000 then 'reference' else 'local' end
    from unnest(${ids}::int[]) as id`.execute(db);
  for (const [id, level, type, code, name, parent, from, to] of VERSIONS) {
    await sql`
      insert into units.unit_version (
        unit_id, level, type, code, name, name_folded, parent_id, valid_from, valid_to)
      values (${id}, ${level}, ${type}, ${code}, ${name}, kernel.fold(${name}), ${parent},
        ${from}::date, ${to}::date)`.execute(db);
  }
  for (const [id, from, to, path, candidates] of PLACEMENTS) {
    await sql`
      insert into units.placement (place_id, valid_from, valid_to, path, certain, candidates)
      values (${id}, ${from}::date, ${to}::date, ${path}::ltree, ${candidates.length === 0},
        ${candidates}::int[])`.execute(db);
  }
}
