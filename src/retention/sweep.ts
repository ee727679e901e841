/**
 * Words about an erased person go from every free text of every table, also of tables that come later:
 * the list of columns is read from the database, and only what is named here is left out, with its reason.
 */
import { sql } from 'kysely';
import { fold } from '../kernel/text.ts';
import type { Database } from '../stores/database.ts';

/** Table or table.column → why the sweep passes it by. */
export const EXEMPT: Readonly<Record<string, string>> = {
  'access.journal': 'a row changes only by blanking its whole reason (blankReasons)',
  'access.user': 'officials, not people of the register',
  'access.session': 'random tokens and addresses of officials',
  'access.account': 'secrets of officials',
  'access.verification': 'challenges of minutes',
  'access.two_factor': 'secrets of officials',
  'access.passkey': 'keys of officials',
  'access.token': 'hashes and names of programs',
  'access.role_grant': 'of officials',
  'registry.person': 'derived from the facts, refreshed',
  'registry.person_version': 'blanked by the person; another person may share the phone',
  'registry.participation.card_number': 'blanked by the person; a card may be recorded to two',
  'registry.name_word': 'shared words; orphans are deleted',
  'linkage.name': 'counts of names; those of nobody are deleted',
  'linkage.person': 'kept from the facts; the erased are taken out',
  'lists.row.full_name': 'blanked by the person; another may bear the name',
  'lists.row.national_id': 'blanked by the person',
  'lists.row.social_insurance_number': 'blanked by the person',
  'lists.row.card_number': 'blanked by the person',
  'lists.row.phone': 'blanked by the person; a household may share it',
  'retention.certificate': 'the proof holds no name and no number',
  'retention.item': 'the proof holds no name and no number',
  'public.migration': 'names of files',
};

export interface FreeColumn {
  table: string;
  column: string;
  type: 'text' | 'jsonb' | 'text[]';
}

export async function listFreeColumns(db: Database): Promise<FreeColumn[]> {
  const found = await sql<FreeColumn>`
    select format('%I.%I', n.nspname, c.relname) as table, a.attname as column,
      format_type(a.atttypid, null) as type
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and c.relpersistence = 'p' and a.attgenerated = ''
      and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker', 'units', 'coverage')
      and format_type(a.atttypid, null) in ('text', 'jsonb', 'text[]')
    order by 1, a.attnum`.execute(db);
  return found.rows.filter(
    ({ table, column }) => !(table in EXEMPT) && !(`${table}.${column}` in EXEMPT),
  );
}

const MARK = '(đã xóa)';
const LENGTH_MIN = 6;

/** What to look for: as written, and folded as some columns keep it. Short words would hit strangers. */
export function patternOf(values: readonly string[]): string | null {
  const wanted = new Set<string>();
  for (const value of values) {
    wanted.add(value.normalize('NFC'));
    wanted.add(fold(value));
  }
  const escaped = [...wanted]
    .filter((value) => value.length >= LENGTH_MIN)
    .map((value) => value.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return escaped.length === 0 ? null : `(?i)(${escaped.join('|')})`;
}

/** Answers how many rows were changed. One statement a table, as owner. */
export async function sweepTexts(db: Database, values: readonly string[]): Promise<number> {
  const pattern = patternOf(values);
  if (pattern === null) return 0;
  await sql`select set_config('app.blanking', 'on', true)`.execute(db);
  let rows = 0;
  for (const [table, columns] of Map.groupBy(await listFreeColumns(db), (one) => one.table)) {
    const sets = columns.map(({ column, type }) => {
      const name = sql.ref(column);
      const blanked = sql`regexp_replace(${name}::text, ${pattern}, ${MARK}, 'g')`;
      return sql`${name} = case when ${name}::text ~ ${pattern}
        then ${blanked}::${sql.raw(type)} else ${name} end`;
    });
    const hits = columns.map(({ column }) => sql`${sql.ref(column)}::text ~ ${pattern}`);
    const done = await sql`
      update ${sql.raw(table)}
      set ${sql.join(sets)}
      where ${sql.join(hits, sql` or `)}`.execute(db);
    rows += Number(done.numAffectedRows ?? 0);
  }
  await sql`select set_config('app.blanking', '', true)`.execute(db);
  return rows;
}
