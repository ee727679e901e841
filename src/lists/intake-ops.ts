/** A list arrives: its file is kept, its columns are found and confirmed, its rows are cleaned. */
import { ETHNICITIES } from '../../messages/ethnicities.ts';
import { openTableFile } from '../formats/table-file.ts';
import type { TableFile } from '../formats/table.ts';
import { assert } from '../kernel/assert.ts';
import type { IsoDate } from '../kernel/dates.ts';
import { type Fault, Refusal, refuse } from '../kernel/outcome.ts';
import { type Context, inOwnerTransaction, today } from '../stores/context.ts';
import type { CopyValue } from '../stores/copy.ts';
import { getUnitByRef, parseUnitRef, scopeOf } from '../units/ops.ts';
import { getResolver } from '../units/resolving.ts';
import type { CleanerParts } from './clean-row.ts';
import { type FoundColumns, type Merge, findColumns, headerAt } from './columns.ts';
import { KIND_RULES } from './kinds.ts';
import { nameLayout } from './layouts.ts';
import { makeEthnicityReader, makePlaceFinder } from './places.ts';
import { type ReadRow, type Reading, emptyReading, makeRowNumbers, readList } from './reading.ts';
import {
  type ListChange,
  type ListRow,
  analyzeRows,
  copyRows,
  deleteRows,
  findLayout,
  findList,
  findSameFile,
  findSenderByName,
  insertList,
  insertSender,
  keepLayout,
  listCommunes,
  listPlacesWithin,
  lockList,
  updateList,
} from './sql.ts';
import type {
  ControlFigure,
  Field,
  ListKind,
  ListMapping,
  ListOptions,
  SheetMapping,
} from './types.ts';

export interface ReceivedFile {
  name: string;
  hash: string;
  bytes: number;
}

export interface ListInput {
  kind: ListKind;
  /** unit the list speaks of, by id or code; the sender's own where he is known, else the country */
  unit?: string | undefined;
  sender: string;
  asOf: IsoDate;
  isFull?: boolean | undefined;
  unknownPeople?: 'add' | 'review' | undefined;
  options?: ListOptions;
}

/** The same bytes of the same kind for the same unit are the list that is there. */
export async function receiveList(
  ctx: Context,
  input: ListInput,
  file: ReceivedFile,
): Promise<{ listId: number; repeated: boolean }> {
  if (file.bytes === 0) refuse('table.empty');
  return await inOwnerTransaction(ctx, async (tx) => {
    const sender = await senderOf(tx, input);
    const known = await findSameFile(tx.db, sender.unitId, input.kind, file.hash);
    if (known !== undefined) return { listId: known, repeated: true };
    const listId = await insertList(tx.db, {
      senderId: sender.senderId,
      unitId: sender.unitId,
      kind: input.kind,
      asOf: input.asOf,
      isFull: input.isFull ?? false,
      unknownPeople: input.unknownPeople ?? KIND_RULES[input.kind].unknownPeople,
      fileName: file.name.normalize('NFC').slice(0, 200),
      fileHash: file.hash,
      fileBytes: file.bytes,
      options: input.options ?? {},
      actorId: tx.who.userId,
      actorName: tx.who.name,
      at: tx.now().toString(),
    });
    return { listId, repeated: false };
  });
}

async function senderOf(
  tx: Context,
  input: ListInput,
): Promise<{ senderId: number; unitId: number }> {
  const unit = input.unit === undefined ? null : await getUnitByRef(tx, parseUnitRef(input.unit));
  const known = await findSenderByName(tx.db, input.sender, unit?.unitId ?? null);
  if (known) return known;
  const unitId = unit?.unitId ?? (await getUnitByRef(tx, 'VN')).unitId;
  const sender = { unitId, name: input.sender, at: tx.now().toString(), actorName: tx.who.name };
  return { senderId: await insertSender(tx.db, sender), unitId };
}

// ── the file ────────────────────────────────────────────────────────────────────────────────────

/** Opens the list's file for as long as `work` runs; what cannot be read refuses with its reasons. */
export async function withFile<T>(
  ctx: Context,
  list: Pick<ListRow, 'fileHash'>,
  work: (file: TableFile) => Promise<T>,
): Promise<T> {
  assert(ctx.blobs, 'lists need the store of files');
  if (!(await ctx.blobs.has(list.fileHash))) refuse('lists.file.gone');
  const opened = await openTableFile(ctx.blobs.pathOf(list.fileHash));
  if (!opened.ok) throw new Refusal(opened.faults);
  try {
    return await work(opened.value);
  } finally {
    await opened.value.close();
  }
}

const SAMPLE_ROWS = 80;

export interface SheetSample {
  rows: { line: number; cells: string[]; isHidden: boolean }[];
  merges: readonly Merge[];
}

/** The first rows of a sheet as text. */
export async function readSample(
  file: TableFile,
  sheet: number,
  rowsMax = SAMPLE_ROWS,
): Promise<SheetSample> {
  const rows: SheetSample['rows'] = [];
  for await (const batch of file.readRows(sheet)) {
    if (!batch.ok) throw new Refusal(batch.faults);
    for (const row of batch.value) {
      const cells = row.cells.map((cell) => cell.text);
      rows.push({ line: row.row, cells, isHidden: row.isHidden });
      if (rows.length >= rowsMax) break;
    }
    if (rows.length >= rowsMax) break;
  }
  const merges = await file.listMerges(sheet, rows.at(-1)?.line ?? 0);
  return { rows, merges: merges.ok ? merges.value : [] };
}

/**
 * Finds the columns of the list's sheets. The layout this sender confirmed before is taken as it
 * was; otherwise the mapping is a proposal and waits for a person.
 */
export async function inspectList(ctx: Context, listId: number): Promise<{ isKnown: boolean }> {
  const list = await getListAsOwner(ctx, listId);
  if (list.state !== 'uploaded') return { isKnown: true };
  const found = await withFile(ctx, list, (file) => proposeMapping(file, list.kind));
  const remembered = await findLayout(ctx.db, list.senderId, list.kind, found.mapping.fingerprint);
  const mapping = remembered ? { ...remembered, sheets: found.mapping.sheets } : found.mapping;
  const isKnown = remembered !== undefined && missingFields(list.kind, mapping).length === 0;
  await inOwnerTransaction(ctx, async (tx) => {
    await lockList(tx.db, listId);
    const state = isKnown ? 'mapped' : 'uploaded';
    await updateList(tx.db, listId, tx.now().toString(), { mapping, notes: found.notes, state });
  });
  return { isKnown };
}

async function proposeMapping(
  file: TableFile,
  kind: ListKind,
): Promise<{ mapping: ListMapping; notes: Fault[] }> {
  const notes: Fault[] = [...file.notes];
  const samples: { index: number; name: string; sample: SheetSample; found: FoundColumns }[] = [];
  for (const [index, sheet] of file.sheets.entries()) {
    if (sheet.isHidden) {
      notes.push({ code: 'lists.note.sheetHidden', params: { sheet: sheet.name } });
      continue;
    }
    const sample = await readSample(file, index);
    if (sample.rows.length === 0) continue;
    const found = findColumns(sample.rows, sample.merges);
    samples.push({ index, name: sheet.name, sample, found });
  }
  const [main] = samples.toSorted((a, b) => countFields(b.found) - countFields(a.found));
  if (!main) refuse('lists.file.noRows');
  const sheets: SheetMapping[] = [];
  for (const { index, name, sample, found } of samples) {
    const { fingerprint } = main.found;
    if (index === main.index || (found.fingerprint === fingerprint && found.headerLast > 0)) {
      sheets.push({ index, name, headerFirst: found.headerFirst, headerLast: found.headerLast });
    } else {
      const header = headerAt(sample.rows, sample.merges, main.found.columns);
      if (header) sheets.push({ index, name, headerFirst: header.first, headerLast: header.last });
      else notes.push({ code: 'lists.note.sheetLeftOut', params: { sheet: name } });
    }
  }
  const { columns, fingerprint } = main.found;
  return { mapping: { fingerprint, columns, sheets, layout: nameLayout(columns, kind) }, notes };
}

function countFields(found: FoundColumns): number {
  return found.columns.filter((column) => column.field !== null).length;
}

/** Fields without which no row of the kind can be good. */
export function missingFields(kind: ListKind, mapping: ListMapping): Field[] {
  const given = new Set(mapping.columns.map((column) => column.field));
  const groups = KIND_RULES[kind].required.filter(
    (group) => !group.some((field) => given.has(field)),
  );
  return groups.flatMap(([field]) => field ?? []);
}

/** What a person says of the columns; remembered for the sender's next file with these headers. */
export async function confirmColumns(
  ctx: Context,
  listId: number,
  confirmed: { mapping?: ListMapping; options?: ListOptions },
): Promise<void> {
  await inOwnerTransaction(ctx, async (tx) => {
    await lockList(tx.db, listId);
    const list = await getListAsOwner(tx, listId);
    if (!MAPPABLE.has(list.state)) refuse('lists.state.notNow', { state: list.state });
    const mapping = confirmed.mapping ?? list.mapping;
    if (!mapping) refuse('lists.columns.notFound');
    checkMapping(list.kind, mapping);
    const at = tx.now().toString();
    const { senderId, kind } = list;
    await keepLayout(tx.db, { senderId, kind, mapping, at, actorName: tx.who.name });
    const options = { ...list.options, ...confirmed.options };
    await updateList(tx.db, listId, at, { state: 'mapped', mapping, options, failure: null });
  });
}

/** Day, extent and what unknown rows mean may be put right until something was written. */
export async function changeList(
  ctx: Context,
  listId: number,
  change: Pick<ListChange, 'asOf' | 'isFull' | 'unknownPeople'>,
): Promise<void> {
  await inOwnerTransaction(ctx, async (tx) => {
    await lockList(tx.db, listId);
    const { state } = await getListAsOwner(tx, listId);
    if (!MAPPABLE.has(state)) refuse('lists.state.notNow', { state });
    await updateList(tx.db, listId, tx.now().toString(), change);
  });
}

/** Somebody has looked at the difference. */
export async function markReviewed(ctx: Context, listId: number): Promise<void> {
  await inOwnerTransaction(ctx, async (tx) => {
    await lockList(tx.db, listId);
    const { state } = await getListAsOwner(tx, listId);
    if (state !== 'compared' && state !== 'reviewed') refuse('lists.state.notNow', { state });
    await updateList(tx.db, listId, tx.now().toString(), { state: 'reviewed' });
  });
}

/** Columns may be read otherwise until something was written by them. */
const MAPPABLE: ReadonlySet<string> = new Set([
  'uploaded',
  'mapped',
  'cleaned',
  'linked',
  'compared',
  'reviewed',
]);

function checkMapping(kind: ListKind, mapping: ListMapping): void {
  const fields = mapping.columns.flatMap((column) => column.field ?? []);
  const twice = fields.find((field, at) => field !== 'amountVnd' && fields.indexOf(field) !== at);
  if (twice !== undefined) refuse('lists.columns.twice', { field: twice });
  const [missing] = missingFields(kind, mapping);
  if (missing !== undefined) refuse('lists.columns.missing', { field: missing });
  if (mapping.sheets.length === 0) refuse('lists.file.noRows');
}

// ── rows ────────────────────────────────────────────────────────────────────────────────────────

/** Told now and then while rows are read. */
export type RowsProgress = (rows: number) => void;

/** Reads and cleans every row of the file; what was there of the list is replaced. */
export async function cleanList(
  ctx: Context,
  listId: number,
  onProgress: RowsProgress = () => {},
): Promise<void> {
  const resolver = await getResolver(ctx);
  await inOwnerTransaction(ctx, async (tx) => {
    await lockList(tx.db, listId);
    const list = await getListAsOwner(tx, listId);
    if (list.state !== 'mapped') return;
    const { mapping } = list;
    assert(mapping, 'a mapped list has a mapping');
    const parts = await cleanerParts(tx, list, mapping, resolver);
    await deleteRows(tx.db, listId);
    const reading = emptyReading();
    await withFile(tx, list, async (file) => {
      await copyRows(tx.db, rowLines(listId, readList(file, parts, reading), onProgress));
    });
    await analyzeRows(tx.db, reading.rows);
    await updateList(tx.db, listId, tx.now().toString(), {
      state: 'cleaned',
      counts: {
        rows: reading.rows,
        ...reading.byKind,
        empty: reading.empty,
        warned: reading.warned,
      },
      figures: statedFigures(list, mapping, reading),
    });
  });
}

export async function cleanerParts(
  tx: Context,
  list: Pick<ListRow, 'unitId' | 'kind' | 'options' | 'asOf'>,
  mapping: ListMapping,
  resolver: Parameters<typeof makePlaceFinder>[0]['resolver'],
): Promise<CleanerParts> {
  const day = today(tx);
  const { path, on } = await scopeOf(tx, list.unitId, day);
  const within = new Set(await listPlacesWithin(tx.db, path, on));
  const communes = await listCommunes(tx.db, day);
  return {
    rule: KIND_RULES[list.kind],
    mapping,
    options: list.options,
    asOf: list.asOf,
    ethnicityOf: makeEthnicityReader(ETHNICITIES),
    findPlace: makePlaceFinder({
      resolver,
      on: list.options.placesOn ?? list.asOf,
      unitId: list.unitId,
      communeOf: new Map(communes.map((row) => [row.placeId, row.communeId])),
      isWithin: (placeId) => within.has(placeId),
    }),
  };
}

const PROGRESS_ROWS = 10_000;

async function* rowLines(
  listId: number,
  batches: ReturnType<typeof readList>,
  onProgress: RowsProgress,
): AsyncGenerator<readonly CopyValue[]> {
  const numberOf = makeRowNumbers();
  let count = 0;
  for await (const batch of batches) {
    if (!batch.ok) throw new Refusal(batch.faults);
    for (const row of batch.value) {
      count += 1;
      if (count % PROGRESS_ROWS === 0) onProgress(count);
      yield lineOf(listId, numberOf(row.sheet, row.line), row);
    }
  }
}

const NO_VALUES: readonly null[] = Array.from({ length: 20 }, () => null);

/** In the order of `ROW_COLUMNS`. */
export function lineOf(listId: number, rowNo: number, row: ReadRow): CopyValue[] {
  const { values: v, faults } = row;
  const values =
    v === null
      ? NO_VALUES
      : [
          v.fullName === '' ? null : v.fullName,
          v.birthDate,
          v.birthPrecision,
          v.sex,
          v.nationalId,
          v.socialInsuranceNumber,
          v.placeId,
          v.communeId,
          v.cardNumber,
          v.category,
          v.validFrom,
          v.validTo,
          v.householdCode,
          v.headName,
          v.relation,
          v.facilityCode,
          v.ethnicityCode,
          v.phone,
          v.address,
          v.detail,
        ];
  const keepsCells = row.kind === 'faulty';
  return [
    listId,
    rowNo,
    row.sheet,
    row.line,
    row.kind,
    row.section,
    ...values,
    faults.length === 0 ? null : JSON.stringify(faults),
    keepsCells ? arrayLiteral(row.cells.map((cell) => cell.text)) : null,
  ];
}

/** Texts as PostgreSQL writes an array of them. */
export function arrayLiteral(texts: readonly (string | null)[]): string {
  const items = texts.map((text) =>
    text === null ? 'NULL' : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`,
  );
  return `{${items.join(',')}}`;
}

/** Sums the file or the sender states against the rows that are persons. */
function statedFigures(list: ListRow, mapping: ListMapping, reading: Reading): ControlFigure[] {
  const found = reading.byKind.data + reading.byKind.faulty;
  const figures: ControlFigure[] = [];
  const add = (code: string, expected: number, subject: string | null): void => {
    figures.push({ code, expected, found, agrees: expected === found, subject });
  };
  const { statedPeople } = list.options;
  if (statedPeople !== undefined) add('statedBySender', statedPeople, null);
  const [only, ...more] = reading.stated;
  // sums of several parts of a file are not compared with the whole
  if (only && more.length === 0 && mapping.sheets.length === 1) {
    add('statedInFile', only.people, mapping.sheets[0]?.name ?? null);
  }
  return figures;
}

export async function getListAsOwner(ctx: Context, listId: number): Promise<ListRow> {
  return (await findList(ctx.db, listId)) ?? refuse('lists.notFound');
}
