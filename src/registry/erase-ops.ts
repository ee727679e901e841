/**
 * Erasing a person: the one way in which rows of the register are changed. Name, numbers and words go
 * from every row ever written of him, known now or superseded; place, year of birth, sex, periods and
 * categories stay, so that no count of any day changes. Whether it may be done is decided above
 * (src/retention).
 */
import { fold } from '../kernel/text.ts';
import type { Context } from '../stores/context.ts';
import { refreshPeople } from './search-rows.ts';
import {
  type NamingRow,
  blankContacts,
  blankEmptyHouseholds,
  blankFacts,
  deleteOrphanWords,
  insertErased,
  listNaming,
  listRecordsOf,
  listSharedNames,
} from './sql-erase.ts';
import { lockWriters } from './sql.ts';

export interface ErasedRecords {
  /** the persons and all records merged into them */
  personIds: number[];
  /** what stood there, for the digest of the proof and for the search of traces */
  naming: NamingRow[];
  /** names nobody else bears: they may be looked for everywhere */
  ownNames: string[];
}

/** As owner, in the transaction of the proof. */
export async function eraseFacts(tx: Context, askedIds: readonly number[]): Promise<ErasedRecords> {
  await lockWriters(tx.db);
  const personIds = await listRecordsOf(tx.db, askedIds);
  const naming = await listNaming(tx.db, personIds);
  const names = [...new Set(naming.flatMap((row) => row.names))];
  const shared = new Set(await listSharedNames(tx.db, names, personIds));
  await blankFacts(tx.db, personIds);
  await insertErased(tx.db, personIds, tx.now().toString());
  await blankEmptyHouseholds(tx.db, personIds);
  await refreshPeople(tx.db, personIds);
  await deleteOrphanWords(tx.db, [...new Set(names.flatMap((name) => fold(name).split(' ')))]);
  return { personIds, naming, ownNames: names.filter((name) => !shared.has(name)) };
}

/** Phones and mail addresses of persons who keep everything else. */
export async function eraseContacts(
  tx: Context,
  personIds: readonly number[],
): Promise<NamingRow[]> {
  await lockWriters(tx.db);
  const naming = await listNaming(tx.db, personIds);
  await blankContacts(tx.db, personIds);
  return naming;
}
