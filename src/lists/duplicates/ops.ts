/** Looking for exact duplicates: asked, shown, put before those who decide, columns kept by name. */
import { type Fault, Refusal, refuse } from '../../kernel/outcome.ts';
import { type Context, inOwnerTransaction } from '../../stores/context.ts';
import { KIND_RULES, LIST_ROLES } from '../kinds.ts';
import { cellMasker, getList, getManagedList, holdsOver } from '../pages-ops.ts';
import { describePeople } from '../people-ops.ts';
import { READY_CHOICES } from './choices.ts';
import { runSearch } from './find-ops.ts';
import { FIND_JOB } from './jobs.ts';
import { findSearchColumns, splitWay, tellingColumns } from './keys.ts';
import {
  type MemberRow,
  type SearchRow,
  deleteChoice,
  deleteOlderSearches,
  findChoice,
  findSearch,
  insertSearch,
  listChoices,
  listGroups,
  listMembers,
  listSearches,
  updateSearch,
  upsertChoice,
} from './sql.ts';
import {
  type ChoiceKind,
  type ChoiceView,
  type DuplicateMember,
  PERSON_KEYS,
  type SearchColumn,
  type SearchPage,
  type SearchView,
} from './types.ts';

/** What older searches found is given up. */
const SEARCHES_KEPT = 10;

/** Longer files are read by a job. */
const INLINE_BYTES_MAX = 8 * 1024 * 1024;

export interface Asked {
  columns: readonly string[];
  /** a long search may run on by itself */
  later: boolean;
}

/** Rows of the list's file that are equal in the columns. */
export async function searchList(ctx: Context, listId: number, asked: Asked): Promise<SearchView> {
  const list = await getManagedList(ctx, listId);
  if (!list.mapping) refuse('lists.columns.notFound');
  const { columns } = list.mapping;
  const { found, unknown } = findSearchColumns(asked.columns, columns);
  refuseUnknown(unknown);
  const shown = [...found, ...tellingColumns(columns, found)];
  const isLong = asked.later && list.fileBytes > INLINE_BYTES_MAX;
  return await search(ctx, { unitId: list.unitId, listId, columns: shown }, isLong);
}

/** Persons of a place who are equal in the keys. The caller's right over the place is checked. */
export async function searchRegister(
  ctx: Context,
  unitId: number,
  asked: Asked,
): Promise<SearchView> {
  const names = asked.columns.map((text) => splitWay(text).name);
  const keys = PERSON_KEYS.filter((key) => names.includes(key));
  refuseUnknown(names.filter((name) => !keys.some((key) => key === name)));
  const columns = keys.map((field): SearchColumn => ({
    column: null,
    field,
    header: '',
    way: 'same',
  }));
  return await search(ctx, { unitId, listId: null, columns }, false);
}

function refuseUnknown(unknown: readonly string[]): void {
  const faults = unknown.map((column): Fault => ({
    code: 'lists.duplicates.column',
    params: { column },
    at: 'columns',
  }));
  const [first, ...more] = faults;
  if (first) throw new Refusal([first, ...more]);
}

async function search(
  ctx: Context,
  what: Pick<SearchRow, 'unitId' | 'listId' | 'columns'>,
  isLong: boolean,
): Promise<SearchView> {
  const searchId = await inOwnerTransaction(ctx, async (tx) => {
    await deleteOlderSearches(tx.db, what, SEARCHES_KEPT - 1);
    const made = { ...what, actorName: tx.who.name, at: tx.now().toString() };
    const id = await insertSearch(tx.db, made);
    if (isLong) {
      const options = { queue: 'lists' };
      const jobId = await tx.jobs.add(tx.db, FIND_JOB, { searchId: id }, options);
      await updateSearch(tx.db, id, { jobId });
    }
    return id;
  });
  if (!isLong) await runSearch(ctx, searchId);
  const done = await asOwnerFind(ctx, searchId);
  const [first, ...more] = done.failure ?? [];
  if (first) throw new Refusal([first, ...more]);
  return done;
}

async function asOwnerFind(ctx: Context, searchId: number): Promise<SearchRow> {
  const found = await inOwnerTransaction(ctx, (tx) => findSearch(tx.db, searchId));
  return found ?? refuse('lists.duplicates.notFound');
}

// ── what was found ──────────────────────────────────────────────────────────────────────────────

/** Seen where its list or place is seen. */
export async function getSearch(ctx: Context, searchId: number): Promise<SearchRow> {
  return (await findSearch(ctx.db, searchId)) ?? refuse('lists.duplicates.notFound');
}

export async function listSearchesOfList(ctx: Context, listId: number): Promise<SearchView[]> {
  await getList(ctx, listId);
  return await listSearches(ctx.db, { listId, unitId: null }, SEARCHES_KEPT);
}

export async function listSearchesOfUnit(ctx: Context, unitId: number): Promise<SearchView[]> {
  return await listSearches(ctx.db, { listId: null, unitId }, SEARCHES_KEPT);
}

/** Members of a group shown on a page; the file has them all. */
const MEMBERS_SHOWN = 50;

export async function showSearch(
  ctx: Context,
  searchId: number,
  page: { after: number; limit: number; membersMax?: number },
): Promise<SearchPage> {
  const search = await getSearch(ctx, searchId);
  const groups = await listGroups(ctx.db, searchId, page.after, page.limit);
  const [first, last] = [groups[0], groups.at(-1)];
  const members =
    first && last
      ? await listMembers(ctx.db, searchId, {
          from: first.groupNo,
          to: last.groupNo,
          membersMax: page.membersMax ?? MEMBERS_SHOWN,
        })
      : [];
  const shown = await describeMembers(ctx, search, members);
  const byGroup = Map.groupBy(shown, (member) => member.groupNo);
  return {
    search,
    groups: groups.map(({ groupNo, members: size }) => ({
      groupNo,
      members: size,
      shown: (byGroup.get(groupNo) ?? []).map(({ member }) => member),
    })),
    next: groups.length < page.limit ? null : (last?.groupNo ?? null),
  };
}

async function describeMembers(
  ctx: Context,
  search: SearchRow,
  members: readonly MemberRow[],
): Promise<{ groupNo: number; member: DuplicateMember }[]> {
  const mask = await maskerOf(ctx, search);
  const people = await describePeople(
    ctx,
    members.flatMap((member) => member.personId ?? []),
  );
  return members.map(({ groupNo, rowNo, sheet, line, personId, cells }) => ({
    groupNo,
    member: {
      rowNo,
      sheet,
      line,
      personId,
      cells: mask(cells),
      person: personId === null ? null : (people.get(personId) ?? null),
    },
  }));
}

async function maskerOf(
  ctx: Context,
  { listId, columns }: SearchRow,
): Promise<(cells: string[]) => string[]> {
  if (listId !== null && !KIND_RULES[(await getList(ctx, listId)).kind].isOfPeople) {
    return (cells) => cells;
  }
  return cellMasker(
    columns.map(({ field, header }, at) => ({
      column: at + 1,
      header,
      field: field as Parameters<typeof cellMasker>[0][number]['field'],
    })),
  );
}

// ── columns kept under a name ───────────────────────────────────────────────────────────────────

/** Those that come with the product, then those somebody kept in the caller's places. */
export async function choicesOf(ctx: Context, kind: ChoiceKind): Promise<ChoiceView[]> {
  const ready = READY_CHOICES[kind === 'register' ? 'register' : 'list'];
  return [
    ...ready.map(({ name, columns }) => ({
      choiceId: null,
      unitId: null,
      kind,
      name,
      columns: [...columns],
    })),
    ...(await listChoices(ctx.db, kind)),
  ];
}

export async function keepChoice(
  ctx: Context,
  choice: { unitId: number; kind: ChoiceKind; name: string; columns: readonly string[] },
): Promise<{ choiceId: number }> {
  return await inOwnerTransaction(ctx, async (tx) => ({
    choiceId: await upsertChoice(tx.db, {
      ...choice,
      columns: [...choice.columns],
      at: tx.now().toString(),
      actorName: tx.who.name,
    }),
  }));
}

export async function dropChoice(ctx: Context, choiceId: number): Promise<{ choiceId: number }> {
  const choice = (await findChoice(ctx.db, choiceId)) ?? refuse('lists.duplicates.choice.notFound');
  if (!(await holdsOver(ctx, choice.unitId, LIST_ROLES))) refuse('lists.kind.forbidden');
  await inOwnerTransaction(ctx, (tx) => deleteChoice(tx.db, choiceId));
  return { choiceId };
}
