/** Coverage of a unit on a day, by definition, group, issuer and child unit; the definitions. */
import { type Outcome, failure, success } from '../kernel/outcome.ts';
import type { Context } from '../stores/context.ts';
import {
  type Figure,
  type Reading,
  type SignatureSum,
  addAggregate,
  addSum,
  aggregateFigures,
  categoryFigures,
  countedOf,
  emptyFigure,
  groupCounts,
  groupFigures,
  issuerFigures,
  listGroups,
  makeReading,
} from './figures.ts';
import { type Prepared, type Question, prepare, readAsOwner, recountSums } from './question.ts';
import { type MemberSum, listSums } from './read-sql.ts';
import {
  type AggregateRow,
  type PopulationRow,
  insertDefinition,
  listAggregates,
  listDefinitions as listDefinitionRows,
  listPopulations,
} from './reference-sql.ts';
import { listUnits, listUnitsBelow } from './scope-sql.ts';
import type {
  By,
  ChildFigure,
  CoverageAnswer,
  Definition,
  DefinitionFigure,
  UnitRef,
} from './types.ts';

export interface TreeQuestion extends Question {
  /** what the figures are broken down by; groups always */
  by?: readonly By[];
}

/**
 * Figures of a unit on a day. Counts of people are exact sums of the kept counts; as known at an
 * earlier instant they are recounted from the facts, which takes seconds for a province.
 */
export async function coverageTree(ctx: Context, question: TreeQuestion): Promise<CoverageAnswer> {
  return await readAsOwner(ctx, async (tx) => {
    const prepared = await prepare(tx, question);
    const by = question.by ?? ['group', 'children'];
    const withChildren = by.includes('children');
    const sums = await readSums(tx, prepared, withChildren);
    const aggregates = await readAggregates(tx, prepared, withChildren);
    const [main, ...others] = prepared.definitions;
    const parts = divide(prepared, main, sums, aggregates);
    const children = withChildren ? await listChildUnits(tx, prepared, parts.children) : [];
    const { scope, asOf } = prepared;
    const populations = await readPopulations(tx, prepared, [scope.unit, ...children]);
    const figure = describe(prepared, main, parts.inside, populations(main, scope.unit));
    return {
      unit: scope.unit,
      asOf,
      boundaries: scope.boundaries,
      unitBoundaries: scope.membership,
      knownAt: prepared.knownAt,
      ...figure,
      populationSource: sourceOf(populations(main, scope.unit)),
      uncertain: partOf(parts.uncertain, parts.uncertainPlaces),
      ...(withChildren && {
        children: children.map((unit) =>
          describeChild(prepared, parts, unit, populations(main, unit)),
        ),
        undivided: partOf(parts.undivided, parts.undividedPlaces),
      }),
      ...(by.includes('category') && {
        byCategory: categoryFigures(prepared.law, parts.inside, asOf),
      }),
      ...(by.includes('issuer') && { byIssuer: issuerFigures(parts.inside) }),
      sideBySide: others.map((definition) => {
        const { inside } = divide(prepared, definition, sums, aggregates);
        return describe(prepared, definition, inside, populations(definition, scope.unit));
      }),
    };
  });
}

/** From the counts, or from the facts when asked as known at an earlier instant. */
async function readSums(
  tx: Context,
  prepared: Prepared,
  withChildren: boolean,
): Promise<MemberSum[]> {
  const { scope, asOf, known } = prepared;
  if (known === null) return await listSums(tx.db, scope, asOf, withChildren);
  return await recountSums(tx, prepared, asOf, withChildren);
}

async function readAggregates(
  tx: Context,
  prepared: Prepared,
  withChildren: boolean,
): Promise<AggregateRow[]> {
  if (prepared.definitions.every((item) => item.aggregateIssuers.length === 0)) return [];
  const { scope, asOf, known } = prepared;
  return await listAggregates(tx.db, scope, { from: asOf, to: asOf }, known, withChildren);
}

interface Parts {
  inside: Figure;
  children: Map<number, Figure>;
  undivided: Figure;
  undividedPlaces: Set<number>;
  uncertain: Figure;
  uncertainPlaces: Set<number>;
}

function divide(
  { law, asOf }: Prepared,
  definition: Definition,
  sums: readonly MemberSum[],
  aggregates: readonly AggregateRow[],
): Parts {
  const reading = makeReading(law, definition.issuers, asOf);
  const parts: Parts = {
    inside: emptyFigure(),
    children: new Map(),
    undivided: emptyFigure(),
    undividedPlaces: new Set(),
    uncertain: emptyFigure(),
    uncertainPlaces: new Set(),
  };
  for (const sum of sums) addPart(parts, sum, reading);
  for (const row of aggregates) {
    if (row.part !== 1) continue;
    addAggregate(parts.inside, row, definition);
    addAggregate(row.child === null ? parts.undivided : childOf(parts, row.child), row, definition);
  }
  return parts;
}

function addPart(parts: Parts, sum: MemberSum & SignatureSum, reading: Reading): void {
  if (sum.part === 2) {
    addSum(parts.uncertain, sum, reading);
    if (sum.placeId !== null) parts.uncertainPlaces.add(sum.placeId);
    return;
  }
  addSum(parts.inside, sum, reading);
  if (sum.child !== null) addSum(childOf(parts, sum.child), sum, reading);
  else {
    addSum(parts.undivided, sum, reading);
    if (sum.placeId !== null) parts.undividedPlaces.add(sum.placeId);
  }
}

function childOf(parts: Parts, child: number): Figure {
  const found = parts.children.get(child);
  if (found) return found;
  const figure = emptyFigure();
  parts.children.set(child, figure);
  return figure;
}

/** Units directly below by the tree of the boundaries; for a unit that is not in it, its holders. */
async function listChildUnits(
  tx: Context,
  { scope }: Prepared,
  counted: ReadonlyMap<number, Figure>,
): Promise<UnitRef[]> {
  const { path, boundaries } = scope;
  const isInTree = scope.membership === boundaries;
  const below = isInTree ? await listUnitsBelow(tx.db, path, boundaries) : [];
  const known = new Set(below.map((unit) => unit.unitId));
  const more = [...new Set([...scope.holders, ...counted.keys()])].filter((id) => !known.has(id));
  return more.length === 0 ? below : [...below, ...(await listUnits(tx.db, more, boundaries))];
}

type Denominator = { people: number | null; source: PopulationRow | null };

/** For a definition and unit: the figure of its official source; residents need none. */
async function readPopulations(
  tx: Context,
  { definitions, asOf, knownAt }: Prepared,
  units: readonly UnitRef[],
): Promise<(definition: Definition, unit: UnitRef) => Denominator | null> {
  const bySource = new Map<string, PopulationRow[]>();
  const keyOf = (source: string, year: number): string => `${source}:${year}`;
  const yearOf = (year: number | null): number => year ?? Number(asOf.slice(0, 4));
  for (const { denominator } of definitions) {
    if (denominator.kind !== 'official') continue;
    const year = yearOf(denominator.year);
    const ids = units.map((unit) => unit.unitId);
    const years = { from: year, to: year };
    const rows = await listPopulations(tx.db, ids, denominator.source, years, knownAt);
    bySource.set(keyOf(denominator.source, year), rows);
  }
  return ({ denominator }, unit) => {
    if (denominator.kind === 'registry') return null;
    const rows = bySource.get(keyOf(denominator.source, yearOf(denominator.year))) ?? [];
    const row = rows.find((item) => item.unitId === unit.unitId) ?? null;
    return { people: row?.people ?? null, source: row };
  };
}

function sourceOf(denominator: Denominator | null): CoverageAnswer['populationSource'] {
  if (!denominator?.source) return null;
  return { title: denominator.source.title, onDate: denominator.source.onDate };
}

/** null = the residents themselves are the denominator */
function populationOf(figure: Figure, denominator: Denominator | null): number | null {
  return denominator === null ? figure.residents : denominator.people;
}

function describe(
  { law, asOf }: Prepared,
  definition: Definition,
  figure: Figure,
  denominator: Denominator | null,
): DefinitionFigure {
  return {
    definition: definition.code,
    ...countedOf(figure, populationOf(figure, denominator)),
    byGroup: groupFigures(law, figure, asOf),
    aggregates: aggregateFigures(law, figure, asOf),
  };
}

function describeChild(
  { law, asOf }: Prepared,
  parts: Parts,
  unit: UnitRef,
  denominator: Denominator | null,
): ChildFigure {
  const figure = parts.children.get(unit.unitId) ?? emptyFigure();
  return {
    code: unit.code,
    name: unit.name,
    unit,
    ...countedOf(figure, populationOf(figure, denominator)),
    byGroup: groupCounts(listGroups(law, asOf), figure),
  };
}

function partOf(
  figure: Figure,
  places: ReadonlySet<number>,
): { people: number; places: number; insured: number } {
  const named = figure.insuredByName;
  const insured = figure.aggregates.reduce((sum, item) => sum + item.people, named);
  return { people: figure.residents, places: places.size, insured };
}

// ── definitions ─────────────────────────────────────────────────────────────────────────────────

export async function listDefinitions(ctx: Context): Promise<Definition[]> {
  return await listDefinitionRows(ctx.db);
}

/** A definition is never changed, only added: old figures stay what they were called. */
export async function addDefinition(
  ctx: Context,
  definition: Definition,
): Promise<Outcome<Definition>> {
  if (definition.issuers.length + definition.aggregateIssuers.length === 0) {
    return failure('coverage.definition.countsNobody', {}, 'body.issuers');
  }
  return await readAsOwner(ctx, async (tx) => {
    const by = { name: tx.who.name, at: tx.now().toString() };
    const isNew = await insertDefinition(tx.db, definition, by);
    return isNew
      ? success(definition)
      : failure('coverage.definition.conflict', { code: definition.code }, 'body.code');
  });
}
