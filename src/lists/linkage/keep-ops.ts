/** Keeps the register as linkage compares it in step with the facts, in the transaction of every write. */
import type { Context } from '../../stores/context.ts';
import { inOwnerTransaction } from '../../stores/context.ts';
import type { Database } from '../../stores/database.ts';
import { type KeptSet, findKept, noteKept, stepThrough } from '../../stores/kept.ts';
import {
  foldName,
  readNationalId,
  readPersonalNumber,
  readSocialInsuranceNumber,
  sortWords,
} from './features.ts';
import { keysOf } from './keys.ts';
import { packBirth } from './packed.ts';
import {
  type KeptPerson,
  type KnownPerson,
  addToNames,
  collectAll,
  collectAt,
  collectPersons,
  collectTouched,
  copyPersons,
  deletePersons,
  deleteTraces,
  dropIndexes,
  emptyPersons,
  holdNext,
  isEmpty,
  isNotKept,
  mergePersons,
  readTouched,
} from './sql-keep.ts';
import { countPeople } from './sql.ts';

const BATCH = 20_000;
/** From here on it is quicker to make the indexes anew than to fill them row by row. */
const LOAD_MIN = 50_000;

/** Listener of the register: an entry wrote or superseded facts. */
export async function keepPersons(tx: Context, entryId: number): Promise<void> {
  await refreshTouched(tx.db, await collectTouched(tx.db, entryId));
}

/** Listener of the tree: these places lie elsewhere now, so keys of people recorded there changed. */
export async function keepPlaces(tx: Context, placeIds: readonly number[]): Promise<void> {
  await refreshTouched(tx.db, await collectAt(tx.db, placeIds));
}

/** Erased persons are compared with nobody, and no name of theirs is counted. */
export async function forgetPersons(tx: Context, personIds: readonly number[]): Promise<void> {
  await refreshTouched(tx.db, await collectPersons(tx.db, personIds));
  await deleteTraces(tx.db, personIds);
}

/** From the facts alone, and nothing of what was kept; half a minute for a million people. */
export async function rebuildPersons(
  ctx: Context,
  onShare: (share: number) => void = () => {},
): Promise<{ people: number }> {
  return await inOwnerTransaction(ctx, async (tx) => {
    await emptyPersons(tx.db);
    await refreshTouched(tx.db, await collectAll(tx.db), onShare);
    await noteKept(tx.db, LINKAGE, LINKAGE_VERSION);
    return { people: await countPeople(tx.db) };
  });
}

/** Rebuilds for a register that was filled before linkage kept it. */
export async function rebuildIfNotKept(
  ctx: Context,
  onShare?: (share: number) => void,
): Promise<boolean> {
  if (!(await inOwnerTransaction(ctx, (tx) => isNotKept(tx.db)))) return false;
  await rebuildPersons(ctx, onShare);
  return true;
}

/**
 * Of what linkage compares: raised when `foldName`, the readers of numbers or `keysOf` answer
 * otherwise than before (a test holds the version to their answers).
 */
export const LINKAGE_VERSION = '1';
const LINKAGE = 'linkage.person';
/** Few enough that a writer never waits long for one batch. */
const HELD = 4_000;

/** What linkage compares, made anew from the facts while people match lists and write. */
export const linkageSet: KeptSet = {
  name: LINKAGE,
  version: LINKAGE_VERSION,
  async findMade(ctx) {
    return await inOwnerTransaction(ctx, async ({ db }) =>
      (await isEmpty(db)) ? null : ((await findKept(db, LINKAGE)) ?? ''),
    );
  },
  async rebuild(ctx, onShare) {
    const total = Math.max(1, await inOwnerTransaction(ctx, ({ db }) => countPeople(db)));
    let done = 0;
    await stepThrough(ctx, async ({ db }, after) => {
      const last = await holdNext(db, after, HELD);
      const held = last === null ? 0 : await refreshTouched(db, HELD);
      done += held;
      await onShare(Math.min(1, done / total));
      return last;
    });
    await inOwnerTransaction(ctx, ({ db }) => noteKept(db, LINKAGE, LINKAGE_VERSION));
  },
};

async function refreshTouched(
  db: Database,
  count: number,
  onShare: (share: number) => void = () => {},
): Promise<number> {
  if (count === 0) return 0;
  let done = 0;
  const isFirst = await isEmpty(db);
  const restore = isFirst && count >= LOAD_MIN ? await dropIndexes(db) : null;
  const changes = new Map<string, number>();
  let after = -1;
  for (;;) {
    const people = await readTouched(db, after, BATCH);
    const last = people.at(-1);
    if (!last) break;
    after = last.personId;
    await write(db, people, isFirst, changes);
    done += people.length;
    onShare(done / count);
  }
  for (const [name, change] of changes) if (change === 0) changes.delete(name);
  await addInBatches(db, changes);
  await restore?.();
  return done;
}

async function write(
  db: Database,
  people: readonly KnownPerson[],
  isFirst: boolean,
  changes: Map<string, number>,
): Promise<void> {
  const kept: KeptPerson[] = [];
  const gone: number[] = [];
  const count = (name: string, by: number): void => {
    changes.set(name, (changes.get(name) ?? 0) + by);
  };
  for (const person of people) {
    if (person.keptName !== null) {
      if (person.keptName !== '') count(sortWords(person.keptName), -1);
      count('', -1);
    }
    if (person.fullName === null) {
      gone.push(person.personId);
      continue;
    }
    const name = foldName(person.fullName);
    if (name !== '') count(sortWords(name), 1);
    count('', 1);
    kept.push(keptPerson(person, name));
  }
  await (isFirst ? copyPersons(db, kept) : mergePersons(db, kept));
  await deletePersons(db, gone);
}

function keptPerson(person: KnownPerson, name: string): KeptPerson {
  const { placeId, anchorId, birthPrecision } = person;
  const [year = 0, month = 0, day = 0] = (person.birthDate ?? '0-0-0').split('-').map(Number);
  const birth = {
    year,
    month: birthPrecision === 'year' ? 0 : month,
    day: birthPrecision === 'day' ? day : 0,
  };
  const keys = keysOf({ name, ...birth }, placeId, anchorId);
  const { nationalId, socialInsuranceNumber } = numbersOf(person);
  return [
    person.personId,
    name,
    packBirth(birth.year, birth.month, birth.day),
    person.sex === 'male' ? 1 : person.sex === 'female' ? 2 : 0,
    placeId,
    nationalId,
    socialInsuranceNumber,
    keys.name_year,
    keys.birth_given,
    keys.birth_anchor,
    keys.name_anchor,
    keys.given_year_place,
    keys.day_month_place,
  ];
}

function numbersOf(person: KnownPerson): { nationalId: number; socialInsuranceNumber: number } {
  return {
    nationalId:
      readNationalId(person.nationalId) || readPersonalNumber(person.socialInsuranceNumber),
    socialInsuranceNumber: readSocialInsuranceNumber(person.socialInsuranceNumber),
  };
}

const NAMES_BATCH = 50_000;

async function addInBatches(db: Database, changes: ReadonlyMap<string, number>): Promise<void> {
  const all = [...changes];
  for (let at = 0; at < all.length; at += NAMES_BATCH)
    await addToNames(db, new Map(all.slice(at, at + NAMES_BATCH)));
}
