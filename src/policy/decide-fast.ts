/**
 * The same decision as `decide.ts` without a trace, for a whole register: conditions of one day are
 * compiled to functions over compact facts (bits and day numbers). Measured in `bench/policy.ts`:
 * about 1 µs a person on one core; the limit we set is 10 µs.
 */
import { unreachable } from '../kernel/assert.ts';
import type { IsoDate } from '../kernel/dates.ts';
import { type LawBook } from './book.ts';
import { type Condition, latestSpell, leftDifficultAreaOn } from './condition.ts';
import { HOUSEHOLD, INDIVIDUAL, findChoice } from './decide.ts';
import {
  AREA_CLASSES,
  type AreaClass,
  type PersonFacts,
  STATUSES,
  type StatusCode,
} from './facts.ts';
import { DIFFICULT_AREAS, isMinority } from './facts.ts';
import { type LawDay, type LawLine, lawDay } from './law-day.ts';
import type { ChoiceRule } from './types.ts';

/**
 * Facts of one person on one day. Status bits: index in STATUSES, 31 a word. Days are `dayCode`s
 * (0 = none). Fill one object again and again, or many: the decider keeps no reference.
 */
export interface CompactFacts {
  statuses0: number;
  statuses1: number;
  statuses2: number;
  areaClasses: number;
  minority: boolean;
  birth: number;
  /** first day off the lists of difficult areas (DIFFICULT_AREAS); 0 = on them, or never there */
  leftArea: number;
  /** first day of the status `traffickingVictim` that began last */
  victimSince: number;
  /** two digits as a number; 0 = not known */
  province: number;
  formerProvince: number;
  /** sum of CHOICE_* */
  choices: number;
  /** number of the category kept (`Decider.categories`), -1 = none */
  kept: number;
}

export const CHOICE_HOUSEHOLD = 1;
export const CHOICE_HIGHEST_SUPPORT = 2;
export const CHOICE_INDIVIDUAL = 4;

/** Order-preserving number of a day; a month is 32, a year 384. 0 where there is no day. */
export function dayCode(date: IsoDate | null): number {
  if (date === null) return 0;
  let code = dayCodes.get(date);
  if (code === undefined) {
    const year = Number(date.slice(0, 4));
    code = (year * 12 + Number(date.slice(5, 7))) * MONTH + Number(date.slice(8, 10));
    if (dayCodes.size < DAY_CODES_MAX) dayCodes.set(date, code);
  }
  return code;
}

/** A century and a half of days, asked about again and again: half the time of reading the text. */
const DAY_CODES_MAX = 50_000;
const dayCodes = new Map<IsoDate, number>();

const MONTH = 32;
const YEAR = 12 * MONTH;
const STATUS_INDEX = new Map(STATUSES.map((status, index) => [status, index]));
const AREA_CLASS_INDEX = new Map(AREA_CLASSES.map((area, index) => [area, index]));

export interface FastDecision {
  /** index in `Decider.categories`; -1 = nothing is offered */
  category: number;
  stateBp: number;
  provinceBp: number;
  /** 0 where the law we hold does not say */
  benefitBp: number;
  localUnknown: boolean;
}

export interface Decider {
  on: IsoDate;
  version: string;
  categories: readonly string[];
  /** Writes into `out`, which the caller reuses. */
  decide(facts: CompactFacts, out: FastDecision): void;
  /**
   * As `decide` for every category that is offered, counting or not, in the law's order, until
   * `isIt` says yes; the benefit is left as it is.
   */
  someOffered(facts: CompactFacts, out: FastDecision, isIt: () => boolean): boolean;
}

type Test = (facts: CompactFacts) => boolean;

interface FastLine {
  index: number;
  offered: Test;
  /** never offered to who holds no status */
  needsStatus: boolean;
  supported: boolean;
  selfPaid: boolean;
  supports: { bp: number; test: Test | null }[];
  local: {
    province: number;
    former: boolean;
    rest: boolean;
    bp: number;
    unknown: boolean;
    test: Test | null;
  }[];
  levels: { bp: number; test: Test | null }[];
  topLevel: number;
}

/** Compiles the law of a day. Refuses before 2009-07-01; reuse it for every person of that day. */
export function makeDecider(book: LawBook, on: IsoDate): Decider {
  const day = lawDay(book, on);
  const offered = day.lines.filter((line) => line.entitlement !== undefined);
  const categories = day.lines.map((line) => line.category);
  const indexOf = new Map(categories.map((category, index) => [category, index]));
  const lines = offered.map((line) => compileLine(day, line, indexOf.get(line.category) ?? -1));
  // half of a register holds no status: of 70 lines 60 ask for nothing else
  const plainLines = lines.filter((line) => !line.needsStatus);
  const linesFor = (facts: CompactFacts): readonly FastLine[] =>
    (facts.statuses0 | facts.statuses1 | facts.statuses2) === 0 ? plainLines : lines;
  const allLines = day.lines.map((line, index) => compileLine(day, line, index));
  const choose = compileChoices(day, indexOf);
  const keepsAllowed = day.kept !== undefined;
  const found: FastLine[] = [];
  return {
    on,
    version: book.version,
    categories,
    decide(facts, out) {
      found.length = 0;
      let benefit = 0;
      for (const line of linesFor(facts)) {
        if (!line.offered(facts)) continue;
        found.push(line);
        if (line.topLevel > benefit) benefit = Math.max(benefit, levelFor(line, facts));
      }
      let counts = choose(found, facts);
      if (keepsAllowed && facts.kept >= 0) {
        counts = allLines[facts.kept] ?? counts;
        if (counts) benefit = Math.max(benefit, levelFor(counts, facts));
      }
      out.category = counts?.index ?? -1;
      out.benefitBp = benefit;
      fillSupport(counts, facts, out);
    },
    someOffered(facts, out, isIt) {
      for (const line of linesFor(facts)) {
        if (!line.offered(facts)) continue;
        out.category = line.index;
        fillSupport(line, facts, out);
        if (isIt()) return true;
      }
      return false;
    },
  };
}

function levelFor(line: FastLine, facts: CompactFacts): number {
  let bp = 0;
  for (const level of line.levels) {
    if (level.bp > bp && (level.test === null || level.test(facts))) bp = level.bp;
  }
  return bp;
}

function fillSupport(line: FastLine | undefined, facts: CompactFacts, out: FastDecision): void {
  out.stateBp = 0;
  out.provinceBp = 0;
  out.localUnknown = false;
  if (!line || (!line.supported && !line.selfPaid)) return;
  let bp = line.supported ? NO_SUPPORT : 0;
  for (const support of line.supports) {
    if (support.bp > bp && (support.test === null || support.test(facts))) bp = support.bp;
  }
  // A supported category without a rate in force: the traced path names the missing rule.
  if (bp === NO_SUPPORT) return;
  out.stateBp = bp;
  addLocal(line, facts, out);
}

const NO_SUPPORT = -1;

function addLocal(line: FastLine, facts: CompactFacts, out: FastDecision): void {
  const rest = 10_000 - out.stateBp;
  for (const local of line.local) {
    const residence = local.former ? facts.formerProvince : facts.province;
    if (residence !== local.province) continue;
    if (local.test !== null && !local.test(facts)) continue;
    if (local.unknown) out.localUnknown = true;
    const extra = local.rest ? rest : Math.min(rest, local.bp);
    if (extra > out.provinceBp) out.provinceBp = extra;
  }
}

function compileLine(day: LawDay, line: LawLine, index: number): FastLine {
  const compileWhen = (when: Condition | undefined) => (when ? compile(when, day) : null);
  return {
    index,
    offered: line.entitlement ? compile(line.entitlement.when, day) : () => false,
    needsStatus: line.entitlement !== undefined && needsStatus(line.entitlement.when),
    supported: line.payment?.supported === true,
    selfPaid: line.payment?.shares?.participant?.denominator === 1,
    supports: line.supports.map((row) => ({ bp: row.bp, test: compileWhen(row.when) })),
    local: line.local.map(({ tree, provinceCode, row }) => ({
      province: Number(provinceCode),
      former: tree === 'old',
      rest: row.extra === 'rest',
      bp: row.extraBp ?? 0,
      unknown: row.extra === 'unknown',
      test: compileWhen(row.when),
    })),
    levels: line.levels.map((row) => ({ bp: row.bp, test: compileWhen(row.when) })),
    topLevel: line.levels.reduce((top, row) => Math.max(top, row.bp), 0),
  };
}

type Choose = (found: readonly FastLine[], facts: CompactFacts) => FastLine | undefined;

function compileChoices(day: LawDay, indexOf: ReadonlyMap<string, number>): Choose {
  const rules = day.choices.map((rule) => ({
    automatic: rule.automatic,
    kind: rule.kind,
    bit: choiceBit(rule),
    among: new Set(rule.among.map((category) => indexOf.get(category) ?? -1)),
  }));
  const household = indexOf.get(HOUSEHOLD) ?? -1;
  const individual = indexOf.get(INDIVIDUAL) ?? -1;
  const lineAt = (found: readonly FastLine[], index: number) =>
    found.find((line) => line.index === index);
  return (found, facts) => {
    const first = found[0];
    if (!first) return undefined;
    for (const rule of rules) {
      if (!rule.among.has(first.index)) continue;
      if (!rule.automatic && (facts.choices & rule.bit) === 0) continue;
      if (rule.kind === 'household') {
        const line = lineAt(found, household);
        if (line) return line;
        continue;
      }
      const best = highestSupported(found, rule.among, facts);
      if (best && best !== first) return best;
    }
    if (first.index === household && (facts.choices & CHOICE_INDIVIDUAL) !== 0) {
      return lineAt(found, individual) ?? first;
    }
    return first;
  };
}

function choiceBit(rule: ChoiceRule): number {
  return rule.kind === 'household' ? CHOICE_HOUSEHOLD : CHOICE_HIGHEST_SUPPORT;
}

const scratch: FastDecision = {
  category: -1,
  stateBp: 0,
  provinceBp: 0,
  benefitBp: 0,
  localUnknown: false,
};

function highestSupported(
  found: readonly FastLine[],
  among: ReadonlySet<number>,
  facts: CompactFacts,
): FastLine | undefined {
  let best: FastLine | undefined;
  let bestBp = -1;
  for (const line of found) {
    if (!among.has(line.index)) continue;
    fillSupport(line, facts, scratch);
    const bp = scratch.stateBp + scratch.provinceBp;
    if (bp > bestBp) {
      best = line;
      bestBp = bp;
    }
  }
  return best;
}

/** A condition as a function of compact facts on the day. */
function compile(condition: Condition, day: LawDay): Test {
  const on = dayCode(day.on);
  if ('all' in condition) {
    const parts = condition.all.map((part) => compile(part, day));
    return (facts) => parts.every((part) => part(facts));
  }
  if ('any' in condition) {
    const parts = condition.any.map((part) => compile(part, day));
    return (facts) => parts.some((part) => part(facts));
  }
  if ('not' in condition) {
    const inner = compile(condition.not, day);
    return (facts) => !inner(facts);
  }
  if ('status' in condition) return compileStatus(condition.status);
  if ('areaClass' in condition) {
    const mask = areaClassMask(condition.areaClass);
    return (facts) => (facts.areaClasses & mask) !== 0;
  }
  if ('minority' in condition) return (facts) => facts.minority;
  if ('ageFrom' in condition) {
    const latest = on - condition.ageFrom * YEAR;
    return (facts) => facts.birth !== 0 && facts.birth <= latest;
  }
  if ('ageBelow' in condition) {
    const latest = on - condition.ageBelow * YEAR;
    return (facts) => facts.birth !== 0 && facts.birth > latest;
  }
  if ('underSix' in condition) return compileUnderSix(day);
  if ('leftArea' in condition) return compileLeftDifficultArea(condition.leftArea, on);
  if ('statusMonths' in condition) {
    const earliest = on - condition.statusMonths.months * MONTH;
    return (facts) => facts.victimSince !== 0 && facts.victimSince > earliest;
  }
  if ('everyone' in condition) return () => true;
  return unreachable(condition);
}

function needsStatus(condition: Condition): boolean {
  if ('all' in condition) return condition.all.some(needsStatus);
  if ('any' in condition) return condition.any.every(needsStatus);
  return 'status' in condition || 'statusMonths' in condition;
}

function compileStatus(statuses: readonly StatusCode[]): Test {
  const [word0, word1, word2] = statusMasks(statuses);
  if (word1 === 0 && word2 === 0) return (facts) => (facts.statuses0 & word0) !== 0;
  if (word0 === 0 && word2 === 0) return (facts) => (facts.statuses1 & word1) !== 0;
  return (facts) =>
    (facts.statuses0 & word0) !== 0 ||
    (facts.statuses1 & word1) !== 0 ||
    (facts.statuses2 & word2) !== 0;
}

/** By birth month: the card of a child lasts to a day that depends on day and month of birth. */
function compileUnderSix(day: LawDay): Test {
  const on = dayCode(day.on);
  const onYear = Number(day.on.slice(0, 4));
  const cut = dayCode(day.underSix('2000-01-01').lastDay) - 2006 * 12 * MONTH;
  return (facts) => {
    const { birth } = facts;
    if (birth === 0 || birth > on) return false;
    const monthDay = ((birth - MONTH) % YEAR) + MONTH;
    const year = (birth - monthDay) / YEAR;
    if (onYear > year + 6) return false;
    if (onYear < year + 6) return true;
    const within = on - onYear * YEAR;
    return monthDay <= cut ? within <= cut : within < Math.floor(monthDay / MONTH) * MONTH + MONTH;
  };
}

function compileLeftDifficultArea(
  rule: Extract<Condition, { leftArea: unknown }>['leftArea'],
  on: number,
): Test {
  const span = rule.months * MONTH;
  const countFrom = dayCode(rule.countFrom ?? null);
  const leftFrom = dayCode(rule.leftFrom ?? null);
  const leftTo = rule.leftTo ? dayCode(rule.leftTo) : Number.MAX_SAFE_INTEGER;
  return ({ leftArea }) => {
    if (leftArea === 0 || leftArea < leftFrom || leftArea >= leftTo) return false;
    const start = Math.max(leftArea, countFrom);
    return on >= start && on < start + span;
  };
}

/** Bits of statuses in the three words of `CompactFacts`. */
export function statusMasks(statuses: readonly StatusCode[]): [number, number, number] {
  const words: [number, number, number] = [0, 0, 0];
  for (const status of statuses) {
    const index = STATUS_INDEX.get(status) ?? 0;
    const word = Math.floor(index / WORD);
    if (word === 0) words[0] |= 1 << index;
    else if (word === 1) words[1] |= 1 << (index - WORD);
    else words[2] |= 1 << (index - 2 * WORD);
  }
  return words;
}

const WORD = 31;

export function areaClassMask(areas: readonly AreaClass[]): number {
  return areas.reduce((mask, area) => mask | (1 << (AREA_CLASS_INDEX.get(area) ?? 0)), 0);
}

/** Compact facts of a person on the decider's day. The bulk job fills the same from SQL columns. */
export function compactFacts(decider: Decider, facts: PersonFacts): CompactFacts {
  const { on } = decider;
  const holds = (row: { from: IsoDate; to: IsoDate | null }) =>
    row.from <= on && (row.to === null || on < row.to);
  const statuses = facts.statuses.filter(holds).map((row) => row.status);
  const [statuses0, statuses1, statuses2] = statusMasks(statuses);
  const kept = findChoice(facts, 'kept', on)?.category;
  return {
    statuses0,
    statuses1,
    statuses2,
    areaClasses: areaClassMask(facts.areaClasses.filter(holds).map((row) => row.areaClass)),
    minority: isMinority(facts.ethnicityCode),
    birth: dayCode(facts.birthDate),
    leftArea: dayCode(leftDifficultAreaOn(DIFFICULT_AREAS, facts, on)),
    victimSince: dayCode(latestSpell(facts, 'traffickingVictim', on)?.from ?? null),
    province: Number(facts.provinceCode ?? 0),
    formerProvince: Number(facts.formerProvinceCode ?? 0),
    choices:
      (findChoice(facts, 'household', on) ? CHOICE_HOUSEHOLD : 0) |
      (findChoice(facts, 'highestSupport', on) ? CHOICE_HIGHEST_SUPPORT : 0) |
      (findChoice(facts, 'individual', on) ? CHOICE_INDIVIDUAL : 0),
    kept: kept === undefined ? -1 : decider.categories.indexOf(kept),
  };
}
