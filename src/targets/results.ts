/** What was reached of an indicator: from the register where it can tell, else as entered or stated. */
import { type Below, type DayStep, type Standing } from '../coverage/below-ops.ts';
import { coverageChanges } from '../coverage/series-ops.ts';
import { type DecidedBelow, type DecidedStanding, decidedBelow } from '../entitlement/below-ops.ts';
import { type IsoDate, addDays } from '../kernel/dates.ts';
import { rateBp } from '../kernel/money.ts';
import type { Context } from '../stores/context.ts';
import { listSubtree } from '../units/ops.ts';
import { belowSince } from './compare.ts';
import { isOfGroup } from './groups.ts';
import { listLatestObservations } from './sql-observations.ts';
import { listTargets } from './sql.ts';
import type { Indicator, ResultView, Target } from './types.ts';

export interface ResultQuestion {
  indicator: Indicator;
  group: string;
  from: IsoDate;
  to: IsoDate;
  asOf: IsoDate;
  boundaries: IsoDate;
  unitIds: readonly number[];
  knownAt: string | null;
  /** from day to day since the period began, for courses and the day below last year */
  withSteps: boolean;
}

/** What was read of the decisions, by the last day of the period: one reading for many targets. */
export type DecidedCache = Map<IsoDate, DecidedBelow | null>;

/** Everything a node of the tree is compared with. */
export interface Results {
  resultOf(unitId: number): ResultView;
  now: ReadonlyMap<number, Standing>;
  /** at the end of the day before the period; empty while it lies ahead */
  start: ReadonlyMap<number, Standing>;
  startOn: IsoDate;
  /** of the period */
  last: IsoDate;
  steps: ReadonlyMap<number, readonly DayStep[]>;
  decided: DecidedBelow | null;
  /** coverage of everybody in a period that has begun: followed from day to day */
  isFollowed: boolean;
}

const NOTHING: ResultView = {
  on: null,
  rateBp: null,
  people: null,
  population: null,
  source: null,
};

export async function readResults(
  tx: Context,
  below: Below,
  question: ResultQuestion,
  cache: DecidedCache = new Map(),
): Promise<Results> {
  const { indicator, asOf, from, to, boundaries } = question;
  const startOn = addDays(from, -1);
  const hasBegun = startOn < asOf;
  const now = await below.on(asOf);
  const start = hasBegun ? await below.on(startOn) : new Map<number, Standing>();
  const isCoverage = indicator.reads === 'coverage';
  const isFollowed = hasBegun && isCoverage && question.group === '';
  const steps =
    (isFollowed && question.withSteps) || (hasBegun && indicator.reads === 'keeping')
      ? await below.steps(startOn, asOf)
      : new Map<number, readonly DayStep[]>();
  const until = addDays(to, -1);
  const decided = isCoverage ? await readDecided(tx, below, { until, boundaries }, cache) : null;
  const stated = await readStated(tx, question);
  const read = await reader(tx, below, question, { now, start, steps, decided });
  const resultOf = (unitId: number): ResultView => {
    const found = read(unitId);
    return found.rateBp === null && found.people === null ? (stated.get(unitId) ?? found) : found;
  };
  return { resultOf, now, start, startOn, last: until, steps, decided, isFollowed };
}

async function readDecided(
  tx: Context,
  below: Below,
  days: { until: IsoDate; boundaries: IsoDate },
  cache: DecidedCache,
): Promise<DecidedBelow | null> {
  const known = cache.get(days.until);
  if (known !== undefined) return known;
  const decided = await decidedBelow(tx, { unit: below.unit.unitId, ...days });
  cache.set(days.until, decided);
  return decided;
}

type Read = (unitId: number) => ResultView;
type Known = Pick<Results, 'now' | 'start' | 'steps' | 'decided'>;

async function reader(
  tx: Context,
  below: Below,
  question: ResultQuestion,
  known: Known,
): Promise<Read> {
  const { indicator, group } = question;
  if (indicator.reads === 'coverage') {
    return (unitId) =>
      group === '' ? covered(known, unitId, question.asOf) : coveredOf(known, unitId, question);
  }
  if (indicator.reads === 'increase') return (unitId) => increased(known, unitId, question);
  if (indicator.reads === 'joined') return await readJoined(tx, below, question);
  if (indicator.reads === 'keeping') return await readKeeping(tx, below, question, known);
  return await readEntered(tx, question);
}

/** Of the communes below, how many are not below the rate they had before the period. */
async function readKeeping(
  tx: Context,
  below: Below,
  { asOf, boundaries }: ResultQuestion,
  { start, steps }: Known,
): Promise<Read> {
  const levels = ['province', 'district', 'commune'] as const;
  const units = await listSubtree(tx, below.unit.unitId, boundaries, levels);
  const parents = new Map(units.map((unit) => [unit.unitId, unit.parentId]));
  const counts = new Map<number, { kept: number; all: number }>();
  const isRegistry = below.definition.denominator.kind === 'registry';
  for (const { unitId, level } of units) {
    const before = start.get(unitId);
    if (level !== 'commune' || !before || before.residents === 0) continue;
    const isKept = belowSince(before, steps.get(unitId) ?? [], isRegistry) === null;
    for (let at: number | null = unitId; at !== null; at = parents.get(at) ?? null) {
      const count = counts.get(at) ?? { kept: 0, all: 0 };
      counts.set(at, { kept: count.kept + (isKept ? 1 : 0), all: count.all + 1 });
    }
  }
  return (unitId) => {
    const count = counts.get(unitId);
    if (!count) return NOTHING;
    const { kept, all } = count;
    return { on: asOf, rateBp: rateBp(kept, all), people: kept, population: all, source: null };
  };
}

function covered({ now }: Known, unitId: number, asOf: IsoDate): ResultView {
  const standing = now.get(unitId);
  if (!standing || (standing.residents === 0 && standing.insured === 0)) return NOTHING;
  const { population, insured } = standing;
  return { on: asOf, rateBp: standing.rateBp, people: insured, population, source: null };
}

/**
 * Of a group: out of those the law offers it to, on the day of the last decisions. Without them only
 * the cards of the group are known, on any day.
 */
function coveredOf({ now, decided }: Known, unitId: number, question: ResultQuestion): ResultView {
  const { group, asOf } = question;
  const standing = decided?.units.get(unitId);
  if (!decided || !standing || decided.decidedOn > asOf) {
    const cards = now.get(unitId)?.groups.get(group);
    return cards === undefined ? NOTHING : { ...NOTHING, on: asOf, people: cards };
  }
  const { residents, insured } = offeredIn(standing, group, decided.decidedOn);
  if (residents === 0) return NOTHING;
  return {
    on: decided.decidedOn,
    rateBp: rateBp(insured, residents),
    people: insured,
    population: residents,
    source: null,
  };
}

export function offeredIn(
  standing: DecidedStanding,
  group: string,
  on: IsoDate,
): { residents: number; insured: number } {
  let residents = 0;
  let insured = 0;
  for (const [category, counts] of standing.offered) {
    if (!isOfGroup(group, category, on)) continue;
    residents += counts.residents;
    insured += counts.insured;
  }
  return { residents, insured };
}

function increased({ now, start }: Known, unitId: number, question: ResultQuestion): ResultView {
  const { group, asOf } = question;
  const before = start.get(unitId);
  const after = now.get(unitId);
  if (!before || !after || after.residents === 0) return NOTHING;
  const of = (standing: Standing) =>
    group === '' ? standing.insured : (standing.groups.get(group) ?? 0);
  return { ...NOTHING, on: asOf, people: Math.max(0, of(after) - of(before)) };
}

/** Asked unit by unit, so only where somebody has a target for it. */
async function readJoined(tx: Context, below: Below, question: ResultQuestion): Promise<Read> {
  const { asOf, from, group, unitIds } = question;
  const since = addDays(from, -1);
  const found = new Map<number, number>();
  if (since < asOf && !group.includes('/') && !group.startsWith('#')) {
    for (const unit of unitIds.slice(0, JOINED_UNITS_MAX)) {
      const definition = [below.definition.code];
      const changes = await coverageChanges(tx, { unit, asOf, since, definition });
      const ofGroup = changes.byGroup.find((row) => String(row.group) === group);
      const everybody = changes.gained + changes.came.insured;
      found.set(unit, group === '' ? everybody : (ofGroup?.joined ?? 0));
    }
  }
  return (unitId) => {
    const people = found.get(unitId);
    return people === undefined ? NOTHING : { ...NOTHING, on: asOf, people };
  };
}

const JOINED_UNITS_MAX = 200;

async function readEntered(tx: Context, question: ResultQuestion): Promise<Read> {
  const { indicator, group, asOf, unitIds } = question;
  const filter = { unitIds, indicator: indicator.code, group, asOf };
  const rows = await listLatestObservations(tx.db, filter);
  const byUnit = new Map(rows.map((row) => [row.unitId, row]));
  return (unitId) => {
    const row = byUnit.get(unitId);
    if (!row) return NOTHING;
    const { on, part, whole, source } = row;
    return { on, rateBp: row.rateBp, people: part, population: whole, source };
  };
}

/** Results a document states for a period that holds the day. */
async function readStated(
  tx: Context,
  { unitIds, indicator, group, from, to, knownAt }: ResultQuestion,
): Promise<ReadonlyMap<number, ResultView>> {
  const rows = await listTargets(tx.db, {
    unitIds,
    indicator: indicator.code,
    group,
    kind: 'actual',
    during: { from, to: addDays(to, -1) },
    knownAt,
  });
  return new Map(rows.map((row) => [row.unitId, statedView(row)]));
}

function statedView({ current, to }: Target): ResultView {
  const { rateBp: rate, people, population, sources } = current;
  const document = sources.find((source) => source.document !== null)?.document ?? null;
  return { on: addDays(to, -1), rateBp: rate, people, population, source: document };
}
