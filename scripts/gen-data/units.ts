/** Units, their versions and changes, from the lists before and after 1 July 2025. */
import {
  type Change,
  type UnitSource,
  type Version,
  CITY_2026,
  COUNTRY_ID,
  TWO_TIER,
  actTable,
  aliasTable,
  changeTable,
  createdCommuneId,
  districtId,
  mergedProvinceId,
  oldCommuneId,
  oldProvinceId,
  versionTable,
} from './unit-tables.ts';
import { type Row, type Table, cell, groupBy, indexBy, readCsv } from './tables.ts';

const TYPES: Record<string, string> = {
  'Thành phố trực thuộc trung ương': 'thanh-pho-trung-uong',
  Tỉnh: 'tinh',
  Quận: 'quan',
  Huyện: 'huyen',
  'Thành phố': 'thanh-pho',
  'Thị xã': 'thi-xa',
  Phường: 'phuong',
  Xã: 'xa',
  'Thị trấn': 'thi-tran',
  'Đặc khu': 'dac-khu',
};

export interface UnitData {
  tables: Table[];
  newProvinceId(code: string): number;
  newCommuneId(code: string): number;
  oldProvinceId(code: string): number;
  districtId(code: string): number;
}

export function makeUnits(folder: string): UnitData {
  const source: UnitSource = {
    oldProvinces: readCsv(folder, 'admin/old_provinces.csv'),
    newProvinces: readCsv(folder, 'admin/new_provinces.csv'),
    districts: readCsv(folder, 'admin/old_districts.csv'),
    oldCommunes: readCsv(folder, 'admin/old_communes.csv'),
    newCommunes: readCsv(folder, 'admin/new_communes.csv'),
    pairs: readCsv(folder, 'admin/commune_mapping.csv'),
    zones: readCsv(folder, 'admin/district_to_special_zone.csv'),
  };
  const merged = indexBy(
    source.newProvinces.filter((row) => cell(row, 'merged_from').includes('|')),
    'code',
  );
  const newProvinceId = (code: string): number =>
    merged.has(code) ? mergedProvinceId(code) : oldProvinceId(code);
  const kept = keptCommunes(source);
  const newCommuneId = (code: string): number =>
    kept.get(code) === undefined ? createdCommuneId(code) : oldCommuneId(kept.get(code) ?? '');
  const ids = { newProvinceId, newCommuneId, oldProvinceId, districtId };
  const versions = [
    ...provinceVersions(source, merged, ids),
    ...communeVersions(source, new Set(kept.values()), ids),
  ].sort((a, b) => a.id - b.id || (a.from < b.from ? -1 : 1));
  const changes = [...provinceChanges(source, ids), ...pairChanges(source, ids)];
  return {
    ...ids,
    tables: [actTable(source), versionTable(versions), changeTable(changes), aliasTable()],
  };
}

type Ids = Omit<UnitData, 'tables'>;

/**
 * New code → old code of the communes that go on as the same unit: unchanged, renamed, or one whole
 * commune retyped.
 */
function keptCommunes(source: UnitSource): Map<string, string> {
  const kept = new Map<string, string>();
  for (const [code, pairs] of groupBy(source.pairs, 'new_code')) {
    const [only, ...others] = pairs;
    if (!only || others.length > 0) continue;
    const whole = ['unchanged', 'renamed', 'whole'].includes(cell(only, 'kind'));
    if (whole && cell(only, 'old_splits_into') === '1') kept.set(code, cell(only, 'old_code'));
  }
  return kept;
}

function provinceVersions(source: UnitSource, merged: Map<string, Row>, ids: Ids): Version[] {
  const versions: Version[] = [
    {
      id: COUNTRY_ID,
      from: '',
      to: '',
      type: 'quoc-gia',
      code: 'VN',
      name: 'Việt Nam',
      parent: null,
      act: '',
    },
  ];
  for (const row of source.oldProvinces) {
    const name = cell(row, 'name');
    const goesOn = !merged.has(cell(row, 'new_province_code'));
    versions.push({
      id: oldProvinceId(cell(row, 'code')),
      from: '',
      to: goesOn ? '' : TWO_TIER,
      type: name.startsWith('Tỉnh') ? 'tinh' : 'thanh-pho-trung-uong',
      code: cell(row, 'code'),
      name,
      parent: COUNTRY_ID,
      act: '',
    });
  }
  for (const row of merged.values()) versions.push(...mergedProvince(row));
  for (const row of source.districts) {
    versions.push({
      id: districtId(cell(row, 'code')),
      from: '',
      to: TWO_TIER,
      type: typeOf(cell(row, 'type')),
      code: cell(row, 'code'),
      name: withOfficialCase(cell(row, 'name'), cell(row, 'type')),
      parent: ids.oldProvinceId(cell(row, 'province_code')),
      act: '',
    });
  }
  return versions;
}

function mergedProvince(row: Row): Version[] {
  const first = cell(row, 'type_2025');
  const later = cell(row, 'type_2026');
  const base = {
    id: mergedProvinceId(cell(row, 'code')),
    code: cell(row, 'code'),
    parent: COUNTRY_ID,
  };
  const act = '202/2025/QH15';
  const name2025 = `${first === 'Tỉnh' ? 'Tỉnh' : 'Thành phố'} ${cell(row, 'name')}`;
  if (first === later) {
    return [{ ...base, from: TWO_TIER, to: '', type: typeOf(first), name: name2025, act }];
  }
  return [
    { ...base, from: TWO_TIER, to: CITY_2026, type: typeOf(first), name: name2025, act },
    {
      ...base,
      from: CITY_2026,
      to: '',
      type: typeOf(later),
      name: cell(row, 'full_name_2026'),
      act: '30/2026/QH16',
    },
  ];
}

function communeVersions(source: UnitSource, keptOld: Set<string>, ids: Ids): Version[] {
  const versions: Version[] = [];
  const oldByCode = indexBy(source.oldCommunes, 'code');
  for (const row of source.oldCommunes) {
    const type = typeOfCommune(row);
    versions.push({
      id: oldCommuneId(cell(row, 'code')),
      from: '',
      to: TWO_TIER,
      type: typeOf(type),
      code: cell(row, 'code'),
      name: withOfficialCase(cell(row, 'name'), type),
      parent: districtId(cell(row, 'district_code')),
      act: '',
    });
  }
  for (const row of source.newCommunes) {
    const old = keptOld.has(cell(row, 'code')) ? oldByCode.get(cell(row, 'code')) : undefined;
    versions.push(...newCommune(row, old, ids));
  }
  return versions;
}

/**
 * `name` is the normalised spelling of today; where the type changed in 2026 the first version
 * differs.
 */
function newCommune(row: Row, old: Row | undefined, ids: Ids): Version[] {
  const base = {
    id: ids.newCommuneId(cell(row, 'code')),
    parent: ids.newProvinceId(cell(row, 'province_code')),
  };
  const act = cell(row, 'resolution');
  const bare = cell(row, 'name').slice(wordsOfType(cell(row, 'type_2026')).length + 1);
  const name2025 = `${cell(row, 'type_2025')} ${bare}`;
  const first = {
    ...base,
    from: TWO_TIER,
    to: '',
    type: typeOf(cell(row, 'type_2025')),
    code: cell(row, 'code'),
    name: name2025,
    act,
  };
  if (old && cell(old, 'code') !== first.code)
    throw new Error(`code of a kept unit: ${first.code}`);
  const retyped = cell(row, 'type_2025') !== cell(row, 'type_2026');
  const recoded = cell(row, 'code') !== cell(row, 'code_2026');
  if (!retyped && !recoded) return [first];
  return [
    { ...first, to: CITY_2026 },
    {
      ...first,
      from: CITY_2026,
      type: typeOf(cell(row, 'type_2026')),
      code: cell(row, 'code_2026'),
      name: cell(row, 'name'),
      act: retyped ? '237/NQ-UBTVQH16' : 'danh-muc-2026',
    },
  ];
}

function provinceChanges(source: UnitSource, ids: Ids): Change[] {
  const changes: Change[] = [];
  for (const row of source.oldProvinces) {
    const from = ids.oldProvinceId(cell(row, 'code'));
    const to = ids.newProvinceId(cell(row, 'new_province_code'));
    if (from === to) continue;
    changes.push({
      from,
      to,
      effective: TWO_TIER,
      act: '202/2025/QH15',
      clause: '',
      kind: 'merge',
      share: 'whole',
      people: 'all',
      evidence: '',
      sourceKind: '',
    });
  }
  for (const row of source.districts) {
    const zone = source.zones.find(
      (z) => cell(z, 'old_district_code') === cell(row, 'code') && cell(z, 'old_area_name') === '',
    );
    if (zone) continue;
    changes.push({
      from: districtId(cell(row, 'code')),
      to: null,
      effective: TWO_TIER,
      act: '203/2025/QH15',
      clause: '',
      kind: 'abolish',
      share: 'whole',
      people: 'none',
      evidence: '',
      sourceKind: '',
    });
  }
  for (const row of source.newProvinces) {
    if (cell(row, 'type_2025') === cell(row, 'type_2026')) continue;
    const id = ids.newProvinceId(cell(row, 'code'));
    changes.push({
      from: id,
      to: id,
      effective: CITY_2026,
      act: '30/2026/QH16',
      clause: '',
      kind: 'retype',
      share: 'whole',
      people: 'all',
      evidence: '',
      sourceKind: '',
    });
  }
  return changes;
}

function pairChanges(source: UnitSource, ids: Ids): Change[] {
  const byOld = groupBy(source.pairs, 'old_code');
  const newByCode = indexBy(source.newCommunes, 'code');
  const changes = source.pairs.map((pair): Change => {
    const from = oldCommuneId(cell(pair, 'old_code'));
    const to = ids.newCommuneId(cell(pair, 'new_code'));
    return {
      from,
      to,
      effective: TWO_TIER,
      act: cell(pair, 'resolution'),
      clause: cell(pair, 'clause'),
      kind: kindOfPair(pair, from === to),
      share: shareOfPair(pair),
      people: peopleOfPair(pair, byOld.get(cell(pair, 'old_code')) ?? []),
      evidence: cell(pair, 'source'),
      sourceKind: cell(pair, 'kind'),
    };
  });
  for (const row of source.zones) {
    const whole = cell(row, 'old_area_name') === '';
    const created = newByCode.get(cell(row, 'new_code'));
    if (!created) throw new Error(`no new unit ${cell(row, 'new_code')}`);
    changes.push({
      from: districtId(cell(row, 'old_district_code')),
      to: ids.newCommuneId(cell(row, 'new_code')),
      effective: TWO_TIER,
      act: cell(created, 'resolution'),
      clause: cell(created, 'clause'),
      kind: whole ? 'relevel' : 'split',
      share: whole ? 'whole' : 'empty',
      people: whole ? 'all' : 'none',
      evidence: '',
      sourceKind: '',
    });
  }
  for (const row of source.newCommunes) changes.push(...changesOf2026(row, ids));
  return changes;
}

function changesOf2026(row: Row, ids: Ids): Change[] {
  const id = ids.newCommuneId(cell(row, 'code'));
  const base = {
    from: id,
    to: id,
    effective: CITY_2026,
    clause: '',
    share: 'whole',
    people: 'all',
    evidence: '',
    sourceKind: '',
  } as const;
  const changes: Change[] = [];
  if (cell(row, 'type_2025') !== cell(row, 'type_2026')) {
    changes.push({ ...base, act: '237/NQ-UBTVQH16', kind: 'retype' });
  }
  if (cell(row, 'code') !== cell(row, 'code_2026')) {
    changes.push({ ...base, act: 'danh-muc-2026', kind: 'recode' });
  }
  return changes;
}

function kindOfPair(pair: Row, sameUnit: boolean): string {
  const kind = cell(pair, 'kind');
  if (kind === 'unchanged') return 'unchanged';
  if (kind === 'renamed') return 'rename';
  if (sameUnit) return 'retype';
  return kind === 'whole' ? 'merge' : 'split';
}

function shareOfPair(pair: Row): Change['share'] {
  const kind = cell(pair, 'kind');
  if (kind === 'part_area_only') return 'empty';
  return ['whole', 'unchanged', 'renamed'].includes(kind) ? 'whole' : 'part';
}

/**
 * One pair took everyone, or only empty land went elsewhere: certain. Otherwise each peopled pair
 * took some.
 */
function peopleOfPair(pair: Row, siblings: readonly Row[]): Change['people'] {
  if (cell(pair, 'all_people') === '1') return 'all';
  if (cell(pair, 'kind') === 'part_area_only') return 'none';
  if (siblings.some((other) => cell(other, 'all_people') === '1')) return 'none';
  const peopled = siblings.filter((other) => cell(other, 'kind') !== 'part_area_only');
  return peopled.length === 1 ? 'all' : 'some';
}

function typeOf(vietnamese: string): string {
  const type = TYPES[vietnamese];
  if (!type) throw new Error(`unknown type ${vietnamese}`);
  return type;
}

function wordsOfType(vietnamese: string): string {
  return vietnamese === 'Thành phố trực thuộc trung ương' ? 'Thành phố' : vietnamese;
}

/**
 * By the name: the list calls wards 5 and 15 of Phú Nhuận and the township Ngọc Lặc "Xã" in its
 * type column while their names say otherwise.
 */
function typeOfCommune(row: Row): string {
  const name = cell(row, 'name').toLowerCase();
  const found = ['Phường', 'Thị trấn', 'Xã'].find((type) =>
    name.startsWith(`${type} `.toLowerCase()),
  );
  if (!found) throw new Error(`no kind in the name ${name}`);
  return found;
}

/** "Thị Xã Việt Yên" of the list → "Thị xã Việt Yên". */
function withOfficialCase(name: string, type: string): string {
  return name.toLowerCase().startsWith(type.toLowerCase()) ? type + name.slice(type.length) : name;
}
