/**
 * Peoples, names, errors of entry, legacy letters, holidays: what demo data and imports stand on.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Row, type Table, cell, indexBy, readCsv } from './tables.ts';

export function makePeople(folder: string): Table[] {
  return [
    ...ethnicTables(folder),
    ...nameTables(folder),
    ...nameRuleTables(folder),
    errorTable(folder),
    letterTable(folder),
    holidayTable(folder),
  ];
}

function ethnicTables(folder: string): Table[] {
  const groups = readCsv(folder, 'population/ethnic_groups.csv');
  const byName = indexBy(groups, 'name');
  const spread = readCsv(folder, 'population/ethnic_by_province_2019.csv');
  return [
    {
      path: 'people/ethnic_groups',
      about: [
        'Peoples by the code of Quyết định 121-TCTK/PPCĐ (1979), as in the claim XML. 55 = foreigner.',
        'Quyết định 1019/QĐ-TCTK (2008) orders 04-06 differently. Aliases are joined by a bar; "Thổ" is also a people of its own.',
      ],
      columns: ['code', 'name', 'aliases', 'population_2019'],
      rows: groups.map((row) => [
        cell(row, 'code_qd121'),
        cell(row, 'name'),
        cell(row, 'aliases').replaceAll('; ', '|'),
        cell(row, 'population_2019'),
      ]),
    },
    {
      path: 'people/ethnic_by_province_2019',
      about: [
        'Census of 1/4/2019: people per ethnic code (people/ethnic_groups) and province of the 63.',
      ],
      columns: ['ethnic_code', 'province', 'people'],
      rows: spread.map((row) => {
        const group = byName.get(cell(row, 'ethnic'));
        if (!group) throw new Error(`unknown people ${cell(row, 'ethnic')}`);
        return [cell(group, 'code_qd121'), cell(row, 'old_province_code'), cell(row, 'population')];
      }),
    },
  ];
}

function nameTables(folder: string): Table[] {
  const counted = (name: string, about: string): Table => {
    const rows = readCsv(folder, `names/${name}.csv`);
    const columns = Object.keys(rows[0] ?? {});
    return {
      path: `names/${name}`,
      about: [about],
      columns,
      rows: rows.map((row) => columns.map((column) => mended(cell(row, column)))),
    };
  };
  return [
    counted(
      'surnames_kinh',
      'Kinh surnames, share in percent. Hoàng/Huỳnh and Vũ/Võ share one figure: north / south.',
    ),
    counted(
      'surnames_ethnic',
      'Surnames of 14 peoples; the shares are estimates and sum to 100 within each.',
    ),
    counted('given_male', 'Given names of men with counts.'),
    counted('given_female', 'Given names of women with counts.'),
    counted('middle_male', 'Middle names of men with counts.'),
    counted('middle_female', 'Middle names of women with counts.'),
    counted('double_given_male', 'Two-word given names of men.'),
    counted('double_given_female', 'Two-word given names of women.'),
  ];
}

/**
 * The lists of names were gathered from files in several encodings. Damaged: VNI letters read as
 * Windows-1252 (Buøi, Ñõa with its tilde moved by a program that places tones, Döông, Ñinh, Huøynh,
 * Khaùnh), UTF-8 read as ISO 8859-2 (Băši), a tone on the wrong letter (Hùynh). Rows stay apart from
 * those of the right spelling, so that the same seed makes the same people.
 */
const MENDED: Readonly<Record<string, string>> = {
  Buøi: 'Bùi',
  Băši: 'Bùi',
  Ñõa: 'Đỗ',
  Döông: 'Dương',
  Ñinh: 'Đinh',
  Huøynh: 'Huỳnh',
  Hùynh: 'Huỳnh',
  Khaùnh: 'Khánh',
};

function mended(name: string): string {
  return MENDED[name] ?? name;
}

interface NameRule {
  order?: string;
  male_middle?: string;
  female_middle?: string;
  given_male?: string;
  given_female?: string;
  note?: string;
  like?: string;
}

/**
 * Text such as "Thị: ~85% of women born before 1970, ~60% 1970-1989, …" becomes one row per cohort.
 */
function nameRuleTables(folder: string): Table[] {
  const rules = JSON.parse(
    readFileSync(join(folder, 'names/ethnic_name_rules.json'), 'utf8'),
  ) as Record<string, NameRule>;
  const parts: (string | number)[][] = [];
  const peoples: string[][] = [];
  for (const [people, rule] of Object.entries(rules)) {
    peoples.push([people, rule.like ?? '', orderOf(people, rule), rule.note ?? '']);
    for (const sex of ['male', 'female'] as const) {
      parts.push(...middleParts(people, sex, rule[`${sex}_middle`]));
      for (const given of givenNames(rule[`given_${sex}`])) {
        parts.push([people, sex, 'given', given, 1, '', '']);
      }
    }
  }
  return [
    {
      path: 'names/name_rules',
      about: [
        'How names are built by people. like: as another people. order of the parts; note in words.',
      ],
      columns: ['people', 'like', 'order', 'note'],
      rows: peoples,
    },
    {
      path: 'names/name_parts',
      about: [
        'Middle and given names by people and sex with weights (estimates, percent for middle names; "-" = none).',
        'born_from, born_to: first and last birth year the weight is for; empty = any.',
      ],
      columns: ['people', 'sex', 'part', 'value', 'weight', 'born_from', 'born_to'],
      rows: parts,
    },
  ];
}

function orderOf(people: string, rule: NameRule): string {
  if (people === 'Ê Đê') return 'prefix given clan';
  if (people === 'Gia Rai') return 'clan prefix given';
  return rule.like === undefined ? 'surname middle given' : '';
}

function middleParts(people: string, sex: string, text: string | undefined): (string | number)[][] {
  if (text === undefined) return [];
  if (!text.includes('%')) {
    return text.split('|').map((item) => {
      const words = item.split(' ');
      const weight = Number(words.pop());
      return [people, sex, 'middle', words.join(' '), weight, '', ''];
    });
  }
  const name = text.slice(0, text.indexOf(':'));
  const shares = [...text.matchAll(/~(\d+)%/g)].map((found) => Number(found[1]));
  const cohorts = [
    ['', 1969],
    [1970, 1989],
    [1990, 2004],
    [2005, ''],
  ] as const;
  if (shares.length !== cohorts.length) throw new Error(`cohorts of ${people}: ${text}`);
  return cohorts.map(([from, to], i) => [people, sex, 'middle', name, shares[i] ?? 0, from, to]);
}

function givenNames(text: string | undefined): string[] {
  if (text === undefined) return [];
  return text.split(text.includes('|') ? '|' : ' ');
}

function errorTable(folder: string): Table {
  const errors = JSON.parse(readFileSync(join(folder, 'names/data_errors.json'), 'utf8')) as {
    id: string;
    example: string;
    note: string;
    rate_est: number;
  }[];
  return {
    path: 'names/entry_errors',
    about: [
      'Errors of entry seen in Vietnamese lists; the rates are estimates for test data, never to be quoted.',
    ],
    columns: ['id', 'example', 'note', 'rate_estimate'],
    rows: errors.map((error) => [
      error.id,
      error.example.normalize('NFC'),
      error.note,
      error.rate_est,
    ]),
  };
}

function letterTable(folder: string): Table {
  const letters = JSON.parse(readFileSync(join(folder, 'names/legacy_encodings.json'), 'utf8')) as {
    tcvn3: Record<string, { hex: string; cp1252: string }>;
    vni: Record<string, string>;
  };
  const all = [...new Set([...Object.keys(letters.tcvn3), ...Object.keys(letters.vni)])];
  return {
    path: 'names/legacy_letters',
    about: [
      'Vietnamese letters in TCVN3 (byte, and how it looks as CP1252) and in VNI-Windows fonts (letters as CP1252).',
      'TCVN3 writes capitals with marks as small letters in a capital font: the case is lost.',
    ],
    columns: ['letter', 'tcvn3_hex', 'tcvn3_cp1252', 'vni_cp1252'],
    rows: all.map((letter) => [
      letter,
      letters.tcvn3[letter]?.hex,
      letters.tcvn3[letter]?.cp1252,
      letters.vni[letter],
    ]),
  };
}

function holidayTable(folder: string): Table {
  return {
    path: 'calendar/holidays',
    about: [
      'Public holidays 2020-2035. basis: statute (Labour Code, Article 112); usual = the usual five Tết days; adjacent = the day beside 2/9;',
      'announced = 24/11 by Nghị quyết 80-NQ/TW, not yet confirmed as law: switchable. Swapped working days are decided each year and not here.',
    ],
    columns: ['date', 'code', 'name', 'basis'],
    rows: readCsv(folder, 'calendar/holidays_vn.csv').map((row) => [
      cell(row, 'date'),
      cell(row, 'code'),
      cell(row, 'name'),
      basisOf(row),
    ]),
  };
}

function basisOf(row: Row): string {
  const basis = cell(row, 'basis');
  if (basis === 'statute') return 'statute';
  if (basis === 'statute-default 1+4') return 'usual';
  if (basis === 'default-adjacent') return 'adjacent';
  if (basis.startsWith('policy')) return 'announced';
  throw new Error(`unknown basis ${basis}`);
}
