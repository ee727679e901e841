/**
 * A paper list typed row after row. It becomes a file like any other, a .csv of what was typed, and
 * goes the same road: difference, commit, undo. There is no second way to write.
 */
import { listsVi } from '../../../messages/lists.vi.ts';
import { listTemplateVi } from '../../../messages/list-template.vi.ts';
import type { TableCell } from '../../formats/table.ts';
import { EMPTY_CELL } from '../../formats/table.ts';
import { assert } from '../../kernel/assert.ts';
import { refuse } from '../../kernel/outcome.ts';
import type { IsoDate } from '../../kernel/dates.ts';
import { type Context, inOwnerTransaction } from '../../stores/context.ts';
import { getUnitByRef, parseUnitRef } from '../../units/ops.ts';
import { getResolver } from '../../units/resolving.ts';
import { addAdvanceJob } from '../advance-job.ts';
import { makeRowCleaner } from '../clean-row.ts';
import { fingerprintOf } from '../columns.ts';
import { type ListInput, cleanerParts, confirmColumns, receiveList } from '../intake-ops.ts';
import { matchRows } from '../linkage/ops.ts';
import { LinkRow } from '../linkage/types.ts';
import { describePeople } from '../people-ops.ts';
import type { CleanRow, Field, ListKind, ListMapping } from '../types.ts';
import { TYPED_COLUMNS } from './columns.ts';
import type { CheckedRow, TypedRow } from './types.ts';

/** The number first, so that a row of a name alone is a row as well. */
function fieldsOf(kind: ListKind): Field[] {
  const columns = TYPED_COLUMNS[kind];
  if (!columns) refuse('lists.typed.notThisKind');
  return ['ordinal', ...columns.map((column) => column.field)];
}

function mappingOf(kind: ListKind): ListMapping {
  const fields = fieldsOf(kind);
  const columns = fields.map((field, at) => ({
    column: at + 1,
    header: listsVi.fields[field],
    field,
  }));
  return {
    fingerprint: fingerprintOf(columns.map((column) => column.header)),
    columns,
    sheets: [{ index: 0, name: '', headerFirst: 1, headerLast: 1 }],
    layout: null,
  };
}

// ── becoming a list ─────────────────────────────────────────────────────────────────────────────

export interface TypedList {
  listId: number;
  /** the same rows were sent before */
  repeated: boolean;
  jobId: string | null;
}

const BYTES_MAX = 4 * 1024 * 1024;

export async function sendTyped(
  ctx: Context,
  input: ListInput,
  rows: readonly TypedRow[],
): Promise<TypedList> {
  const mapping = mappingOf(input.kind);
  assert(ctx.blobs, 'lists need the store of files');
  const text = csvOf(mapping, rows);
  const blob = await ctx.blobs.add(once(Buffer.from(text)), BYTES_MAX);
  const name = `${listTemplateVi.typedFile}-${input.asOf}.csv`;
  const { listId, repeated } = await receiveList(ctx, input, { name, ...blob });
  if (repeated) return { listId, repeated, jobId: null };
  await confirmColumns(ctx, listId, { mapping });
  return { listId, repeated, jobId: await addAdvanceJob(ctx, listId, blob.bytes) };
}

function csvOf({ columns }: ListMapping, rows: readonly TypedRow[]): string {
  const lines = [columns.map((column) => quoted(column.header))];
  for (const [at, row] of rows.entries()) {
    lines.push(columns.map(({ field }) => quoted(textOf(row, field, at))));
  }
  return `${lines.map((cells) => cells.join(',')).join('\r\n')}\r\n`;
}

function textOf(row: TypedRow, field: Field | null, at: number): string {
  return field === 'ordinal' ? String(at + 1) : ((field && row[field]) ?? '');
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

// ── while it is typed ───────────────────────────────────────────────────────────────────────────

/**
 * What is wrong with each row, cell by cell, and whom it means, by the same rules and the same linker
 * as the list it will be. Nothing is written. Persons elsewhere are found, and not shown.
 */
export async function checkTyped(
  ctx: Context,
  input: { kind: ListKind; unit: string; asOf: IsoDate },
  rows: readonly TypedRow[],
): Promise<CheckedRow[]> {
  const mapping = mappingOf(input.kind);
  const resolver = await getResolver(ctx);
  const { cleaned, matches } = await inOwnerTransaction(ctx, async (tx) => {
    const { unitId } = await getUnitByRef(tx, parseUnitRef(input.unit));
    const list = { unitId, kind: input.kind, options: {}, asOf: input.asOf };
    const clean = makeRowCleaner(await cleanerParts(tx, list, mapping, resolver));
    const read = rows.map((row, at) => clean(at + 1, cellsOf(mapping, row, at), NO_HEADINGS));
    const asked = read.flatMap(({ values, faults }, at) =>
      values.fullName === '' || faults.some((fault) => !fault.isWarning)
        ? []
        : [linkRowOf(at, values)],
    );
    return { cleaned: read, matches: await matchRows(tx, asked) };
  });
  const people = await describePeople(
    ctx,
    matches.flatMap((match) => match.personId ?? []),
  );
  const byRow = new Map(matches.map((match) => [match.row, match]));
  return cleaned.map(({ faults }, at) => {
    const match = byRow.get(at);
    const personId = match?.personId ?? null;
    const person = personId === null ? null : (people.get(personId) ?? null);
    return {
      faults,
      outcome: match?.outcome ?? null,
      duplicateOfRow: match?.duplicateOfRow ?? null,
      personId: person === null ? null : personId,
      person,
    };
  });
}

const NO_HEADINGS = { section: null, village: null, commune: null, schoolClass: null };

function cellsOf(mapping: ListMapping, row: TypedRow, at: number): TableCell[] {
  return mapping.columns.map(({ field }) => {
    const text = textOf(row, field, at);
    return text === '' ? EMPTY_CELL : { text, kind: 'text', isFormula: false };
  });
}

function linkRowOf(row: number, values: CleanRow): LinkRow {
  const [year = 0, month = 0, day = 0] = (values.birthDate ?? '').split('-').map(Number);
  const { birthPrecision } = values;
  return LinkRow.parse({
    row,
    fullName: values.fullName,
    birthYear: values.birthDate === null ? 0 : year,
    birthMonth: birthPrecision === null || birthPrecision === 'year' ? 0 : month,
    birthDay: birthPrecision === 'day' ? day : 0,
    sex: values.sex,
    placeId: values.placeId,
    nationalId: values.nationalId,
    socialInsuranceNumber: values.socialInsuranceNumber,
  });
}
