/** What is due, proposing an erasure, a person's own request, holds, settings. */
import { type AccessKind, countEnded } from '../access/erase-ops.ts';
import { countExports } from '../coverage/erase-ops.ts';
import { type IsoDate, addDays } from '../kernel/dates.ts';
import { refuse } from '../kernel/outcome.ts';
import { findOpenLists, listOldFiles } from '../lists/erase-ops.ts';
import { proposeWhenNeeded } from '../lists/review/approvals.ts';
import { countOpenMatters } from '../lists/review/erase-ops.ts';
import { countRemovedPapers } from '../papers/erase-ops.ts';
import { listPaperRows } from '../papers/sql.ts';
import { listNaming, listRecordsOf } from '../registry/sql-erase.ts';
import { type Context, asOwner, inTransaction, today } from '../stores/context.ts';
import { getUnitByRef, parseUnitRef, scopeOf } from '../units/ops.ts';
import { RETENTION_JOB } from './job-names.ts';
import { type BlockId, type HoldingRule, cutOff, readRules, rulesOn } from './rules.ts';
import { type GoneFilter, countGone, findStanding, listGone } from './sql-due.ts';
import {
  type RunRow,
  findRun,
  findUnitNames,
  insertHold,
  insertRun,
  insertSetting,
  listHolds,
  listRunRows,
  listSettings,
  releaseHold,
  updateRun,
} from './sql.ts';
import type {
  BlockView,
  DuePage,
  DuePerson,
  ErasurePreview,
  RequestInput,
  RuleView,
  RunInput,
  RunView,
  SettingInput,
} from './types.ts';

/** Root of the tree (data/units): what belongs to the whole installation is erased from there. */
const COUNTRY = 1;
const FILES_COUNTED_MAX = 100_000;

const OF_PERSONS: readonly string[] = ['gonePeople', 'contacts'];

export async function readDue(ctx: Context, ref: string): Promise<DuePage> {
  return await inTransaction(ctx, async (tx) => {
    const unit = await getUnitByRef(tx, parseUnitRef(ref));
    const asOf = today(tx);
    return await asOwner(tx, async () => {
      const rules: RuleView[] = [];
      for (const rule of rulesOn(asOf, await listSettings(tx.db))) {
        rules.push(await viewOf(tx, rule, unit.unitId, asOf));
      }
      const isRoot = unit.unitId === COUNTRY;
      return { unitId: unit.unitId, unitName: unit.name, asOf, isRoot, rules };
    });
  });
}

async function viewOf(
  tx: Context,
  rule: HoldingRule,
  unitId: number,
  asOf: IsoDate,
): Promise<RuleView> {
  const byUnit = OF_PERSONS.includes(rule.id) ? await countPersons(tx, rule, unitId, asOf) : [];
  const due = OF_PERSONS.includes(rule.id)
    ? byUnit.reduce((sum, row) => sum + row.due, 0)
    : unitId === COUNTRY
      ? await countThings(tx, rule, asOf)
      : null;
  return {
    id: rule.id,
    name: rule.vi,
    event: rule.event,
    deed: rule.deed,
    needs: rule.needs,
    days: rule.days,
    daysOfFile: rule.daysOfFile,
    isChanged: rule.isChanged,
    basis: rule.basis,
    citation: rule.citation ?? null,
    note: rule.note ?? null,
    due,
    byUnit,
  };
}

async function countPersons(
  tx: Context,
  rule: HoldingRule,
  unitId: number,
  asOf: IsoDate,
): Promise<RuleView['byUnit']> {
  const rows = await countGone(tx.db, await goneOf(tx, rule, unitId, asOf));
  const names = await findUnitNames(
    tx.db,
    rows.map((row) => row.unitId),
    asOf,
  );
  return rows.map((row) => ({ ...row, name: names.get(row.unitId) ?? '' }));
}

/** Also of a unit that ended: whoever holds a district of before 2025 holds its places. */
export async function goneOf(
  tx: Context,
  rule: HoldingRule,
  unitId: number,
  asOf: IsoDate,
): Promise<GoneFilter> {
  const before = cutOff(rule, asOf) ?? '0001-01-01';
  const scope = await scopeOf(tx, unitId, asOf);
  return { before, today: today(tx), withContacts: rule.id === 'contacts', ...scope };
}

async function countThings(tx: Context, rule: HoldingRule, asOf: IsoDate): Promise<number> {
  const day = cutOff(rule, asOf);
  if (day === null) return 0;
  const before = `${day}T00:00:00+07:00`;
  if (rule.id === 'listFiles') {
    return (await listOldFiles(tx.db, before, null, FILES_COUNTED_MAX)).length;
  }
  if (rule.id === 'removedPapers') return await countRemovedPapers(tx.db, before);
  if (rule.id === 'exports') return await countExports(tx.db, before);
  return await countEnded(tx.db, rule.id as AccessKind, before);
}

const PEOPLE_MAX = 500;

/** Names only for whom has the right; journaled. */
export async function listDuePeople(
  ctx: Context,
  ref: string,
  ruleId: string,
): Promise<{ people: DuePerson[] }> {
  return await inTransaction(ctx, async (tx) => {
    const unit = await getUnitByRef(tx, parseUnitRef(ref));
    const rule = await getRule(tx, ruleId);
    if (!OF_PERSONS.includes(rule.id)) return { people: [] };
    const filter = await goneOf(tx, rule, unit.unitId, today(tx));
    return { people: await asOwner(tx, () => listGone(tx.db, filter, PEOPLE_MAX)) };
  });
}

async function getRule(tx: Context, ruleId: string): Promise<HoldingRule> {
  const rules = rulesOn(today(tx), await asOwner(tx, () => listSettings(tx.db)));
  const rule = rules.find((one) => one.id === ruleId);
  return rule ?? refuse('retention.rule.keeps');
}

/** From today on: what was kept so far was kept by the rule of then. */
export async function setRule(ctx: Context, ruleId: string, input: SettingInput): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const rule = await getRule(tx, ruleId);
    if (rule.days === null) refuse('retention.rule.keeps');
    const day = today(tx);
    if (input.validFrom < day) refuse('retention.validInPast', { day }, 'body.validFrom');
    const { userId: actorId, name: actorName } = tx.who;
    const row = { ...input, ruleId, actorId, actorName, at: tx.now().toString() };
    await asOwner(tx, () => insertSetting(tx.db, row));
  });
}

// ── runs ────────────────────────────────────────────────────────────────────────────────────────

/** Of persons it waits for a second administrator; of things it starts. */
export async function proposeRun(ctx: Context, ref: string, input: RunInput): Promise<RunView> {
  return await inTransaction(ctx, async (tx) => {
    const unit = await getUnitByRef(tx, parseUnitRef(ref));
    const rule = await getRule(tx, input.rule);
    if (rule.deed === 'keep') refuse('retention.rule.keeps');
    const isOfPersons = OF_PERSONS.includes(rule.id);
    if (!isOfPersons && unit.unitId !== COUNTRY) refuse('retention.rule.rootOnly');
    const asOf = today(tx);
    const view = await asOwner(tx, () => viewOf(tx, rule, unit.unitId, asOf));
    if ((view.due ?? 0) === 0) refuse('retention.nothingDue');
    const runId = await startOrPropose(tx, {
      ruleId: rule.id,
      unitId: unit.unitId,
      personIds: null,
      asOf,
      due: { [rule.id]: view.due ?? 0 },
      reason: input.reason,
      isOfPersons,
    });
    return await getRun(tx, runId);
  });
}

interface Wanted {
  ruleId: string;
  unitId: number;
  personIds: number[] | null;
  asOf: IsoDate;
  due: Record<string, number>;
  reason: string;
  document?: string;
  receivedOn?: IsoDate;
  answerBy?: IsoDate;
  isOfPersons: boolean;
}

async function startOrPropose(tx: Context, wanted: Wanted): Promise<number> {
  const { isOfPersons, ...run } = wanted;
  const { userId: actorId, name: actorName } = tx.who;
  const at = tx.now().toString();
  const runId = await asOwner(tx, () =>
    insertRun(tx.db, { ...run, state: 'waiting', blocks: [], actorId, actorName, at }),
  );
  const approvalId = isOfPersons
    ? await proposeWhenNeeded(tx, {
        action: 'erasePersons',
        subject: `run-${runId}`,
        placeId: run.unitId,
        payload: { runId },
        summary: { people: Object.values(run.due).reduce((sum, count) => sum + count, 0) },
        personIds: run.personIds ?? [],
        reason: run.reason,
      })
    : null;
  if (approvalId === null) await startRun(tx, runId, null);
  else await asOwner(tx, () => updateRun(tx.db, runId, { approvalId }));
  return runId;
}

/** The last approval comes here; the work itself is a job. */
export async function startRun(tx: Context, runId: number, by: string | null): Promise<void> {
  const jobId = await tx.jobs.add(tx.db, RETENTION_JOB, { runId }, { key: `retention-${runId}` });
  await asOwner(tx, async () => {
    const run = await findRun(tx.db, runId);
    if (run?.state !== 'waiting') refuse('retention.run.stale');
    await updateRun(tx.db, runId, {
      state: 'running',
      jobId,
      ...(by === null ? {} : { approvedBy: by }),
    });
  });
}

export async function listRuns(ctx: Context): Promise<{ runs: RunView[] }> {
  return await inTransaction(ctx, async (tx) => ({
    runs: await describeRuns(tx, await listRunRows(tx.db, null)),
  }));
}

async function getRun(tx: Context, runId: number): Promise<RunView> {
  const row = await asOwner(tx, () => findRun(tx.db, runId));
  const [view] = await describeRuns(tx, row ? [row] : []);
  return view ?? refuse('retention.run.unknown');
}

async function describeRuns(tx: Context, rows: readonly RunRow[]): Promise<RunView[]> {
  const names = await findUnitNames(
    tx.db,
    rows.map((row) => row.unitId),
    today(tx),
  );
  const rules = new Map(readRules().rules.map((rule) => [rule.id as string, rule.vi]));
  return rows.map(({ personIds, due, blocks, ...row }) => ({
    ...row,
    ruleId: row.ruleId as RunView['ruleId'],
    ruleName: rules.get(row.ruleId) ?? row.ruleId,
    isRequest: personIds !== null,
    unitName: names.get(row.unitId) ?? '',
    due: Object.values(due).reduce((sum, count) => sum + count, 0),
    blocks: blocks.map((id) => describeBlock(id as BlockId)),
  }));
}

// ── a person's own request ──────────────────────────────────────────────────────────────────────

export async function previewErasure(ctx: Context, personId: number): Promise<ErasurePreview> {
  return await inTransaction(ctx, (tx) =>
    asOwner(tx, async () => {
      const { standing, blocks, holds, rows, papers } = await judge(tx, personId);
      const { request } = readRules();
      return {
        erasedAt: standing.erasedAt,
        blocks: blocks.map(describeBlock),
        holds: holds.map(({ personId: _person, ...hold }) => hold),
        rows,
        papers,
        answerBy: addDays(today(tx), request.answerDays),
        requestCitation: request.citation ?? '',
        runs: await describeRuns(tx, await listRunRows(tx.db, personId)),
      };
    }),
  );
}

/** Refused with its reasons where it may not be done: that answer is recorded too. */
export async function requestErasure(
  ctx: Context,
  personId: number,
  input: RequestInput,
): Promise<RunView> {
  return await inTransaction(ctx, async (tx) => {
    const asOf = today(tx);
    if (input.receivedOn > asOf) refuse('retention.receivedInFuture', undefined, 'body.receivedOn');
    const { standing, blocks } = await asOwner(tx, () => judge(tx, personId));
    if (standing.erasedAt !== null) refuse('retention.alreadyErased');
    const wanted = {
      ruleId: 'gonePeople',
      unitId: standing.placeId ?? COUNTRY,
      personIds: [personId],
      asOf,
      due: { person: 1 },
      reason: input.reason,
      document: input.document,
      receivedOn: input.receivedOn,
      answerBy: addDays(input.receivedOn, readRules().request.answerDays),
    };
    if (blocks.length === 0) {
      return await getRun(tx, await startOrPropose(tx, { ...wanted, isOfPersons: true }));
    }
    const { userId: actorId, name: actorName } = tx.who;
    const at = tx.now().toString();
    const refused = { ...wanted, state: 'refused' as const, blocks, actorId, actorName, at };
    return await getRun(tx, await asOwner(tx, () => insertRun(tx.db, refused)));
  });
}

async function judge(tx: Context, personId: number) {
  const day = today(tx);
  const standing = await findStanding(tx.db, personId, day);
  if (!standing) return refuse('registry.person.notFound');
  const personIds = await listRecordsOf(tx.db, [personId]);
  const naming = await listNaming(tx.db, personIds);
  const holds = await listHolds(tx.db, personIds);
  const openLists = await findOpenLists(tx, {
    personIds,
    names: naming.flatMap((row) => row.names),
    numbers: naming.flatMap((row) => row.numbers),
    entryIds: naming.flatMap((row) => row.entryIds),
  });
  const recentDays = readRules().blocks.find(({ id }) => id === 'recentCover')?.days ?? 0;
  const isRecent = standing.coverEnded !== null && standing.coverEnded > addDays(day, -recentDays);
  const found: [BlockId, boolean][] = [
    ['activeCover', standing.hasCover],
    ['resident', standing.isResident],
    ['recentCover', !standing.hasCover && isRecent],
    ['openMatter', (await countOpenMatters(tx.db, personIds)) > 0],
    ['openList', openLists.length > 0],
    ['hold', holds.length > 0],
  ];
  const papers = await listPaperRows(tx.db, { kind: 'person', id: personId });
  return {
    standing,
    holds,
    blocks: standing.erasedAt === null ? found.flatMap(([id, is]) => (is ? [id] : [])) : [],
    rows: naming.reduce((sum, row) => sum + row.rows, 0),
    papers: papers.length,
  };
}

function describeBlock(id: BlockId): BlockView {
  const block = readRules().blocks.find((one) => one.id === id);
  return {
    id,
    name: block?.vi ?? id,
    basis: block?.basis ?? 'setting',
    citation: block?.citation ?? null,
  };
}

// ── holds ───────────────────────────────────────────────────────────────────────────────────────

export async function placeHold(
  ctx: Context,
  personId: number,
  input: { document: string; reason: string },
): Promise<{ holdId: number }> {
  return await inTransaction(ctx, async (tx) => {
    const { userId: actorId, name: actorName } = tx.who;
    const hold = { ...input, personId, actorId, actorName, placedAt: tx.now().toString() };
    return { holdId: await asOwner(tx, () => insertHold(tx.db, hold)) };
  });
}

export async function endHold(
  ctx: Context,
  personId: number,
  holdId: number,
  reason: string,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const release = { holdId, personId, at: tx.now().toString(), by: tx.who.name, reason };
    if (!(await asOwner(tx, () => releaseHold(tx.db, release)))) refuse('retention.hold.unknown');
  });
}
