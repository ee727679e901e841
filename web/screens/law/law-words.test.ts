import { describe, expect, test } from 'vitest';
import { lawNotesVi } from '../../../messages/law-notes.vi.ts';
import { makeLawBook } from '../../../src/policy/book.ts';
import { POLICY_FOLDER } from '../../../src/policy/book-files.ts';
import { RULE_TOPICS } from '../../../src/policy/rulebook.ts';
import { readLaw } from '../../../src/web-law.ts';
import { caseLines } from './case-words.ts';
import { speakLaw } from './law-speech.ts';
import { ruleSubject, ruleText, ruleWords } from './rule-words.ts';
import { daysOfChange, endingRules, selectRules } from './select-rules.ts';
import { RULE_TOPIC_NAMES } from './topic-names.ts';

const law = readLaw(POLICY_FOLDER);
const book = makeLawBook(law.data);
const { rules, cases } = law.rules;
const vi = speakLaw(book, 'vi');
const en = speakLaw(book, 'en');

function ruleOf(topic: string, key: string, on: string) {
  const rule = rules.find(
    (each) =>
      each.topic === topic &&
      each.key.startsWith(key) &&
      each.from <= on &&
      (each.to === null || on < each.to),
  );
  if (!rule) throw new Error(`no rule ${topic} ${key} on ${on}`);
  return rule;
}

describe('the words of a rule', () => {
  test.each([
    ['parameter', 'contributionRate', '2026-08-10', '4,5%'],
    ['parameter', 'referenceLevel', '2026-08-10', 'Bằng Mức lương cơ sở'],
    ['terms', 'terms', '2026-08-10', 'Đóng một lần 3 hoặc 6 hoặc 12 tháng'],
    [
      'ladder',
      'ladder',
      '2026-08-10',
      'Người thứ 1: 100%; người thứ 2: 70%; người thứ 3: 60%; người thứ 4: 50%; từ người thứ 5: 40% (trong cùng năm tài chính)',
    ],
    ['localSupport', 'bac-giang CN', '2022-01-01', 'Tỉnh Bắc Giang hỗ trợ thêm 20% mức đóng'],
    [
      'waiting',
      'waiting',
      '2026-08-10',
      'Nhóm 4, 5 tham gia lần đầu hoặc gián đoạn từ 90 ngày: thẻ có giá trị sau 30 ngày',
    ],
    [
      'entitlement',
      'minorityNearPoor',
      '2026-08-10',
      'Thuộc hộ cận nghèo, đồng thời người dân tộc thiểu số, đồng thời sống ở xã, thôn vùng đồng bào dân tộc thiểu số và miền núi',
    ],
  ])('%s %s on %s', (topic, key, on, words) => {
    expect(ruleWords(vi, ruleOf(topic, key, on))).toBe(words);
  });

  test('every rule says something in both languages, and nothing shows through from the data', () => {
    for (const rule of rules) {
      for (const speech of [vi, en]) {
        const words = ruleWords(speech, rule);
        expect(words, `${rule.topic} ${rule.key}`).toMatch(/\S/);
        expect(`${words} ${ruleSubject(speech, rule)}`).not.toMatch(
          /undefined|NaN|null|\[object|[a-z][A-Z]/,
        );
      }
    }
  });

  test('every note of a rule has its Vietnamese words, and no words are left over', () => {
    const notes = new Set(rules.flatMap(({ note }) => note ?? []));
    expect([...notes].filter((note) => !(note in lawNotesVi))).toEqual([]);
    expect(Object.keys(lawNotesVi).filter((note) => !notes.has(note))).toEqual([]);
  });

  test('topics are those of the rule book, in its order', () => {
    expect(RULE_TOPIC_NAMES).toEqual([...RULE_TOPICS]);
  });
});

describe('worked cases', () => {
  test('stand under the rules they prove, come out, and read in both languages', () => {
    expect(cases.length).toBeGreaterThan(100);
    expect(cases.filter(({ passed }) => !passed).map(({ id }) => id)).toEqual([]);
    for (const row of cases) {
      for (const speech of [vi, en]) {
        const lines = caseLines(speech, row);
        expect(lines.length, row.id).toBeGreaterThan(0);
        for (const { at, result } of lines) {
          expect(`${at} ${result}`, row.id).not.toMatch(/undefined|NaN|\[object|\d\/10000/);
        }
      }
    }
  });

  test('the ladder carries the household of five, to the đồng (W1)', () => {
    expect(ruleOf('ladder', 'ladder', '2026-08-10').cases).toContain('W1');
    const row = cases.find(({ id }) => id === 'W1');
    const lines = row ? caseLines(vi, row) : [];
    expect(lines[1]?.result).toMatch(/mức đóng 956\.340/);
    expect(lines.at(-1)?.result).toMatch(/4\.371\.840/);
  });
});

describe('what is shown', () => {
  const all = { on: null, topic: null, text: '', unverifiedOnly: false };

  test('the day, the topic and words without marks narrow the rules', () => {
    const on = selectRules(rules, { ...all, on: '2025-06-30', topic: 'taxonomy' }, () => '');
    expect(on.map(({ from }) => from)).toEqual(['2018-12-01']);
    const found = selectRules(rules, { ...all, text: 'nq hdnd bac giang 60/2021' }, (rule) =>
      ruleText(vi, rule).replace('Nghị quyết', 'NQ'),
    );
    expect(found.map(({ topic }) => topic)).toContain('localSupport');
    expect(selectRules(rules, { ...all, unverifiedOnly: true }, () => '')).not.toContainEqual(
      expect.objectContaining({ confidence: 'confirmed' }),
    );
  });

  test('the base salary of 1/7/2026 stands as a change with its old value', () => {
    const day = daysOfChange(rules).find(({ on }) => on === '2026-07-01');
    const change = day?.changed.find(({ after }) => after.key === 'baseSalary');
    expect(change && ruleWords(vi, change.before)).toMatch(/2\.340\.000/);
    expect(change && ruleWords(vi, change.after)).toMatch(/2\.530\.000/);
  });

  test('every start and end of a rule is told exactly once', () => {
    const days = daysOfChange(rules);
    const starts = days.flatMap((day) => [
      ...day.started,
      ...day.changed.map(({ after }) => after),
    ]);
    const ends = days.flatMap((day) => [...day.ended, ...day.changed.map(({ before }) => before)]);
    expect(starts.length).toBe(rules.length);
    expect(ends.length).toBe(rules.filter(({ to }) => to !== null).length);
  });

  test('resolution 60/2021 of Bắc Giang ends on 31/12/2025 with nothing after it', () => {
    const ending = endingRules(rules, '2025-11-01', 90);
    const local = ending.filter(({ rule }) => rule.topic === 'localSupport');
    expect(local.map(({ rule }) => vi.format.lastDay(rule.to))).toEqual([
      '31/12/2025',
      '31/12/2025',
    ]);
    expect(local.every(({ next }) => next === null)).toBe(true);
    expect(endingRules(rules, '2025-11-01', 60)).toHaveLength(0);
  });
});
