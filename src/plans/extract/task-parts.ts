/** What a bullet is made of: one task, or several with limits of their own. */
import { agenciesAt } from './agencies.ts';
import { type FoundDeadline, findDeadlines } from './deadlines.ts';
import { type Passage, slicePassage } from './passage.ts';
import { type Range, allClauses, sentencesOf } from './statements.ts';
import { VERB } from './words.ts';

export interface Part {
  passage: Passage;
  deadline: FoundDeadline | null;
  isConstraint: boolean;
}

const FORBIDS = /^(?: chi duoc| khong duoc| nghiem cam| tuyet doi khong)\b/;

/**
 * Rule `tasks/split`: a bullet with two dated limits is two tasks; a dated clause parts from the
 * clauses before it unless its limit speaks of the whole; a sentence that forbids is one of its own.
 */
export function splitWork(passage: Passage): Part[] {
  const cuts = new Set<number>();
  const constraints = new Set<number>();
  for (const sentence of sentencesOf(passage)) {
    if (sentence.at === 0) continue;
    const list = agenciesAt(passage, sentence.at);
    if (list && FORBIDS.test(passage.folded.slice(list.end))) {
      cuts.add(sentence.at);
      constraints.add(sentence.at);
    }
  }
  const all = findDeadlines(passage);
  const deadlines = all.filter((each) => each.clock.kind !== 'weekly');
  for (const cut of [...datedCuts(passage, deadlines), ...cutsBehindClock(passage, all)])
    cuts.add(cut);
  const starts = [0, ...[...cuts].toSorted((a, b) => a - b)];
  return starts.map((at, index) => {
    const end = starts[index + 1] ?? passage.text.length;
    const inside = deadlines.filter((each) => each.at >= at && each.at < end);
    return {
      passage: trimPart(slicePassage(passage, at, end)),
      deadline: pickDeadline(inside),
      isConstraint: constraints.has(at),
    };
  });
}

/** A day before a year; a limit before a mere point. */
function pickDeadline(found: readonly FoundDeadline[]): FoundDeadline | null {
  return (
    found.find((each) => each.clock.kind === 'day') ??
    found.find((each) => 'date' in each.clock) ??
    found[0] ??
    null
  );
}

/** Limits that part a bullet: days and months; years only where there are several. */
function partingLimits(deadlines: readonly FoundDeadline[]): FoundDeadline[] {
  const years = deadlines.filter((each) => each.clock.kind === 'year');
  const areSeveral = new Set(years.map((each) => each.text)).size > 1;
  const points = deadlines.filter(({ clock }) => clock.kind === 'span' || clock.kind === 'day');
  return deadlines.filter(({ clock, isOfWhole }) => {
    if (isOfWhole) return false;
    if (clock.kind === 'span') return points.length > 1;
    return clock.kind === 'day' || (areSeveral && clock.kind === 'year');
  });
}

function datedCuts(passage: Passage, deadlines: readonly FoundDeadline[]): number[] {
  const parting = partingLimits(deadlines);
  if (parting.length === 0) return [];
  const clauses = allClauses(passage).map(({ clause }) => clause);
  const cuts: number[] = [];
  for (const [index, clause] of clauses.entries()) {
    const inside = limitsIn(parting, clause);
    const before = clauses[index - 1];
    if (before) {
      const isAfterLimit = limitsIn(parting, before).length > 0;
      const isLong = clause.end - clause.at > 20;
      const isOwn = !isLimitOnly(clause, limitsIn(deadlines, clause));
      if (isOwn && (inside.length > 0 || (isAfterLimit && isLong))) cuts.push(clause.at);
    }
    cuts.push(...cutsWithin(passage, inside));
  }
  return cuts;
}

function limitsIn(deadlines: readonly FoundDeadline[], clause: Range): FoundDeadline[] {
  return deadlines.filter((each) => each.at >= clause.at && each.at < clause.end);
}

const GOES_ON = new RegExp(`^(?:,| va|, va|,? dong thoi)\\s+(?=${VERB})`);

/** "… trước ngày A và tổ chức … trước ngày B": a verb behind the first limit begins the second task. */
function cutsWithin(passage: Passage, inside: readonly FoundDeadline[]): number[] {
  return inside.slice(0, -1).flatMap((each) => {
    const next = GOES_ON.exec(passage.folded.slice(each.end));
    return next ? [each.end + next[0].length] : [];
  });
}

/**
 * Rule `tasks/behind-clock`: "gửi báo cáo trước 15 giờ thứ Năm hằng tuần và báo cáo tổng kết trước ngày
 * 05/11" is two tasks: a limit that comes round ends the first, a day ends the second.
 */
function cutsBehindClock(passage: Passage, all: readonly FoundDeadline[]): number[] {
  const round = all
    .filter(({ clock }) => clock.kind === 'weekly' || clock.kind === 'monthly')
    .map((each) => each.end);
  const hours = [...passage.folded.matchAll(DAILY_HOUR)].map((hour) => hour.index + hour[0].length);
  return [...round, ...hours].flatMap((end) => {
    const next = all.find((each) => each.at >= end);
    const verb = GOES_ON.exec(passage.folded.slice(end));
    return verb && next?.clock.kind === 'day' ? [end + verb[0].length] : [];
  });
}

const DAILY_HOUR = /(?:truoc|cham nhat)(?: luc)? \d{1,2}\s*(?:gio|h)\s*(?:\d{2})?(?=,| va )/g;

/** "; hoàn thành trước ngày 30/6/2026" adds no work. */
function isLimitOnly(clause: Range, limits: readonly FoundDeadline[]): boolean {
  const [limit] = limits;
  return limit !== undefined && limit.at - clause.at <= 4 && clause.end - limit.end < 20;
}

function trimPart(passage: Passage): Passage {
  const end = passage.text.replace(/[\s;,]+$/, '').length;
  return end === passage.text.length ? passage : slicePassage(passage, 0, end);
}
