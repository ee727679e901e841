/** Detectors run over the register: found, opened, withdrawn; and when the next run is due. */
import { type Context, asOwner, inTransaction, today } from '../../stores/context.ts';
import {
  DETECTED_KINDS,
  type DetectedKind,
  type DetectedRow,
  detect,
  lastEntryId,
  listDetected,
  upsertDetected,
  withdrawGone,
} from './sql-detect.ts';
import { mergeRaised, openRaised } from './sql.ts';

/** Matters one run opens of a kind; more than an office clears in a year. */
const FOUND_MAX = 100_000;

/** One kind, in a transaction of its own: safe to run twice. */
export async function detectKind(
  ctx: Context,
  kind: DetectedKind,
  limit: number = FOUND_MAX,
): Promise<DetectedRow> {
  return await inTransaction(ctx, (tx) =>
    asOwner(tx, async () => {
      const day = today(tx);
      const readToEntry = await lastEntryId(tx.db);
      await openRaised(tx.db);
      const found = await detect(tx.db, kind, day, limit);
      const isCut = found > limit;
      const withdrawn = isCut ? 0 : await withdrawGone(tx.db, kind);
      const { opened } = await mergeRaised(tx.db, { now: tx.now().toString(), today: day });
      const detectedAt = tx.now().toString();
      const row = {
        kind,
        detectedOn: day,
        readToEntry,
        found,
        opened,
        withdrawn,
        isCut,
        detectedAt,
      };
      await upsertDetected(tx.db, row);
      return row;
    }),
  );
}

export async function detectAll(
  ctx: Context,
  onKind?: (kind: DetectedKind, share: number) => void,
): Promise<DetectedRow[]> {
  const rows: DetectedRow[] = [];
  for (const [at, kind] of DETECTED_KINDS.entries()) {
    onKind?.(kind, at / DETECTED_KINDS.length);
    rows.push(await detectKind(ctx, kind));
  }
  return rows;
}

/** The register or the day has moved on since the last run. */
export async function isDetectionDue(ctx: Context): Promise<boolean> {
  return await inTransaction(ctx, (tx) =>
    asOwner(tx, async () => {
      const rows = await listDetected(tx.db);
      const entry = await lastEntryId(tx.db);
      const isOld = (row: DetectedRow): boolean =>
        row.detectedOn < today(tx) || row.readToEntry < entry;
      return entry > 0 && (rows.length < DETECTED_KINDS.length || rows.some(isOld));
    }),
  );
}
