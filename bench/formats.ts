/**
 * Reading lists: a .xlsx of 200,000 rows (shared texts, as Excel writes it), against exceljs' stream
 * reader in the same run; the same with reasons given back; a .csv of 1.2 million rows; how time and
 * memory grow. Every case in a process of its own, so that its memory is its own. CPU is that of all
 * threads. Inputs by seed.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import excel from 'exceljs';
import { annotateTableFile } from '../src/formats/table-annotate.ts';
import { openTableFile } from '../src/formats/table-file.ts';
import { makeRandom } from '../src/kernel/random.ts';

const XLSX_ROWS = 200_000;
const CSV_ROWS = [12_000, 120_000, 1_200_000];
const FASTER_THAN_EXCELJS_MIN = 3;
const XLSX_CPU_MILLIS_MAX = 2_500;
const CSV_CPU_MILLIS_MAX = 12_000;
const MEGABYTES_MAX = 400;

interface Measured {
  rows: number;
  wallMillis: number;
  cpuMillis: number;
  megabytes: number;
}

const CASES: Readonly<Record<string, (path: string) => Promise<number>>> = {
  ours: readThrough,
  exceljs: readByExceljs,
  annotate,
};

async function main(): Promise<void> {
  const [name, path] = process.argv.slice(2);
  const work = name === undefined ? undefined : CASES[name];
  if (work && path !== undefined) {
    process.stdout.write(JSON.stringify(await measure(() => work(path))));
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'bench-formats-'));
  try {
    await compareXlsx(join(folder, 'list.xlsx'));
    compareCsv(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function compareXlsx(path: string): Promise<void> {
  await makeXlsx(path, XLSX_ROWS);
  console.log(`.xlsx of ${XLSX_ROWS} rows, ${Math.round(statSync(path).size / 1e6)} MB`);
  const ours = runCase('ours', path);
  const theirs = runCase('exceljs', path);
  const back = runCase('annotate', path);
  const ratio = theirs.cpuMillis / ours.cpuMillis;
  console.log(`exceljs takes ${ratio.toFixed(1)} times as much`);
  expectBudget('times faster than exceljs', ratio >= FASTER_THAN_EXCELJS_MIN);
  expectBudget('time of .xlsx', ours.cpuMillis <= XLSX_CPU_MILLIS_MAX);
  expectBudget('memory', Math.max(ours.megabytes, back.megabytes) <= MEGABYTES_MAX);
}

function compareCsv(folder: string): void {
  for (const rows of CSV_ROWS) {
    const path = join(folder, `list-${rows}.csv`);
    makeCsv(path, rows);
    console.log(`.csv of ${rows} rows, ${Math.round(statSync(path).size / 1e6)} MB`);
    const read = runCase('ours', path);
    expectBudget('time of .csv', read.cpuMillis <= CSV_CPU_MILLIS_MAX);
    expectBudget('memory', read.megabytes <= MEGABYTES_MAX);
  }
}

function runCase(name: string, path: string): Measured {
  const done = spawnSync(process.execPath, [import.meta.filename, name, path], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const measured = JSON.parse(done.stdout) as Measured;
  const { rows, wallMillis, cpuMillis, megabytes } = measured;
  console.log(
    `  ${name.padEnd(9)} ${String(rows).padStart(8)} rows  ${String(cpuMillis).padStart(6)} ms CPU  ${String(wallMillis).padStart(6)} ms  ${String(megabytes).padStart(4)} MB`,
  );
  return measured;
}

function expectBudget(what: string, isKept: boolean): void {
  if (isKept) return;
  console.log(`  over its budget: ${what}`);
  process.exitCode = 1;
}

async function measure(work: () => Promise<number>): Promise<Measured> {
  const before = process.cpuUsage();
  const start = performance.now();
  const rows = await work();
  const { user, system } = process.cpuUsage(before);
  return {
    rows,
    wallMillis: Math.round(performance.now() - start),
    cpuMillis: Math.round((user + system) / 1000),
    megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

async function readThrough(path: string): Promise<number> {
  const opened = await openTableFile(path);
  if (!opened.ok) throw new Error(opened.faults[0].code);
  let rows = 0;
  for await (const batch of opened.value.readRows(0)) {
    if (!batch.ok) throw new Error(batch.faults[0].code);
    rows += batch.value.length;
  }
  await opened.value.close();
  return rows;
}

async function readByExceljs(path: string): Promise<number> {
  const options = { sharedStrings: 'cache', styles: 'cache', worksheets: 'emit' } as const;
  let rows = 0;
  let filled = 0;
  for await (const sheet of new excel.stream.xlsx.WorkbookReader(path, options)) {
    for await (const row of sheet) {
      rows += 1;
      row.eachCell((cell) => (filled += cell.value === null ? 0 : 1));
    }
  }
  return filled > 0 ? rows : 0;
}

async function annotate(path: string): Promise<number> {
  const reasons = Array.from({ length: XLSX_ROWS / 50 }, (_, at) => ({
    row: at * 50 + 2,
    column: 3,
    reason: 'Ngày sinh không có thật',
  }));
  const done = await annotateTableFile(path, reasons, `${path}.back.xlsx`, {
    sheetIndex: 0,
    mark: 'bench',
    headerRow: 1,
    reasonHead: 'Lý do',
    onlyFaulty: true,
  });
  if (!done.ok) throw new Error(done.faults[0].code);
  return XLSX_ROWS + 1;
}

const HEADERS = [
  'STT',
  'Họ và tên',
  'Ngày sinh',
  'Giới tính',
  'Số CCCD',
  'Mã số BHXH',
  'Thôn',
  'Xã',
  'Địa chỉ',
];

/** Values of a list: some of few kinds, some of their own in each row. */
function* listRows(count: number): Generator<(string | number | Date)[]> {
  const random = makeRandom(200);
  for (let row = 1; row <= count; row += 1) {
    yield [
      row,
      `${random.pick(['Nguyễn', 'Trần', 'Hoàng', 'Ma'])} ${random.pick(['Văn', 'Thị'])} ${random.pick(['Hoà', 'Đức', 'Ánh'])} ${random.int(50_000)}`,
      new Date(Date.UTC(1940 + random.int(80), random.int(12), 1 + random.int(28))),
      random.pick(['Nam', 'Nữ']),
      String(8_000_000_000 + random.int(1_000_000_000)).padStart(12, '0'),
      8_200_000_000 + random.int(99_999_999),
      `Thôn ${random.int(300)}`,
      `Xã ${random.int(20)}`,
      `Số ${random.int(90_000)} đường Trần Hưng Đạo`,
    ];
  }
}

async function makeXlsx(path: string, rows: number): Promise<void> {
  const options = { filename: path, useStyles: true, useSharedStrings: true };
  const book = new excel.stream.xlsx.WorkbookWriter(options);
  const sheet = book.addWorksheet('Danh sách');
  sheet.getColumn(3).numFmt = 'dd/mm/yyyy';
  sheet.addRow(HEADERS).commit();
  for (const values of listRows(rows)) sheet.addRow(values).commit();
  await book.commit();
}

function makeCsv(path: string, rows: number): void {
  const file = openSync(path, 'w');
  let text = `${HEADERS.join(',')}\n`;
  for (const values of listRows(rows)) {
    text += `${values.map((value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value)).join(',')}\n`;
    if (text.length > 1_000_000) {
      writeSync(file, text);
      text = '';
    }
  }
  writeSync(file, text);
  closeSync(file);
}

await main();
