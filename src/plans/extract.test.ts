import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PROJECT_FOLDER } from '../config.ts';
import { extractPlan } from './extract.ts';
import { readPlanFile } from './plan-file.ts';
import { type ExpectedPlan, scorePlan } from './score.ts';
import { Extraction } from './types.ts';

const GOLDEN = join(PROJECT_FOLDER, 'test/golden/plans');
const IDS = readdirSync(GOLDEN)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -5));

function expectedOf(id: string): ExpectedPlan {
  return JSON.parse(readFileSync(join(GOLDEN, `${id}.json`), 'utf8')) as ExpectedPlan;
}

function textOf(id: string): string {
  return readFileSync(join(GOLDEN, `${id}.txt`), 'utf8');
}

test('the four real plans and twenty-one of our own are there', () => {
  expect(IDS).toHaveLength(25);
});

describe.each(IDS)('%s', (id) => {
  const text = textOf(id);
  const actual = extractPlan(text);
  const parts = new Map(scorePlan(expectedOf(id), actual).parts.map((part) => [part.part, part]));

  test.each([
    'head',
    'bases',
    'targets',
    'support',
    'assigned',
    'solutions',
    'other tasks',
    'task deadlines',
    'reports',
    'milestones',
    'recipients',
    'missing annexes',
  ])('%s exact: nothing missing, nothing invented', (name) => {
    const part = parts.get(name);
    expect({ missing: part?.missing, extra: part?.extra }).toEqual({ missing: [], extra: [] });
  });

  test('every document referred to and every member expected is found', () => {
    expect(parts.get('references')?.missing).toEqual([]);
    expect(parts.get('committees')?.missing).toEqual([]);
  });

  test('has the form that is promised', () => {
    expect(Extraction.safeParse(actual).error).toBeUndefined();
  });

  test('every item stands on the line it names', () => {
    const lines = text.split('\n').map((line) => normal(line));
    for (const task of actual.tasks) {
      const line = lines[task.line - 1] ?? '';
      const head = normal(task.start).slice(0, 20);
      const near = `${line} ${lines[task.line] ?? ''}`;
      expect(near.includes(head) || head.startsWith(line.slice(0, 5)), `${task.line} ${head}`).toBe(
        true,
      );
    }
    for (const target of actual.targets) {
      const raw = normal(target.raw).split(' ').at(-1) ?? '';
      expect(lines[target.line - 1] ?? '', String(target.line)).toContain(raw);
    }
    for (const basis of actual.legalBases) {
      const near = lines.slice(basis.line - 1, basis.line + 1).join(' ');
      const number = basis.variants?.[0] ?? basis.number;
      if (number !== null) expect(near.toLowerCase()).toContain(number.toLowerCase());
    }
  });

  test('gives the same result every time', () => {
    expect(extractPlan(text)).toEqual(actual);
  });
});

function normal(line: string): string {
  return line.normalize('NFC').replace(/[*#]/g, '').replace(/\s+/g, ' ').trim();
}

describe('the same plan in other clothes', () => {
  const text = textOf('son-duong-2022');
  const plain = extractPlan(text);

  test('line ends of Windows', () => {
    expect(extractPlan(text.replaceAll('\n', '\r\n'))).toEqual(plain);
  });

  test('letters in parts (NFD), spaces that do not break', () => {
    expect(extractPlan(text.normalize('NFD'))).toEqual(plain);
    const spaced = text.replace(/ (?=\p{Ll})/gu, '\u00a0');
    expect(extractPlan(spaced).targets).toEqual(plain.targets);
  });

  test('old spelling of ủy', () => {
    const old = extractPlan(text.replaceAll('Ủy', 'Uỷ').replaceAll('ủy', 'uỷ'));
    expect(old.tasks.map((task) => [task.line, task.kind])).toEqual(
      plain.tasks.map((task) => [task.line, task.kind]),
    );
    expect(old.reports.map((report) => report.line)).toEqual(
      plain.reports.map((report) => report.line),
    );
  });
});

describe('no plan at all', () => {
  test.each(['', '\n\n\n', 'Xin chào', '| | |\n|---|---|', '1.\n2.\n3.', '%%%% 12 %', '((((('])(
    '%j gives an empty proposal',
    (text) => {
      const { targets, tasks, reports, legalBases } = extractPlan(text);
      expect({ targets, tasks, reports, legalBases }).toEqual({
        targets: [],
        tasks: [],
        reports: [],
        legalBases: [],
      });
    },
  );

  test('a letter about something else yields no targets', () => {
    const text =
      'Kính gửi: Ông Nguyễn Văn Mẫu\n\nCửa hàng giảm giá 20% từ ngày 01/3/2026 đến ngày 31/3/2026.\n' +
      'Lãi suất 6,5%/năm. Xin cảm ơn.';
    expect(extractPlan(text).targets).toEqual([]);
  });

  test('a text without end is refused', () => {
    expect(() => extractPlan('a'.repeat(500_001))).toThrow(RangeError);
  });
});

test('a printed page (PDF) reads like its text', () => {
  const bytes = readFileSync(join(GOLDEN, 'ban-in-ke-hoach-xa.pdf'));
  const text = readPlanFile(bytes, 'ban-in-ke-hoach-xa.pdf');
  const plan = extractPlan(text.ok ? text.value : '');
  expect(plan.number.value).toBe('45/KH-UBND');
  expect(plan.issuer.name).toBe('Ủy ban nhân dân xã Tân Hòa');
  expect(
    plan.targets.map(({ unit, group, year, op, value }) => [unit, group, year, op, value]),
  ).toEqual([
    ['Xã Tân Hòa', 'Toàn dân', 2026, '>=', 95.5],
    ['Thôn Đông', 'Dân số', 'không nêu', '=', 1250],
    ['Thôn Đông', 'Toàn dân', 2026, '=', 96.5],
    ['Thôn Đoài', 'Dân số', 'không nêu', '=', 2100],
    ['Thôn Đoài', 'Toàn dân', 2026, '=', 94.8],
  ]);
  expect(plan.reports[0]).toMatchObject({
    who: ['Trưởng các thôn'],
    deadline: { isoWeekday: 5, time: '16:00' },
  });
});

test('a .docx with merged cells reads like its text', () => {
  const bytes = readFileSync(join(GOLDEN, 'huyen-phu-lam-2023.docx'));
  expect(readPlanFile(bytes, 'huyen-phu-lam-2023.docx')).toEqual({
    ok: true,
    value: textOf('huyen-phu-lam-2023'),
  });
});

test('the rules name no place: only words of administration', () => {
  const places = ['Sơn Dương', 'Tuyên Quang', 'Vĩnh Long', 'Bắc Giang', 'Sơn La', 'Kim Xuyên'];
  const folder = join(PROJECT_FOLDER, 'src/plans');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  );
  expect(files.length).toBeGreaterThan(30);
  for (const name of files) {
    const source = readFileSync(join(folder, name), 'utf8').toLowerCase();
    for (const place of places)
      expect(source.includes(place.toLowerCase()), `${name}: ${place}`).toBe(false);
  }
});
