/** The documents register of a unit, with what those above it have issued. */
import { refuse } from '../kernel/outcome.ts';
import { type Context, inOwnerTransaction, today } from '../stores/context.ts';
import { listRefs, refOf } from '../units/ops.ts';
import type { UnitRef } from '../units/types.ts';
import { documentState } from './document-state.ts';
import type {
  DocumentInput,
  DocumentPage,
  DocumentView,
  LinkInput,
  RelationInput,
} from './register-types.ts';
import { readUnit } from './scope.ts';
import { listEverAbove } from './sql-scope.ts';
import * as sql from './sql-documents.ts';

export interface DocumentFilter {
  kind?: string | undefined;
  text?: string | undefined;
  state?: DocumentView['state'] | undefined;
  /** only what the unit issued itself */
  ownOnly: boolean;
}

const DOCUMENTS_MAX = 1000;

export async function listDocuments(
  ctx: Context,
  ref: string | number,
  filter: DocumentFilter,
): Promise<{ documents: DocumentView[] }> {
  const { unit } = await readUnit(ctx, ref);
  const above = filter.ownOnly ? [] : await listEverAbove(ctx.db, unit.unitId);
  const rows = await sql.listDocuments(ctx.db, {
    unitIds: [unit.unitId, ...above],
    kind: filter.kind,
    text: filter.text,
    limit: DOCUMENTS_MAX,
  });
  const refs = await listRefs(
    ctx,
    rows.map((row) => row.unitId),
    today(ctx),
  );
  const views = rows.map((row) => viewOf(ctx, row, refOf(refs, row.unitId)));
  const { state } = filter;
  return { documents: state ? views.filter((view) => view.state === state) : views };
}

function viewOf(ctx: Context, row: sql.DocumentRow, unit: UnitRef): DocumentView {
  const { unitId: _, withdrawnAt: __, replacedFrom: ___, amendedFrom: ____, ...rest } = row;
  return { ...rest, unit, state: documentState(row, today(ctx)) };
}

export async function getDocument(
  ctx: Context,
  ref: string | number,
  documentId: number,
): Promise<DocumentPage> {
  const row = await getRow(ctx, ref, documentId);
  const refs = await listRefs(ctx, [row.unitId], today(ctx));
  const relations = await sql.listRelations(ctx.db, documentId);
  return {
    ...viewOf(ctx, row, refOf(refs, row.unitId)),
    relations: relations.map((relation) => {
      const outgoing = relation.documentId === documentId;
      return {
        relationId: relation.relationId,
        kind: relation.kind,
        outgoing,
        from: relation.from,
        note: relation.note,
        other: {
          documentId: outgoing ? relation.otherId : relation.documentId,
          number: relation.number,
          title: relation.title,
        },
      };
    }),
    links: await sql.listLinks(ctx.db, documentId),
  };
}

/** A document of the unit or of one above it. */
async function getRow(
  ctx: Context,
  ref: string | number,
  documentId: number,
): Promise<sql.DocumentRow> {
  const { unit } = await readUnit(ctx, ref);
  const row = await sql.findDocument(ctx.db, documentId);
  const known = [unit.unitId, ...(await listEverAbove(ctx.db, unit.unitId))];
  return row && known.includes(row.unitId) ? row : refuse('tasks.unknownDocument', { documentId });
}

async function getOwnRow(
  ctx: Context,
  ref: string | number,
  documentId: number,
): Promise<sql.DocumentRow> {
  const { unit } = await readUnit(ctx, ref);
  const row = await getRow(ctx, ref, documentId);
  return row.unitId === unit.unitId ? row : refuse('tasks.documentOfAnother');
}

function rowOf(input: DocumentInput) {
  return {
    ...input,
    number: input.number ?? null,
    issuedOn: input.issuedOn ?? null,
    inForceFrom: input.inForceFrom ?? input.issuedOn ?? null,
    inForceTo: input.inForceTo ?? null,
    renewOn: input.renewOn ?? null,
    lawDocument: input.lawDocument ?? null,
    planId: input.planId ?? null,
    url: input.url ?? null,
  };
}

export async function addDocument(
  ctx: Context,
  ref: string | number,
  input: DocumentInput,
): Promise<{ documentId: number }> {
  const { unit } = await readUnit(ctx, ref);
  const row = rowOf(input);
  refuseWrongPeriod(row);
  return await inOwnerTransaction(ctx, async (tx) => {
    const documentId = await sql.insertDocument(tx.db, {
      ...row,
      unitId: unit.unitId,
      actorId: tx.who.userId,
      actorName: tx.who.name,
      recordedAt: tx.now().toString(),
    });
    return { documentId };
  });
}

/**
 * The entry of a plan in the register of its unit: the one that is there, else a new one, which
 * replaces the entry of the plan's earlier version. Within the caller's transaction.
 */
export async function registerPlan(
  tx: Context,
  unitId: number,
  input: DocumentInput & { planId: number },
  replacesPlanId: number | null,
): Promise<{ documentId: number; isNew: boolean }> {
  const number = input.number ?? null;
  const known = await sql.findRegistered(tx.db, { unitId, planId: input.planId, number });
  if (known !== undefined) return { documentId: known, isNew: false };
  const { documentId } = await addDocument(tx, unitId, input);
  if (replacesPlanId !== null) {
    const old = await sql.findRegistered(tx.db, { unitId, planId: replacesPlanId, number: null });
    const from = input.issuedOn ?? today(tx);
    const by = { actorName: tx.who.name, at: tx.now().toString() };
    const relation = { documentId, kind: 'replaces' as const, note: '', from, ...by };
    if (old !== undefined) await sql.insertRelation(tx.db, { ...relation, otherId: old });
  }
  return { documentId, isNew: true };
}

function refuseWrongPeriod(row: { inForceFrom: string | null; inForceTo: string | null }): void {
  if (row.inForceFrom !== null && row.inForceTo !== null && row.inForceTo < row.inForceFrom) {
    refuse('tasks.termEndsBeforeItStarts', {}, 'body.inForceTo');
  }
}

export async function changeDocument(
  ctx: Context,
  ref: string | number,
  documentId: number,
  input: DocumentInput,
): Promise<DocumentPage> {
  await getOwnRow(ctx, ref, documentId);
  const row = rowOf(input);
  refuseWrongPeriod(row);
  await inOwnerTransaction(ctx, (tx) => sql.updateDocument(tx.db, documentId, row));
  return await getDocument(ctx, ref, documentId);
}

export async function withdrawDocument(
  ctx: Context,
  ref: string | number,
  documentId: number,
  reason: string,
): Promise<DocumentPage> {
  await getOwnRow(ctx, ref, documentId);
  await inOwnerTransaction(ctx, async (tx) => {
    const at = tx.now().toString();
    await sql.withdrawDocument(tx.db, { documentId, by: tx.who.name, reason, at });
  });
  return await getDocument(ctx, ref, documentId);
}

/** This document replaces, amends or carries out another one of the unit or above it. */
export async function relateDocument(
  ctx: Context,
  ref: string | number,
  documentId: number,
  input: RelationInput,
): Promise<DocumentPage> {
  const row = await getOwnRow(ctx, ref, documentId);
  const other = await getRow(ctx, ref, input.otherId);
  if (other.documentId === documentId) refuse('tasks.documentItself', {}, 'body.otherId');
  await inOwnerTransaction(ctx, async (tx) => {
    const from = input.from ?? row.inForceFrom ?? row.issuedOn ?? today(tx);
    const by = { actorName: tx.who.name, at: tx.now().toString() };
    const done = await sql.insertRelation(tx.db, { documentId, ...input, from, ...by });
    if (!done) refuse('tasks.relation.conflict');
  });
  return await getDocument(ctx, ref, documentId);
}

export async function linkDocument(
  ctx: Context,
  ref: string | number,
  documentId: number,
  input: LinkInput,
): Promise<DocumentPage> {
  await getOwnRow(ctx, ref, documentId);
  await inOwnerTransaction(ctx, async (tx) => {
    const by = { actorName: tx.who.name, at: tx.now().toString() };
    const done = await sql.insertLink(tx.db, { documentId, ...input, ...by });
    if (!done) refuse('tasks.link.conflict');
  });
  return await getDocument(ctx, ref, documentId);
}
