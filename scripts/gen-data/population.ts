/**
 * Population figures with their source and quality, the measured place of each commune, census
 * detail.
 */
import { type Row, type Table, cell, readCsv } from './tables.ts';
import type { UnitData } from './units.ts';

type Figure = [number, string, string, number | null, number | null, string];

export function makePopulation(folder: string, units: UnitData): Table[] {
  const communes = readCsv(folder, 'population/new_communes.csv');
  const census = readCsv(folder, 'population/census2019_districts.csv');
  const districts = new Set(
    readCsv(folder, 'admin/old_districts.csv').map((row) => cell(row, 'code')),
  );
  const figures: Figure[] = [
    ...oldProvinceFigures(folder, units),
    ...newProvinceFigures(folder, units),
    ...districtFigures(census, districts, units),
    ...communeFigures(communes, units),
    // Sơn Dương's own plan: the denominator of its coverage rate
    [units.districtId('076'), '2021-12-31', 'ke-hoach-son-duong', 182_330, 182_330, 'official'],
  ];
  figures.sort((a, b) => a[0] - b[0] || compareText(a[1], b[1]) || compareText(a[2], b[2]));
  return [
    sourceTable(),
    figureTable(figures),
    geographyTable(communes, units),
    censusTable(census),
    coverageTable(folder),
  ];
}

function oldProvinceFigures(folder: string, units: UnitData): Figure[] {
  return readCsv(folder, 'population/old_provinces.csv').flatMap((row): Figure[] => {
    const id = units.oldProvinceId(cell(row, 'code'));
    const census = numberOf(row, 'census2019');
    const average = Math.round(Number(cell(row, 'gso_avg_2020_thousand')) * 1000);
    return [
      [id, '2019-04-01', 'tong-dieu-tra-2019', census, census, 'official'],
      [id, '2020-07-01', 'binh-quan-2020', average, average, 'rounded'],
    ];
  });
}

/** A province that goes on as the same unit already has its census row. */
function newProvinceFigures(folder: string, units: UnitData): Figure[] {
  return readCsv(folder, 'population/new_provinces.csv').flatMap((row): Figure[] => {
    const id = units.newProvinceId(cell(row, 'code'));
    const dossier = numberOf(row, 'population_dossier_2024');
    const figures: Figure[] = [[id, '2024-12-31', 'de-an-2025', dossier, dossier, 'published']];
    if (id !== units.oldProvinceId(cell(row, 'code'))) {
      const census = numberOf(row, 'census2019');
      figures.push([id, '2019-04-01', 'tong-dieu-tra-2019', census, null, 'summed']);
    }
    return figures;
  });
}

/**
 * Districts of 2019 that no longer stood on 30/6/2025 have no unit; they stay in census2019.tsv.
 */
function districtFigures(census: readonly Row[], known: Set<string>, units: UnitData): Figure[] {
  return census
    .filter((row) => known.has(cell(row, 'district_code_2019')))
    .map((row) => {
      const total = numberOf(row, 'total');
      const id = units.districtId(cell(row, 'district_code_2019'));
      return [id, '2019-04-01', 'tong-dieu-tra-2019', total, total, 'official'];
    });
}

/**
 * As printed in the merger dossiers, with what is known of their errors: `namesake` = the figures
 * of another commune of the same name were printed (same area and population, and the area is wrong
 * by over 15 %), `suspect` = outside 0.2–5 times an estimate, `missing` = blank. The repaired
 * estimate stands as a row of its own with its own source.
 */
function communeFigures(communes: readonly Row[], units: UnitData): Figure[] {
  const printed = Map.groupBy(communes, printedKey);
  return communes.flatMap((row): Figure[] => {
    const id = units.newCommuneId(cell(row, 'code'));
    const published =
      cell(row, 'population_published') === '' ? null : numberOf(row, 'population_published');
    const shared = (printed.get(printedKey(row)) ?? []).length > 1 && published !== null;
    const quality = qualityOf(row, shared);
    const usable = quality === 'plausible' || quality === 'unscreened';
    const figures: Figure[] = [
      [id, '2024-12-31', 'de-an-2025', usable ? published : null, published, quality],
    ];
    if (quality === 'suspect' || quality === 'missing') {
      figures.push([
        id,
        '2024-12-31',
        'uoc-tinh-2024',
        numberOf(row, 'population_use'),
        null,
        'estimate',
      ]);
    }
    return figures;
  });
}

function printedKey(row: Row): string {
  return `${cell(row, 'area_km2_published')}|${cell(row, 'population_published')}`;
}

function qualityOf(row: Row, shared: boolean): string {
  if (cell(row, 'code') === '20333') return 'unusable';
  if (shared && areaDiffers(row)) return 'namesake';
  if (cell(row, 'quality') !== 'ok') return cell(row, 'quality');
  return cell(row, 'name').startsWith('Đặc khu') ? 'unscreened' : 'plausible';
}

function areaDiffers(row: Row): boolean {
  const printed = Number(cell(row, 'area_km2_published'));
  const measured = Number(cell(row, 'area_km2_geometry'));
  return Math.abs(printed - measured) > 0.15 * Math.max(printed, measured);
}

function sourceTable(): Table {
  return {
    path: 'population/sources',
    about: [
      'Sources of population figures. basis: usual = usual residents (census), registered = registered and temporary people.',
      'Figures of different basis never meet in one rate.',
    ],
    columns: ['key', 'title', 'issuer', 'basis'],
    rows: [
      [
        'tong-dieu-tra-2019',
        'Tổng điều tra dân số và nhà ở 1/4/2019',
        'Tổng cục Thống kê',
        'usual',
      ],
      ['binh-quan-2020', 'Dân số trung bình năm 2020 (nghìn người)', 'Tổng cục Thống kê', 'usual'],
      [
        'de-an-2025',
        'Đề án sắp xếp đơn vị hành chính năm 2025 (số liệu khoảng năm 2024)',
        'sapnhap.bando.com.vn',
        'registered',
      ],
      ['uoc-tinh-2024', 'Ước tính thay số liệu đề án thiếu hoặc đáng ngờ', 'Bao Phủ', 'registered'],
      [
        'ke-hoach-son-duong',
        'Kế hoạch thực hiện chỉ tiêu bao phủ BHYT giai đoạn 2022-2025 của huyện Sơn Dương',
        'UBND huyện Sơn Dương',
        'registered',
      ],
    ],
  };
}

function figureTable(figures: readonly Figure[]): Table {
  return {
    path: 'population/figures',
    about: [
      'Population per unit, day and source. people: the figure to use, empty = not to be used; published: as printed.',
      'quality: official, rounded, summed, published, plausible (not verified), unscreened, namesake, suspect, missing, unusable, estimate.',
    ],
    columns: ['unit', 'on', 'source', 'people', 'published', 'quality'],
    rows: figures.map((figure) => [...figure]),
  };
}

function geographyTable(communes: readonly Row[], units: UnitData): Table {
  return {
    path: 'units/geography',
    about: [
      'A point, the area (km², as published and as measured on the map) and the seat of each commune of today.',
      'Measured areas of Trường Sa and Hoàng Sa include sea.',
    ],
    columns: ['id', 'lon', 'lat', 'area_published', 'area_measured', 'seat'],
    rows: communes
      .map((row) => [
        units.newCommuneId(cell(row, 'code')),
        cell(row, 'lon'),
        cell(row, 'lat'),
        cell(row, 'area_km2_published'),
        cell(row, 'area_km2_geometry'),
        cell(row, 'seat'),
      ])
      .sort((a, b) => Number(a[0]) - Number(b[0])),
  };
}

function censusTable(census: readonly Row[]): Table {
  const columns = [
    'district_code_2019',
    'name',
    'province_code',
    'total',
    'total_male',
    'total_female',
    'total_urban',
    'total_urban_male',
    'total_urban_female',
    'total_rural',
    'total_rural_male',
    'total_rural_female',
  ];
  return {
    path: 'population/census2019',
    about: [
      'Census of 1/4/2019 by district of 2019, sex, urban and rural. 19 of the districts were gone before 2025.',
    ],
    columns: [
      'district_2019',
      'name',
      'province',
      'total',
      'male',
      'female',
      'urban',
      'urban_male',
      'urban_female',
      'rural',
      'rural_male',
      'rural_female',
    ],
    rows: census.map((row) => columns.map((column) => cell(row, column))),
  };
}

function coverageTable(folder: string): Table {
  const rows = readCsv(folder, 'population/coverage_known.csv');
  const kinds: Record<string, string> = {
    'target (minimum)': 'target-minimum',
    'target (above)': 'target-above',
  };
  return {
    path: 'population/coverage_known',
    about: [
      'Coverage rates known with a source, in basis points. target-minimum: at least; target-above: more than.',
    ],
    columns: ['level', 'unit', 'period', 'rate_bp', 'kind', 'source'],
    rows: rows.map((row) => [
      cell(row, 'level'),
      cell(row, 'unit'),
      cell(row, 'period'),
      Math.round(Number(cell(row, 'coverage_pct')) * 100),
      kinds[cell(row, 'kind')] ?? cell(row, 'kind'),
      cell(row, 'source'),
    ]),
  };
}

function numberOf(row: Row, column: string): number {
  const value = Number(cell(row, column));
  if (cell(row, column) === '' || !Number.isInteger(value)) {
    throw new Error(`${column} is no whole number: ${JSON.stringify(row)}`);
  }
  return value;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
