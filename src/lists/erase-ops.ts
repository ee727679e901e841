/** A person leaves the lists that named him; a settled list loses its file when its time is over. */
import type { Context } from '../stores/context.ts';
import { ERASED_NAME } from '../registry/sql-erase.ts';
import {
  type OldFile,
  type Traces,
  blankChangesOf,
  blankRows,
  collectRows,
  listFilesOfRows,
  listListsOfFiles,
  listOldFiles,
  listOpenLists,
  markFilesErased,
} from './sql-erase.ts';

export type { OldFile, Traces };
export { listOldFiles };

/** Lists that are still at work on a row of the persons: they must be settled first. */
export async function findOpenLists(tx: Context, traces: Traces): Promise<number[]> {
  await collectRows(tx.db, traces);
  return await listOpenLists(tx.db);
}

/** Answers how many rows were blanked, and the files in which they still stand. */
export async function eraseFromLists(
  tx: Context,
  traces: Traces,
): Promise<{ rows: number; hashes: string[] }> {
  const rows = await collectRows(tx.db, traces);
  const hashes = await listFilesOfRows(tx.db);
  await blankRows(tx.db, ERASED_NAME);
  await blankChangesOf(tx.db, traces.personIds);
  const listIds = await listListsOfFiles(tx.db, hashes);
  await markFilesErased(tx.db, listIds, tx.now().toString());
  return { rows, hashes };
}

/** The file goes, the list with its counts and entries stays. */
export async function eraseOldFiles(tx: Context, files: readonly OldFile[]): Promise<void> {
  const listIds = files.map(({ listId }) => listId);
  await markFilesErased(tx.db, listIds, tx.now().toString());
}
