/**
 * Counts coverage the slow and plain way, straight from rows of the register: for each person look
 * through all residences and cards. The oracle for what `coverage` keeps, and for made-up people.
 */
import { loadLawBook } from '../src/policy/book-files.ts';
import { groupOf, precedenceOf } from '../src/policy/groups.ts';
import { COUNTING_KINDS, type BulkRow } from '../src/registry/types.ts';

export interface NaiveFigure {
  residents: number;
  /** with a card of the own province */
  insured: number;
  /** with a card of another issuer only */
  otherOnly: number;
  byGroup: Record<number, number>;
  bySubgroup: Record<string, number>;
  /** people and insured by place */
  places: Map<number, { residents: number; insured: number }>;
}

type Row = readonly (string | number | null)[];

export interface NaiveRegister {
  on(day: string): NaiveFigure;
}

/** Rows in the order of `BULK_COLUMNS`. */
export function naiveRegister(
  residences: Iterable<BulkRow>,
  participations: Iterable<BulkRow>,
): NaiveRegister {
  const homes = byPerson(residences);
  const cards = byPerson(participations);
  const book = loadLawBook();
  return {
    on(day) {
      const figure: NaiveFigure = {
        residents: 0,
        insured: 0,
        otherOnly: 0,
        byGroup: {},
        bySubgroup: {},
        places: new Map(),
      };
      const rankOf = new Map<string, number>();
      const rank = (category: string): number => {
        const known = rankOf.get(category) ?? precedenceOf(book, category, day);
        rankOf.set(category, known);
        return known;
      };
      for (const [person, spells] of homes) {
        const place = placeOn(spells, day);
        if (place === null) continue;
        const valid = (cards.get(person) ?? []).filter((card) => isOn(card, day));
        const own = valid.filter((card) => card[4] === 'own').map((card) => String(card[3]));
        const counts = own.sort((a, b) => rank(a) - rank(b))[0];
        add(figure, place, counts, valid.length > 0, (category) => groupOf(book, category, day));
      }
      return figure;
    },
  };
}

function add(
  figure: NaiveFigure,
  place: number,
  category: string | undefined,
  hasAny: boolean,
  group: (category: string) => { group: number; subgroup: string },
): void {
  const at = figure.places.get(place) ?? { residents: 0, insured: 0 };
  figure.places.set(place, at);
  figure.residents += 1;
  at.residents += 1;
  if (category === undefined) {
    if (hasAny) figure.otherOnly += 1;
    return;
  }
  figure.insured += 1;
  at.insured += 1;
  const found = group(category);
  figure.byGroup[found.group] = (figure.byGroup[found.group] ?? 0) + 1;
  figure.bySubgroup[found.subgroup] = (figure.bySubgroup[found.subgroup] ?? 0) + 1;
}

function byPerson(rows: Iterable<BulkRow>): Map<number, Row[]> {
  const found = new Map<number, Row[]>();
  for (const row of rows as Iterable<Row>) {
    const list = found.get(Number(row[0]));
    if (list) list.push(row);
    else found.set(Number(row[0]), [row]);
  }
  return found;
}

function isOn(row: Row, day: string): boolean {
  return String(row[1]) <= day && (row[2] === null || day < String(row[2]));
}

/** The counting place of a day: temporary before permanent before away; died and left end them. */
function placeOn(spells: readonly Row[], day: string): number | null {
  const valid = spells.filter((spell) => isOn(spell, day));
  if (valid.some((spell) => spell[4] === 'died' || spell[4] === 'left')) return null;
  for (const kind of COUNTING_KINDS) {
    const found = valid.find((spell) => spell[4] === kind);
    if (found) return Number(found[3]);
  }
  return null;
}
