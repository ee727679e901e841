/**
 * Candidate pairs of two packed tables, scored: the inner loop of every linkage. One row against all
 * persons that a rule brings near; cheap fields first, the name only where the pair can still count.
 */
import {
  type BlockIndex,
  E,
  ENTRY,
  NUMBER_RULES,
  birthOfSign,
  firstRule,
  keyOf,
  mayBeOneCommune,
  rulesOf,
  signOf,
} from './blocking.ts';
import { type Crowds, isLeftOut } from './crowds.ts';
import {
  BIRTH,
  IDENTIFIER,
  NAME,
  PLACE,
  SEX,
  type NameBytes,
  birthLevel,
  identifierLevel,
  nationalIdLevel,
  placeLevel,
  sexLevel,
  spellingLevel,
} from './levels.ts';
import type { SharedNames } from './names.ts';
import { C, STRIDE, type SharedRecords, nationalIdOf, socialInsuranceNumberOf } from './packed.ts';
import { type LevelPlaces, type Scorer, nameCentibits } from './score.ts';
import { doubled } from './sequences.ts';

/** Four integers a pair: place in the indexed table, place among the probes, score, levels and rule. */
export const PAIR_STRIDE = 4;

export interface PairTask {
  /** one after another, against the blocks of the other table: the smaller one is indexed */
  probes: SharedRecords;
  indexed: SharedRecords;
  indexes: readonly BlockIndex[];
  names: SharedNames;
  scorer: Scorer;
  tight: boolean;
  /** pairs below it are left out, unless a number is equal */
  keepMin: number;
  /** a table on itself: each pair once, the smaller id first */
  sameTable: boolean;
  /** of these indexes and of those before them */
  crowds: Crowds;
}

/** Six levels of four bits, the rule above them. */
export function packLevels(
  name: number,
  birth: number,
  sex: number,
  place: number,
  nationalId: number,
  social: number,
  rule: number,
): number {
  return (
    name |
    (birth << 4) |
    (sex << 8) |
    (place << 12) |
    (nationalId << 16) |
    (social << 20) |
    (rule << 24)
  );
}

export function levelAt(packed: number, field: number): number {
  return (packed >>> (field * 4)) & 15;
}

export function ruleOf(packed: number): number {
  return packed >>> 24;
}

/** Pairs of the probes from … to, in no order that means anything. */
export function collectPairs(task: PairTask, from: number, to: number): Int32Array {
  const comparer = new Comparer(task, from, to);
  for (const index of task.indexes) comparer.compareBy(index);
  const pairs = scratch.pairs.slice(0, comparer.length);
  if (scratch.pairs.length > PAIRS_KEPT) scratch.pairs = new Int32Array(PAIRS_KEPT);
  return pairs;
}

/** All pairs in the order of the indexed table; those of one place keep their order. */
export function sortByIndexed(parts: readonly Int32Array[], count: number): Int32Array {
  const starts = new Int32Array(count + 1);
  for (const pairs of parts) {
    for (let at = 0; at < pairs.length; at += PAIR_STRIDE) {
      const place = pairs[at] as number;
      starts[place + 1] = (starts[place + 1] as number) + 1;
    }
  }
  for (let i = 1; i <= count; i += 1) starts[i] = (starts[i] as number) + (starts[i - 1] as number);
  const sorted = new Int32Array(parts.reduce((sum, pairs) => sum + pairs.length, 0));
  for (const pairs of parts) {
    for (let at = 0; at < pairs.length; at += PAIR_STRIDE) {
      const place = pairs[at] as number;
      const to = (starts[place] as number) * PAIR_STRIDE;
      starts[place] = (starts[place] as number) + 1;
      sorted[to] = place;
      sorted[to + 1] = pairs[at + 1] as number;
      sorted[to + 2] = pairs[at + 2] as number;
      sorted[to + 3] = pairs[at + 3] as number;
    }
  }
  return sorted;
}

/** Spelling levels of pairs of names met before, remembered by a hash of the two. */
const MEMORY_BITS = 18;

/** Room for pairs that a thread keeps for the next piece. */
const PAIRS_KEPT = 1 << 22;

const PART_BITS = 11;
const PARTS = 1 << PART_BITS;
const PART_SHIFT = 32 - PART_BITS;

/** Room that a thread uses again: taken anew for every piece it would cost a tenth of the time. */
class Scratch {
  pairs = new Int32Array(1 << 16);
  memory = new Int32Array(3 << MEMORY_BITS);
  /** of each probe: its key under the rule of the moment, birth and commune, most by its name */
  found = new Int32Array(0);
  signs = new Int32Array(0);
  most = new Int32Array(0);
  /** probes with a key, in the order of its first bits */
  keys = new Int32Array(0);
  probes = new Int32Array(0);

  makeRoom(count: number): void {
    this.memory.fill(-1);
    if (this.found.length >= count) return;
    const room = (): Int32Array<ArrayBuffer> => new Int32Array(count);
    this.found = room();
    this.signs = room();
    this.most = room();
    this.keys = room();
    this.probes = room();
  }
}

const scratch = new Scratch();

class Comparer {
  length = 0;
  readonly #task: PairTask;
  readonly #memory: Int32Array;
  readonly #left: NameBytes;
  readonly #right: NameBytes;
  /** most that a name which is not the same words can weigh, at typical rarity and per cent beyond */
  readonly #bestName: number;
  readonly #bestPercent: number;
  readonly #bestPlace: number;
  readonly #otherPlace: number;
  readonly #bestByBirth: Int32Array;
  readonly #from: number;
  readonly #count: number;
  readonly #found: Int32Array;
  readonly #signs: Int32Array;
  readonly #most: Int32Array;
  readonly #keys: Int32Array;
  readonly #probes: Int32Array;

  constructor(task: PairTask, from: number, to: number) {
    this.#task = task;
    const { bytes } = task.names;
    this.#left = { bytes, start: 0, end: 0 };
    this.#right = { bytes, start: 0, end: 0 };
    this.#bestName = Math.max(...task.scorer.nameBase.subarray(NAME.typo));
    this.#bestPercent = Math.max(...task.scorer.nameRarityPercent.subarray(NAME.typo));
    this.#bestPlace = Math.max(...task.scorer.place);
    this.#otherPlace = task.scorer.place[PLACE.different] as number;
    const { nationalId, socialInsuranceNumber } = task.scorer;
    const near = [nationalId, socialInsuranceNumber].map(
      (weights) => weights[IDENTIFIER.near] ?? 0,
    );
    const slip = Math.max(0, ...near);
    this.#bestByBirth = task.scorer.birth.map((weight, level) =>
      level === BIRTH.different ? weight : weight + slip,
    );
    this.#from = from;
    this.#count = to - from;
    scratch.makeRoom(to - from);
    this.#memory = scratch.memory;
    this.#found = scratch.found;
    this.#keys = scratch.keys;
    this.#probes = scratch.probes;
    this.#signs = scratch.signs;
    this.#most = scratch.most;
    const { words } = task.probes;
    for (let i = 0; i < to - from; i += 1) {
      const at = (from + i) * STRIDE;
      this.#signs[i] = signOf(words[at + C.birth] as number, words[at + C.commune] as number);
      this.#most[i] = this.#mostByName(words[at + C.weight] as number);
    }
  }

  /**
   * The probes are first put in the order of their keys' beginnings: the index is then walked from
   * front to back instead of at random, which is most of the time of a comparison.
   */
  compareBy(index: BlockIndex): void {
    const count = this.#orderProbes(index.rule);
    const { indexed, probes, sameTable, crowds } = this.#task;
    const { entries, starts, shift, rule } = index;
    const isNumber = rule < NUMBER_RULES.length;
    const isCrowded = crowds.has(rule);
    for (let at = 0; at < count; at += 1) {
      const key = this.#keys[at] as number;
      const probe = this.#probes[at] as number;
      if (isCrowded && isLeftOut(crowds, rule, key, probe)) continue;
      const bucket = key >>> shift;
      const end = (starts[bucket + 1] as number) * ENTRY;
      for (let i = (starts[bucket] as number) * ENTRY; i < end; i += ENTRY) {
        if (entries[i] !== key) continue;
        if (!isNumber && !this.#mayCount(entries[i + E.sign] as number, probe)) continue;
        const place = entries[i + E.place] as number;
        if (sameTable && (indexed.ids[place] as number) >= (probes.ids[probe] as number)) continue;
        if (this.#isOfRule(rule, place, probe)) this.#compare(place, probe, rule);
      }
    }
  }

  /** Whether no rule before has brought the two together. */
  #isOfRule(rule: number, place: number, probe: number): boolean {
    const { indexed, probes, tight, crowds } = this.#task;
    const i = place * STRIDE;
    const j = probe * STRIDE;
    const first = firstRule(indexed.words, i, probes.words, j, tight);
    if (first === rule) return true;
    if (first === -1 || first > rule || crowds.size === 0) return false;
    // it would have, had there been no crowd
    return rulesOf(tight).every((earlier) => {
      if (earlier >= rule) return true;
      const key = keyOf(earlier, indexed.words, i, tight);
      const isShared = key !== 0 && key === keyOf(earlier, probes.words, j, tight);
      return !isShared || isLeftOut(crowds, earlier, key, probe);
    });
  }

  /** Fills `#keys` and `#probes` with those the rule looks at; answers how many. */
  #orderProbes(rule: number): number {
    const { probes, tight } = this.#task;
    const starts = new Int32Array(PARTS + 1);
    for (let i = 0; i < this.#count; i += 1) {
      const key = keyOf(rule, probes.words, (this.#from + i) * STRIDE, tight);
      this.#found[i] = key;
      if (key !== 0)
        starts[(key >>> PART_SHIFT) + 1] = (starts[(key >>> PART_SHIFT) + 1] as number) + 1;
    }
    for (let part = 1; part <= PARTS; part += 1)
      starts[part] = (starts[part] as number) + (starts[part - 1] as number);
    const count = starts[PARTS] as number;
    for (let i = 0; i < this.#count; i += 1) {
      const key = this.#found[i] as number;
      if (key === 0) continue;
      const to = starts[key >>> PART_SHIFT] as number;
      starts[key >>> PART_SHIFT] = to + 1;
      this.#keys[to] = key;
      this.#probes[to] = this.#from + i;
    }
    return count;
  }

  /** Most that name and sex can give beside birth and place. */
  #mostByName(weight: number): number {
    const { scorer } = this.#task;
    const name = Math.max(nameCentibits(scorer, NAME.equal, weight), this.#bestName);
    return scorer.prior + name + (scorer.sex[SEX.equal] as number);
  }

  /**
   * By birth and commune alone. One number with a slip is reckoned with, unless the births
   * contradict each other.
   */
  #mayCount(sign: number, probe: number): boolean {
    const other = this.#signs[probe - this.#from] as number;
    const birth = birthLevelOf(birthOfSign(sign), birthOfSign(other));
    const place = mayBeOneCommune(sign, other) ? this.#bestPlace : this.#otherPlace;
    const most = this.#most[probe - this.#from] as number;
    return most + (this.#bestByBirth[birth] as number) + place >= this.#task.keepMin;
  }

  #compare(place: number, probe: number, rule: number): void {
    const { scorer, indexed, probes, keepMin } = this.#task;
    const a = indexed.words;
    const b = probes.words;
    const i = place * STRIDE;
    const j = probe * STRIDE;
    const birth = birthLevelOf(a[i + C.birth] as number, b[j + C.birth] as number);
    const sex = sexLevel(a[i + C.sex] as number, b[j + C.sex] as number);
    const where = placeLevel(
      a[i + C.village] as number,
      a[i + C.commune] as number,
      b[j + C.village] as number,
      b[j + C.commune] as number,
    );
    const nationalId = nationalIdLevelOf(a, i, b, j);
    const social = socialLevelOf(a, i, b, j);
    const bare =
      scorer.prior +
      (scorer.birth[birth] as number) +
      (scorer.sex[sex] as number) +
      (scorer.place[where] as number) +
      (scorer.nationalId[nationalId] as number) +
      (scorer.socialInsuranceNumber[social] as number);
    const isKept = nationalId === IDENTIFIER.equal || social === IDENTIFIER.equal;
    const weight = Math.min(a[i + C.weight] as number, b[j + C.weight] as number);
    const name = this.#nameLevel(i, j, bare, weight, isKept ? -Infinity : keepMin);
    if (name === -1) return;
    const score = bare + nameCentibits(scorer, name, weight);
    if (score < keepMin && !isKept) return;
    this.#put(place, probe, score, packLevels(name, birth, sex, where, nationalId, social, rule));
  }

  /** −1 = whatever the name is, the pair stays below `keepMin`. */
  #nameLevel(i: number, j: number, bare: number, weight: number, keepMin: number): number {
    const { scorer, indexed, probes } = this.#task;
    const name = indexed.words[i + C.name] as number;
    const other = probes.words[j + C.name] as number;
    if (name === -1 || other === -1) return NAME.unknown;
    if (name === other) return NAME.equal;
    if (indexed.words[i + C.sorted] === probes.words[j + C.sorted]) return NAME.reordered;
    const rarer = Math.max(0, weight - scorer.typicalName);
    if (bare + this.#bestName + (this.#bestPercent * rarer) / 100 + 1 < keepMin) return -1;
    return this.#spelling(name, other);
  }

  #spelling(name: number, other: number): number {
    const memory = this.#memory;
    const low = Math.min(name, other);
    const high = Math.max(name, other);
    const hash = Math.imul(Math.imul(low, 0x9e3779b1) ^ high, 0x85ebca6b) >>> (32 - MEMORY_BITS);
    const slot = hash * 3;
    if (memory[slot] === low && memory[slot + 1] === high) return memory[slot + 2] as number;
    const { starts } = this.#task.names;
    this.#left.start = starts[low] as number;
    this.#left.end = starts[low + 1] as number;
    this.#right.start = starts[high] as number;
    this.#right.end = starts[high + 1] as number;
    const level = spellingLevel(this.#left, this.#right);
    memory[slot] = low;
    memory[slot + 1] = high;
    memory[slot + 2] = level;
    return level;
  }

  #put(place: number, probe: number, score: number, levels: number): void {
    const at = this.length;
    if (at + PAIR_STRIDE > scratch.pairs.length) scratch.pairs = doubled(scratch.pairs);
    const { pairs } = scratch;
    pairs[at] = place;
    pairs[at + 1] = probe;
    pairs[at + 2] = score;
    pairs[at + 3] = levels;
    this.length = at + PAIR_STRIDE;
  }
}

/** Levels of any pair, as the linker finds them. */
export function levelsOfPair(
  a: SharedRecords,
  i: number,
  b: SharedRecords,
  j: number,
  names: SharedNames,
): LevelPlaces {
  const [from, to] = [i * STRIDE, j * STRIDE];
  const at = (words: Int32Array, start: number, column: number): number =>
    words[start + column] as number;
  return [
    nameLevelOf(a.words, from, b.words, to, names),
    birthLevelOf(at(a.words, from, C.birth), at(b.words, to, C.birth)),
    sexLevel(at(a.words, from, C.sex), at(b.words, to, C.sex)),
    placeLevel(
      at(a.words, from, C.village),
      at(a.words, from, C.commune),
      at(b.words, to, C.village),
      at(b.words, to, C.commune),
    ),
    nationalIdLevelOf(a.words, from, b.words, to),
    socialLevelOf(a.words, from, b.words, to),
  ];
}

function nameLevelOf(
  a: Int32Array,
  i: number,
  b: Int32Array,
  j: number,
  { bytes, starts }: SharedNames,
): number {
  const name = a[i + C.name] as number;
  const other = b[j + C.name] as number;
  if (name === -1 || other === -1) return NAME.unknown;
  if (name === other) return NAME.equal;
  if (a[i + C.sorted] === b[j + C.sorted]) return NAME.reordered;
  const toBytes = (n: number): NameBytes => ({
    bytes,
    start: starts[n] as number,
    end: starts[n + 1] as number,
  });
  return spellingLevel(toBytes(name), toBytes(other));
}

function birthLevelOf(birth: number, other: number): number {
  return birthLevel(
    birth >> 9,
    (birth >> 5) & 15,
    birth & 31,
    other >> 9,
    (other >> 5) & 15,
    other & 31,
  );
}

function nationalIdLevelOf(a: Int32Array, i: number, b: Int32Array, j: number): number {
  const isMissing =
    (a[i + C.nationalIdLow] === 0 && a[i + C.nationalIdHigh] === 0) ||
    (b[j + C.nationalIdLow] === 0 && b[j + C.nationalIdHigh] === 0);
  if (isMissing) return IDENTIFIER.unknown;
  return nationalIdLevel(nationalIdOf(a, i), nationalIdOf(b, j));
}

function socialLevelOf(a: Int32Array, i: number, b: Int32Array, j: number): number {
  const isMissing =
    (a[i + C.socialLow] === 0 && a[i + C.socialHigh] === 0) ||
    (b[j + C.socialLow] === 0 && b[j + C.socialHigh] === 0);
  if (isMissing) return IDENTIFIER.unknown;
  return identifierLevel(socialInsuranceNumberOf(a, i), socialInsuranceNumberOf(b, j));
}
