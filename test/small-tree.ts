/**
 * A handful of places with a reorganisation on 1/7/2025, for tests that need a tree but not the
 * country: a district that ended, two communes that became one, another province.
 */
import { sql } from 'kysely';
import type { Database } from '../src/stores/database.ts';

export const PLACE = {
  country: 1,
  provinceP: 14,
  provinceQ: 15,
  /** ended on 1/7/2025 */
  district: 76,
  communeA: 101,
  /** until 30/6/2025; B and C became E */
  communeB: 102,
  communeC: 103,
  communeD: 104,
  communeE: 105,
  villageA: 1101,
  villageD: 1104,
} as const;

const CHANGE = '2025-07-01';
const START = '0001-01-01';

type Version = [number, string, string, string, string, number | null, string, string | null];

const VERSIONS: Version[] = [
  [1, 'country', 'nước', '00', 'Việt Nam', null, START, null],
  [14, 'province', 'tỉnh', '08', 'Tỉnh P', 1, START, null],
  [15, 'province', 'tỉnh', '14', 'Tỉnh Q', 1, START, null],
  [76, 'district', 'huyện', '076', 'Huyện Cũ', 14, START, CHANGE],
  [101, 'commune', 'xã', '02530', 'Xã A', 76, START, CHANGE],
  [101, 'commune', 'xã', '02530', 'Xã A', 14, CHANGE, null],
  [102, 'commune', 'xã', '02536', 'Xã B', 76, START, CHANGE],
  [103, 'commune', 'xã', '02540', 'Xã C', 76, START, CHANGE],
  [105, 'commune', 'xã', '02536', 'Xã E', 14, CHANGE, null],
  [104, 'commune', 'xã', '03600', 'Xã D', 15, START, null],
  [1101, 'village', 'thôn', '001', 'Thôn A1', 101, START, null],
  [1104, 'village', 'thôn', '001', 'Thôn D1', 104, START, null],
];

type Placement = [number, string, string | null, string, number[]];

const PLACEMENTS: Placement[] = [
  [1, START, null, 'u1', []],
  [14, START, null, 'u1.u14', []],
  [15, START, null, 'u1.u15', []],
  [76, START, CHANGE, 'u1.u14.u76', []],
  [76, CHANGE, null, 'u1.u14', []],
  [101, START, CHANGE, 'u1.u14.u76.u101', []],
  [101, CHANGE, null, 'u1.u14.u101', []],
  [1101, START, CHANGE, 'u1.u14.u76.u101.u1101', []],
  [1101, CHANGE, null, 'u1.u14.u101.u1101', []],
  [102, START, CHANGE, 'u1.u14.u76.u102', []],
  [102, CHANGE, null, 'u1.u14.u105', []],
  [103, START, CHANGE, 'u1.u14.u76.u103', []],
  [103, CHANGE, null, 'u1.u14.u105', []],
  [105, START, CHANGE, 'u1.u14.u76', [102, 103]],
  [105, CHANGE, null, 'u1.u14.u105', []],
  [104, START, null, 'u1.u15.u104', []],
  [1104, START, null, 'u1.u15.u104.u1104', []],
];

export async function plantSmallTree(db: Database): Promise<void> {
  const ids = [...new Set(VERSIONS.map(([id]) => id))];
  await sql`
    insert into units.unit (unit_id, anchor_id, origin)
    select id, id, 'reference'
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
