/** Figures anybody may see: ends of months only, small numbers hidden. */
import { type IsoDate, addDays, endOfMonth, startOfMonth } from '../kernel/dates.ts';
import { rateBp } from '../kernel/money.ts';
import { refuse } from '../kernel/outcome.ts';
import { type Context, today } from '../stores/context.ts';
import { coverageTree } from './ops.ts';
import type { Question } from './question.ts';
import { hideSmallCounts, hideSmallParts } from './suppress.ts';
import type { OpenAnswer } from './types.ts';

export type OpenQuestion = Pick<Question, 'unit' | 'codeOn' | 'asOf' | 'boundaries'> & {
  definition?: string;
};

/**
 * Of the last day of a month (the last full one unless given): figures of two neighbouring days
 * would show single people by their difference.
 */
export async function openCoverage(ctx: Context, question: OpenQuestion): Promise<OpenAnswer> {
  const asOf = question.asOf ?? lastMonthEnd(today(ctx));
  if (asOf !== endOfMonth(asOf) || asOf >= today(ctx)) {
    return refuse('coverage.open.notMonthEnd', {}, 'query.asOf');
  }
  const answer = await coverageTree(ctx, {
    ...question,
    codeOn: question.codeOn ?? question.asOf ?? today(ctx),
    asOf,
    definition: question.definition === undefined ? [] : [question.definition],
    by: ['group', 'children'],
  });
  const [whole] = hideSmallCounts([answer]);
  const groups = hideSmallParts(answer.byGroup.map((row) => row.insured));
  const children = answer.children ?? [];
  const counts = hideSmallCounts(children);
  const population = whole?.population ?? null;
  const insured = whole?.insured ?? null;
  return {
    unit: answer.unit,
    asOf,
    boundaries: answer.boundaries,
    definition: answer.definition,
    population,
    insured,
    rateBp: rateOf(insured, population),
    byGroup: answer.byGroup.map(({ group, name, nameEn }, at) => ({
      group,
      name,
      nameEn,
      insured: insured === null ? null : (groups[at] ?? null),
    })),
    children: children.map(({ code, name }, at) => {
      const count = counts[at] ?? { population: null, insured: null };
      return { code, name, ...count, rateBp: rateOf(count.insured, count.population) };
    }),
  };
}

function rateOf(insured: number | null, population: number | null): number | null {
  return insured === null || population === null ? null : rateBp(insured, population);
}

function lastMonthEnd(day: IsoDate): IsoDate {
  return addDays(startOfMonth(day), -1);
}
