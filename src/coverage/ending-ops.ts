/** How many people lose cover within so many days, by the group they count in. */
import { hashText } from '../kernel/random.ts';
import { type Context, today } from '../stores/context.ts';
import {
  type EndingSum,
  findLastEntry,
  keepEnding,
  listUncounted,
  sumEnding,
  sumKeptEnding,
} from './ending-sql.ts';
import { type PeopleScope, listMemberPlaces } from './people-sql.ts';
import { type Question, lawRowsOn, prepare, readAsOwner } from './question.ts';
import { type EndingAnswer, WITHIN_DAYS_MAX } from './types.ts';

/** What the screens ask for; kept for today, so that a province answers at once. */
const KEPT_WINDOWS: readonly number[] = [30, 60, 90];

/** People insured on the day whose cover ends within each window. */
export async function coverageEnding(
  ctx: Context,
  question: Question & { windows: readonly number[] },
): Promise<EndingAnswer> {
  const windows = [...new Set(question.windows)]
    .filter((days) => days <= WITHIN_DAYS_MAX)
    .sort((a, b) => a - b)
    .slice(0, 12);
  return await readAsOwner(ctx, async (tx) => {
    const { scope, asOf, known, definitions, law } = await prepare(tx, question);
    const request: PeopleScope = {
      placeIds: await listMemberPlaces(tx.db, scope),
      day: asOf,
      known,
      issuers: definitions[0].issuers,
      law: lawRowsOn(law, asOf),
    };
    const isKept = known === null && asOf === today(tx) && `${windows}` === `${KEPT_WINDOWS}`;
    const sums = isKept ? await sumOfToday(tx, request) : await sumEnding(tx.db, request, windows);
    return {
      unit: scope.unit,
      asOf,
      boundaries: scope.boundaries,
      definition: definitions[0].code,
      windows: windows.map((days) => ({ days, ...windowOf(sums, days) })),
    };
  });
}

/** The default definition over the whole country, so that the first question of a day is quick. */
export async function countEndingOfToday(ctx: Context): Promise<void> {
  await coverageEnding(ctx, { unit: 'VN', windows: KEPT_WINDOWS });
}

async function sumOfToday(tx: Context, request: PeopleScope): Promise<EndingSum[]> {
  const { issuers, law, day, placeIds } = request;
  const key = { key: `${issuers.join('+')} ${hashText(JSON.stringify(law))}`, day };
  // before anything is counted: an entry that comes meanwhile is newer and asks for a recount
  const entryId = await findLastEntry(tx.db);
  const uncounted = await listUncounted(tx.db, key, placeIds);
  if (uncounted.length > 0) {
    await keepEnding(tx.db, key, { ...request, placeIds: uncounted }, KEPT_WINDOWS, entryId);
  }
  return await sumKeptEnding(tx.db, key, placeIds);
}

function windowOf(
  sums: readonly EndingSum[],
  days: number,
): Pick<EndingAnswer['windows'][number], 'people' | 'byGroup'> {
  const byGroup = sums
    .filter((sum) => sum.days === days)
    .map(({ group, people }) => ({ group, people }))
    .sort((a, b) => (a.group || 99) - (b.group || 99));
  return { people: byGroup.reduce((sum, { people }) => sum + people, 0), byGroup };
}
