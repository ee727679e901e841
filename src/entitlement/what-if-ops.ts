/** Scenarios over a unit: saved by name, computed by a job, compared month by month, as an annex. */
import { entitlementEn } from '../../messages/entitlement.en.ts';
import { entitlementVi } from '../../messages/entitlement.vi.ts';
import { type XlsxCell, writeXlsx } from '../formats/xlsx-write.ts';
import { type IsoDate, addMonths, startOfMonth } from '../kernel/dates.ts';
import { type Fault, Refusal, refuse } from '../kernel/outcome.ts';
import { type ScenarioChange, applyScenario } from '../policy/scenario.ts';
import { type Context, asOwner, inOwnerTransaction } from '../stores/context.ts';
import { getUnitByRef } from '../units/ops.ts';
import { horizonOf } from './decide-ops.ts';
import { currentLawBook } from './law.ts';
import { makeLawDesk, watchOf } from './law-desk.ts';
import type { WrittenFile } from './people-page.ts';
import { readPersons, readPlaces } from './reading.ts';
import { needBasis } from './reads.ts';
import { chooseResidents, countResidents } from './sql-facts.ts';
import { type PlaceNames, listPlaceNames } from './sql-lists.ts';
import * as store from './sql-scenarios.ts';
import type {
  ScenarioInput,
  ScenarioNaming,
  ScenarioPage,
  ScenarioResult,
  ScenarioView,
} from './types.ts';
import { withRenewedLists } from './renewed-lists.ts';
import { inPlanOrder } from './sponsor-plan.ts';
import { termOf } from './sponsored-ops.ts';
import { listSponsorsIn } from './sql-sponsored.ts';
import { listStanding } from './sql-sponsorships.ts';
import type { SponsorTerm } from '../policy/sponsorship.ts';
import { readScope } from './unit-scope.ts';
import {
  type CommuneCounts,
  type Tally,
  type WhatIf,
  addPerson,
  emptyCounts,
  emptyTally,
  rounded,
  tallyDays,
} from './what-if.ts';

export const SCENARIO_JOB = 'entitlement.scenario';

/** Refuses a change the law cannot take, and a name already used for the unit. A job computes it. */
export async function saveScenario(
  ctx: Context,
  unit: string | number,
  input: ScenarioInput,
): Promise<ScenarioView> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const { unitId, scenarioId } = await insertScenario(tx, unit, input);
    await addScenarioJob(tx, scenarioId);
    const { result: _, ...view } = await getOwn(tx, unitId, scenarioId);
    return view;
  });
}

/** Once more, by the decisions and the law of now: after a failure, or when they have changed. */
export async function recomputeScenario(
  ctx: Context,
  unit: string | number,
  scenarioId: number,
): Promise<ScenarioView> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const { unitId } = await getUnitByRef(tx, unit);
    const known = await getOwn(tx, unitId, scenarioId);
    if (known.state !== 'computing') await addScenarioJob(tx, scenarioId);
    const { result: _, ...view } = await getOwn(tx, unitId, scenarioId);
    return view;
  });
}

async function addScenarioJob(tx: Context, scenarioId: number): Promise<void> {
  const options = { key: `${SCENARIO_JOB} ${scenarioId}`, queue: 'entitlement' };
  const jobId = await tx.jobs.add(tx.db, SCENARIO_JOB, { scenarioId }, options);
  await store.markComputing(tx.db, scenarioId, jobId);
}

/** At a start: those a killed process left in the middle are computed again. */
export async function resumeScenarios(ctx: Context): Promise<void> {
  await inOwnerTransaction(ctx, async (tx) => {
    for (const scenarioId of await store.listComputing(tx.db)) {
      await addScenarioJob(tx, scenarioId);
    }
  });
}

/** It will not be tried again: the scenario says so, and why. */
export async function noteFailure(
  ctx: Context,
  scenarioId: number,
  failure: readonly Fault[],
): Promise<void> {
  await inOwnerTransaction(ctx, (tx) => store.storeFailure(tx.db, scenarioId, failure));
}

/** The same, computed at once: for the command line, where nobody waits for jobs. */
export async function computeNewScenario(
  ctx: Context,
  unit: string | number,
  input: ScenarioInput,
): Promise<ScenarioPage> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const { unitId, scenarioId } = await insertScenario(tx, unit, input);
    await computeScenario(tx, scenarioId);
    return await getOwn(tx, unitId, scenarioId);
  });
}

async function insertScenario(tx: Context, unit: string | number, input: ScenarioInput) {
  const applied = applyScenario(currentLawBook(), input.changes);
  if (!applied.ok) throw new Refusal(applied.faults);
  const { unitId } = await getUnitByRef(tx, unit);
  const scenarioId = await store.insertScenario(tx.db, {
    ...input,
    unitId,
    actorId: tx.who.userId,
    actorName: tx.who.name,
    savedAt: tx.now().toString(),
  });
  if (scenarioId === undefined)
    return refuse('entitlement.scenario.conflict', { name: input.name });
  return { unitId, scenarioId };
}

/** Another name and note; what it changes and its figures stay. Refuses a name already used. */
export async function renameScenario(
  ctx: Context,
  unit: string | number,
  scenarioId: number,
  naming: ScenarioNaming,
): Promise<ScenarioView> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const { unitId } = await getUnitByRef(tx, unit);
    await getOwn(tx, unitId, scenarioId);
    const isFree = await store.renameScenario(tx.db, scenarioId, naming);
    if (!isFree) refuse('entitlement.scenario.conflict', { name: naming.name });
    const { result: _, ...view } = await getOwn(tx, unitId, scenarioId);
    return view;
  });
}

export async function removeScenario(
  ctx: Context,
  unit: string | number,
  scenarioId: number,
): Promise<void> {
  await inOwnerTransaction(ctx, async (tx) => {
    const { unitId } = await getUnitByRef(tx, unit);
    await getOwn(tx, unitId, scenarioId);
    await store.deleteScenario(tx.db, scenarioId);
  });
}

export async function listScenarios(ctx: Context, unit: string | number): Promise<ScenarioView[]> {
  return await asOwner(ctx, async () => {
    const { unitId } = await getUnitByRef(ctx, unit);
    return await store.listScenarios(ctx.db, unitId);
  });
}

export async function getScenario(
  ctx: Context,
  unit: string | number,
  scenarioId: number,
): Promise<ScenarioPage> {
  return await asOwner(ctx, async () => {
    const { unitId } = await getUnitByRef(ctx, unit);
    return await getOwn(ctx, unitId, scenarioId);
  });
}

async function getOwn(ctx: Context, unitId: number, scenarioId: number): Promise<ScenarioPage> {
  const found = await store.findScenario(ctx.db, scenarioId);
  if (!found || found.unitId !== unitId) return refuse('entitlement.scenario.notFound');
  return found;
}

/** The job: figures of today's law and of the scenario, stored with it. Safe to run twice. */
export async function computeScenario(
  ctx: Context,
  scenarioId: number,
  onProgress?: (people: number, share: number) => void,
): Promise<ScenarioResult> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const found = await store.findScenario(tx.db, scenarioId);
    if (!found) return refuse('entitlement.scenario.notFound');
    const { unitId, changes, uptake, renewsLists } = found;
    const result = await runWhatIf(tx, { unit: unitId, changes, uptake, renewsLists, onProgress });
    await store.storeResult(tx.db, scenarioId, result, ctx.now().toString());
    return result;
  });
}

export interface WhatIfQuestion {
  unit: string | number;
  codeOn?: string | undefined;
  changes: readonly ScenarioChange[];
  /** assumed share (bp) insured of those a category is newly offered to */
  uptake?: Readonly<Record<string, number>>;
  /** who is on a yearly list of households today is on those that follow */
  renewsLists?: boolean | undefined;
  onProgress?: ((people: number, share: number) => void) | undefined;
}

const PROGRESS_PEOPLE = 20_000;

/** Run as owner. From the day of the stored decisions to the end of the next year. */
export async function runWhatIf(tx: Context, question: WhatIfQuestion): Promise<ScenarioResult> {
  const applied = applyScenario(currentLawBook(), question.changes);
  if (!applied.ok) throw new Refusal(applied.faults);
  const basis = await needBasis(tx);
  const on = basis.decidedOn;
  const scope = await readScope(tx, question.unit, on, question);
  const days = daysOf(on);
  const placesFor = await readPlaces(tx.db, scope.placeIds);
  const { book, areaListChanges } = applied.value;
  const observed = await store.listUptake(tx.db, scope.placeIds);
  const positions = await store.listPositions(tx.db, scope.placeIds);
  const names = await listPlaceNames(tx.db, scope.placeIds, scope.on);
  const table: Communes = new Map();
  const last = days.at(-1) ?? on;
  const law = currentLawBook();
  const sides: WhatIf['sides'] = [
    { desk: makeLawDesk(law), places: placesFor(), watch: watchOf(law, on, last) },
    {
      desk: makeLawDesk(book),
      places: placesFor(areaListChanges),
      watch: watchOf(book, on, last),
    },
  ];
  const whatIf: WhatIf = {
    on,
    days,
    sides,
    positionOf: (personId) => positions.get(personId) ?? 1,
    sponsorsOf: await readSponsors(tx, scope.placeIds),
    countsOf: (placeId) => countsOf(table, names.get(placeId), placeId),
  };
  const people = await addPeople(tx, whatIf, scope.placeIds, question);
  const uptake = (side: number) => (category: string | null) => {
    const assumed = side === 1 ? question.uptake?.[category ?? ''] : undefined;
    return assumed === undefined ? (observed.get(category ?? '') ?? 0) : assumed / 10_000;
  };
  const [deskDays, deskDaysThen] = sides.map(({ desk }) => days.map((day) => desk.day(day)));
  const communes = [...table].map(([communeId, { name, counts }]) => ({
    communeId,
    name,
    today: tallyDays(counts[0], deskDays ?? [], uptake(0)),
    scenario: tallyDays(counts[1], deskDaysThen ?? [], uptake(1)),
  }));
  const all = (side: 'today' | 'scenario') =>
    days.map((_, at) => rounded(sumOf(communes.map((row) => row[side][at]))));
  return {
    on,
    lawVersion: law.version,
    scenarioVersion: book.version,
    people,
    days: [...days],
    today: all('today'),
    scenario: all('scenario'),
    communes: communes
      .map(({ today, scenario, ...commune }) => ({
        ...commune,
        today: today.map(rounded),
        scenario: scenario.map(rounded),
      }))
      .sort((a, b) => a.name.localeCompare(b.name, 'vi')),
  };
}

/** Persons for whom the same pay have one list in common. */
async function readSponsors(
  tx: Context,
  placeIds: readonly number[],
): Promise<WhatIf['sponsorsOf']> {
  const lists = new Map<string, readonly SponsorTerm[]>([['', []]]);
  const none = lists.get('') ?? [];
  const keys = await listSponsorsIn(tx.db, placeIds);
  const standing = keys.size === 0 ? [] : inPlanOrder((await listStanding(tx.db)).map(termOf));
  for (const key of new Set(keys.values())) {
    const ids = new Set(key.split(' ').map(Number));
    lists.set(
      key,
      standing.filter((term) => ids.has(term.sponsorshipId)),
    );
  }
  return (personId) => lists.get(keys.get(personId) ?? '') ?? none;
}

type Communes = Map<number, { name: string; counts: CommuneCounts }>;

function countsOf(table: Communes, place: PlaceNames | undefined, placeId: number): CommuneCounts {
  const communeId = place?.communeId ?? placeId;
  let commune = table.get(communeId);
  if (!commune) {
    commune = { name: place?.communeName ?? place?.name ?? '', counts: emptyCounts() };
    table.set(communeId, commune);
  }
  return commune.counts;
}

/** From so large a part of the register on, reading all of it costs less than choosing. */
const WHOLE_FROM = 0.25;

async function addPeople(
  tx: Context,
  whatIf: WhatIf,
  placeIds: readonly number[],
  { renewsLists = false, onProgress }: WhatIfQuestion,
): Promise<number> {
  const { on, days } = whatIf;
  const total = await store.countDecided(tx.db, placeIds);
  const isPart = total < WHOLE_FROM * (await countResidents(tx.db));
  if (isPart) await chooseResidents(tx.db, placeIds, on);
  const inside = new Set(placeIds);
  let people = 0;
  await readPersons(tx.db, { on, until: days.at(-1) ?? on, isPart }, (person) => {
    if (!inside.has(person.placeId)) return;
    addPerson(whatIf, renewsLists ? withRenewedLists(person, on) : person);
    people += 1;
    if (people % PROGRESS_PEOPLE === 0) onProgress?.(people, people / Math.max(1, total));
  });
  return people;
}

/** The day itself, then the first of every month to the end of the next year. */
function daysOf(on: IsoDate): IsoDate[] {
  const days: IsoDate[] = [on];
  const end = horizonOf(on);
  for (let day = addMonths(startOfMonth(on), 1); day <= end; day = addMonths(day, 1)) {
    days.push(day);
  }
  return days;
}

function sumOf(tallies: readonly (Tally | undefined)[]): Tally {
  const sum = emptyTally();
  for (const tally of tallies) {
    if (!tally) continue;
    for (const key of Object.keys(sum) as (keyof Tally)[]) sum[key] += tally[key];
  }
  return sum;
}

const MONEY = ['stateVnd', 'provinceVnd', 'communeVnd', 'sponsorVnd', 'ownVnd'] as const;

/** The annex: each commune and month, today's law beside the scenario. */
export async function writeScenarioFile(
  ctx: Context,
  question: { unit: string | number; scenarioId: number; language?: 'vi' | 'en' },
): Promise<WrittenFile> {
  const { result, ...scenario } = await getScenario(ctx, question.unit, question.scenarioId);
  if (!result) return refuse('entitlement.scenario.notComputed');
  const { list, whatIf } = question.language === 'en' ? entitlementEn : entitlementVi;
  const { columns } = whatIf;
  const number = (header: string) => ({ header, width: 15, kind: 'number' as const });
  const rowsOf = (name: string, today: Tally[], then: Tally[]): XlsxCell[][] =>
    result.days.map((day, at) => {
      const [a, b] = [today[at] ?? emptyTally(), then[at] ?? emptyTally()];
      const money = (tally: Tally) => MONEY.map((name) => tally[name]);
      const people = [a.residents, a.statePaid, b.statePaid, a.insured, b.insured];
      return [name, day, ...people, ...money(a), ...money(b)];
    });
  async function* batches(): AsyncGenerator<XlsxCell[][]> {
    if (!result) return;
    yield rowsOf(whatIf.total, result.today, result.scenario);
    for (const { name, today, scenario: then } of result.communes) yield rowsOf(name, today, then);
  }
  const parts: Uint8Array[] = [];
  const rows = await writeXlsx(
    {
      sheetName: whatIf.sheet,
      title: whatIf.title(scenario.name),
      notes: [
        list.asOf(result.on, result.lawVersion),
        whatIf.assumed,
        list.writtenBy(ctx.who.name),
      ],
      columns: [
        { header: columns.commune, width: 24, kind: 'text' },
        { header: columns.day, width: 12, kind: 'date' },
        number(columns.residents),
        ...[columns.statePaid, columns.insured].flatMap((header) => [
          number(header),
          number(whatIf.inScenario(header)),
        ]),
        ...MONEY.map((name) => number(columns[name])),
        ...MONEY.map((name) => number(whatIf.inScenario(columns[name]))),
      ],
      rows: batches(),
      footer: list.page,
    },
    (bytes) => void parts.push(bytes),
  );
  return { name: whatIf.fileName(String(scenario.scenarioId)), bytes: Buffer.concat(parts), rows };
}
