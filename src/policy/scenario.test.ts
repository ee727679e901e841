import { describe, expect, test } from 'vitest';
import { valueOn } from './book.ts';
import { loadLawBook } from './book-files.ts';
import { type BudgetLine, budgetRows, settleBudget, sumBudget } from './budget.ts';
import { decide } from './decide.ts';
import { NO_FACTS } from './facts.ts';
import { quote } from './quote.ts';
import {
  type AreaListChange,
  type ScenarioChange,
  applyScenario,
  applyAreaListChanges,
} from './scenario.ts';

const book = loadLawBook();

function under(changes: ScenarioChange[]) {
  const applied = applyScenario(book, changes);
  if (!applied.ok) throw new Error(JSON.stringify(applied.faults));
  return applied.value;
}

describe('a law book and changes give a law book', () => {
  test('near-poor support 100 % from 2027: the day before and the day', () => {
    const { book: law } = under([
      { kind: 'support', category: 'CN', bp: 10_000, from: '2027-01-01', to: null },
    ]);
    const facts = {
      ...NO_FACTS,
      statuses: [{ status: 'nearPoor' as const, from: '2026-01-01', to: null }],
    };
    expect(decide(law, facts, '2026-12-31').counts?.stateBp).toBe(7000);
    expect(decide(law, facts, '2027-01-01').counts?.stateBp).toBe(10_000);
    expect(decide(book, facts, '2027-01-01').counts?.stateBp).toBe(7000);
    expect(law.version).not.toBe(book.version);
  });

  test('other categories of the same row keep theirs', () => {
    const { book: law } = under([
      { kind: 'support', category: 'HS', bp: 7000, from: '2027-01-01', to: '2028-01-01' },
    ]);
    const pays = (category: string, paidOn: string) => {
      const outcome = quote(law, { members: [{ ref: 'a', category, paidOn, months: 12 }] });
      return outcome.ok ? outcome.value.amounts.state : null;
    };
    expect(pays('HS', '2027-06-01')).toBe(956_340);
    expect(pays('SV', '2027-06-01')).toBe(683_100);
    expect(pays('HS', '2028-01-01')).toBe(683_100);
  });

  test('base salary 2.7 million and 5.1 %: the reference level follows, the quote says assumed', () => {
    const { book: law } = under([
      { kind: 'parameter', id: 'baseSalary', value: 2_700_000, from: '2027-01-01', to: null },
      { kind: 'parameter', id: 'contributionRate', value: 510, from: '2027-01-01', to: null },
    ]);
    expect(valueOn(law, 'referenceLevel', '2026-12-31').value).toBe(2_530_000);
    expect(valueOn(law, 'referenceLevel', '2027-01-01').value).toBe(2_700_000);
    const outcome = quote(law, {
      members: [{ ref: 'a', category: 'GD', paidOn: '2027-01-01', months: 12 }],
    });
    if (!outcome.ok) throw new Error('must be quoted');
    expect(outcome.value.totalVnd).toBe(1_652_400);
    const codes = outcome.value.members[0]?.warnings.map((warning) => warning.code);
    expect(codes).toContain('quote.warning.assumed');
  });

  test('thirty communes leave the list: a change of facts, the state-paid group empties', () => {
    const { areaListChanges } = under([
      {
        kind: 'areaList',
        placeIds: [7, 8],
        areaClass: 'regionIII',
        enters: false,
        from: '2021-06-04',
      },
      { kind: 'areaList', placeIds: [8], areaClass: 'regionII', enters: true, from: '2021-06-04' },
    ]);
    const before = [{ areaClass: 'regionIII' as const, from: '2016-01-01', to: null }];
    const counts = (placeId: number, ethnicityCode: string, on: string) => {
      const areaClasses = applyAreaListChanges(before, placeId, areaListChanges);
      return decide(book, { ...NO_FACTS, ethnicityCode, areaClasses }, on).counts?.category;
    };
    expect(counts(7, '01', '2021-06-03')).toBe('DK');
    expect(counts(7, '01', '2021-06-04')).toBe('GD');
    expect(counts(8, '02', '2021-06-04')).toBe('DT');
    expect(counts(8, '01', '2021-06-04')).toBe('GD');
    expect(counts(9, '01', '2021-06-04')).toBe('DK');
  });

  test('a place that comes back onto a list it left the same day keeps one spell', () => {
    const change: AreaListChange = {
      kind: 'areaList',
      placeIds: [1],
      areaClass: 'regionIII',
      enters: true,
      from: '2026-01-01',
    };
    const spells = [{ areaClass: 'regionIII' as const, from: '2021-06-04', to: '2026-01-01' }];
    expect(applyAreaListChanges(spells, 1, [change])).toEqual([
      { areaClass: 'regionIII', from: '2021-06-04', to: null },
    ]);
  });

  test('unknown categories and empty periods are told, all at once', () => {
    const applied = applyScenario(book, [
      { kind: 'support', category: 'QQ', bp: 1, from: '2027-01-01', to: null },
      { kind: 'benefit', category: 'CN', bp: 1, from: '2027-01-01', to: '2027-01-01' },
    ]);
    expect(applied).toMatchObject({
      ok: false,
      faults: [
        { code: 'policy.unknownCategory', at: 'changes.0' },
        { code: 'policy.emptyPeriod', at: 'changes.1' },
      ],
    });
  });
});

describe('support budget', () => {
  const line = { placeId: 1, from: '2026-01-01', months: 12, stateBp: 0, provinceBp: 0 };
  const lines: BudgetLine[] = [
    { ...line, category: 'HN', people: 120 },
    { ...line, category: 'CN', people: 45, stateBp: 10_000 },
    { ...line, category: 'HS', people: 100, stateBp: 5000, schoolLevel: 'province' },
  ];

  test('W18b: 120 poor and 45 near-poor with 100 %, year 2026', () => {
    const rows = budgetRows(book, lines.slice(0, 2));
    if (!rows.ok) throw new Error('must be counted');
    expect(sumBudget(rows.value, ['payer'])).toEqual([
      { key: { payer: 'state' }, personMonths: 165 * 12, amountVnd: 216_958_500 },
    ]);
    expect(sumBudget(rows.value, ['month', 'category'])).toHaveLength(24);
  });

  test('pupils stay with the base of the payment date; the school place pays', () => {
    const rows = budgetRows(book, lines.slice(2));
    if (!rows.ok) throw new Error('must be counted');
    expect(sumBudget(rows.value, ['payer', 'level'])).toEqual([
      {
        key: { payer: 'state', level: 'province' },
        personMonths: 1200,
        amountVnd: 52_650 * 1200,
      },
      {
        key: { payer: 'participant', level: null },
        personMonths: 1200,
        amountVnd: 52_650 * 1200,
      },
    ]);
  });

  test('settlement stands beside the estimate', () => {
    const estimate = budgetRows(book, lines.slice(0, 1));
    const actual = budgetRows(book, [{ ...line, category: 'HN', people: 118 }]);
    if (!estimate.ok || !actual.ok) throw new Error('must be counted');
    expect(settleBudget(estimate.value, actual.value, ['category'])).toEqual([
      {
        key: { category: 'HN' },
        estimatedVnd: 120 * 1_314_900,
        actualVnd: 118 * 1_314_900,
        differenceVnd: -2 * 1_314_900,
      },
    ]);
  });

  test('a line without the income it needs is a fault at its number', () => {
    const rows = budgetRows(book, [...lines, { ...line, category: 'HT', people: 3 }]);
    expect(rows).toMatchObject({
      ok: false,
      faults: [{ code: 'policy.incomeNeeded', at: 'lines.3' }],
    });
  });
});
