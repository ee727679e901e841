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

/** 0 a place · 1 an anchor: a commune with its places · 2 a region: the anchors of a province */
export const LAYER = { place: 0, anchor: 1, region: 2 } as const;
/**
 * year: the state as the year begins · month: the change from then until the month begins · day: the
 * change on the day. The state on a day is the sum of its year, its month and the days to it.
 */
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
  countRows(areas: PlaceUnits): Generator<CountRow>;
}

/** Under which anchor each place is summed, and under which region each anchor. */
export interface PlaceUnits {
  anchorOf: ReadonlyMap<number, number>;
  regionOf: ReadonlyMap<number, number>;
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
    *countRows({ anchorOf, regionOf }) {
      const anchorIds = places.values.map((id) => anchorOf.get(id) ?? id);
      const regionIds = anchorIds.map((id) => regionOf.get(id) ?? id);
      const own = makeAreaSums(LAYER.place, places.values);
      const anchors = makeAreaSums(LAYER.anchor, anchorIds);
      const regions = makeAreaSums(LAYER.region, regionIds);
      for (const flow of flowsIn(tally, places, pairs)) {
        own.addYear(flow);
        for (const area of [anchors, regions]) {
          area.addYear(flow);
          if (flow.slot > 0) area.addDay(flow);
        }
      }
      yield* own.rows();
      yield* anchors.rows();
      yield* regions.rows();
    },
  };
}

/** Sums of one layer; `areaIds` by number of the place. */
function makeAreaSums(layer: number, areaIds: readonly number[]) {
  const areas = makeNumbering();
  const areaOf = areaIds.map((id) => areas.indexOf(id));
  const years = makeTally();
  const months = makeTally();
  const days = makeTally();
  const at = (flow: FlowSum): number => areaOf[flow.place] as number;
  return {
    addYear(flow: FlowSum): void {
      const year = nextYearOfSlot[flow.slot] as number;
      if (year < YEARS) addBoth(years, flow, at(flow), YEARS, year);
    },
    addDay(flow: FlowSum): void {
      addBoth(days, flow, at(flow), SLOTS, flow.slot);
      const month = (monthOfSlot[flow.slot] as number) + 1;
      if (month % 12 !== 0) addBoth(months, flow, at(flow), MONTHS, month);
    },
    *rows(): Generator<CountRow> {
      yield* changesOf(days, layer, areas.values);
      yield* runningSums(months, layer, GRAIN.month, MONTHS, 12, isoOfMonthIndex, areas.values);
      yield* runningSums(years, layer, GRAIN.year, YEARS, YEARS, isoOfYearIndex, areas.values);
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

/** Out of one signature, into the other; keys run by area, signature, time. */
function addBoth(tally: Tally, flow: FlowSum, area: number, times: number, time: number): void {
  const base = area * SIGNATURES;
  if (flow.from !== OUTSIDE) tally.add((base + flow.from) * times + time, -flow.n);
  if (flow.to !== OUTSIDE) tally.add((base + flow.to) * times + time, flow.n);
}

function* changesOf(tally: Tally, layer: number, areas: readonly number[]): Generator<CountRow> {
  const { keys, sums } = tally.entries();
  for (let i = 0; i < keys.length; i += 1) {
    const key = keys[i] as number;
    const owner = Math.floor(key / SLOTS);
    const placeId = areas[Math.floor(owner / SIGNATURES)] as number;
    const start = isoOfSlot(key % SLOTS);
    yield [layer, placeId, GRAIN.day, start, owner % SIGNATURES, sums[i] as number];
  }
}

/** A change stands from its time on in every later one of its section (the year, or all years). */
function* runningSums(
  tally: Tally,
  layer: number,
  grain: number,
  times: number,
  section: number,
  isoOf: (time: number) => IsoDate,
  areas: readonly number[],
): Generator<CountRow> {
  const { keys, sums } = tally.entries();
  let i = 0;
  while (i < keys.length) {
    const first = keys[i] as number;
    const owner = Math.floor(first / times);
    const placeId = areas[Math.floor(owner / SIGNATURES)] as number;
    const end = first - ((first % times) % section) + section;
    let sum = 0;
    for (let key = first; key < end; key += 1) {
      if (i < keys.length && keys[i] === key) {
        sum += sums[i] as number;
        i += 1;
      }
      if (sum !== 0) yield [layer, placeId, grain, isoOf(key % times), owner % SIGNATURES, sum];
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
