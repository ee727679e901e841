/**
 * Guard against learning the four plans by heart: the same texts with other places, other numbers,
 * other years, other weekdays and hours. What is expected changes with the text.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PROJECT_FOLDER } from '../config.ts';
import { extractPlan } from './extract.ts';
import { type ExpectedPlan, scorePlan } from './score.ts';

const GOLDEN = join(PROJECT_FOLDER, 'test/golden/plans');
const IDS = ['son-duong-2022', 'vinh-long-2012', 'bac-giang-2023', 'son-la-2025'];

interface Plan {
  text: string;
  expected: ExpectedPlan;
}

function load(id: string): Plan {
  const text = readFileSync(join(GOLDEN, `${id}.txt`), 'utf8').normalize('NFC');
  const expected = JSON.parse(readFileSync(join(GOLDEN, `${id}.json`), 'utf8')) as ExpectedPlan;
  return { text, expected };
}

/** The same replacing in the text and in what is expected of it. */
function both({ text, expected }: Plan, change: (text: string) => string): Plan {
  return {
    text: change(text),
    expected: JSON.parse(change(JSON.stringify(expected))) as ExpectedPlan,
  };
}

function shortfalls({ text, expected }: Plan): string[] {
  return scorePlan(expected, extractPlan(text)).parts.flatMap((part) => {
    const mayAdd = part.part === 'references' || part.part === 'committees';
    return [...part.missing, ...(mayAdd ? [] : part.extra)].map((item) => `${part.part}: ${item}`);
  });
}

const PLACES: readonly [string, string][] = [
  ['Sơn Dương', 'Hòa Lập'],
  ['SƠN DƯƠNG', 'HÒA LẬP'],
  ['Tuyên Quang', 'Đông Nguyên'],
  ['Kim Xuyên', 'Minh Thành'],
  ['Vĩnh Long', 'Tây Giang Hạ'],
  ['Bắc Giang', 'Nam Bình'],
  ['Sơn La', 'Ea Kmút'],
];

function otherPlaces(text: string): string {
  return PLACES.reduce((made, [from, to]) => {
    const [first = '', ...rest] = to.split(' ');
    const pattern = new RegExp(from.replace(' ', '(\\s+)'), 'g');
    return made.replace(pattern, (_all, gap: string) => `${first}${gap}${rest.join(' ')}`);
  }, text);
}

/** Three years on, in every date, span and sign. */
function otherYears(text: string): string {
  return text.replace(/(?<!\d)(?:19|20)\d{2}(?!\d)/g, (year) => String(Number(year) + 3));
}

/** Every figure of a target gets other digits; full cover stays full cover. */
function otherNumbers({ text, expected }: Plan): Plan {
  const tokens = new Set<string>();
  for (const target of expected.targets ?? []) {
    for (const value of [target.value, target.share]) {
      if (typeof value !== 'number' || value === 100) continue;
      tokens.add(
        digitsOf(typeof target.raw === 'string' && value === target.value ? target.raw : value),
      );
    }
  }
  const made = [...tokens]
    .toSorted((a, b) => b.length - a.length)
    .map((token) => [token, shifted(token)]);
  const known = new Map(made as [string, string][]);
  const changed = text.replace(/(?<![\d.,/])\d[\d.,]*\d|(?<![\d.,/])\d/g, (token, at: number) => {
    const behind = text.slice(at + token.length, at + token.length + 12);
    const isFigure = /^\s*(?:%|người|thẻ)/.test(behind) || isAlone(text, at, token);
    return isFigure ? (known.get(token) ?? token) : token;
  });
  const targets = (expected.targets ?? []).map((target) => ({
    ...target,
    value: changedValue(target.value, target.raw, known),
    ...(target.share === undefined
      ? {}
      : { share: changedValue(target.share, undefined, known) ?? 0 }),
  }));
  return { text: changed, expected: { ...expected, targets } };
}

function isAlone(text: string, at: number, token: string): boolean {
  const start = text.lastIndexOf('\n', at) + 1;
  return text.slice(start, at).trim() === '' && /^\s*(?:\n|$)/.test(text.slice(at + token.length));
}

function digitsOf(value: number | string): string {
  if (typeof value === 'string') return value.replace(/[^\d.,]/g, '').replace(/[.,]$/, '');
  return new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 3 }).format(Math.abs(value));
}

/** First digit 1–9 to another 1–9, the others to any other digit. */
function shifted(token: string): string {
  return token.replace(/\d/g, (digit, at: number) =>
    at === 0 ? String(((Number(digit) + 2) % 9) + 1) : String((Number(digit) + 3) % 10),
  );
}

function changedValue(
  value: unknown,
  raw: unknown,
  known: ReadonlyMap<string, string>,
): number | null {
  if (typeof value !== 'number') return null;
  const token = known.get(digitsOf(typeof raw === 'string' ? raw : value));
  if (token === undefined) return value;
  const isThousand = /^\d{1,3}(?:\.\d{3})+$/.test(token);
  const made = Number(isThousand ? token.replaceAll('.', '') : token.replace(',', '.'));
  return value < 0 ? -made : made;
}

describe.each(IDS)('%s', (id) => {
  const plan = load(id);

  test('as it is', () => {
    expect(shortfalls(plan)).toEqual([]);
  });

  test('with names of other places', () => {
    expect(shortfalls(both(plan, otherPlaces))).toEqual([]);
  });

  test('three years later', () => {
    expect(shortfalls(both(plan, otherYears))).toEqual([]);
  });

  test('with other figures', () => {
    const changed = otherNumbers(plan);
    expect(changed.text).not.toBe(plan.text);
    expect(shortfalls(changed)).toEqual([]);
  });

  test('all at once, behind seven empty lines', () => {
    const changed = otherNumbers(both(both(plan, otherPlaces), otherYears));
    const moved = JSON.parse(
      JSON.stringify(changed.expected, (key, value: unknown) =>
        (key === 'line' || key === 'nameLine') && typeof value === 'number' ? value + 7 : value,
      ),
    ) as ExpectedPlan;
    expect(shortfalls({ text: '\n'.repeat(7) + changed.text, expected: moved })).toEqual([]);
  });
});

test('other weekdays and hours', () => {
  const { text } = load('bac-giang-2023');
  const changed = text
    .replace('trước 15 giờ 00’ ngày thứ 5 hằng tuần', 'trước 9 giờ 45 phút ngày thứ Sáu hằng tuần')
    .replace('trước 15h 30’ ngày thứ 4', 'trước 17h ngày chủ nhật')
    .replace('trước ngày 26/10/2023', 'chậm nhất ngày 7 tháng 9 năm 2023');
  const { reports, tasks } = extractPlan(changed);
  const clocks = reports.map((report) => report.deadline);
  expect(clocks).toContainEqual({ weekday: 'thứ 6', isoWeekday: 5, time: '09:45' });
  expect(clocks).toContainEqual({ weekday: 'chủ nhật', isoWeekday: 7, time: '17:00' });
  expect(tasks[0]?.deadline).toBe('2023-09-07');
});
