/**
 * The whole way of a list: a file of 1.2 million rows against 1.3 million people, from .csv to the
 * difference that is looked at, step by step, with the memory of this process; a workbook of 200,000
 * rows; the 300 rows of a village. Limits: 2 minutes and 1 GB; 20 s; 2 s. Then exact duplicates by
 * chosen columns, of the longest file and of the register: 30 s, 10 s. Inputs by seed, with errors
 * as senders make them: one sender without marks, one village with day and month swapped.
 * `BAOPHU_BENCH_PEOPLE` makes the register smaller.
 */
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { loadDemo } from '../src/demo/load.ts';
import { writeXlsx } from '../src/formats/xlsx-write.ts';
import { makeContext } from '../src/installation.ts';
import { makeRandom } from '../src/kernel/random.ts';
import { fold } from '../src/kernel/text.ts';
import { type AdvanceStep } from '../src/lists/advance-ops.ts';
import { searchList, searchRegister } from '../src/lists/duplicates/ops.ts';
import type { SearchView } from '../src/lists/duplicates/types.ts';
import { importList } from '../src/lists/import-ops.ts';
import type { Context } from '../src/stores/context.ts';
import { copyOut } from '../src/stores/copy.ts';
import { connectDatabase } from '../src/stores/database.ts';
import { ensureDatabase, migrateDatabase } from '../src/stores/migrate.ts';
import { startEmbeddedPostgres } from '../src/stores/pg-embedded.ts';
import { loadReference } from '../src/units/loading.ts';
import { getUnitByRef } from '../src/units/ops.ts';

const PEOPLE = Number(process.env['BAOPHU_BENCH_PEOPLE'] ?? 1_300_000);
const SEED = 20_261_121;
const HEADER = [
  'STT',
  'Họ và tên',
  'Ngày sinh',
  'Giới tính',
  'Số định danh/CCCD',
  'Mã hộ',
  'Quan hệ với chủ hộ',
  'Thôn',
  'Xã',
];
/** Everybody else counts as a grandchild: who is what of whom is not measured here. */
const RELATION: Readonly<Record<string, string>> = { head: 'Chủ hộ', spouse: 'Vợ', child: 'Con' };

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'baophu-bench-'));
  const server = await startEmbeddedPostgres({ folder });
  await ensureDatabase(server.url('postgres'), 'bench');
  await migrateDatabase(server.url('bench'));
  const db = connectDatabase({ url: server.url('bench'), connectionsMax: 8 });
  try {
    const ctx = makeContext(db, pino({ level: 'silent' }), folder);
    await loadReference(ctx);
    await timed(`register of ${PEOPLE} people`, () =>
      loadDemo(ctx, { name: 'son-la', people: PEOPLE }),
    );
    for (const share of [0.0002, 0.008, 0.077, 0.92]) {
      const rows = Math.max(300, Math.round(PEOPLE * share));
      const path = join(folder, `${rows}.csv`);
      const written = await writeCsv(ctx, path, rows);
      const listId = await run(ctx, `.csv of ${written} rows`, path);
      await findDuplicateRows(ctx, listId);
    }
    await findEqualPeople(ctx);
    const rows = Math.min(200_000, PEOPLE);
    const path = join(folder, 'rows.xlsx');
    await writeWorkbook(ctx, path, rows);
    await run(ctx, `.xlsx of ${rows} rows`, path);
  } finally {
    await db.destroy();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** From the file to the difference; each step's seconds, the peak of this process. */
async function run(ctx: Context, name: string, path: string): Promise<number> {
  const memory = watchMemory();
  const cpu = process.cpuUsage();
  const started = performance.now();
  let step: AdvanceStep | null = null;
  let since = started;
  const seconds: string[] = [];
  const close = (now: number): void => {
    if (step !== null) seconds.push(`${step} ${((now - since) / 1000).toFixed(1)}`);
    since = now;
  };
  const list = await importList(ctx, {
    path,
    kind: 'residents',
    unit: '14',
    sender: `bench ${name}`,
    asOf: '2026-11-01',
    commits: false,
    onProgress(next) {
      if (next === step) return;
      close(performance.now());
      step = next;
    },
  });
  close(performance.now());
  const total = ((performance.now() - started) / 1000).toFixed(1);
  const { user, system } = process.cpuUsage(cpu);
  const { data, linked, new: added, changed, same, conflict, review } = list.counts;
  const own = ((user + system) / 1e6).toFixed(1);
  console.log(
    `${name}: ${total} s (${seconds.join(', ')}), own CPU ${own} s, peak ${memory.stop()} MB`,
  );
  console.log(`  ${JSON.stringify({ data, linked, added, changed, same, conflict, review })}`);
  return list.listId;
}

/** Of the file, whatever became of its rows. */
async function findDuplicateRows(ctx: Context, listId: number): Promise<void> {
  for (const columns of [['fullName', 'birthDate'], ['nationalId'], ['sex']]) {
    const memory = watchMemory();
    const started = performance.now();
    const found = await searchList(ctx, listId, { columns, later: false });
    tellFound(`  rows equal in ${columns.join(', ')}`, started, found, memory.stop());
  }
}

async function findEqualPeople(ctx: Context): Promise<void> {
  const { unitId } = await getUnitByRef(ctx, 'VN');
  for (const columns of [
    ['fullName', 'birthDate', 'sex'],
    ['fullName', 'birthYear', 'village'],
    ['nationalId'],
    ['cardNumber'],
    ['fullName', 'household'],
  ]) {
    const memory = watchMemory();
    const started = performance.now();
    const found = await searchRegister(ctx, unitId, { columns, later: false });
    tellFound(`people equal in ${columns.join(', ')}`, started, found, memory.stop());
  }
}

function tellFound(what: string, started: number, found: SearchView, peak: number): void {
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const { compared, groups, members } = found;
  console.log(
    `${what}: ${seconds} s, ${compared} compared, ${groups} groups of ${members}, peak ${peak} MB`,
  );
}

/** Rows of the register with what senders do to them. */
async function readRows(
  ctx: Context,
  limit: number,
  onRow: (cells: string[]) => void,
): Promise<void> {
  const random = makeRandom(SEED);
  let at = 0;
  await copyOut(
    ctx.db,
    `select v.full_name, to_char(v.birth_date, 'DD/MM/YYYY'), v.sex, v.national_id, u.name, c.name,
        h.code, m.relation
      from registry.person p
      join registry.person_version v on v.person_id = p.person_id
        and v.recorded_to is null and v.valid_to is null
      join units.unit_version u on u.unit_id = p.place_id
        and u.valid_to is null and u.level = 'village'
      join units.unit_version c on c.unit_id = u.parent_id and c.valid_to is null
      left join registry.household_member m on m.person_id = p.person_id
        and m.recorded_to is null and m.valid_to is null
      left join registry.household h on h.household_id = m.household_id
        and h.recorded_to is null and h.valid_to is null
      order by p.person_id limit ${limit}`,
    ([name = '', birth = '', sex = '', id = '', village = '', commune = '', code, relation]) => {
      at += 1;
      const isBare = Math.floor(at / 5000) % 7 === 3;
      const isSwapped = Math.floor(at / 500) % 23 === 5;
      const written = isBare ? fold(name ?? '').toUpperCase() : (name ?? '');
      const [day, month, year] = (birth ?? '').split('/');
      const date = isSwapped && Number(day) <= 12 ? `${month}/${day}/${year}` : (birth ?? '');
      const number = random.next() < 0.25 ? '' : (id ?? '');
      onRow([
        String(at),
        written,
        date,
        sex === 'male' ? 'Nam' : 'Nữ',
        number,
        code ?? '',
        relation ? (RELATION[relation] ?? 'Cháu') : '',
        village ?? '',
        commune ?? '',
      ]);
    },
  );
}

async function writeCsv(ctx: Context, path: string, limit: number): Promise<number> {
  const file = createWriteStream(path);
  file.write(`${HEADER.join(',')}\n`);
  let count = 0;
  let text = '';
  await readRows(ctx, limit, (cells) => {
    count += 1;
    text += `${cells.join(',')}\n`;
    if (text.length > 1 << 20) {
      file.write(text);
      text = '';
    }
  });
  file.end(text);
  await once(file, 'finish');
  return count;
}

async function writeWorkbook(ctx: Context, path: string, limit: number): Promise<void> {
  const rows: string[][] = [];
  await readRows(ctx, limit, (cells) => rows.push(cells));
  const file = createWriteStream(path);
  async function* batches() {
    for (let at = 0; at < rows.length; at += 5000) yield rows.slice(at, at + 5000);
  }
  const list = {
    sheetName: 'Dân cư',
    title: 'DANH SÁCH DÂN CƯ',
    notes: [],
    columns: HEADER.map((header) => ({ header, width: 16, kind: 'text' as const })),
    rows: batches(),
    footer: '&P',
  };
  await writeXlsx(list, (bytes) => void file.write(Buffer.from(bytes)));
  file.end();
  await once(file, 'finish');
}

function watchMemory(): { stop(): number } {
  let peak = 0;
  const look = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 100);
  return {
    stop() {
      clearInterval(look);
      return Math.round(peak / 2 ** 20);
    },
  };
}

async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const done = await work();
  console.log(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return done;
}

await main();
