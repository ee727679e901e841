/**
 * What if the law were other: a law book and a list of changes give a law book. Rows of a scenario
 * are marked `assumed` and cite SCENARIO, so no quote or page can take them for law. Changes of area
 * lists are changes of facts: they come back beside the book and are applied with `applyAreaListChanges`.
 */
import { z } from 'zod';
import type { IsoDate } from '../kernel/dates.ts';
import { type Fault, type Outcome, failures, success } from '../kernel/outcome.ts';
import { type LawBook, makeLawBook } from './book.ts';
import { type LawData, deepFreeze } from './law-data.ts';
import { conditionSchema } from './condition-schema.ts';
import { AREA_CLASSES, type AreaClassSpell } from './facts.ts';
import { parameterId } from './topics.ts';
import { type Sourced, bp, isoDate } from './types.ts';

const period = { from: isoDate, to: isoDate.nullable().default(null) };
const when = { when: conditionSchema.optional() };

export const scenarioChange = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('parameter'),
    id: parameterId,
    value: z.int().min(0),
    ...period,
  }),
  z.strictObject({ kind: z.literal('support'), category: z.string(), ...when, bp, ...period }),
  z.strictObject({
    kind: z.literal('localSupport'),
    tree: z.enum(['old', 'new']),
    provinceCode: z.string().regex(/^\d{2}$/),
    category: z.string(),
    ...when,
    extraBp: bp,
    ...period,
  }),
  z.strictObject({ kind: z.literal('benefit'), category: z.string(), ...when, bp, ...period }),
  z.strictObject({
    kind: z.literal('entitlement'),
    category: z.string(),
    when: conditionSchema,
    ...period,
  }),
  z.strictObject({
    kind: z.literal('areaList'),
    placeIds: z.array(z.int()).min(1).max(20_000),
    areaClass: z.enum(AREA_CLASSES),
    /** true: the places come onto the list; false: they leave it */
    enters: z.boolean(),
    from: isoDate,
  }),
]);
export type ScenarioChange = z.infer<typeof scenarioChange>;
export type AreaListChange = Extract<ScenarioChange, { kind: 'areaList' }>;

export interface ScenarioLaw {
  book: LawBook;
  areaListChanges: AreaListChange[];
}

/** Applies the changes in order; reports every unknown category or empty period at once. */
export function applyScenario(
  book: LawBook,
  changes: readonly ScenarioChange[],
): Outcome<ScenarioLaw> {
  const faults = changes.flatMap((change, index) => faultsOf(book, change, index));
  if (faults.length > 0) return failures(faults);
  const data = structuredClone(book.data) as Mutable<LawData>;
  for (const change of changes) applyChange(data, change, book.checkedOn);
  return success({
    book: makeLawBook(deepFreeze(data as LawData)),
    areaListChanges: changes.filter((change) => change.kind === 'areaList'),
  });
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

function faultsOf(book: LawBook, change: ScenarioChange, index: number): Fault[] {
  const at = `changes.${index}`;
  const faults: Fault[] = [];
  if ('category' in change && !book.categories.has(change.category)) {
    faults.push({ code: 'policy.unknownCategory', params: { category: change.category }, at });
  }
  if ('to' in change && change.to !== null && change.to <= change.from) {
    faults.push({ code: 'policy.emptyPeriod', params: { from: change.from, to: change.to }, at });
  }
  return faults;
}

function applyChange(data: LawData, change: ScenarioChange, checkedOn: IsoDate): void {
  const source = { ...assumed(checkedOn), from: change.from, to: endOf(change) };
  switch (change.kind) {
    case 'parameter': {
      const topics = [data.contribution, data.benefit, data.calendar, data.collection];
      const row = [...topics, data.penalties].flatMap((topic) => topic.parameters[change.id] ?? []);
      for (const parameter of row) {
        parameter.values = cutOut(parameter.values, source);
        parameter.values.push({ value: change.value, ...source });
        sortByFrom(parameter.values);
      }
      return;
    }
    case 'support': {
      const { category, bp: share } = change;
      data.support.supports = replace(data.support.supports, change, source);
      const row = { categories: [category], bp: share, bound: 'fixed' as const, ...source };
      data.support.supports.push({ ...row, ...(change.when && { when: change.when }) });
      return;
    }
    case 'benefit': {
      data.benefit.levels = replace(data.benefit.levels, change, source);
      const row = { categories: [change.category], bp: change.bp, ...source };
      data.benefit.levels.push({ ...row, ...(change.when && { when: change.when }) });
      return;
    }
    case 'localSupport':
      applyLocal(data, change, source, checkedOn);
      return;
    case 'entitlement': {
      const others = data.entitlement.rules.filter((rule) => rule.category !== change.category);
      const own = data.entitlement.rules.filter((rule) => rule.category === change.category);
      const rule = { category: change.category, when: change.when, ...source };
      data.entitlement.rules = [...others, ...cutOut(own, source), rule];
      return;
    }
    case 'areaList':
      return;
  }
}

function applyLocal(
  data: LawData,
  change: Extract<ScenarioChange, { kind: 'localSupport' }>,
  source: Period & Sourced,
  checkedOn: IsoDate,
): void {
  const { tree, provinceCode, category, extraBp } = change;
  for (const file of Object.values(data.local)) {
    if (file.province.tree !== tree || file.province.code !== provinceCode) continue;
    for (const resolution of file.resolutions) {
      resolution.supports = replace(resolution.supports, change, source);
    }
  }
  const row = { categories: [category], extraBp, ...source };
  data.local[`scenario-${tree}-${provinceCode}-${Object.keys(data.local).length}`] = {
    checkedOn,
    documents: [],
    province: { tree, code: provinceCode, vi: provinceCode, en: provinceCode },
    resolutions: [
      {
        document: SCENARIO,
        supports: [{ ...row, ...(change.when && { when: change.when }) }],
      },
    ],
  };
}

/** The document that rows of a scenario cite. */
export const SCENARIO = 'SCENARIO';

function assumed(checkedOn: IsoDate): Sourced {
  return { citation: [{ document: SCENARIO }], confidence: 'assumed', checkedOn };
}

interface Period {
  from: IsoDate;
  to: IsoDate | null;
}

function endOf(change: ScenarioChange): IsoDate | null {
  return 'to' in change ? change.to : null;
}

/** Takes one category out of the rows with the same condition for a period; the rest stays. */
function replace<Row extends Period & { categories: string[]; when?: unknown }>(
  rows: readonly Row[],
  change: { category: string; when?: unknown },
  period: Period,
): Row[] {
  const condition = JSON.stringify(change.when ?? null);
  return rows.flatMap((row) => {
    const isSame = JSON.stringify(row.when ?? null) === condition;
    if (!isSame || !row.categories.includes(change.category)) return [row];
    const others = row.categories.filter((category) => category !== change.category);
    const inside = intersection(row, period);
    const parts: Row[] = cutOut([row], period);
    if (inside && others.length > 0) parts.push({ ...row, ...inside, categories: others });
    return parts;
  });
}

/** The rows without the days of a period. */
function cutOut<Row extends Period>(rows: readonly Row[], period: Period): Row[] {
  return rows.flatMap((row) => {
    if (!intersection(row, period)) return [row];
    const parts: Row[] = [];
    if (row.from < period.from) parts.push({ ...row, to: period.from });
    if (period.to !== null && (row.to === null || period.to < row.to)) {
      parts.push({ ...row, from: period.to });
    }
    return parts;
  });
}

function intersection(a: Period, b: Period): Period | null {
  const from = a.from > b.from ? a.from : b.from;
  const to = a.to === null ? b.to : b.to === null || a.to < b.to ? a.to : b.to;
  return to === null || from < to ? { from, to } : null;
}

function sortByFrom(rows: Period[]): void {
  rows.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

/** The area spells of a place after the changes of a scenario that name it. */
export function applyAreaListChanges(
  areas: readonly AreaClassSpell[],
  placeId: number,
  changes: readonly AreaListChange[],
): AreaClassSpell[] {
  let spells = [...areas];
  for (const { placeIds, areaClass, enters, from } of changes) {
    if (!placeIds.includes(placeId)) continue;
    const others = spells.filter((spell) => spell.areaClass !== areaClass);
    const own = cutOut(
      spells.filter((spell) => spell.areaClass === areaClass),
      { from, to: null },
    );
    if (!enters) spells = [...others, ...own];
    else spells = [...others, ...joinAt(own, areaClass, from)];
  }
  return spells;
}

function joinAt(
  own: readonly AreaClassSpell[],
  areaClass: AreaClassSpell['areaClass'],
  from: IsoDate,
): AreaClassSpell[] {
  const touching = own.find((spell) => spell.to === from);
  const kept = own.filter((spell) => spell !== touching);
  return [...kept, { areaClass, from: touching?.from ?? from, to: null }];
}
