/**
 * Conditions of the law as data: who belongs to a category, whom a support reaches. One small
 * language, read here with a trace for a person, and compiled in `decide-fast.ts` for a province.
 */
import { type IsoDate, addMonths } from '../kernel/dates.ts';
import { unreachable } from '../kernel/assert.ts';
import type { AreaClass, ClockedStatus, PersonFacts, StatusCode } from './facts.ts';
import { isMinority } from './facts.ts';

export interface LeftDifficultArea {
  areas: AreaClass[];
  months: number;
  /** the months run from this day even where the place left earlier */
  countFrom?: IsoDate | undefined;
  /** only places that left in [leftFrom, leftTo) */
  leftFrom?: IsoDate | undefined;
  leftTo?: IsoDate | undefined;
}

export type Condition =
  | { status: StatusCode[] }
  | { areaClass: AreaClass[] }
  | { minority: true }
  | { ageFrom: number }
  | { ageBelow: number }
  | { underSix: true }
  | { leftArea: LeftDifficultArea }
  | { statusMonths: { status: ClockedStatus; months: number } }
  | { everyone: true }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition };

/** Why a condition holds: a code with a text in `messages` under `policy.because`. */
export interface Because {
  code: string;
  params: Record<string, string | number>;
}

export interface Verdict {
  holds: boolean;
  because: Because[];
  /** facts that are missing to be sure of the answer: 'birthDate', 'ethnicity' */
  missing: string[];
  /** first day on which a limited condition (36 months, 1 year) no longer holds by itself */
  until: IsoDate | null;
}

/** Card window of a child under 6 by its birth date: supplied by `calendar.ts`. */
export type UnderSixWindow = (birthDate: IsoDate) => { lastDay: IsoDate };

const NO: Verdict = { holds: false, because: [], missing: [], until: null };

/** Judges a condition on a day. Pure; the same answer as the compiled path. */
export function judge(
  condition: Condition,
  facts: PersonFacts,
  on: IsoDate,
  underSix: UnderSixWindow,
): Verdict {
  if ('all' in condition) return judgeAll(condition.all, facts, on, underSix);
  if ('any' in condition) return judgeAny(condition.any, facts, on, underSix);
  if ('not' in condition) {
    const inner = judge(condition.not, facts, on, underSix);
    return { ...NO, holds: !inner.holds, missing: inner.missing };
  }
  if ('status' in condition) return judgeStatus(condition.status, facts, on);
  if ('areaClass' in condition) return judgeArea(condition.areaClass, facts, on);
  if ('minority' in condition) return judgeMinority(facts);
  if ('ageFrom' in condition || 'ageBelow' in condition) return judgeAge(condition, facts, on);
  if ('underSix' in condition) return judgeUnderSix(facts, on, underSix);
  if ('leftArea' in condition) return judgeLeftDifficultArea(condition.leftArea, facts, on);
  if ('statusMonths' in condition) return judgeStatusMonths(condition.statusMonths, facts, on);
  if ('everyone' in condition) return yes('everyone', {});
  return unreachable(condition);
}

function yes(code: string, params: Because['params'], until: IsoDate | null = null): Verdict {
  return { holds: true, because: [{ code, params }], missing: [], until };
}

function judgeAll(
  parts: readonly Condition[],
  facts: PersonFacts,
  on: IsoDate,
  underSix: UnderSixWindow,
): Verdict {
  const verdicts = parts.map((part) => judge(part, facts, on, underSix));
  // What is missing matters only where every other part holds.
  const open = verdicts.filter((verdict) => !verdict.holds);
  const missing = open.every((verdict) => verdict.missing.length > 0)
    ? open.flatMap((verdict) => verdict.missing)
    : [];
  if (open.length > 0) return { ...NO, missing };
  const untils = verdicts.flatMap((verdict) => verdict.until ?? []).sort();
  return {
    holds: true,
    because: verdicts.flatMap((verdict) => verdict.because),
    missing: [],
    until: untils[0] ?? null,
  };
}

function judgeAny(
  parts: readonly Condition[],
  facts: PersonFacts,
  on: IsoDate,
  underSix: UnderSixWindow,
): Verdict {
  const verdicts = parts.map((part) => judge(part, facts, on, underSix));
  return (
    verdicts.find((verdict) => verdict.holds) ?? {
      ...NO,
      missing: verdicts.flatMap((verdict) => verdict.missing),
    }
  );
}

function judgeStatus(statuses: readonly StatusCode[], facts: PersonFacts, on: IsoDate): Verdict {
  const spell = facts.statuses.find((row) => statuses.includes(row.status) && holdsOn(row, on));
  return spell ? yes('status', { status: spell.status, since: spell.from }) : NO;
}

function judgeArea(areas: readonly AreaClass[], facts: PersonFacts, on: IsoDate): Verdict {
  const spell = facts.areaClasses.find((row) => areas.includes(row.areaClass) && holdsOn(row, on));
  return spell ? yes('areaClass', { areaClass: spell.areaClass, since: spell.from }) : NO;
}

function judgeMinority(facts: PersonFacts): Verdict {
  if (facts.ethnicityCode === null) return { ...NO, missing: ['ethnicity'] };
  return isMinority(facts.ethnicityCode) ? yes('minority', {}) : NO;
}

function judgeAge(
  condition: { ageFrom: number } | { ageBelow: number },
  facts: PersonFacts,
  on: IsoDate,
): Verdict {
  if (facts.birthDate === null) return { ...NO, missing: ['birthDate'] };
  if ('ageFrom' in condition) {
    return hasTurned(facts.birthDate, condition.ageFrom, on)
      ? yes('ageFrom', { years: condition.ageFrom })
      : NO;
  }
  return hasTurned(facts.birthDate, condition.ageBelow, on)
    ? NO
    : yes('ageBelow', { years: condition.ageBelow });
}

function judgeUnderSix(facts: PersonFacts, on: IsoDate, underSix: UnderSixWindow): Verdict {
  if (facts.birthDate === null) return { ...NO, missing: ['birthDate'] };
  const { lastDay } = underSix(facts.birthDate);
  return facts.birthDate <= on && on <= lastDay ? yes('underSix', { lastDay }) : NO;
}

function judgeLeftDifficultArea(rule: LeftDifficultArea, facts: PersonFacts, on: IsoDate): Verdict {
  const limit = limitOfLeftArea(rule, facts, on);
  if (!limit || on < limit.start || on >= limit.until) return NO;
  const { leftOn, until } = limit;
  return yes('leftArea', { leftOn, months: rule.months, until }, until);
}

function limitOfLeftArea(rule: LeftDifficultArea, facts: PersonFacts, on: IsoDate) {
  const leftOn = leftDifficultAreaOn(rule.areas, facts, on);
  if (leftOn === null) return null;
  if (rule.leftFrom && leftOn < rule.leftFrom) return null;
  if (rule.leftTo && leftOn >= rule.leftTo) return null;
  const start = rule.countFrom && rule.countFrom > leftOn ? rule.countFrom : leftOn;
  return { leftOn, start, until: endOfMonths(start, rule.months) };
}

/** First day after the limited part of a condition (36 months, 1 year), also where it is over. */
export function limitEnd(condition: Condition, facts: PersonFacts, on: IsoDate): IsoDate | null {
  if ('all' in condition || 'any' in condition) {
    const parts = 'all' in condition ? condition.all : condition.any;
    const ends = parts.flatMap((part) => limitEnd(part, facts, on) ?? []).sort();
    return ends[0] ?? null;
  }
  if ('leftArea' in condition) {
    return limitOfLeftArea(condition.leftArea, facts, on)?.until ?? null;
  }
  if ('statusMonths' in condition) {
    const spell = latestSpell(facts, condition.statusMonths.status, on);
    return spell ? endOfMonths(spell.from, condition.statusMonths.months) : null;
  }
  return null;
}

/** First day off the list of these areas; null where the place is on it, or never was. */
export function leftDifficultAreaOn(
  areas: readonly AreaClass[],
  facts: PersonFacts,
  on: IsoDate,
): IsoDate | null {
  let left: IsoDate | null = null;
  for (const spell of facts.areaClasses) {
    if (!areas.includes(spell.areaClass)) continue;
    if (holdsOn(spell, on)) return null;
    if (spell.to !== null && spell.to <= on && (left === null || spell.to > left)) left = spell.to;
  }
  return left;
}

function judgeStatusMonths(
  rule: { status: ClockedStatus; months: number },
  facts: PersonFacts,
  on: IsoDate,
): Verdict {
  const spell = latestSpell(facts, rule.status, on);
  if (!spell) return NO;
  const until = endOfMonths(spell.from, rule.months);
  const params = { status: rule.status, since: spell.from, months: rule.months, until };
  return on < until ? yes('statusMonths', params, until) : NO;
}

/** The spell of a status that holds on a day; the one that began last where several do. */
export function latestSpell(facts: PersonFacts, status: StatusCode, on: IsoDate) {
  return facts.statuses
    .filter((row) => row.status === status && holdsOn(row, on))
    .reduce<(typeof facts.statuses)[number] | undefined>(
      (latest, row) => (!latest || row.from > latest.from ? row : latest),
      undefined,
    );
}

function holdsOn(spell: { from: IsoDate; to: IsoDate | null }, on: IsoDate): boolean {
  return spell.from <= on && (spell.to === null || on < spell.to);
}

/** True from the birthday itself; who was born on 29 February turns on 1 March of other years. */
export function hasTurned(birthDate: IsoDate, years: number, on: IsoDate): boolean {
  const year = Number(on.slice(0, 4)) - years;
  return birthDate <= `${String(year).padStart(4, '0')}${on.slice(4)}`;
}

/**
 * First day after so many months from a day. A day the last month does not have (31 → 30) ends
 * with that month: 36 months from 29/2/2024 run to 28/2/2027, so this gives 1/3/2027.
 */
export function endOfMonths(from: IsoDate, count: number): IsoDate {
  const end = addMonths(from, count);
  if (end.slice(8) === from.slice(8)) return end;
  return `${addMonths(`${end.slice(0, 7)}-01`, 1).slice(0, 7)}-01`;
}
