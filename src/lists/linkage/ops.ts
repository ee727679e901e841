/**
 * Linking a list, looking for duplicates of the register, candidates for one record. Answers are
 * written whole, in the caller's transaction or one of their own, as owner: who may ask is decided by
 * the operations that call these.
 */
import { assert } from '../../kernel/assert.ts';
import { copyOut } from '../../stores/copy.ts';
import type { Context } from '../../stores/context.ts';
import { inOwnerTransaction, today } from '../../stores/context.ts';
import { type RowMatch, pairLines, readLevelLetters, readMatches } from './answer.ts';
import { type BulkRun, runBulk, threadsHere } from './bulk.ts';
import { FRAME, type LinkerHeader } from './frames.ts';
import { findModel } from './model-ops.ts';
import { type PlacesToday, loadPlaces } from './places.ts';
import { encodeLinkRow, linkSmall } from './small.ts';
import { listCandidatePairs, pairSmall } from './small-pairs.ts';
import {
  type OnBytes,
  countOutcomes,
  countPeople,
  countPeopleAt,
  deleteLinks,
  insertLinks,
  listLinkRows,
  listPlacesWithin,
  readPersons,
  readRows,
  replacePairs,
} from './sql.ts';
import {
  LINK_ROW_COLUMNS,
  type LinkCandidate,
  type LinkProgress,
  type LinkRecord,
  type LinkRequest,
  LinkResult,
  LinkRow,
  type LinkSource,
  type LinkSummary,
  type LinkageModel,
  type PairSummary,
} from './types.ts';

/** Longer lists go to a process of their own. */
export const SMALL_ROWS_MAX = 20_000;

export type OnProgress = (progress: LinkProgress) => void;

/** Links every row of a list anew; what was found before is replaced. */
export async function linkRows(
  ctx: Context,
  request: LinkRequest,
  onProgress: OnProgress = () => {},
): Promise<LinkSummary> {
  const started = performance.now();
  return await inOwnerTransaction(ctx, async (tx) => {
    const model = request.model ?? (await modelInUse(tx));
    const places = await loadPlaces(tx);
    const isSmall = request.way
      ? request.way === 'small'
      : countOf(request.source) <= SMALL_ROWS_MAX;
    await deleteLinks(tx.db, request.listId);
    const people = await (isSmall
      ? writeSmall(tx, request, model, places, onProgress)
      : writeBulk(tx, request, model, places, onProgress));
    onProgress({ step: 'write', share: 1 });
    return {
      ...(await countOutcomes(tx.db, request.listId)),
      modelVersion: model.version,
      people,
      way: isSmall ? 'small' : 'bulk',
      milliseconds: Math.round(performance.now() - started),
    };
  });
}

function countOf(source: LinkSource): number {
  return 'rows' in source ? source.rows.length : source.rowCount;
}

async function modelInUse(tx: Context): Promise<LinkageModel> {
  const model = await findModel(tx);
  assert(model, 'there is always a first model');
  return model;
}

/** Whom a few rows mean, as `linkRows` would say of a list of them; nothing is kept. */
export async function matchRows(ctx: Context, rows: readonly LinkRow[]): Promise<RowMatch[]> {
  if (rows.length === 0) return [];
  return await inOwnerTransaction(ctx, async (tx) => {
    const [model, places] = [await modelInUse(tx), await loadPlaces(tx)];
    const { lines } = await linkSmall(tx, 0, rows, model, places, () => {});
    return readMatches(Buffer.concat([...lines]).toString());
  });
}

// ── the two ways ────────────────────────────────────────────────────────────────────────────────

async function writeSmall(
  tx: Context,
  { listId, source }: LinkRequest,
  model: LinkageModel,
  places: PlacesToday,
  onProgress: OnProgress,
): Promise<number> {
  onProgress({ step: 'candidates', share: 0 });
  const rows = 'rows' in source ? source.rows : await loadRows(tx, source.query);
  const { lines, people } = await linkSmall(tx, listId, rows, model, places, (share) =>
    onProgress({ step: 'compare', share }),
  );
  onProgress({ step: 'write', share: 0.9 });
  await insertLinks(tx.db, lines);
  return people;
}

async function loadRows(tx: Context, query: string): Promise<LinkRow[]> {
  const rows: LinkRow[] = [];
  await copyOut(tx.db, query, (cells) => {
    const cell = (column: LinkRowColumn): string | null =>
      cells[LINK_ROW_COLUMNS.indexOf(column)] ?? null;
    const number = (column: LinkRowColumn): number => Number(cell(column) ?? 0);
    rows.push(
      LinkRow.parse({
        row: number('row'),
        fullName: cell('full_name') ?? '',
        birthYear: number('birth_year'),
        birthMonth: number('birth_month'),
        birthDay: number('birth_day'),
        sex: cell('sex'),
        placeId: cell('place_id') === null ? null : number('place_id'),
        nationalId: cell('national_id'),
        socialInsuranceNumber: cell('social_insurance_number'),
      }),
    );
  });
  return rows;
}

type LinkRowColumn = (typeof LINK_ROW_COLUMNS)[number];

async function writeBulk(
  tx: Context,
  { listId, source, signal }: LinkRequest,
  model: LinkageModel,
  places: PlacesToday,
  onProgress: OnProgress,
): Promise<number> {
  const people = await countPeople(tx.db);
  const header = makeHeader('link', listId, model, places, people, countOf(source), tx);
  await runBulk(header, {
    async feed(send) {
      onProgress({ step: 'read', share: 0 });
      await readPersons(tx.db, (bytes) => send(FRAME.persons, bytes));
      onProgress({ step: 'read', share: 0.2 });
      await sendRows(tx, source, (bytes) => send(FRAME.rows, bytes));
      onProgress({ step: 'compare', share: 0.4 });
    },
    take: (lines) => insertLinks(tx.db, lines),
    onShare: (share) => onProgress({ step: 'compare', share: 0.4 + share * 0.4 }),
    signal,
  });
  return people;
}

const ENCODED_AT_ONCE = 5_000;

async function sendRows(tx: Context, source: LinkSource, onBytes: OnBytes): Promise<void> {
  if ('query' in source) {
    await readRows(tx.db, source.query, onBytes);
    return;
  }
  for (let at = 0; at < source.rows.length; at += ENCODED_AT_ONCE) {
    const part = source.rows.slice(at, at + ENCODED_AT_ONCE);
    await onBytes(Buffer.from(part.map(encodeLinkRow).join('')));
  }
}

function makeHeader(
  work: LinkerHeader['work'],
  listId: number,
  model: LinkageModel,
  places: PlacesToday,
  persons: number,
  rows: number,
  tx: Context,
): LinkerHeader {
  return {
    work,
    listId,
    model,
    places: [...places.of].map(([id, { villageId, communeId }]) => [id, villageId, communeId]),
    persons,
    rows,
    threads: threadsHere(),
    foundAt: tx.now().toString(),
  };
}

/** Links of a list after a row, in the order of rows. */
export async function listLinks(
  ctx: Context,
  listId: number,
  after: number,
  limit: number,
): Promise<LinkResult[]> {
  return await inOwnerTransaction(ctx, async (tx) =>
    (await listLinkRows(tx.db, listId, after, limit)).map((row) =>
      LinkResult.parse({
        row: row.row,
        outcome: row.outcome,
        personId: row.person_id,
        secondPersonId: row.second_person_id,
        duplicateOfRow: row.duplicate_of_row,
        scoreCentibits: row.score_centibits,
        marginCentibits: row.margin_centibits,
        nameWeightCentibits: row.name_weight_centibits,
        rule: row.rule,
        levels: row.levels === null ? null : readLevelLetters(row.levels),
        reasonCode: row.reason_code,
        modelVersion: row.model_version,
      }),
    ),
  );
}

// ── the register on itself ──────────────────────────────────────────────────────────────────────

/**
 * Looks for entries of the register that may be one person: everywhere, or where at least one lives
 * in a unit. Pairs found before in that scope are replaced; nothing is merged.
 */
export async function findDuplicates(
  ctx: Context,
  scope: { unitId?: number; model?: LinkageModel; signal?: AbortSignal },
  onProgress: OnProgress = () => {},
): Promise<PairSummary> {
  const started = performance.now();
  return await inOwnerTransaction(ctx, async (tx) => {
    const model = scope.model ?? (await modelInUse(tx));
    const places = await loadPlaces(tx);
    const placeIds =
      scope.unitId === undefined ? null : await listPlacesWithin(tx.db, scope.unitId, today(tx));
    const people = await (placeIds ? countPeopleAt(tx.db, placeIds) : countPeople(tx.db));
    const isSmall = placeIds !== null && people <= SMALL_ROWS_MAX;
    const counts = isSmall
      ? await replaceSmall(tx, placeIds, model, places, onProgress)
      : await replaceBulk(tx, placeIds, model, places, { onProgress, signal: scope.signal });
    return {
      ...counts,
      people,
      modelVersion: model.version,
      milliseconds: Math.round(performance.now() - started),
    };
  });
}

type PairCounts = Awaited<ReturnType<typeof replacePairs>>;

async function replaceSmall(
  tx: Context,
  placeIds: readonly number[],
  model: LinkageModel,
  places: PlacesToday,
  onProgress: OnProgress,
): Promise<PairCounts> {
  onProgress({ step: 'candidates', share: 0 });
  const { pairs, persons } = await pairSmall(tx, placeIds, model, places);
  onProgress({ step: 'write', share: 0.9 });
  const lines = pairLines(pairs, persons, model.bounds, model.version, tx.now().toString());
  return await replacePairs(tx.db, lines, placeIds);
}

async function replaceBulk(
  tx: Context,
  placeIds: readonly number[] | null,
  model: LinkageModel,
  places: PlacesToday,
  options: { onProgress: OnProgress; signal: AbortSignal | undefined },
): Promise<PairCounts> {
  const people = await countPeople(tx.db);
  const header = makeHeader('duplicates', 0, model, places, people, 0, tx);
  let counts: PairCounts = { proposals: 0, doubtful: 0 };
  const run: BulkRun = {
    async feed(send) {
      options.onProgress({ step: 'read', share: 0 });
      await readPersons(tx.db, (bytes) => send(FRAME.persons, bytes));
      options.onProgress({ step: 'compare', share: 0.3 });
    },
    async take(lines) {
      counts = await replacePairs(tx.db, lines, placeIds);
    },
    signal: options.signal,
  };
  await runBulk(header, run);
  return counts;
}

// ── one record ──────────────────────────────────────────────────────────────────────────────────

const CANDIDATES_MAX = 50;

/** Persons of the whole register who may be this one, best first: for a search, or a row in review. */
export async function listCandidates(
  ctx: Context,
  record: LinkRecord,
  limit = 10,
): Promise<LinkCandidate[]> {
  return await inOwnerTransaction(ctx, async (tx) => {
    const model = await modelInUse(tx);
    const places = await loadPlaces(tx);
    const most = Math.min(limit, CANDIDATES_MAX);
    const found = await listCandidatePairs(tx, record, model, places, most);
    return found.map((pair) => ({
      ...pair,
      levels: readLevelLetters(pair.levels),
      modelVersion: model.version,
    }));
  });
}
