/** What the names in a plan mean in the system: proposed, said by a person, remembered for the unit. */
import { failures, refuse } from '../kernel/outcome.ts';
import { fold } from '../kernel/text.ts';
import { type Context, inOwnerTransaction, today } from '../stores/context.ts';
import { groupsOn } from '../targets/groups.ts';
import { listIndicators } from '../targets/sql.ts';
import { listUnitsInside } from '../tasks/sql-scope.ts';
import { getUnitByRef, listRefs, scopeOf } from '../units/ops.ts';
import { getResolver } from '../units/resolving.ts';
import type { Resolver } from '../units/resolver.ts';
import { orRefuse } from '../units/scope.ts';
import type { MatchInput, NamesAnswer, NameView } from './adoption-types.ts';
import {
  MatchLevel,
  type Meaning,
  type NamedCode,
  type PrintedName,
  listNames,
  matchKey,
  proposeAgency,
  proposeGroup,
  proposeIndicator,
  proposeLevel,
} from './names.ts';
import { getPlanOf } from './ops.ts';
import { yearsOf } from './plan-times.ts';
import { listMatches, putMatches } from './sql-adoption.ts';
import { type PlanRow, listItems } from './sql.ts';

/** Every name the plan's items print, with what was said of it or what is proposed. */
export async function listPlanNames(
  ctx: Context,
  unit: string | number,
  planId: number,
): Promise<NamesAnswer> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const { unitId } = await getUnitByRef(tx, unit);
    return await namesOf(tx, await getPlanOf(tx, unitId, planId));
  });
}

/** Confirms meanings; remembered for the unit's next plans. All unknown units at once. */
export async function matchNames(
  ctx: Context,
  unit: string | number,
  planId: number,
  input: MatchInput,
): Promise<NamesAnswer> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const { unitId } = await getUnitByRef(tx, unit);
    const plan = await getPlanOf(tx, unitId, planId, true);
    if (plan.state === 'adopted') refuse('plans.alreadyAdopted');
    await checkMeanings(tx, plan, input);
    const matches = input.matches.map((match) => ({ ...match, nameFolded: fold(match.name) }));
    const last = new Map(matches.map((match) => [matchKey(match.kind, match.name), match]));
    const by = { actorName: tx.who.name, at: tx.now().toString() };
    await putMatches(tx.db, unitId, [...last.values()], by);
    return await namesOf(tx, plan);
  });
}

async function checkMeanings(tx: Context, plan: PlanRow, input: MatchInput): Promise<void> {
  const unitIds = input.matches.flatMap(({ meaning }) =>
    meaning.is === 'unit' ? [meaning.unitId] : [],
  );
  const inside = await unitsInside(tx, plan, unitIds);
  const faults = input.matches.flatMap(({ kind, name, meaning }, i) => {
    const at = `matches.${i}`;
    if (!MEANINGS_OF[kind].includes(meaning.is)) {
      return [{ code: 'plans.meaningOfOtherKind', params: { name }, at }];
    }
    const isOutside = meaning.is === 'unit' && !inside.has(meaning.unitId);
    return isOutside ? [{ code: 'plans.unitOutside', params: { name }, at }] : [];
  });
  if (faults.length > 0) orRefuse(failures(faults));
}

/** Inside by the boundaries of the plan's day or of today: a plan may speak of units since merged. */
async function unitsInside(
  tx: Context,
  plan: PlanRow,
  unitIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const scopes = await Promise.all(
    [dayOf(tx, plan), today(tx)].map((day) => scopeOf(tx, plan.unitId, day)),
  );
  const scope = { paths: scopes.map(({ path }) => path), days: scopes.map(({ on }) => on) };
  return new Set([plan.unitId, ...(await listUnitsInside(tx.db, unitIds, scope))]);
}

const MEANINGS_OF: Readonly<Record<PrintedName['kind'], readonly Meaning['is'][]>> = {
  unit: ['unit', 'level', 'nothing'],
  group: ['group', 'nothing'],
  indicator: ['indicator', 'nothing'],
  agency: ['unit', 'level', 'agency', 'levelAgency', 'nothing'],
};

interface Catalogue {
  unit: { unitId: number; name: string; level: string };
  groups: NamedCode[];
  indicators: NamedCode[];
  resolver: Resolver;
}

async function namesOf(tx: Context, plan: PlanRow): Promise<NamesAnswer> {
  const day = dayOf(tx, plan);
  const unit = await getUnitByRef(tx, plan.unitId);
  const groups = groupsOn(day);
  const indicators = await listIndicators(tx.db);
  const catalogue: Catalogue = {
    unit,
    groups: groups.map(({ code, name }) => ({ code, name: name.vi })),
    indicators,
    resolver: await getResolver(tx),
  };
  const said = await meaningsSaid(tx, plan.unitId);
  const names = listNames(await listItems(tx.db, plan.planId)).map((printed) => {
    const meaning = said.get(matchKey(printed.kind, printed.name));
    return {
      ...printed,
      meaning: meaning ?? propose(printed, catalogue),
      isConfirmed: meaning !== undefined,
    };
  });
  const unitIds = names.flatMap(({ meaning }) => (meaning?.is === 'unit' ? [meaning.unitId] : []));
  const refs = await listRefs(tx, unitIds, today(tx));
  const nameOf = (meaning: Meaning | null): string | null => {
    if (meaning?.is === 'unit') return refs.get(meaning.unitId)?.name ?? null;
    if (meaning?.is === 'group') {
      return catalogue.groups.find(({ code }) => code === meaning.code)?.name ?? null;
    }
    if (meaning?.is === 'indicator') {
      return catalogue.indicators.find(({ code }) => code === meaning.code)?.name ?? null;
    }
    return null;
  };
  return {
    names: names.map((name): NameView => ({ ...name, meaningName: nameOf(name.meaning) })),
    groups: groups.map(({ code, name, depth }) => ({ code, name: name.vi, depth })),
    indicators: indicators.map(({ code, name }) => ({ code, name })),
  };
}

/** What was said of names in plans of the unit. */
export async function meaningsSaid(tx: Context, unitId: number): Promise<Map<string, Meaning>> {
  const rows = await listMatches(tx.db, unitId);
  return new Map(rows.map((row) => [`${row.kind} ${row.nameFolded}`, row.meaning]));
}

/** The day whose groups and boundaries the plan speaks of. */
function dayOf(tx: Context, plan: PlanRow): string {
  const years = yearsOf(plan.head.period);
  return plan.head.issuedAt.date ?? (years ? `${years.from}-12-31` : today(tx));
}

function propose({ kind, name }: PrintedName, catalogue: Catalogue): Meaning | null {
  switch (kind) {
    case 'agency': {
      const own = MatchLevel.safeParse(catalogue.unit.level);
      return own.success ? proposeAgency(name, own.data) : null;
    }
    case 'group':
      // the number of residents is no target of coverage
      if (fold(name) === 'dan so') return { is: 'nothing' };
      return { is: 'group', code: proposeGroup(name, catalogue.groups) };
    case 'indicator': {
      const code = proposeIndicator(name, catalogue.indicators);
      return code === null ? null : { is: 'indicator', code };
    }
    default:
      return proposeUnit(name, catalogue);
  }
}

function proposeUnit(name: string, { unit, resolver }: Catalogue): Meaning | null {
  if (fold(name) === fold(unit.name)) return { is: 'unit', unitId: unit.unitId };
  const level = proposeLevel(name);
  if (level) return { is: 'level', level };
  const found = resolver.resolve({ text: name, within: unit.unitId });
  const [match] = found.matches;
  if (!match || found.certainty === 'ambiguous' || found.certainty === 'none') return null;
  return { is: 'unit', unitId: match.unitId };
}
