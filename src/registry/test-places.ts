/** A small tree for tests: two communes of one province with two villages each, one of another. */
import { sql } from 'kysely';
import type { Actor, Role } from '../kernel/actor.ts';
import type { Database } from '../stores/database.ts';

export const PLACES = {
  country: 1,
  province: 8,
  otherProvince: 14,
  commune: 100,
  villageOne: 101,
  villageTwo: 102,
  neighbour: 200,
  neighbourVillage: 201,
  far: 300,
} as const;

interface TestUnit {
  id: number;
  level: string;
  code: string | null;
  name: string;
  path: readonly number[];
}

const UNITS: readonly TestUnit[] = [
  { id: 1, level: 'country', code: null, name: 'Việt Nam', path: [1] },
  { id: 8, level: 'province', code: '08', name: 'Tỉnh Tuyên Quang', path: [1, 8] },
  { id: 14, level: 'province', code: '14', name: 'Tỉnh Sơn La', path: [1, 14] },
  { id: 100, level: 'commune', code: '02545', name: 'Xã Tân Trào', path: [1, 8, 100] },
  { id: 101, level: 'village', code: null, name: 'Thôn Lũng Tẩu', path: [1, 8, 100, 101] },
  { id: 102, level: 'village', code: null, name: 'Thôn Tân Lập', path: [1, 8, 100, 102] },
  { id: 200, level: 'commune', code: '02548', name: 'Xã Bình Ca', path: [1, 8, 200] },
  { id: 201, level: 'village', code: null, name: 'Thôn Tú Thịnh', path: [1, 8, 200, 201] },
  { id: 300, level: 'commune', code: '03646', name: 'Phường Tô Hiệu', path: [1, 14, 300] },
];

export function pathOf(placeId: number): string {
  const unit = UNITS.find((candidate) => candidate.id === placeId);
  return (unit?.path ?? []).map((id) => `u${id}`).join('.');
}

export async function insertTestPlaces(db: Database): Promise<void> {
  for (const unit of UNITS) {
    const parent = unit.path.at(-2) ?? null;
    await sql`insert into units.unit (unit_id, origin) values (${unit.id}, 'reference')`.execute(
      db,
    );
    await sql`
      insert into units.unit_version
        (unit_id, valid_from, level, type, code, name, name_folded, parent_id)
      values (${unit.id}, '0001-01-01', ${unit.level}, ${unit.level}, ${unit.code}, ${unit.name},
        kernel.fold(${unit.name}), ${parent})`.execute(db);
    await sql`
      insert into units.placement (place_id, valid_from, path, certain, candidates)
      values (${unit.id}, '0001-01-01', ${pathOf(unit.id)}::ltree, true, '{}')`.execute(db);
  }
}

/** Someone who holds one role over the subtree of a place. */
export function actorAt(placeId: number, role: Role): Actor {
  const grant = { role, unitId: placeId, path: pathOf(placeId), boundaries: '2026-01-01' };
  return {
    userId: `${role}-${placeId}`,
    name: `${role} ${placeId}`,
    kind: 'user',
    grants: [grant],
  };
}
