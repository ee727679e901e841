/**
 * Names by people, sex and year of birth, from the tables of data/names. Peoples of whom no rules
 * are known are named as the Kinh; those without surnames of their own bear Kinh ones too.
 */
import { type Random, weightedPicker } from '../kernel/random.ts';

export type NameRow = Record<string, string>;

/** Tables as `readTable` gives them. */
export interface NameTables {
  surnamesKinh: NameRow[];
  surnamesEthnic: NameRow[];
  givenMale: NameRow[];
  givenFemale: NameRow[];
  middleMale: NameRow[];
  middleFemale: NameRow[];
  doubleMale: NameRow[];
  doubleFemale: NameRow[];
  parts: NameRow[];
  older: NameRow[];
}

type Pick = (random: Random) => string;

export interface NameMaker {
  surname(random: Random, people: string): string;
  fullName(random: Random, people: string, surname: string, male: boolean, year: number): string;
}

interface OwnRules {
  middleMale: Pick | null;
  middleFemale: Pick | null;
  givenMale: Pick | null;
  givenFemale: Pick | null;
}

export function makeNames(tables: NameTables): NameMaker {
  const kinh = kinhPickers(tables);
  const surnameOf = surnamePickers(tables);
  const ownRules = new Map(
    ['Mông', 'Dao', 'Thái', 'Khmer', 'Hoa'].map((people) => [
      people,
      rulesOf(tables.parts, people),
    ]),
  );
  const kinhSurname = surnameOf.get('Kinh');
  const surname = (random: Random, people: string): string =>
    (surnameOf.get(people) ?? kinhSurname ?? (() => 'Nguyễn'))(random);
  return {
    surname,
    fullName(random, people, family, male, year) {
      if (people === 'Ê Đê') return `${male ? 'Y' : "H'"} ${kinh.given(random, male)} ${family}`;
      if (people === 'Gia Rai') return `${family} ${male ? 'Y' : "H'"} ${kinh.given(random, male)}`;
      const own = ownRules.get(people);
      if (!own || random.chance(assimilation(people, year))) {
        return `${family} ${kinh.rest(random, male, year)}`;
      }
      const middle = male ? own.middleMale : own.middleFemale;
      const given = male ? own.givenMale : own.givenFemale;
      const word = middle ? middle(random) : 'Thị';
      const last = given ? given(random) : kinh.given(random, male);
      return word === '-' ? `${family} ${last}` : `${family} ${word} ${last}`;
    },
  };
}

/**
 * Share of younger people of a people with rules of its own who bear names like the Kinh's
 * (assumed).
 */
function assimilation(people: string, year: number): number {
  if (people === 'Hoa') return 0.6;
  if (people === 'Khmer') return year < 1985 ? 0.1 : 0.3;
  if (people === 'Mông') return year < 1985 ? 0.02 : year < 2005 ? 0.15 : 0.3;
  return year < 1975 ? 0.15 : year < 2000 ? 0.5 : 0.75;
}

interface KinhNames {
  given(random: Random, male: boolean): string;
  /** middle and given name */
  rest(random: Random, male: boolean, year: number): string;
}

function kinhPickers(tables: NameTables): KinhNames {
  const givenMale = counted(tables.givenMale, 'given');
  const givenFemale = counted(tables.givenFemale, 'given');
  const middleMale = counted(
    tables.middleMale.filter((row) => row['middle'] !== 'Văn'),
    'middle',
  );
  const middleFemale = counted(
    tables.middleFemale.filter((row) => !(row['middle'] ?? '').startsWith('Thị')),
    'middle',
  );
  const doubleMale = tables.doubleMale.map((row) => row['double_given'] ?? '');
  const doubleFemale = tables.doubleFemale.map((row) => row['double_given'] ?? '');
  const olderMale = olderOf(tables, 'male');
  const olderFemale = olderOf(tables, 'female');
  const given = (random: Random, male: boolean): string => (male ? givenMale : givenFemale)(random);
  const givenBy = (random: Random, male: boolean, year: number): string =>
    random.chance(olderShare(year))
      ? random.pick(male ? olderMale : olderFemale)
      : given(random, male);
  return {
    given,
    rest(random, male, year) {
      if (random.chance(commonMiddleShare(male, year))) {
        const word = male ? 'Văn' : 'Thị';
        if (!male && year >= 1980 && random.chance(0.35))
          return `${word} ${random.pick(doubleFemale)}`;
        return `${word} ${givenBy(random, male, year)}`;
      }
      if (year >= 1985 && random.chance(0.5)) return random.pick(male ? doubleMale : doubleFemale);
      const middle = (male ? middleMale : middleFemale)(random);
      const last = givenBy(random, male, year);
      return middle.endsWith(last) ? `${middle} ${given(random, male)}` : `${middle} ${last}`;
    },
  };
}

/** Share of Văn and Thị by year of birth (data/names/name_parts, Kinh). */
function commonMiddleShare(male: boolean, year: number): number {
  if (year < 1970) return male ? 0.45 : 0.85;
  if (year < 1990) return male ? 0.3 : 0.6;
  if (year < 2005) return male ? 0.12 : 0.3;
  return male ? 0.05 : 0.15;
}

function olderShare(year: number): number {
  return year < 1955 ? 0.5 : year < 1970 ? 0.3 : year <= 1985 ? 0.08 : 0;
}

function olderOf(tables: NameTables, sex: string): string[] {
  return tables.older.filter((row) => row['sex'] === sex).map((row) => row['given'] ?? '');
}

function counted(rows: readonly NameRow[], column: string, weight = 'count'): Pick {
  return weightedPicker(
    rows
      .map((row) => ({ value: row[column] ?? '', weight: Number(row[weight] ?? 1) }))
      .filter(({ value }) => isVietnamese(value)),
  );
}

/** Lists gathered from the web hold a few words in broken encodings ("Huøynh"). */
function isVietnamese(word: string): boolean {
  return /^[A-Za-zĐđ' -]+$/.test(word.normalize('NFD').replace(/[\u0300-\u036f]/g, ''));
}

function surnamePickers(tables: NameTables): Map<string, Pick> {
  const pickers = new Map([['Kinh', counted(tables.surnamesKinh, 'surname', 'share_pct')]]);
  for (const [people, rows] of Map.groupBy(tables.surnamesEthnic, (row) => row['ethnic'] ?? '')) {
    pickers.set(people, counted(rows, 'surname', 'share_pct_est'));
  }
  return pickers;
}

function rulesOf(parts: readonly NameRow[], people: string): OwnRules {
  const part = (sex: string, name: string): Pick | null => {
    const rows = parts.filter(
      (row) => row['people'] === people && row['sex'] === sex && row['part'] === name,
    );
    return rows.length > 0 ? counted(rows, 'value', 'weight') : null;
  };
  return {
    middleMale: part('male', 'middle'),
    middleFemale: part('female', 'middle'),
    givenMale: part('male', 'given'),
    givenFemale: part('female', 'given'),
  };
}
