/** The four tables of data/units that describe units and what became of them. */
import { type Row, type Table, cell } from './tables.ts';

/** Two-tier government starts. */
export const TWO_TIER = '2025-07-01';
/** Đồng Nai becomes a centrally-run city; ten of its communes become wards. */
export const CITY_2026 = '2026-04-30';

/**
 * Ids are fixed for ever and equal on every installation, so that a fact can name its place. Units
 * that an administrator makes start at 1,000,000.
 */
export const COUNTRY_ID = 1;

/** one of the 63, up to 30/6/2025 (or still in force) */
export function oldProvinceId(code: string): number {
  return 1000 + Number(code);
}

/** one of the 23 merged on 1/7/2025 */
export function mergedProvinceId(code: string): number {
  return 1200 + Number(code);
}

export function districtId(code: string): number {
  return 2000 + Number(code);
}

/** one of the 10,035 of 30/6/2025 */
export function oldCommuneId(code: string): number {
  return 100_000 + Number(code);
}

/** made on 1/7/2025 */
export function createdCommuneId(code: string): number {
  return 200_000 + Number(code);
}

export interface Version {
  id: number;
  from: string;
  to: string;
  type: string;
  code: string;
  name: string;
  parent: number | null;
  act: string;
}

export interface Change {
  from: number;
  /** null: ended without becoming another unit (the districts) */
  to: number | null;
  effective: string;
  act: string;
  clause: string;
  kind: string;
  share: 'whole' | 'part' | 'empty';
  people: 'all' | 'some' | 'none';
  evidence: string;
  sourceKind: string;
}

export interface UnitSource {
  oldProvinces: Row[];
  newProvinces: Row[];
  districts: Row[];
  oldCommunes: Row[];
  newCommunes: Row[];
  pairs: Row[];
  zones: Row[];
}

export function actTable(source: UnitSource): Table {
  const rows: (string | null)[][] = [
    [
      '202/2025/QH15',
      '202/2025/QH15',
      'Nghị quyết về việc sắp xếp đơn vị hành chính cấp tỉnh',
      'Quốc hội',
      '2025-06-12',
      TWO_TIER,
    ],
    [
      '203/2025/QH15',
      '203/2025/QH15',
      'Nghị quyết sửa đổi, bổ sung một số điều của Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam',
      'Quốc hội',
      '2025-06-16',
      TWO_TIER,
    ],
    [
      '30/2026/QH16',
      '30/2026/QH16',
      'Nghị quyết về việc thành lập thành phố Đồng Nai trực thuộc trung ương',
      'Quốc hội',
      null,
      CITY_2026,
    ],
    [
      '237/NQ-UBTVQH16',
      '237/NQ-UBTVQH16',
      'Nghị quyết về việc thành lập các phường thuộc thành phố Đồng Nai',
      'Ủy ban Thường vụ Quốc hội',
      null,
      CITY_2026,
    ],
    [
      'danh-muc-2026',
      null,
      'Danh mục các đơn vị hành chính Việt Nam (bản ngày 25/7/2026)',
      'Cục Thống kê',
      null,
      CITY_2026,
    ],
  ];
  for (const row of source.newProvinces) {
    const number = cell(row, 'commune_resolution');
    const city = cell(row, 'type_2025') === 'Tỉnh' ? 'tỉnh' : 'thành phố';
    const title = `Nghị quyết về việc sắp xếp các đơn vị hành chính cấp xã của ${city} ${cell(row, 'name')} năm 2025`;
    rows.push([
      number,
      number,
      title,
      'Ủy ban Thường vụ Quốc hội',
      cell(row, 'commune_resolution_date'),
      TWO_TIER,
    ]);
  }
  return {
    path: 'units/acts',
    about: [
      'Legal acts that changed units. key is used by versions and changes; effective = first day of the new units.',
      'The day of the recode of Ba Chẽ is not known exactly: between 1/7/2025 and 25/7/2026, taken as 30/4/2026.',
      '203/2025/QH15 (the end of the district level) is named by us; the lists do not name it.',
    ],
    columns: ['key', 'number', 'title', 'issuer', 'signed', 'effective'],
    rows: rows.sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1)),
  };
}

export function versionTable(versions: readonly Version[]): Table {
  return {
    path: 'units/versions',
    about: [
      'Every unit of the tree with its versions [from, to): empty from = since before the records, empty to = in force.',
      'Sources: official lists of the statistics office of 30/6/2025, 1/7/2025 and 25/7/2026 (data/README.md).',
    ],
    columns: ['id', 'from', 'to', 'type', 'code', 'name', 'parent', 'act'],
    rows: versions.map((v) => [v.id, v.from, v.to, v.type, v.code, v.name, v.parent, v.act]),
  };
}

export function changeTable(changes: readonly Change[]): Table {
  return {
    path: 'units/changes',
    about: [
      'Which unit became which. share: whole, part, or empty land; people: all, some, or none of the residents went this way.',
      'source_kind: the wording of the 2025 conversion table; evidence: both lists agree, or nso = the table alone.',
    ],
    columns: [
      'from',
      'to',
      'effective',
      'act',
      'clause',
      'kind',
      'share',
      'people',
      'evidence',
      'source_kind',
    ],
    rows: changes.map((c) => [
      c.from,
      c.to,
      c.effective,
      c.act,
      c.clause,
      c.kind,
      c.share,
      c.people,
      c.evidence,
      c.sourceKind,
    ]),
  };
}

/** Common other names; official spellings that fold to the same letters need no row. */
export function aliasTable(): Table {
  const rows: (string | number)[][] = [
    [oldProvinceId('46'), 'Thừa Thiên Huế'],
    [oldProvinceId('46'), 'TT Huế'],
    [oldProvinceId('79'), 'HCM'],
    [oldProvinceId('79'), 'TPHCM'],
    [oldProvinceId('79'), 'Sài Gòn'],
    [mergedProvinceId('79'), 'HCM'],
    [mergedProvinceId('79'), 'TPHCM'],
    [mergedProvinceId('79'), 'Sài Gòn'],
    [oldProvinceId('77'), 'BRVT'],
    [oldProvinceId('77'), 'Vũng Tàu'],
  ];
  return {
    path: 'units/aliases',
    about: ['Other names under which a unit is written, beside those of its versions.'],
    columns: ['id', 'alias'],
    rows,
  };
}
