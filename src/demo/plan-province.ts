/**
 * Any province of today by its code: its communes and populations, its peoples by the census of
 * 2019,
 * made-up villages. Areas, lists and cards are assumed; nothing here is a figure of that province.
 */
import { assert } from '../kernel/assert.ts';
import { type Random, makeRandom } from '../kernel/random.ts';
import { type Day, dayOf } from './days.ts';
import type { Commune } from './people.ts';
import { type DemoPlan, addVillages, makeCommune, markHardVillages, peopleName } from './plan.ts';
import { splitByWeight } from './selection.ts';
import type { DemoTables, Row } from './tables.ts';

const SINCE: Day = dayOf(2025, 1, 1);
const REFERENCE: Day = dayOf(2025, 12, 31);

/** People of one scope, about; memory and speed want it neither small nor large. */
const SCOPE_PEOPLE = 40_000;

/** Communes of one plan for tests. */
export interface ProvinceOptions {
  /** residents on 31/12/2025; null = as the published figures of the communes add up */
  people: number | null;
  seed: number;
  /** only so many of the communes, the first by code */
  communes?: number;
}

export function planProvince(tables: DemoTables, code: string, options: ProvinceOptions): DemoPlan {
  const province = findProvince(tables, code);
  const peoples = peoplesOf(tables, province);
  const kinh = Math.max(
    0,
    peoples.findIndex((people) => people.code === '01'),
  );
  const random = makeRandom(options.seed).fork(`province ${code} places`);
  const rows = communesOf(tables, province).slice(0, options.communes);
  assert(rows.length > 0, `province ${code} has communes`);
  const published = rows.map((row) => populationOf(tables, row));
  const total = options.people ?? published.reduce((a, b) => a + b, 0);
  const populations = splitByWeight(total, published);
  const mains = mainPeoples(
    peoples.map((people) => people.share),
    populations,
  );
  const communes = rows.map((row, index) =>
    makeProvinceCommune(tables, code, {
      row,
      index,
      weight: populations[index] ?? 0,
      shares: communeShares(peoples, mains[index] ?? kinh, kinh, row),
      kinh,
      random: random.fork(row['code'] ?? ''),
    }),
  );
  return {
    name: `province-${code}`,
    province: code,
    birthProvince: `0${code}`,
    seed: options.seed,
    peoples,
    kinh,
    scopes: groupCommunes(communes),
    unitCode: code,
    unitsOn: '2025-12-31',
    since: SINCE,
    reference: REFERENCE,
    areaChange: null,
    counts: null,
    rateBp: () => 9_480,
    aggregate: new Map(
      communes.map((commune) => [
        commune.code,
        commune.areaAfter === 'III' ? 0 : Math.round(commune.weight * 0.004),
      ]),
    ),
  };
}

function findProvince(tables: DemoTables, code: string): Row {
  const found = tables.versions.find(
    (row) =>
      row['to'] === '' &&
      row['code'] === code &&
      (row['type'] === 'tinh' || row['type'] === 'thanh-pho-trung-uong'),
  );
  assert(found, `no province of today has the code ${code}`);
  return found;
}

/** Codes of today's provinces with their names, for those who ask for one by name. */
export function listProvinces(tables: DemoTables): { code: string; name: string }[] {
  return tables.versions
    .filter(
      (row) =>
        row['to'] === '' && (row['type'] === 'tinh' || row['type'] === 'thanh-pho-trung-uong'),
    )
    .map((row) => ({ code: row['code'] ?? '', name: row['name'] ?? '' }));
}

function communesOf(tables: DemoTables, province: Row): Row[] {
  return tables.versions
    .filter((row) => row['to'] === '' && row['parent'] === province['id'])
    .sort((a, b) => ((a['code'] ?? '') < (b['code'] ?? '') ? -1 : 1));
}

/** The published figure, else an estimate, else what a commune of the country has on average. */
function populationOf(tables: DemoTables, commune: Row): number {
  const figures = tables.figures.filter((row) => row['unit'] === commune['id'] && row['people']);
  const best = figures.find((row) => row['quality'] === 'plausible') ?? figures.at(-1);
  return Number(best?.['people'] ?? 25_000);
}

interface People {
  code: string;
  name: string;
  share: number;
}

/**
 * Peoples of 0.3 % and more in the census of 2019, added up over the provinces that became this
 * one.
 */
function peoplesOf(tables: DemoTables, province: Row): People[] {
  const id = province['id'];
  const merged = tables.changes
    .filter((row) => row['to'] === id && Number(row['from']) < 2000)
    .map((row) => String(Number(row['from']) - 1000).padStart(2, '0'));
  const codes = new Set(merged.length > 0 ? merged : [province['code'] ?? '']);
  const sums = new Map<string, number>();
  for (const row of tables.peoplesByProvince) {
    if (!codes.has(row['province'] ?? '')) continue;
    const code = row['ethnic_code'] ?? '';
    sums.set(code, (sums.get(code) ?? 0) + Number(row['people']));
  }
  const total = [...sums.values()].reduce((a, b) => a + b, 0);
  const kept = [...sums].filter(([, people]) => people / total >= 0.003);
  const sum = kept.reduce((a, [, people]) => a + people, 0);
  return kept
    .sort((a, b) => b[1] - a[1])
    .map(([code, people]) => ({ code, name: peopleName(tables, code), share: people / sum }));
}

/**
 * The main people of each commune, so that all communes together come near the province's shares.
 */
function mainPeoples(shares: readonly number[], populations: readonly number[]): number[] {
  const given = shares.map(() => 0);
  let total = 0;
  return populations.map((population) => {
    total += population;
    let best = 0;
    shares.forEach((share, people) => {
      const gap = (at: number): number => (shares[at] ?? 0) * total - (given[at] ?? 0);
      if (share > 0 && gap(people) > gap(best)) best = people;
    });
    given[best] = (given[best] ?? 0) + population;
    return best;
  });
}

function communeShares(peoples: readonly People[], main: number, kinh: number, row: Row): number[] {
  const isUrban = row['type'] === 'phuong';
  const strength = isUrban ? 0.35 : 0.6;
  return peoples.map(({ share }, people) => {
    const town = isUrban && people === kinh ? 0.3 : 0;
    const rest = isUrban ? 1 - strength - 0.3 : 1 - strength;
    return share * rest + (people === main ? strength : 0) + town;
  });
}

function makeProvinceCommune(
  tables: DemoTables,
  province: string,
  made: {
    row: Row;
    index: number;
    weight: number;
    shares: number[];
    kinh: number;
    random: Random;
  },
): Commune {
  const { row, index, weight, shares, kinh, random } = made;
  const minority = 1 - (shares[kinh] ?? 0);
  const urban = row['type'] === 'phuong';
  // assumed: the more minorities and the less town, the more difficult
  const area =
    urban || minority < 0.35 ? 'I' : minority > 0.72 && random.chance(0.7) ? 'III' : 'II';
  const commune = makeCommune(index, row['code'] ?? '', row['name'] ?? '', {
    weight,
    peoples: shares,
    areaBefore: area,
    areaAfter: area,
    safeZone: false,
    urban,
  });
  const villages = Math.max(3, Math.min(60, Math.round(weight / 650)));
  addVillages(tables, commune, province, villages, random, kinh);
  const hard = area === 'II' ? Math.round(villages * 0.3) : 0;
  markHardVillages(commune, kinh, { before: hard, after: hard });
  return commune;
}

function groupCommunes(communes: readonly Commune[]): Commune[][] {
  const scopes: Commune[][] = [];
  let people = SCOPE_PEOPLE;
  for (const commune of communes) {
    if (people >= SCOPE_PEOPLE) {
      scopes.push([]);
      people = 0;
    }
    scopes.at(-1)?.push(commune);
    people += commune.weight;
  }
  return scopes;
}
