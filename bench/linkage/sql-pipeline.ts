/**
 * The same pipeline as PostgreSQL SQL, for comparison: names come folded, as a gift; the greedy
 * choice is replaced by the mutual best. Everything after loading is timed.
 */
import { sql } from 'kysely';
import { foldName, firstWord, lastWord, sortWords } from '../../src/lists/linkage/features.ts';
import { copyIn } from '../../src/stores/copy.ts';
import type { Database } from '../../src/stores/database.ts';
import { linesOf } from './quality.ts';

const COLUMNS =
  'id, name, sorted, given, surname, birth, year, month, day, sex, village, commune, national_id, social';

type Line = (string | number)[];

export async function loadTables(db: Database, persons: string, rows: string): Promise<void> {
  for (const table of ['p', 'r']) {
    await sql`
      create unlogged table ${sql.table(`public.${table}`)} (id bigint, name text, sorted text,
        given text, surname text, birth int, year int, month int, day int, sex int, village int,
        commune int, national_id bigint, social bigint)`.execute(db);
  }
  await copyIn(db, 'public.p', COLUMNS.split(', '), mapLines(persons, personOf));
  await copyIn(db, 'public.r', COLUMNS.split(', '), mapLines(rows, rowOf));
  await sql`analyze public.p, public.r`.execute(db);
}

function* mapLines(text: string, read: (cells: string[]) => Line): Generator<Line> {
  for (const cells of linesOf(text)) yield read(cells);
}

function personOf([id, name = '', birth, sex, place, nationalId, social]: string[]): Line {
  const packed = Number(birth);
  const parts = [packed >> 9, (packed >> 5) & 15, packed & 31];
  return line(
    Number(id),
    name,
    parts,
    Number(sex),
    Number(place),
    Number(nationalId),
    Number(social),
  );
}

function rowOf([id, name = '', y, m, d, sex, place, nationalId, social]: string[]): Line {
  const digits = (text = ''): number => (text === '\\N' ? 0 : Number(text));
  const sexNumber = sex === 'male' ? 1 : sex === 'female' ? 2 : 0;
  const parts = [Number(y), Number(m), Number(d)];
  return line(
    Number(id),
    foldName(name),
    parts,
    sexNumber,
    digits(place),
    digits(nationalId),
    digits(social),
  );
}

function line(
  id: number,
  name: string,
  [year = 0, month = 0, day = 0]: number[],
  sex: number,
  village: number,
  nationalId: number,
  social: number,
): Line {
  const birth = day === 0 ? 0 : year * 512 + month * 32 + day;
  const commune = village === 0 ? 0 : 1000 + Math.floor((village - 10_000) / 20);
  return [
    id,
    name,
    sortWords(name),
    lastWord(name),
    firstWord(name),
    birth,
    year,
    month,
    day,
    sex,
    village,
    commune,
    nationalId,
    social,
  ];
}

const RULES = [
  'r.national_id <> 0 and r.national_id = p.national_id',
  'r.social <> 0 and r.social = p.social',
  'r.sorted = p.sorted and r.year <> 0 and r.year = p.year',
  'r.birth <> 0 and r.birth = p.birth and r.given = p.given',
  'r.birth <> 0 and r.birth = p.birth and r.commune = p.commune',
  'r.sorted = p.sorted and r.commune = p.commune',
  'r.village <> 0 and r.village = p.village and r.year = p.year and r.given = p.given',
];

/** Answers the mutual best pairs of at least 3 bits: row → person. */
export async function linkBySql(db: Database): Promise<Map<number, number>> {
  const run = async (text: string): Promise<void> => void (await sql.raw(text).execute(db));
  await run(`create unlogged table public.names as
    select sorted,
      least(18, -log(2, (count(*) + 0.5) / (select count(*) from public.p)))::float8 as bits
    from public.p group by sorted`);
  await run('create index on public.names (sorted)');
  const parts = RULES.map(
    (rule) => `select r.id as row, p.id as person from public.r r join public.p p on ${rule}`,
  );
  await run(`create unlogged table public.pairs as ${parts.join(' union ')}`);
  await run(`create unlogged table public.scored as
    select row, person,
      -log(2, (select count(*) from public.p))::float8 + name + birth + sex + place + national_id
        + social as score
    from (
      select c.row, c.person,
        case when r.name = p.name then -0.09 + coalesce(n.bits, 18)
          when r.sorted = p.sorted then -6.71 + coalesce(n.bits, 18)
          when levenshtein_less_equal(r.name, p.name, 1) <= 1
            then 6.03 + (coalesce(n.bits, 18) - 14.6) / 2
          when r.given = p.given and r.surname = p.surname
            then 3.24 + (coalesce(n.bits, 18) - 14.6) / 2
          when levenshtein(r.name, p.name) <= greatest(length(r.name), length(p.name)) * 0.3
            then -8.7
          else -10.5 end as name,
        case when r.year = 0 or p.year = 0 then 0
          when r.year = p.year then
            case when r.month = 0 or p.month = 0 or (r.month = 1 and r.day = 1)
                or (p.month = 1 and p.day = 1) then 5.7
              when r.month = p.month and r.day = p.day then 14.3
              when r.month = p.day and r.day = p.month then 9.2
              when r.month = p.month or r.day = p.day then 3.3
              else -11.7 end
          when r.month = p.month and r.day = p.day and abs(r.year - p.year) = 1 then 7.3
          when r.month = p.month and r.day = p.day and abs(r.year - p.year) = 2 then -6.8
          else -12 end as birth,
        case when r.sex = 0 or p.sex = 0 then 0 when r.sex = p.sex then 1 else -6.6 end as sex,
        case when r.village <> 0 and r.village = p.village then 10.6
          when r.commune = 0 or p.commune = 0 then 0
          when r.commune = p.commune then 2 else -5.6 end as place,
        ${numberBits('national_id')} as national_id, ${numberBits('social')} as social
      from public.pairs c
      join public.r on r.id = c.row
      join public.p on p.id = c.person
      left join public.names n on n.sorted = p.sorted
    ) weighed`);
  const best = await sql<{ row: number; person: number }>`
    select row, person
    from (
      select row, person, score,
        row_number() over (partition by row order by score desc, person) as of_row,
        row_number() over (partition by person order by score desc, row) as of_person
      from public.scored
      where score >= 0
    ) ranked
    where of_row = 1 and of_person = 1 and score >= 3`.execute(db);
  return new Map(best.rows.map(({ row, person }) => [row, person]));
}

function numberBits(column: string): string {
  return `case when r.${column} = 0 or p.${column} = 0 then 0
    when r.${column} = p.${column} then 18
    when levenshtein_less_equal(r.${column}::text, p.${column}::text, 1) <= 1 then 6
    else -8.4 end`;
}
