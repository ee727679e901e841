/** What is shown of a list: itself, a preview of its file, rows, links, difference. Numbers masked. */
import { faultText } from '../../messages/faults.ts';
import type { Role } from '../kernel/actor.ts';
import { refuse } from '../kernel/outcome.ts';
import {
  maskCardNumber,
  maskNationalId,
  maskNumbersIn,
  maskPhone,
  maskSocialInsuranceNumber,
} from '../registry/mask.ts';
import { UNMASKING_ROLES } from '../registry/permissions.ts';
import { describePlaces } from '../registry/places.ts';
import { type Context, asOwner, today } from '../stores/context.ts';
import { pathOf } from '../units/ops.ts';
import { brakeOf } from './brake.ts';
import { findColumns } from './columns.ts';
import { missingFields, readSample, withFile } from './intake-ops.ts';
import { KIND_RULES } from './kinds.ts';
import {
  type ChangeLine,
  type LinkLine,
  type RowFilter,
  type RowLine,
  listChangeLines,
  listFaultyLines,
  listLinkLines,
  listRowLines,
  listUnitCounts,
  listVisiblePeople,
} from './pages-sql.ts';
import { type ListFilter, type ListRow, findList, listLists, listSenders } from './sql.ts';
import type {
  ChangeKind,
  ColumnMapping,
  Field,
  FilePreview,
  ListDifference,
  ListView,
  SenderView,
} from './types.ts';

/** Seen by whoever holds a role over the list's unit; hidden it is not found. */
export async function getList(ctx: Context, listId: number): Promise<ListRow> {
  return (await findList(ctx.db, listId)) ?? refuse('lists.notFound');
}

/** The list, if the caller may bring lists of its kind for its unit. */
export async function getManagedList(ctx: Context, listId: number): Promise<ListRow> {
  const list = await getList(ctx, listId);
  const { roles } = KIND_RULES[list.kind];
  if (!(await holdsOver(ctx, list.unitId, roles))) refuse('lists.kind.forbidden');
  return list;
}

export async function holdsOver(
  ctx: Context,
  unitId: number,
  roles: readonly Role[],
): Promise<boolean> {
  if (ctx.who.kind === 'system') return true;
  for (const grant of ctx.who.grants) {
    if (!roles.includes(grant.role)) continue;
    const { pathText } = await asOwner(ctx, () => pathOf(ctx, unitId, grant.boundaries));
    if (`${pathText}.`.startsWith(`${grant.path}.`)) return true;
  }
  return false;
}

export async function listPage(ctx: Context, filter: ListFilter): Promise<ListView[]> {
  return (await listLists(ctx.db, filter)).map(viewOf);
}

export async function senderPage(
  ctx: Context,
  query: { unitId: number | null; limit: number },
): Promise<SenderView[]> {
  return await listSenders(ctx.db, query);
}

export function viewOf(list: ListRow): ListView {
  const { senderId, senderName, unitId, unitName, fileHash: _, firstFileHash: __, ...rest } = list;
  const { comparedEntryId: _entry, actorId: _actor, ...shown } = rest;
  return {
    ...shown,
    brake: brakeOf(list),
    sender: { senderId, name: senderName },
    unit: { unitId, name: unitName },
  };
}

// ── the file ────────────────────────────────────────────────────────────────────────────────────

/** Sheets, the first rows of one, its columns as found or confirmed, and what is still missing. */
export async function previewFile(
  ctx: Context,
  listId: number,
  query: { sheet: number | null; rows: number; isWhole?: boolean },
): Promise<FilePreview> {
  const list = await getList(ctx, listId);
  const { isOfPeople } = KIND_RULES[list.kind];
  const sheet = query.sheet ?? list.mapping?.sheets[0]?.index ?? 0;
  return await withFile(ctx, list, async (file) => {
    if (!file.sheets[sheet]) refuse('lists.file.noRows');
    const sample = await readSample(file, sheet, query.rows);
    const found = findColumns(sample.rows, sample.merges);
    const columns = list.mapping?.columns ?? found.columns;
    const mapping = list.mapping ?? { ...found, columns, sheets: [], layout: null };
    const shown = query.isWhole || !isOfPeople ? (cells: string[]) => cells : cellMasker(columns);
    return {
      kind: file.kind,
      encoding: file.encoding ?? null,
      delimiter: file.delimiter ?? null,
      sheets: file.sheets.map(({ name, isHidden, rowCount }, index) => ({
        index,
        name,
        isHidden,
        rowCount: rowCount ?? null,
      })),
      sheet,
      rows: sample.rows.map(({ line, cells, isHidden }) => ({
        line,
        cells: shown(cells),
        isHidden,
      })),
      headerFirst: found.headerFirst,
      headerLast: found.headerLast,
      columns,
      missing: missingFields(list.kind, mapping),
    };
  });
}

/** The same with every number, for those who may see numbers whole; the endpoint journals why. */
export async function previewWhole(
  ctx: Context,
  listId: number,
  query: { sheet: number | null; rows: number },
): Promise<FilePreview> {
  const list = await getList(ctx, listId);
  if (!(await holdsOver(ctx, list.unitId, UNMASKING_ROLES))) refuse('lists.numbers.forbidden');
  return await previewFile(ctx, listId, { ...query, isWhole: true });
}

const NO_NUMBER_OF_A_PERSON: ReadonlySet<Field> = new Set([
  'householdCode',
  'communeCode',
  'unitCode',
  'decisionNumber',
  'amountVnd',
]);

/** Numbers by what their column is; in every other column what looks like one of a person. */
export function cellMasker(columns: readonly ColumnMapping[]): (cells: string[]) => string[] {
  const fields = new Map(columns.map(({ column, field }) => [column, field]));
  return (cells) =>
    cells.map((cell, at) => {
      const field = fields.get(at + 1);
      if (field && NO_NUMBER_OF_A_PERSON.has(field)) return cell;
      const isNumber = /\d{5}/.test(cell);
      const mask = field && isNumber ? MASKS[field] : undefined;
      return mask?.(cell) ?? maskNumbersIn(cell);
    });
}

// ── rows, links, difference ─────────────────────────────────────────────────────────────────────

export async function rowPage(
  ctx: Context,
  listId: number,
  filter: RowFilter,
): Promise<{ rows: RowLine[]; next: number | null }> {
  await getList(ctx, listId);
  const lines = await asOwner(ctx, () => listRowLines(ctx.db, listId, filter));
  const visible = await visiblePeople(ctx, lines);
  const rows = lines.map((line) => ({ ...masked(line), personId: visible(line.personId) }));
  return { rows, next: lines.length < filter.limit ? null : (lines.at(-1)?.rowNo ?? null) };
}

function masked(row: RowLine): RowLine {
  return {
    ...row,
    nationalId: maskNationalId(row.nationalId),
    socialInsuranceNumber: maskSocialInsuranceNumber(row.socialInsuranceNumber),
    cardNumber: maskCardNumber(row.cardNumber),
    phone: maskPhone(row.phone),
    cells: row.cells?.map(maskNumbersIn) ?? null,
  };
}

export async function linkPage(
  ctx: Context,
  listId: number,
  page: { outcome: string | null; after: number; limit: number },
): Promise<{ links: LinkLine[]; next: number | null }> {
  await getList(ctx, listId);
  const lines = await asOwner(ctx, () => listLinkLines(ctx.db, listId, page));
  const visible = await visiblePeople(ctx, [
    ...lines,
    ...lines.map((line) => ({ personId: line.secondPersonId })),
  ]);
  const links = lines.map((line) => ({
    ...line,
    personId: visible(line.personId),
    secondPersonId: visible(line.secondPersonId),
  }));
  return { links, next: links.length < page.limit ? null : (links.at(-1)?.row ?? null) };
}

const CSV_BATCH = 20_000;

/** `row,outcome,person_id,score,reason`, all rows; streamed where the caller reads on. */
export async function writeLinksCsv(ctx: Context, listId: number): Promise<Uint8Array> {
  await getList(ctx, listId);
  const parts: Buffer[] = [Buffer.from('row,outcome,person_id,score,reason\n')];
  for (let after = 0; ;) {
    const page = { outcome: null, after, limit: CSV_BATCH };
    const links = await asOwner(ctx, () => listLinkLines(ctx.db, listId, page));
    const visible = await visiblePeople(ctx, links);
    const lines = links.map((link) => csvLine({ ...link, personId: visible(link.personId) }));
    parts.push(Buffer.from(lines.join('')));
    const last = links.at(-1);
    if (!last || links.length < CSV_BATCH) break;
    after = last.row;
  }
  return Buffer.concat(parts);
}

function csvLine(link: LinkLine): string {
  const score = link.scoreCentibits === null ? '' : (link.scoreCentibits / 100).toFixed(2);
  return `${link.row},${link.outcome},${link.personId ?? ''},${score},${link.reasonCode}\n`;
}

export async function showDifference(
  ctx: Context,
  listId: number,
  filter: { kind: ChangeKind | null; communeId: number | null; after: number; limit: number },
): Promise<ListDifference> {
  const list = await getList(ctx, listId);
  const shown = await asOwner(ctx, async () => {
    const units = filter.after === 0 ? await listUnitCounts(ctx.db, listId) : [];
    const changes = await listChangeLines(ctx.db, listId, filter);
    return {
      list: viewOf(list),
      units: units.map((unit) => {
        const found = list.effect?.communes.find((one) => one.communeId === unit.unitId);
        return { ...unit, insuredBefore: found?.before ?? 0, insuredAfter: found?.after ?? 0 };
      }),
      changes,
      next: changes.length < filter.limit ? null : (changes.at(-1)?.changeNo ?? null),
    };
  });
  const visible = await visiblePeople(ctx, shown.changes);
  const places = await placeNames(ctx, shown.changes);
  const changes = shown.changes.map((change) => maskedChange(change, visible, places));
  return { ...shown, changes };
}

/** Places that changes name, as they are called: "Thôn Lũng Tẩu, Xã Tân Trào, …". */
async function placeNames(
  ctx: Context,
  changes: readonly ChangeLine[],
): Promise<ReadonlyMap<string, string>> {
  const fields = changes.flatMap((change) => change.fields ?? []);
  const ids = fields.flatMap(({ field, before, after }) =>
    field === 'place' ? [before, after].filter((id) => typeof id === 'number') : [],
  );
  const described = await asOwner(ctx, () => describePlaces(ctx.db, ids, today(ctx)));
  return new Map(
    [...described].map(([id, { units }]) => [
      String(id),
      units.map((unit) => unit.name).join(', '),
    ]),
  );
}

/**
 * Ids of those the caller may see; of others, who live elsewhere, the list says that they were found
 * and nothing of what the register knows.
 */
async function visiblePeople(
  ctx: Context,
  lines: readonly { personId: number | null }[],
): Promise<(personId: number | null) => number | null> {
  if (ctx.who.kind === 'system') return (personId) => personId;
  const ids = lines.flatMap((line) => line.personId ?? []);
  const seen = new Set(await listVisiblePeople(ctx.db, ids));
  return (personId) => (personId !== null && seen.has(personId) ? personId : null);
}

const MASKS: Readonly<Record<string, (value: string | null) => string | null>> = {
  nationalId: maskNationalId,
  socialInsuranceNumber: maskSocialInsuranceNumber,
  cardNumber: maskCardNumber,
  phone: maskPhone,
};

function maskedChange(
  change: ChangeLine,
  visible: (personId: number | null) => number | null,
  places: ReadonlyMap<string, string>,
): ListDifference['changes'][number] {
  const personId = visible(change.personId);
  const isHidden = change.personId !== null && personId === null;
  const fields = (change.fields ?? []).map(({ field, before, after }) => {
    const show = (value: unknown): string | null => {
      const text = value === null || value === undefined ? null : String(value);
      if (field === 'place' && text !== null) return places.get(text) ?? text;
      return MASKS[field]?.(text) ?? text;
    };
    return { field, before: isHidden ? null : show(before), after: show(after) };
  });
  const fullName = isHidden && change.rowNo === null ? null : change.fullName;
  const registerName = isHidden ? null : change.registerName;
  return { ...change, personId, fullName, registerName, fields };
}

export async function faultPage(
  ctx: Context,
  listId: number,
  page: { after: number; limit: number },
  language: 'vi' | 'en',
): Promise<{
  rows: {
    rowNo: number;
    sheet: number;
    line: number;
    text: string;
    faults: RowLine['faults'];
  }[];
  next: number | null;
}> {
  await getList(ctx, listId);
  const lines = await asOwner(ctx, () => listFaultyLines(ctx.db, listId, page));
  const rows = lines.map(({ rowNo, sheet, line, faults }) => {
    const text = faults.map((fault) => `${fault.cell}: ${faultText(fault, language)}`).join(' ');
    return { rowNo, sheet, line, text, faults };
  });
  return { rows, next: lines.length < page.limit ? null : (lines.at(-1)?.rowNo ?? null) };
}
