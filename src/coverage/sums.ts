/**
 * From flows (who changed what on which day) to the stored rows: the flows of places, the state of
 * places at the start of each year, and for anchors (communes) also months and days. Pure.
 */
import type { IsoDate } from '../kernel/dates.ts';
import {
  type DayNumber,
  FIRST_YEAR,
  LAST_YEAR,
  SLOTS,
  dayOfSlot,
  isoOfDay,
  isoOfMonthIndex,
  isoOfYearIndex,
  monthOfSlot,
  nextYearOfSlot,
  slotOf,
} from './days.ts';
import { type Tally, makeTally } from './tally.ts';
import { OUTSIDE } from './timeline.ts';

/** `coverage.flow`: n people went from one signature to another in a place at the start of a day. */
export type FlowRow = [placeId: number, day: IsoDate, from: number, to: number, n: number];

/** `coverage.count`; see `LAYER` and `GRAIN`. */
export type CountRow = [
  layer: number,
  placeId: number,
  grain: number,
  start: IsoDate,
  signatureId: number,
  n: number,
];

export const LAYER = { place: 0, anchor: 1 } as const;
/** day, month: sum of the changes in it · year: the state as it begins, before 1 January's changes */
export const GRAIN = { day: 0, month: 1, year: 2 } as const;

const YEARS = LAST_YEAR - FIRST_YEAR + 1;
const MONTHS = YEARS * 12;
const SIGNATURES = 1 << 16;
const PAIRS = 1 << 18;

export interface FlowSums {
  /** `n` is +1 for what is so now, −1 for what was thought before */
  add(day: DayNumber, placeId: number, from: number, to: number, n: number): void;
  placeIds(): readonly number[];
  flowRows(): Generator<FlowRow>;
  /** `anchorOf` must know every place of `placeIds` */
  countRows(anchorOf: ReadonlyMap<number, number>): Generator<CountRow>;
}

export function makeFlowSums(): FlowSums {
  const tally = makeTally();
  const places = makeNumbering();
  const pairs = makeNumbering();
  return {
    add(day, placeId, from, to, n) {
      const pair = pairs.indexOf((from + 1) * SIGNATURES + (to + 1));
      tally.add((places.indexOf(placeId) * SLOTS + slotOf(day)) * PAIRS + pair, n);
    },
    placeIds: () => places.values,
    *flowRows() {
      for (const flow of flowsIn(tally, places, pairs)) {
        if (flow.slot === 0) continue;
        const day = isoOfSlot(flow.slot);
        yield [places.values[flow.place] as number, day, flow.from, flow.to, flow.n];
      }
    },
    *countRows(anchorOf) {
      const anchors = makeNumbering();
      const anchorOfPlace = places.values.map((id) => anchors.indexOf(anchorOf.get(id) ?? id));
      const placeYears = makeTally();
      const sums = { years: makeTally(), months: makeTally(), days: makeTally() };
      for (const flow of flowsIn(tally, places, pairs)) {
        const year = nextYearOfSlot[flow.slot] as number;
        addBoth(placeYears, flow, flow.place, YEARS, year);
        const anchor = anchorOfPlace[flow.place] as number;
        addBoth(sums.years, flow, anchor, YEARS, year);
        if (flow.slot === 0) continue;
        addBoth(sums.months, flow, anchor, MONTHS, monthOfSlot[flow.slot] as number);
        addBoth(sums.days, flow, anchor, SLOTS, flow.slot);
      }
      yield* statesOf(placeYears, LAYER.place, places.values);
      yield* changesOf(sums.days, GRAIN.day, SLOTS, isoOfSlot, anchors.values);
      yield* changesOf(sums.months, GRAIN.month, MONTHS, isoOfMonthIndex, anchors.values);
      yield* statesOf(sums.years, LAYER.anchor, anchors.values);
    },
  };
}

interface FlowSum {
  place: number;
  slot: number;
  from: number;
  to: number;
  n: number;
}

function* flowsIn(tally: Tally, places: Numbering, pairs: Numbering): Generator<FlowSum> {
  const { keys, sums } = tally.entries();
  const flow: FlowSum = { place: 0, slot: 0, from: 0, to: 0, n: 0 };
  for (let i = 0; i < keys.length; i += 1) {
    const key = keys[i] as number;
    const pair = pairs.values[key % PAIRS] as number;
    const placeSlot = Math.floor(key / PAIRS);
    flow.place = Math.floor(placeSlot / SLOTS);
    flow.slot = placeSlot % SLOTS;
    flow.from = Math.floor(pair / SIGNATURES) - 1;
    flow.to = (pair % SIGNATURES) - 1;
    flow.n = sums[i] as number;
    yield flow;
  }
}

/** Out of one signature, into the other; keys run by place, signature, time. */
function addBoth(tally: Tally, flow: FlowSum, place: number, times: number, time: number): void {
  if (time >= times) return;
  const base = place * SIGNATURES;
  if (flow.from !== OUTSIDE) tally.add((base + flow.from) * times + time, -flow.n);
  if (flow.to !== OUTSIDE) tally.add((base + flow.to) * times + time, flow.n);
}

function* changesOf(
  tally: Tally,
  grain: number,
  times: number,
  isoOf: (time: number) => IsoDate,
  anchors: readonly number[],
): Generator<CountRow> {
  const { keys, sums } = tally.entries();
  for (let i = 0; i < keys.length; i += 1) {
    const key = keys[i] as number;
    const owner = Math.floor(key / times);
    const placeId = anchors[Math.floor(owner / SIGNATURES)] as number;
    const start = isoOf(key % times);
    yield [LAYER.anchor, placeId, grain, start, owner % SIGNATURES, sums[i] as number];
  }
}

/** Running sums: a change of one year stands in the state of every later one. */
function* statesOf(tally: Tally, layer: number, places: readonly number[]): Generator<CountRow> {
  const { keys, sums } = tally.entries();
  let i = 0;
  while (i < keys.length) {
    const owner = Math.floor((keys[i] as number) / YEARS);
    const placeId = places[Math.floor(owner / SIGNATURES)] as number;
    const signature = owner % SIGNATURES;
    let state = 0;
    for (let year = (keys[i] as number) % YEARS; year < YEARS; year += 1) {
      if (i < keys.length && keys[i] === owner * YEARS + year) {
        state += sums[i] as number;
        i += 1;
      }
      if (state !== 0) yield [layer, placeId, GRAIN.year, isoOfYearIndex(year), signature, state];
    }
  }
}

interface Numbering {
  values: number[];
  indexOf(value: number): number;
}

function makeNumbering(): Numbering {
  const values: number[] = [];
  const indexes = new Map<number, number>();
  return {
    values,
    indexOf(value) {
      const found = indexes.get(value);
      if (found !== undefined) return found;
      const index = values.length;
      values.push(value);
      indexes.set(value, index);
      return index;
    },
  };
}

const isoBySlot: (IsoDate | undefined)[] = [];

function isoOfSlot(slot: number): IsoDate {
  isoBySlot[slot] ??= isoOfDay(dayOfSlot(slot));
  return isoBySlot[slot] as IsoDate;
}
