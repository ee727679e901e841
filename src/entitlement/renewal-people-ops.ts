/** The people behind the counts of past renewals: whose card ended, and whether another followed. */
import { type Context, asOwner, inTransaction } from '../stores/context.ts';
import { renewalHistory } from './forecast-ops.ts';
import { describePeople, nextOf, offsetOf } from './people-page.ts';
import { nameOf } from './persuasion-ops.ts';
import { needBasis } from './reads.ts';
import { countRenewals, listEndedCards } from './sql-lapses.ts';
import type { RenewalFilter, RenewalPeopleAnswer } from './types.ts';
import { readScope } from './unit-scope.ts';

export interface RenewalQuestion extends RenewalFilter {
  unit: string | number;
  codeOn?: string | undefined;
  limit: number;
  /** `next` of the page before */
  after?: string | undefined;
}

/** One page, the latest ends first; names with the caller's own rights. */
export async function listRenewalPeople(
  ctx: Context,
  question: RenewalQuestion,
): Promise<RenewalPeopleAnswer> {
  const { limit, after } = question;
  const offset = offsetOf(after);
  return await inTransaction(ctx, async (tx) => {
    const page = await asOwner(tx, () => readPage(tx, question, offset));
    const { unit, ...scope } = page.scope;
    const people = await describePeople(tx, page.cards, scope.on, page.basis.decidedOn);
    return {
      unit,
      basis: page.basis,
      from: page.history.from,
      to: page.history.to,
      withinDays: page.history.days,
      total: page.total,
      rows: people.map(({ row, who }) => ({
        ...row,
        ...who,
        categoryName: nameOf(row.category) ?? row.category,
      })),
      next: nextOf(offset, limit, page.total),
    };
  });
}

async function readPage(tx: Context, question: RenewalQuestion, offset: number) {
  const { unit, codeOn, category, renewed, limit } = question;
  const basis = await needBasis(tx);
  const scope = await readScope(tx, unit, basis.decidedOn, { codeOn });
  const history = renewalHistory(basis.decidedOn);
  const counts = await countRenewals(tx.db, scope.placeIds, history);
  const total = counts
    .filter((row) => category === undefined || row.category === category)
    .reduce((sum, row) => {
      if (renewed === undefined) return sum + row.ended;
      return sum + (renewed ? row.renewed : row.ended - row.renewed);
    }, 0);
  const query = { ...history, category, isRenewed: renewed, offset, limit };
  const cards = await listEndedCards(tx.db, scope.placeIds, query);
  return { basis, scope, history, total, cards };
}
