/** Coverage through time: month by month, and who changed between two days. */
import { type IsoDate, addDays, addMonths, endOfMonth, startOfMonth } from '../kernel/dates.ts';
import type { Context } from '../stores/context.ts';
import { isoOfDay } from './days.ts';
import {
  type Figure,
  type Reading,
  addAggregate,
  addSum,
  addTo,
  countedOf,
  emptyFigure,
  groupCounts,
  groupFigures,
  listGroups,
  makeReading,
} from './figures.ts';
import {
  type Prepared,
  type Question,
  prepare,
  readAsOwner,
  recountSums,
  refuseOutside,
} from './question.ts';
import { type FlowSum, listFlowSums, listSeriesSums, listSums } from './read-sql.ts';
import {
  type AggregateRow,
  listAggregates,
  listPopulations,
  listUnitEvents,
} from './reference-sql.ts';
import type { SignatureCategories } from './signatures.ts';
import type {
  ChangesAnswer,
  Definition,
  GroupChange,
  SeriesAnswer,
  SeriesEvent,
  SeriesPoint,
} from './types.ts';

// ── series ──────────────────────────────────────────────────────────────────────────────────────

export interface SeriesQuestion extends Question {
  months: number;
}

/**
 * The state at the end of each of the last `months` months, the last one on the day asked for.
 * One statement over the kept counts; as known at an earlier instant each month is recounted.
 */
export async function coverageSeries(
  ctx: Context,
  question: SeriesQuestion,
): Promise<SeriesAnswer> {
  return await readAsOwner(ctx, async (tx) => {
    const prepared = await prepare(tx, question);
    const { scope, asOf } = prepared;
    const days = monthEnds(asOf, question.months);
    const first = days[0] ?? asOf;
    refuseOutside(first, 'query.months');
    const states =
      prepared.known === null
        ? await readStates(tx, prepared, days)
        : await recountStates(tx, prepared, days);
    const hasAggregates = prepared.definitions.some((item) => item.aggregateIssuers.length > 0);
    const aggregates = hasAggregates
      ? await listAggregates(tx.db, scope, { from: first, to: asOf }, prepared.known, false)
      : [];
    const series = [];
    for (const definition of prepared.definitions) {
      const population = await readYears(tx, prepared, definition, first);
      const points = days.map((day, at) =>
        pointOn(prepared, definition, day, states[at] ?? [], aggregates, population),
      );
      series.push({ definition: definition.code, points });
    }
    return {
      unit: scope.unit,
      boundaries: scope.boundaries,
      unitBoundaries: scope.membership,
      knownAt: prepared.knownAt,
      series,
      events: await listEvents(tx, prepared, first),
    };
  });
}

/** Ends of months up to the day, which stands for its own month. */
export function monthEnds(asOf: IsoDate, months: number): IsoDate[] {
  const start = startOfMonth(asOf);
  return Array.from({ length: months }, (_, at) => {
    const back = months - 1 - at;
    return back === 0 ? asOf : endOfMonth(addMonths(start, -back));
  });
}

interface State {
  signatureId: number;
  categories: SignatureCategories;
  n: number;
}

/**
 * At the end of a month stands the state with which the next one begins: that of its year and the
 * change since. A village has no months of its own: its changes are added up from the first year.
 */
async function readStates(
  tx: Context,
  { scope, asOf }: Prepared,
  days: readonly IsoDate[],
): Promise<State[][]> {
  const from = startOfMonth(days[0] ?? asOf);
  const sums = await listSeriesSums(tx.db, scope, from, asOf);
  const byStart = Map.groupBy(sums, (sum) => `${sum.grain} ${sum.start}`);
  const pick = (grain: number, start: IsoDate) => byStart.get(`${grain} ${start}`) ?? [];
  if (scope.unit.level !== 'village') {
    return days.map((day) => {
      const next = addDays(day, 1);
      const isWhole = next === startOfMonth(next) && day !== asOf;
      const at = isWhole ? next : startOfMonth(day);
      const parts = [...pick(2, `${at.slice(0, 4)}-01-01`), ...pick(1, at)];
      return addUp(isWhole ? parts : [...parts, ...pick(0, at)]);
    });
  }
  const first = `${from.slice(0, 4)}-01-01`;
  let state = addUp(pick(2, first));
  for (let month = first; month < from; month = addMonths(month, 1)) {
    state = addUp([...state, ...pick(0, month)]);
  }
  return days.map((day) => {
    state = addUp([...state, ...pick(0, startOfMonth(day))]);
    return state;
  });
}

function addUp(sums: readonly State[]): State[] {
  const state = new Map<number, State>();
  for (const { signatureId, categories, n } of sums) {
    const held = state.get(signatureId);
    if (held) held.n += n;
    else state.set(signatureId, { signatureId, categories, n });
  }
  return [...state.values()].filter((item) => item.n !== 0);
}

async function recountStates(
  tx: Context,
  prepared: Prepared,
  days: readonly IsoDate[],
): Promise<State[][]> {
  const states: State[][] = [];
  for (const day of days) {
    const sums = await recountSums(tx, prepared, day, false);
    states.push(addUp(sums.filter((sum) => sum.part === 1)));
  }
  return states;
}

/** Official figures by year; null = residents are the denominator. */
type Years = ReadonlyMap<number, number> | null;

async function readYears(
  tx: Context,
  { scope, asOf, knownAt }: Prepared,
  { denominator }: Definition,
  first: IsoDate,
): Promise<Years> {
  if (denominator.kind === 'registry') return null;
  const years = { from: yearOf(first), to: yearOf(asOf) };
  const asked =
    denominator.year === null ? years : { from: denominator.year, to: denominator.year };
  const ids = [scope.unit.unitId];
  const rows = await listPopulations(tx.db, ids, denominator.source, asked, knownAt);
  const byYear = new Map(rows.map((row) => [row.year, row.people]));
  if (denominator.year === null) return byYear;
  const fixed = byYear.get(denominator.year);
  if (fixed === undefined) return new Map();
  const span = Array.from({ length: years.to - years.from + 1 }, (_, at) => years.from + at);
  return new Map(span.map((year) => [year, fixed]));
}

function yearOf(day: IsoDate): number {
  return Number(day.slice(0, 4));
}

function pointOn(
  { law }: Prepared,
  definition: Definition,
  day: IsoDate,
  state: readonly State[],
  aggregates: readonly AggregateRow[],
  years: Years,
): SeriesPoint {
  const reading = makeReading(law, definition.issuers, day);
  const figure = emptyFigure();
  for (const sum of state) addSum(figure, sum, reading);
  for (const row of aggregates) {
    const holds = row.validFrom <= day && (row.validTo === null || day < row.validTo);
    if (row.part === 1 && holds) addAggregate(figure, row, definition);
  }
  const population = years === null ? figure.residents : (years.get(yearOf(day)) ?? null);
  return {
    day,
    ...countedOf(figure, population),
    byGroup: groupCounts(listGroups(law, day), figure),
  };
}

async function listEvents(tx: Context, prepared: Prepared, first: IsoDate): Promise<SeriesEvent[]> {
  const { scope, asOf, law } = prepared;
  const acts = await listUnitEvents(tx.db, scope, first, asOf);
  const events: SeriesEvent[] = acts.map((act) => ({
    ...act,
    titleEn: act.title,
  }));
  for (const taxonomy of law.book.data.groups.taxonomies) {
    if (taxonomy.from < first || taxonomy.from > asOf) continue;
    const { name, from } = taxonomy;
    events.push({
      on: from,
      kind: 'law',
      title: name.vi,
      titleEn: name.en,
      number: null,
      units: 0,
    });
  }
  return events.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

// ── changes ─────────────────────────────────────────────────────────────────────────────────────

export interface ChangesQuestion extends Question {
  /** the earlier day; the day before `asOf` unless given */
  since?: IsoDate;
}

/**
 * Who changed between the ends of two days, as known now: residents who became or ceased to be
 * insured, who came and went, and how each group grew. Exact sums of the kept flows.
 */
export async function coverageChanges(
  ctx: Context,
  question: ChangesQuestion,
): Promise<ChangesAnswer> {
  return await readAsOwner(ctx, async (tx) => {
    const prepared = await prepare(tx, { ...question, knownAt: undefined });
    const { scope, asOf } = prepared;
    const [definition] = prepared.definitions;
    const since = question.since ?? addDays(asOf, -1);
    refuseOutside(since, 'query.since');
    const before = await figureOn(tx, prepared, definition, since);
    const after = await figureOn(tx, prepared, definition, asOf);
    const turns = await readTurns(tx, prepared, definition, since);
    return {
      unit: scope.unit,
      from: since,
      to: asOf,
      boundaries: scope.boundaries,
      definition: definition.code,
      before: { residents: before.residents, insuredByName: before.insuredByName },
      after: { residents: after.residents, insuredByName: after.insuredByName },
      ...turns.people,
      byGroup: groupChanges(prepared, before, after, turns),
    };
  });
}

async function figureOn(
  tx: Context,
  { scope, law }: Prepared,
  definition: Definition,
  day: IsoDate,
): Promise<Figure> {
  const figure = emptyFigure();
  const reading = makeReading(law, definition.issuers, day);
  const sums = await listSums(tx.db, scope, day, false);
  for (const sum of sums) if (sum.part === 1) addSum(figure, sum, reading);
  return figure;
}

interface Turns {
  people: Pick<ChangesAnswer, 'gained' | 'lost' | 'came' | 'went'>;
  joined: Map<number, number>;
  left: Map<number, number>;
}

async function readTurns(
  tx: Context,
  { scope, asOf, law }: Prepared,
  definition: Definition,
  since: IsoDate,
): Promise<Turns> {
  const cuts = law.order.starts.map(isoOfDay).filter((day) => day > since && day <= asOf);
  const eras = [since, ...cuts].map((day) => makeReading(law, definition.issuers, day));
  const turns: Turns = {
    people: {
      gained: 0,
      lost: 0,
      came: { insured: 0, uninsured: 0 },
      went: { insured: 0, uninsured: 0 },
    },
    joined: new Map(),
    left: new Map(),
  };
  for (const flow of await listFlowSums(tx.db, scope, since, asOf, cuts)) {
    const reading = eras[flow.era];
    if (reading) addTurn(turns, flow, reading);
  }
  return turns;
}

function addTurn({ people, joined, left }: Turns, flow: FlowSum, reading: Reading): void {
  const from = flow.from && reading(flow.from.signatureId, flow.from.categories);
  const to = flow.to && reading(flow.to.signatureId, flow.to.categories);
  if (from && from.group !== to?.group) addTo(left, from.group, flow.n);
  if (to && to.group !== from?.group) addTo(joined, to.group, flow.n);
  if (flow.from && flow.to) {
    if (!from && to) people.gained += flow.n;
    if (from && !to) people.lost += flow.n;
  } else if (flow.to) {
    people.came[to ? 'insured' : 'uninsured'] += flow.n;
  } else {
    people.went[from ? 'insured' : 'uninsured'] += flow.n;
  }
}

function groupChanges(
  { asOf, law }: Prepared,
  before: Figure,
  after: Figure,
  { joined, left }: Turns,
): GroupChange[] {
  const named = new Map(groupFigures(law, after, asOf).map((row) => [row.group, row]));
  const groups = new Set([...named.keys(), ...before.groups.keys()]);
  return [...groups].map((group) => {
    const counts = {
      before: before.groups.get(group) ?? 0,
      after: after.groups.get(group) ?? 0,
      joined: joined.get(group) ?? 0,
      left: left.get(group) ?? 0,
    };
    const reclassified = counts.after - counts.before - counts.joined + counts.left;
    const { name, nameEn } = named.get(group) ?? { name: '', nameEn: '' };
    return { group, name, nameEn, ...counts, reclassified };
  });
}
