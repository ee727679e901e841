/**
 * A register and a list of it by seed, as files of COPY text, with who each row truly is. People live
 * in families in villages; brothers, sisters and twins are alike; the old know only their year.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeNames } from '../../src/demo/names.ts';
import { readDemoTables } from '../../src/demo/tables.ts';
import { type Random, makeRandom, weightedPicker } from '../../src/kernel/random.ts';
import { foldName } from '../../src/lists/linkage/features.ts';
import { type ErrorSetting, type RowValues, enterRow, makeHand } from './errors.ts';

export const COMMUNE = 1_000;
export const VILLAGE = 10_000;
export const VILLAGES_OF_COMMUNE = 20;
const PERSON_BASE = 140_000_000_000;
const PEOPLE_OF_VILLAGE = 870;

export interface Sizes {
  people: number;
  rows: number;
  /** share of people whom the register holds twice, the second time as somebody else entered them */
  twice?: number;
}

export interface MadeFiles {
  persons: string;
  rows: string;
  /** of each row in turn: the person's id, below 0 = not in the register */
  truth: Float64Array;
  people: number;
  rowCount: number;
  villages: number;
  /** how many the register holds twice */
  twice: number;
}

/** The second entry of a person has the id of the first and this. */
export const TWICE_ID = 10_000_000_000;

interface Person {
  id: number;
  village: number;
  fullName: string;
  sex: 'male' | 'female';
  year: number;
  month: number;
  day: number;
  nationalId: string;
  socialInsuranceNumber: string;
}

const FOLK = weightedPicker([
  { value: 'Kinh', weight: 45 },
  { value: 'Tày', weight: 18 },
  { value: 'Thái', weight: 12 },
  { value: 'Mông', weight: 10 },
  { value: 'Dao', weight: 8 },
  { value: 'Nùng', weight: 7 },
]);

/** Share of rows of people who are not in the register, and of rows entered twice. */
const NEW_SHARE = 0.045;
const TWICE_SHARE = 0.025;

const SOURCES = ['./maker.ts', './errors.ts', '../../src/demo/names.ts'];

/** Made once: a province takes half a minute. Other sources or sizes make others, beside these. */
export function makeFiles(sizes: Sizes, setting: ErrorSetting, seed: string): MadeFiles {
  const hash = createHash('sha256').update(JSON.stringify([sizes, setting, seed]));
  for (const source of SOURCES) hash.update(readFileSync(new URL(source, import.meta.url)));
  const folder = join(tmpdir(), 'baophu-bench-linkage', hash.digest('hex').slice(0, 16));
  const made = join(folder, 'made.json');
  if (!existsSync(made)) {
    const unfinished = `${folder}.${process.pid}`;
    mkdirSync(unfinished, { recursive: true });
    const counts = writeFiles(unfinished, sizes, setting, seed);
    writeFileSync(join(unfinished, 'made.json'), JSON.stringify(counts));
    rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
  }
  const truth = readFileSync(join(folder, 'truth.bin'));
  return {
    ...(JSON.parse(readFileSync(made, 'utf8')) as Counts),
    persons: join(folder, 'persons.copy'),
    rows: join(folder, 'rows.copy'),
    truth: new Float64Array(truth.buffer, truth.byteOffset, truth.byteLength / 8),
  };
}

type Counts = Pick<MadeFiles, 'people' | 'rowCount' | 'villages' | 'twice'>;

function writeFiles(folder: string, sizes: Sizes, setting: ErrorSetting, seed: string): Counts {
  const villages = Math.max(1, Math.round(sizes.people / PEOPLE_OF_VILLAGE));
  const persons = openSync(join(folder, 'persons.copy'), 'w');
  const rows = openSync(join(folder, 'rows.copy'), 'w');
  const truth: number[] = [];
  const maker = makePeople(seed);
  let made = 0;
  let twice = 0;
  for (let v = 0; v < villages; v += 1) {
    const size = Math.round((sizes.people * (v + 1)) / villages) - made;
    const village = makeVillage(maker, { v, villages, size }, sizes, setting, seed);
    writeSync(persons, village.persons);
    const listed = village.listed.slice(0, Math.max(0, sizes.rows - truth.length));
    let lines = '';
    for (const { values, id } of listed) {
      truth.push(id);
      lines += rowLine(truth.length, values);
    }
    writeSync(rows, lines);
    made += size;
    twice += village.twice;
  }
  closeSync(persons);
  closeSync(rows);
  writeFileSync(join(folder, 'truth.bin'), new Uint8Array(Float64Array.from(truth).buffer));
  return { people: made + twice, rowCount: truth.length, villages, twice };
}

interface MadeVillage {
  /** lines of the register */
  persons: string;
  listed: { values: RowValues; id: number }[];
  twice: number;
}

function makeVillage(
  maker: ReturnType<typeof makePeople>,
  { v, villages, size }: { v: number; villages: number; size: number },
  sizes: Sizes,
  setting: ErrorSetting,
  seed: string,
): MadeVillage {
  const random = makeRandom(`${seed} list ${v}`);
  const share = (sizes.rows * (1 - NEW_SHARE - TWICE_SHARE)) / sizes.people;
  const extra = Math.round((sizes.rows * NEW_SHARE) / villages);
  const people = maker.village(v, size + extra);
  const around = surroundings(v, villages, setting, random, people);
  const village: MadeVillage = { persons: '', listed: [], twice: 0 };
  people.forEach((person, at) => {
    const isNew = at >= size;
    if (!isNew) village.persons += personLine(random, person);
    if (!isNew && sizes.twice && random.chance(sizes.twice)) {
      village.persons += secondLine(random, person, enterRow(random, valuesOf(person), around));
      village.twice += 1;
    }
    if (!isNew && !random.chance(share)) return;
    const values = valuesOf(person);
    const id = isNew ? -person.id : person.id;
    village.listed.push({ values: enterRow(random, values, around), id });
    if (random.chance(TWICE_SHARE))
      village.listed.push({ values: enterRow(random, values, around), id });
  });
  shuffle(random, village.listed);
  return village;
}

export function communeOf(village: number): number {
  return COMMUNE + Math.floor((village - VILLAGE) / VILLAGES_OF_COMMUNE);
}

export function placesOf(villages: number): [number, number, number][] {
  return Array.from({ length: villages }, (_, v) => [
    VILLAGE + v,
    VILLAGE + v,
    communeOf(VILLAGE + v),
  ]);
}

function surroundings(
  v: number,
  villages: number,
  setting: ErrorSetting,
  random: Random,
  people: readonly Person[],
) {
  const first = v - (v % VILLAGES_OF_COMMUNE);
  const others = Math.min(VILLAGES_OF_COMMUNE, villages - first);
  return {
    setting,
    hand: makeHand(random, setting),
    otherVillage: (r: Random) => VILLAGE + first + r.int(others),
    farVillage: (r: Random) => VILLAGE + r.int(villages),
    strangersNumber: (r: Random) => r.pick(people).nationalId,
  };
}

function shuffle<T>(random: Random, items: T[]): void {
  for (let i = items.length - 1; i > 0; i -= 1) {
    const j = random.int(i + 1);
    [items[i], items[j]] = [items[j] as T, items[i] as T];
  }
}

// ── people ──────────────────────────────────────────────────────────────────────────────────────

function makePeople(seed: string) {
  const names = makeNames(readDemoTables().names);
  let serial = 0;
  const makePerson = (
    random: Random,
    village: number,
    folk: string,
    surname: string,
    year: number,
  ): Person => {
    serial += 1;
    const male = random.chance(0.5);
    const isOld = year < 1966 && random.chance(0.25);
    const digit = (year < 2000 ? 0 : 2) + (male ? 0 : 1);
    const yy = String(year % 100).padStart(2, '0');
    return {
      id: PERSON_BASE + serial,
      village,
      fullName: names.fullName(random, folk, surname, male, year),
      sex: male ? 'male' : 'female',
      year,
      month: isOld ? 1 : 1 + random.int(12),
      day: isOld ? 1 : 1 + random.int(28),
      nationalId: `014${digit}${yy}${String((serial * 7919) % 1_000_000).padStart(6, '0')}`,
      socialInsuranceNumber: String(1_400_000_000 + ((serial * 48_271) % 99_999_989)),
    };
  };
  return {
    village(v: number, size: number): Person[] {
      const random = makeRandom(`${seed} village ${v}`);
      const village = VILLAGE + v;
      const local = FOLK(random);
      const surnames = Array.from({ length: 6 }, () => names.surname(random, local));
      const people: Person[] = [];
      while (people.length < size) {
        const folk = random.chance(0.85) ? local : FOLK(random);
        const surname = random.chance(0.5) ? random.pick(surnames) : names.surname(random, folk);
        const father = 1935 + random.int(70);
        people.push(makePerson(random, village, folk, surname, father));
        const mother = names.surname(random, folk);
        people.push(makePerson(random, village, folk, mother, father + random.int(8) - 2));
        let year = father + 20 + random.int(6);
        for (let child = random.int(4); child > 0 && year < 2026; child -= 1) {
          people.push(makePerson(random, village, folk, surname, year));
          const elder = people.at(-1);
          if (elder && random.chance(0.012)) {
            const twin = makePerson(random, village, folk, surname, year);
            if (twin.fullName !== elder.fullName)
              people.push({ ...twin, month: elder.month, day: elder.day });
          }
          year += 1 + random.int(4);
        }
      }
      return people.slice(0, size);
    },
  };
}

function valuesOf(person: Person): RowValues {
  return { ...person, placeId: person.village };
}

/** Columns of `linkage.person`; the register has gaps of its own. */
function personLine(random: Random, person: Person): string {
  const birth = person.year * 512 + person.month * 32 + person.day;
  const nationalId = random.chance(0.08) ? 0 : Number(person.nationalId);
  const social = random.chance(0.15) ? 0 : Number(person.socialInsuranceNumber);
  const sex = person.sex === 'male' ? 1 : 2;
  return `${person.id}\t${foldName(person.fullName)}\t${birth}\t${sex}\t${person.village}\t${nationalId}\t${social}\n`;
}

function secondLine(random: Random, person: Person, entered: RowValues): string {
  const { fullName, year, month, day, sex, placeId, nationalId, socialInsuranceNumber } = entered;
  return personLine(random, {
    ...person,
    id: person.id + TWICE_ID,
    fullName,
    year,
    month,
    day,
    sex: sex ?? person.sex,
    village: placeId ?? person.village,
    nationalId: nationalId ?? '0',
    socialInsuranceNumber: socialInsuranceNumber ?? '0',
  });
}

function rowLine(row: number, values: RowValues): string {
  const { year, month, day, sex, placeId, nationalId, socialInsuranceNumber } = values;
  return (
    `${row}\t${values.fullName}\t${year}\t${month}\t${day}\t${sex ?? '\\N'}\t${placeId ?? '\\N'}\t` +
    `${nationalId ?? '\\N'}\t${socialInsuranceNumber ?? '\\N'}\n`
  );
}
