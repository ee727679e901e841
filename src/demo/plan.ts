/** What a demo is to become: its places, its figures, its years. */
import { type Random, makeRandom } from '../kernel/random.ts';
import { assert } from '../kernel/assert.ts';
import type { CategoryName } from './categories.ts';
import { type Day, dayOf } from './days.ts';
import { UnitType } from '../units/types.ts';
import { drawPeople } from './families.ts';
import type { Commune, Village } from './people.ts';
import { splitByWeight } from './selection.ts';
import type { DemoTables, Row } from './tables.ts';

/** People with a card of the own province on the reference day, by what counts. */
export interface ReferenceCounts {
  /** by category; `meritTotal` covers the rest of group 3 together with the children under six */
  categories: Partial<Record<CategoryName, number>>;
  meritTotal: number;
  /** shares of what `meritTotal` leaves beside the children */
  meritShares: Partial<Record<CategoryName, number>>;
  /** cards of the difficult areas that ended on `areaChange` */
  lost: number;
  /**
   * people whose only card another province issued, and people with such a card beside their own
   */
  outside: number;
  besides: number;
}

export interface DemoPlan {
  name: string;
  /** code of today's province, of the numbers on cards, and of births */
  province: string;
  birthProvince: string;
  seed: number;
  peoples: { code: string; name: string }[];
  kinh: number;
  /** communes worked on together; memory holds one scope at a time */
  scopes: Commune[][];
  /** code of the unit the demo is about, and a day on which it and the communes' codes hold */
  unitCode: string;
  unitsOn: string;
  since: Day;
  reference: Day;
  /** the day the lists of difficult areas changed, null = not in this demo */
  areaChange: Day | null;
  /** exact figures; null = shares of `profile.ts` */
  counts: ReferenceCounts | null;
  /** share of residents with a card of the own province at the end of a year, basis points */
  rateBp(year: number): number;
  /** cards without names (army relatives), by commune code; they count in `rateBp` */
  aggregate: Map<string, number>;
}

const KINH = '01';

export const SON_DUONG = 'son-duong';

/**
 * District 076 with the figures of its plan: 182,330 residents, 155,163 of them insured on
 * 31/12/2021.
 */
export function planSonDuong(tables: DemoTables, seed: number): DemoPlan {
  const count = (line: string): number => Number(find(tables.counts, 'line', line)['people']);
  const rows = tables.communes;
  const codes = Object.keys(rows[0] ?? {}).filter((column) => /^\d\d$/.test(column));
  const peoples = codes.map((code) => ({ code, name: peopleName(tables, code) }));
  const populations = splitByWeight(
    count('population'),
    rows.map((row) => Number(row['weight'])),
  );
  const random = makeRandom(seed).fork('son-duong places');
  const communes = rows.map((row, index) => {
    const commune = makeCommune(index, row['code'] ?? '', row['name'] ?? '', {
      weight: populations[index] ?? 0,
      peoples: codes.map((code) => Number(row[code]) / 100),
      areaBefore: row['area_before'] ?? 'I',
      areaAfter: row['area_after'] ?? 'I',
      safeZone: row['safe_zone'] === 'yes',
      urban: (row['name'] ?? '').startsWith('Thị trấn'),
    });
    const hard = { before: Number(row['hard_before']), after: Number(row['hard_after']) };
    const villages = Math.min(16, Math.max(10, Math.round(commune.weight / 520)));
    addVillages(tables, commune, '08', villages, random.fork(commune.code), codes.indexOf(KINH));
    markHardVillages(commune, codes.indexOf(KINH), hard);
    return commune;
  });
  settleHardVillages(communes, codes.indexOf(KINH), count('difficultArea') * LISTED_PER_CARD);
  // where everybody has a free card, cards without names would make more cards than people
  const relatives = splitByWeight(
    count('armyRelatives'),
    rows.map((row, i) => {
      const isFree = row['area_after'] === 'III' || row['safe_zone'] === 'yes';
      return isFree ? 0 : (populations[i] ?? 0);
    }),
  );
  return {
    name: SON_DUONG,
    province: '08',
    birthProvince: '008',
    seed,
    peoples,
    kinh: codes.indexOf(KINH),
    scopes: [communes],
    unitCode: '076',
    unitsOn: '2021-12-31',
    since: dayOf(2019, 1, 1),
    reference: dayOf(2021, 12, 31),
    areaChange: dayOf(2021, 7, 1),
    counts: countsOfSonDuong(count),
    rateBp: ratesOf(tables.rates),
    aggregate: new Map(communes.map((commune, i) => [commune.code, relatives[i] ?? 0])),
  };
}

/** The plan's lines, split inside into categories by assumed shares; every line sums as printed. */
function countsOfSonDuong(count: (line: string) => number): ReferenceCounts {
  const share = <Name extends CategoryName>(line: string, parts: Record<Name, number>) => {
    const names = Object.keys(parts) as Name[];
    const split = splitByWeight(
      count(line),
      names.map((name) => parts[name]),
    );
    return Object.fromEntries(names.map((name, i) => [name, split[i]]));
  };
  return {
    categories: {
      ...share('employees', {
        publicServant: 398,
        enterprise: 452,
        otherBody: 70,
        cooperative: 7,
        communeOfficer: 73,
      }),
      ...share('socialInsurance', {
        pensioner: 828,
        formerCadre: 18,
        workAccident: 11,
        longIllness: 2,
        unemployed: 141,
      }),
      poor: count('poor'),
      difficultArea: count('difficultArea'),
      nearPoor: count('nearPoor'),
      ...share('pupilStudent', { pupil: 910, student: 90 }),
      averageLiving: count('averageLiving'),
      household: count('household'),
    },
    meritTotal: count('meritAndOther'),
    meritShares: MERIT_SHARES,
    lost: count('lostDifficultArea'),
    outside: 2_640,
    besides: 360,
  };
}

/** As MERIT_SHARES, since the social pension of 1/7/2025 took in most of the old without one. */
export const MERIT_SHARES_2025: Partial<Record<CategoryName, number>> = {
  socialPension: 290,
  socialProtection: 120,
  veteran: 170,
  resistance: 125,
  merit: 70,
  topMerit: 6,
  martyrRelative: 55,
  meritRelative: 102,
  meritCarer: 4,
  retiredCadre: 16,
  formerDisability: 13,
  survivor: 9,
  deputy: 14,
};

/**
 * Who stands beside the children in "merit, social protection and others" (assumed, per thousand).
 */
export const MERIT_SHARES: Partial<Record<CategoryName, number>> = {
  socialProtection: 345,
  veteran: 190,
  resistance: 145,
  merit: 78,
  topMerit: 7,
  martyrRelative: 62,
  meritRelative: 112,
  meritCarer: 4,
  retiredCadre: 18,
  formerDisability: 15,
  survivor: 9,
  deputy: 15,
};

function ratesOf(rows: readonly Row[]): (year: number) => number {
  const rates = new Map(rows.map((row) => [Number(row['year']), Number(row['rate_bp'])]));
  const last = Math.max(...rates.keys());
  return (year) => rates.get(Math.min(year, last)) ?? 9_300;
}

interface CommuneFacts {
  weight: number;
  peoples: number[];
  areaBefore: string;
  areaAfter: string;
  safeZone: boolean;
  urban: boolean;
}

export function makeCommune(
  index: number,
  code: string,
  name: string,
  facts: CommuneFacts,
): Commune {
  assert(code !== '' && name !== '', 'a commune has a code and a name');
  return { index, code, name, villages: [], ...facts };
}

/**
 * Villages of about equal size, each mostly of one people; together they hold the commune's
 * shares.
 */
export function addVillages(
  tables: DemoTables,
  commune: Commune,
  province: string,
  count: number,
  random: Random,
  kinh: number,
): void {
  const types = find(tables.villageTypes, 'province', province);
  const names = shuffled(
    tables.villageNames
      .filter((row) => row['region'] === types['region'])
      .map((row) => row['name'] ?? ''),
    random,
  );
  const type = UnitType.parse(commune.urban ? types['urban'] : types['rural']);
  for (let i = 0; i < count; i += 1) {
    const main = drawPeople(random, commune.peoples);
    const strength = main === kinh ? 0.75 : 0.68;
    const suffix = i < names.length ? '' : ` ${1 + Math.floor(i / names.length)}`;
    commune.villages.push({
      index: i,
      commune,
      name: `${names[i % names.length] ?? ''}${suffix}`,
      type,
      code: String(i + 1).padStart(2, '0'),
      weight: 0.6 + random.next() * 0.9,
      peoples: commune.peoples.map(
        (share, people) => share * (1 - strength) + (people === main ? strength : 0),
      ),
      hardBefore: false,
      hardAfter: false,
    });
  }
}

/** The villages with the largest share of minorities are the especially difficult ones. */
export function markHardVillages(
  commune: Commune,
  kinh: number,
  hard: { before: number; after: number },
): void {
  const order = commune.villages.toSorted(
    (a, b) => (a.peoples[kinh] ?? 0) - (b.peoples[kinh] ?? 0) || a.index - b.index,
  );
  order.forEach((village: Village, at) => {
    village.hardBefore = at < hard.before;
    village.hardAfter = at < hard.after;
  });
}

/**
 * People on the lists for each who holds their card: children, workers, pensioners and others among
 * them have cards of earlier groups.
 */
const LISTED_PER_CARD = 1.53;

/**
 * Whatever peoples the villages drew, the lists after the change hold about as many people as their
 * cards need: villages of communes that left khu vực II join or leave, the most and least minority first.
 */
function settleHardVillages(communes: readonly Commune[], kinh: number, wanted: number): void {
  const peopleOf = (village: Village): number => {
    const { villages, weight } = village.commune;
    return (weight * village.weight) / villages.reduce((sum, other) => sum + other.weight, 0);
  };
  const villages = communes.flatMap((commune) => commune.villages);
  let listed = villages
    .filter((village) => village.hardAfter || village.commune.areaAfter === 'III')
    .reduce((sum, village) => sum + peopleOf(village), 0);
  const movable = villages
    .filter((village) => village.commune.areaBefore === 'II')
    .sort((a, b) => (a.peoples[kinh] ?? 0) - (b.peoples[kinh] ?? 0));
  for (const village of movable) {
    if (village.hardAfter || listed + peopleOf(village) / 2 > wanted) continue;
    village.hardBefore = true;
    village.hardAfter = true;
    listed += peopleOf(village);
  }
  for (const village of movable.toReversed()) {
    if (!village.hardAfter || listed - peopleOf(village) / 2 < wanted) continue;
    village.hardAfter = false;
    listed -= peopleOf(village);
  }
}

export function peopleName(tables: DemoTables, code: string): string {
  return find(tables.peoples, 'code', code)['name'] ?? '';
}

export function find(rows: readonly Row[], column: string, value: string): Row {
  const found = rows.find((row) => row[column] === value);
  assert(found, `data: no row with ${column} ${value}`);
  return found;
}

export function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
