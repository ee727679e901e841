/** Names of a plan get their meaning here; a confirmed plan becomes targets, tasks, duties, campaign. */
import { createCampaign } from '../campaigns/ops.ts';
import { failures, refuse } from '../kernel/outcome.ts';
import { fold } from '../kernel/text.ts';
import { type Context, inOwnerTransaction, today } from '../stores/context.ts';
import { assignTargets } from '../targets/assign-ops.ts';
import { groupsOn } from '../targets/groups.ts';
import { listIndicators } from '../targets/sql.ts';
import { createCommittee } from '../tasks/committee-ops.ts';
import { createReportingDuties } from '../tasks/duty-ops.ts';
import { createTasks } from '../tasks/ops.ts';
import { listUnitsOfLevel } from '../tasks/scope.ts';
import { listUnitsInside } from '../tasks/sql-scope.ts';
import { getUnitByRef, listRefs, scopeOf } from '../units/ops.ts';
import { getResolver } from '../units/resolving.ts';
import type { Resolver } from '../units/resolver.ts';
import { orRefuse } from '../units/scope.ts';
import { type AdoptionDesk, type AdoptionDraft, draftAdoption } from './adoption.ts';
import type { AdoptionPreview, MatchInput, NamesAnswer, NameView } from './adoption-types.ts';
import type { PlanItem } from './document-types.ts';
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
import { firstDayOf, periodsOf, yearsOf } from './plan-times.ts';
import {
  type AdoptionEffects,
  findAdoption,
  insertAdoption,
  listMatches,
  putMatches,
} from './sql-adoption.ts';
import { type PlanRow, listItems, setPlanState } from './sql.ts';

// ── what names mean ─────────────────────────────────────────────────────────────────────────────

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

async function meaningsSaid(tx: Context, unitId: number): Promise<Map<string, Meaning>> {
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

// ── adopting ────────────────────────────────────────────────────────────────────────────────────

/** What would come of the plan, and everything that still hinders. Writes nothing. */
export async function previewAdoption(
  ctx: Context,
  unit: string | number,
  planId: number,
): Promise<AdoptionPreview> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const { unitId } = await getUnitByRef(tx, unit);
    const plan = await getPlanOf(tx, unitId, planId);
    return await previewOf(tx, plan, await draftOf(tx, plan));
  });
}

/** One transaction: the plan's targets, tasks, duties, committees and campaign are there, or nothing. */
export async function adoptPlan(
  ctx: Context,
  unit: string | number,
  planId: number,
): Promise<AdoptionPreview> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const { unitId } = await getUnitByRef(tx, unit);
    const plan = await getPlanOf(tx, unitId, planId, true);
    if (plan.state === 'adopted') refuse('plans.alreadyAdopted');
    if (plan.state === 'abandoned') refuse('plans.abandoned');
    const draft = await draftOf(tx, plan);
    if (draft.faults.length > 0) orRefuse(failures(draft.faults));
    const effects = await write(tx, plan, draft);
    const { userId: actorId, name: actorName } = tx.who;
    await insertAdoption(tx.db, planId, { actorId, actorName, at: tx.now().toString(), effects });
    await setPlanState(tx.db, planId, 'adopted');
    return await previewOf(tx, await getPlanOf(tx, unitId, planId), draft);
  });
}

async function draftOf(tx: Context, plan: PlanRow): Promise<AdoptionDraft> {
  const unit = await getUnitByRef(tx, plan.unitId);
  const items = await listItems(tx.db, plan.planId);
  const meanings = await meaningsSaid(tx, plan.unitId);
  const levelsOf = await readLevels(tx, plan, items, meanings);
  const desk: AdoptionDesk = {
    planId: plan.planId,
    unitId: plan.unitId,
    level: MatchLevel.catch('province').parse(unit.level),
    head: plan.head,
    document: documentOf(plan),
    items,
    meanings,
    unitsOf: (level, day) => levelsOf.get(`${level} ${day}`) ?? [],
    today: today(tx),
  };
  return draftAdoption(desk);
}

function documentOf({ head, fileName }: PlanRow): string {
  return (head.number.value ?? head.title ?? fileName).slice(0, 200);
}

/** Units of the levels that targets are for, on the days they begin. */
async function readLevels(
  tx: Context,
  plan: PlanRow,
  items: readonly PlanItem[],
  meanings: ReadonlyMap<string, Meaning>,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const years = yearsOf(plan.head.period);
  const wanted = new Map<string, [MatchLevel, string]>();
  for (const item of items) {
    if (item.kind !== 'target' || item.state !== 'confirmed') continue;
    const meaning = meanings.get(matchKey('unit', item.body.unit));
    if (meaning?.is !== 'level') continue;
    for (const period of periodsOf(item.body, years)) {
      const day = firstDayOf(period);
      wanted.set(`${meaning.level} ${day}`, [meaning.level, day]);
    }
  }
  const found = new Map<string, readonly number[]>();
  for (const [key, [level, day]] of wanted) {
    const units = await listUnitsOfLevel(tx, plan.unitId, [level], day);
    found.set(
      key,
      units.map((unit) => unit.unitId),
    );
  }
  return found;
}

async function write(tx: Context, plan: PlanRow, draft: AdoptionDraft): Promise<AdoptionEffects> {
  const { unitId, head } = plan;
  const rowsOf = <Row>(drafted: readonly { row: Row }[]): Row[] => drafted.map(({ row }) => row);
  const effects: AdoptionEffects = {
    targets: [],
    tasks: [],
    duties: [],
    committees: [],
    campaign: null,
  };
  if (draft.targets.length > 0) {
    const act = {
      number: head.number.value,
      title: (head.title ?? plan.fileName).slice(0, 500),
      issuer: (head.issuer.name ?? plan.fileName).slice(0, 200),
      signedOn: head.issuedAt.date,
      effectiveOn: null,
    };
    const { targetIds } = orRefuse(
      await assignTargets(tx, unitId, { act, rows: rowsOf(draft.targets), reason: 'plan' }),
    );
    effects.targets = pair(draft.targets, targetIds);
  }
  if (draft.tasks.length > 0) {
    const { lines } = await createTasks(tx, rowsOf(draft.tasks));
    effects.tasks = draft.tasks.flatMap(({ itemNo }, i) =>
      (lines[i]?.taskIds ?? []).map((taskId): [number, number] => [itemNo, taskId]),
    );
  }
  const { dutyIds } = await createReportingDuties(tx, rowsOf(draft.duties));
  effects.duties = pair(draft.duties, dutyIds);
  for (const { itemNo, row } of draft.committees) {
    const { committeeId } = await createCommittee(tx, unitId, row);
    effects.committees.push([itemNo, committeeId]);
  }
  if (draft.campaign) {
    const { campaignId } = await createCampaign(tx, draft.campaign.row);
    effects.campaign = [draft.campaign.itemNo, campaignId];
  }
  return effects;
}

function pair(drafted: readonly { itemNo: number }[], ids: readonly number[]): [number, number][] {
  return drafted.map(({ itemNo }, i) => [itemNo, ids[i] ?? 0]);
}

async function previewOf(
  tx: Context,
  plan: PlanRow,
  draft: AdoptionDraft,
): Promise<AdoptionPreview> {
  const adoption = await findAdoption(tx.db, plan.planId);
  return {
    counts: {
      targets: draft.targets.length,
      tasks: draft.tasks.length,
      duties: draft.duties.length,
      committees: draft.committees.length,
      campaigns: draft.campaign ? 1 : 0,
    },
    leftOut: draft.leftOut,
    faults: plan.state === 'adopted' ? [] : draft.faults,
    adoption: adoption ?? null,
  };
}
