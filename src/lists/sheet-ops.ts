/** Village lists on paper: printed with a code a row, signed, and read back by code. */
import type { IsoDate } from '../kernel/dates.ts';
import { type Fault, Refusal, refuse } from '../kernel/outcome.ts';
import { maskNationalId } from '../registry/mask.ts';
import { recordFacts } from '../registry/ops.ts';
import type { CommandInput } from '../registry/types.ts';
import { type Context, asOwner } from '../stores/context.ts';
import { scopeOf } from '../units/ops.ts';
import { codeOf, lineOfCode } from './sheet-codes.ts';
import { fillSheet, findSheet, insertSheet, listSheetLines, listSheetUnits } from './sheet-sql.ts';
import type { PrintedSheet, SheetCorrection } from './types.ts';

/** One page a village: the people who live there on the day, each row with its code. */
export async function printSheets(
  ctx: Context,
  unitId: number,
  asOf: IsoDate,
): Promise<PrintedSheet[]> {
  return await asOwner(ctx, async () => {
    const { path, on } = await scopeOf(ctx, unitId, asOf);
    const sheets: PrintedSheet[] = [];
    for (const unit of await listSheetUnits(ctx.db, path, on)) {
      const at = ctx.now().toString();
      const sheet = { unitId: unit.unitId, asOf, at, actorName: ctx.who.name };
      const sheetId = await insertSheet(ctx.db, sheet);
      await fillSheet(ctx.db, sheetId);
      sheets.push(await showAsOwner(ctx, sheetId));
    }
    return sheets;
  });
}

/** A printed list again, as it was numbered. */
export async function showSheet(ctx: Context, sheetId: number): Promise<PrintedSheet> {
  if (!(await findSheet(ctx.db, sheetId))) refuse('lists.sheet.notFound');
  return await asOwner(ctx, () => showAsOwner(ctx, sheetId));
}

async function showAsOwner(ctx: Context, sheetId: number): Promise<PrintedSheet> {
  const sheet = (await findSheet(ctx.db, sheetId)) ?? refuse('lists.sheet.notFound');
  const lines = await listSheetLines(ctx.db, sheetId, null);
  return {
    ...sheet,
    lines: lines.map(({ line, nationalId, ...shown }) => ({
      code: codeOf(sheetId, line),
      ...shown,
      nationalId: maskNationalId(nationalId),
    })),
  };
}

/** All corrections of a sheet as one entry, or every fault of them at once (`corrections.<n>`). */
export async function correctBySheet(
  ctx: Context,
  sheetId: number,
  corrections: readonly SheetCorrection[],
  reason: string,
): Promise<{ entryId: number; corrected: number }> {
  if (!(await findSheet(ctx.db, sheetId))) refuse('lists.sheet.notFound');
  const lines = corrections.map((correction) => lineOfCode(sheetId, correction.code));
  const known = await asOwner(ctx, () =>
    listSheetLines(
      ctx.db,
      sheetId,
      lines.filter((line) => line !== null),
    ),
  );
  const personOf = new Map(known.map((row) => [row.line, row.personId]));
  const faults: Fault[] = [];
  const commands: CommandInput[] = [];
  corrections.forEach((correction, at) => {
    const person = personOf.get(lines[at] ?? 0);
    if (person !== undefined) commands.push(commandOf(correction, person));
    else {
      const params = { code: correction.code };
      faults.push({ code: 'lists.code.unknown', params, at: `corrections.${at}` });
    }
  });
  const [first, ...rest] = faults;
  if (first) throw new Refusal([first, ...rest]);
  const meta = { kind: 'canvass' as const, reason, source: `lists/sheet/${sheetId}` };
  const done = await recordFacts(ctx, meta, commands);
  if (!done.ok) {
    const moved = done.faults.map((fault) => ({
      ...fault,
      ...(fault.at && { at: fault.at.replace('commands.', 'corrections.') }),
    }));
    throw new Refusal(moved as unknown as Refusal['faults']);
  }
  return { entryId: done.value.entryId, corrected: corrections.length };
}

function commandOf(correction: SheetCorrection, person: number): CommandInput {
  switch (correction.kind) {
    case 'died':
      return { kind: 'recordDeath', person, on: correction.on };
    case 'left':
      return { kind: 'recordLeaving', person, from: correction.from };
    case 'moved': {
      const { placeId, from } = correction;
      return { kind: 'setResidence', person, placeId, residence: 'permanent', from };
    }
    case 'person': {
      const { kind: _, code: __, ...attributes } = correction;
      return { kind: 'correctPerson', person, attributes };
    }
  }
}
