/** A confirmed plan becomes targets, tasks, duties, committees, a campaign, an entry in the register. */
import { createCampaign } from '../campaigns/ops.ts';
import type { IsoDate } from '../kernel/dates.ts';
import { type Fault, failures, refuse } from '../kernel/outcome.ts';
import { fold } from '../kernel/text.ts';
import { type Context, inOwnerTransaction, today } from '../stores/context.ts';
import { counterTarget } from '../targets/answer-ops.ts';
import { assignTargets, findAssignFaults, listAssignedAbove } from '../targets/assign-ops.ts';
import type { AssignInput } from '../targets/types.ts';
import { createCommittee } from '../tasks/committee-ops.ts';
import { registerPlan } from '../tasks/document-ops.ts';
import { createReportingDuties } from '../tasks/duty-ops.ts';
import { createTasks } from '../tasks/ops.ts';
import type { DocumentInput } from '../tasks/register-types.ts';
import { listUnitsOfLevel } from '../tasks/scope.ts';
import { listNewAgencies } from '../tasks/take-back-ops.ts';
import { getUnitByRef } from '../units/ops.ts';
import { orRefuse } from '../units/scope.ts';
import { type AdoptionDesk, type AdoptionDraft, draftAdoption } from './adoption.ts';
import type { AdoptInput, AdoptionPreview, AdoptionView, GivenAbove } from './adoption-types.ts';
import type { PlanHead, PlanItem } from './document-types.ts';
import { meaningsSaid } from './names-ops.ts';
import { MatchLevel, type Meaning, matchKey } from './names.ts';
import { getPlanOf } from './ops.ts';
import { firstDayOf, periodsOf, yearsOf } from './plan-times.ts';
import { findAdoption, insertAdoption, listUndoneAdoptions } from './sql-adoption.ts';
import { type PlanRow, listItems, setPlanState } from './sql.ts';

/** What would come of the plan, and everything that still hinders. Writes nothing. */
export async function previewAdoption(
  ctx: Context,
  unit: string | number,
  planId: number,
): Promise<AdoptionPreview> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const { unitId } = await getUnitByRef(tx, unit);
    const plan = await getPlanOf(tx, unitId, planId);
    const draft = await draftOf(tx, plan, undefined);
    if (plan.state === 'open' && draft.faults.length === 0) {
      draft.faults.push(...(await targetFaults(tx, plan, draft)));
    }
    return await previewOf(tx, plan, draft);
  });
}

/** One transaction: the plan's targets, tasks, duties, committees and campaign are there, or nothing. */
export async function adoptPlan(
  ctx: Context,
  unit: string | number,
  planId: number,
  { counter, recursFrom }: AdoptInput,
): Promise<AdoptionPreview> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const { unitId } = await getUnitByRef(tx, unit);
    const plan = await getPlanOf(tx, unitId, planId, true);
    if (plan.state === 'adopted') refuse('plans.alreadyAdopted');
    if (plan.state === 'abandoned') refuse('plans.abandoned');
    const draft = await draftOf(tx, plan, recursFrom);
    if (draft.faults.length > 0) orRefuse(failures(draft.faults));
    const effects = await write(tx, plan, draft);
    effects.revisions.push(...(await answerAbove(tx, plan, draft, counter)));
    const { userId: actorId, name: actorName } = tx.who;
    await insertAdoption(tx.db, planId, { actorId, actorName, at: tx.now().toString(), effects });
    await setPlanState(tx.db, planId, 'adopted');
    return await previewOf(tx, await getPlanOf(tx, unitId, planId), draft);
  });
}

type SettledDraft = AdoptionDraft & { given: GivenAbove[] };

async function draftOf(
  tx: Context,
  plan: PlanRow,
  recursFrom: IsoDate | undefined,
): Promise<SettledDraft> {
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
    recursFrom: recursFrom ?? null,
  };
  return await settleGiven(tx, plan, draftAdoption(desk));
}

/** What a unit above set is taken out of the draft: it stands, and the plan may only answer it. */
async function settleGiven(
  tx: Context,
  plan: PlanRow,
  draft: AdoptionDraft,
): Promise<SettledDraft> {
  if (draft.targets.length === 0) return { ...draft, given: [] };
  const above = await listAssignedAbove(tx, plan.unitId, assignmentOf(plan, draft));
  const taken = new Set(above.flatMap(({ rows }) => rows));
  const given = above.map(({ rows, target, said, isSame, mayCounter }): GivenAbove => {
    const { operator, measure, rateBp, people, groupName } = target.current;
    return {
      itemNo: draft.targets[rows[0] ?? 0]?.itemNo ?? 0,
      targetId: target.targetId,
      unitId: target.unitId,
      year: Number(target.from.slice(0, 4)),
      groupName,
      said,
      given: { operator, measure, rateBp, people },
      isSame,
      mayCounter: mayCounter && !isSame && said[valueKey(said.measure)] !== null,
    };
  });
  return { ...draft, targets: draft.targets.filter((_, row) => !taken.has(row)), given };
}

function valueKey(measure: 'rate' | 'people'): 'rateBp' | 'people' {
  return measure === 'rate' ? 'rateBp' : 'people';
}

/** The plan's numbers that go up to who assigned; the plan itself is the reason. */
async function answerAbove(
  tx: Context,
  plan: PlanRow,
  { given }: SettledDraft,
  counter: readonly number[],
): Promise<number[]> {
  const revisionIds: number[] = [];
  for (const { targetId, said, mayCounter } of given) {
    const { measure } = said;
    const value = said[valueKey(measure)];
    if (!mayCounter || value === null || !counter.includes(targetId)) continue;
    const reason = documentOf(plan);
    const answered = await counterTarget(tx, plan.unitId, { targetId, measure, value, reason });
    revisionIds.push(answered.current.revisionId);
  }
  return revisionIds;
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

/** What was made, item by item: `[itemNo, id]`. */
type Effects = AdoptionView['effects'];

async function write(tx: Context, plan: PlanRow, draft: AdoptionDraft): Promise<Effects> {
  const { unitId } = plan;
  const register = await registerPlan(tx, unitId, entryOf(plan), plan.replacesId);
  const { documentId } = register;
  const effects: Effects = {
    ...(await writeTargets(tx, plan, draft)),
    tasks: [],
    duties: [],
    committees: [],
    campaign: null,
    document: register.isNew ? documentId : null,
    agencies: [],
  };
  if (draft.tasks.length > 0) {
    const { lines } = await createTasks(
      tx,
      draft.tasks.map(({ row }) => ({ ...row, documentId })),
    );
    effects.tasks = draft.tasks.flatMap(({ itemNo }, i) =>
      (lines[i]?.taskIds ?? []).map((taskId): [number, number] => [itemNo, taskId]),
    );
  }
  const { dutyIds } = await createReportingDuties(tx, rowsOf(draft.duties));
  effects.duties = pair(draft.duties, dutyIds);
  for (const { itemNo, row } of draft.committees) {
    const { committeeId } = await createCommittee(tx, unitId, { ...row, documentId });
    effects.committees.push([itemNo, committeeId]);
  }
  if (draft.campaign) {
    const { campaignId } = await createCampaign(tx, { ...draft.campaign.row, documentId });
    effects.campaign = [draft.campaign.itemNo, campaignId];
  }
  const taskIds = effects.tasks.map(([, taskId]) => taskId);
  effects.agencies = await listNewAgencies(tx, { taskIds, dutyIds });
  return effects;
}

async function writeTargets(
  tx: Context,
  plan: PlanRow,
  draft: AdoptionDraft,
): Promise<Pick<Effects, 'targets' | 'revisions'>> {
  const { unitId } = plan;
  if (draft.targets.length === 0) return { targets: [], revisions: [] };
  const { targetIds, revisionIds } = orRefuse(
    await assignTargets(tx, unitId, assignmentOf(plan, draft)),
  );
  return { targets: pair(draft.targets, targetIds), revisions: revisionIds };
}

function assignmentOf({ head, fileName }: PlanRow, draft: AdoptionDraft): AssignInput {
  const act = {
    number: head.number.value,
    title: (head.title ?? fileName).slice(0, 500),
    issuer: (head.issuer.name ?? fileName).slice(0, 200),
    signedOn: head.issuedAt.date,
    effectiveOn: null,
  };
  return { act, rows: rowsOf(draft.targets), reason: 'plan' };
}

/** What the targets that stand now refuse: one given from above, for instance; told with its item. */
async function targetFaults(tx: Context, plan: PlanRow, draft: AdoptionDraft): Promise<Fault[]> {
  if (draft.targets.length === 0) return [];
  const faults = await findAssignFaults(tx, plan.unitId, assignmentOf(plan, draft));
  return faults.map((fault) => {
    const row = /^rows\.(\d+)$/.exec(fault.at ?? '')?.[1];
    const itemNo = row === undefined ? undefined : draft.targets[Number(row)]?.itemNo;
    return itemNo === undefined ? fault : { ...fault, at: `item.${itemNo}` };
  });
}

function rowsOf<Row>(drafted: readonly { row: Row }[]): Row[] {
  return drafted.map(({ row }) => row);
}

/** The plan as its unit's register of documents holds it. */
function entryOf({ planId, head, fileName }: PlanRow): DocumentInput & { planId: number } {
  return {
    kind: documentKind(head),
    number: head.number.value?.slice(0, 100),
    title: head.title ?? fileName,
    issuer: (head.issuer.name ?? fileName).slice(0, 300),
    issuedOn: head.issuedAt.date ?? undefined,
    parties: [],
    warnDays: 30,
    planId,
    note: '',
  };
}

const DOCUMENT_KINDS: readonly [RegExp, DocumentInput['kind']][] = [
  [/^ke hoach\b/, 'plan'],
  [/^quyet dinh\b/, 'decision'],
  [/^nghi quyet\b/, 'resolution'],
  [/^chi thi\b/, 'directive'],
  [/^chuong trinh\b/, 'programme'],
  [/^cong van\b/, 'letter'],
  [/^thong bao\b/, 'notice'],
];

function documentKind({ docType }: PlanHead): DocumentInput['kind'] {
  const folded = fold(docType ?? '');
  return DOCUMENT_KINDS.find(([pattern]) => pattern.test(folded))?.[1] ?? 'plan';
}

function pair(drafted: readonly { itemNo: number }[], ids: readonly number[]): [number, number][] {
  return drafted.map(({ itemNo }, i) => [itemNo, ids[i] ?? 0]);
}

async function previewOf(
  tx: Context,
  plan: PlanRow,
  draft: SettledDraft,
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
    given: draft.given,
    faults: plan.state === 'adopted' ? [] : draft.faults,
    adoption: adoption ?? null,
    undone: await listUndoneAdoptions(tx.db, plan.planId),
  };
}
