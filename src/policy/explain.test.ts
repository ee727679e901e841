import fc from 'fast-check';
import { expect, test } from 'vitest';
import { policyEn } from '../../messages/policy.en.ts';
import { policyVi } from '../../messages/policy.vi.ts';
import { makeRandom } from '../kernel/random.ts';
import { loadLawBook } from './book-files.ts';
import { nextChanges } from './changes.ts';
import { decide } from './decide.ts';
import { STATUSES } from './facts.ts';
import { bookNames, citationText, explainLine } from './explain.ts';
import { quote } from './quote.ts';
import { RULE_TOPICS } from './rulebook.ts';
import { randomDay, randomFacts } from './random-facts.ts';

const book = loadLawBook();
const vi = bookNames(book, 'vi');
const en = bookNames(book, 'en');

test('every line of every decision and quote has a sentence in both languages', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const random = makeRandom(seed);
      const facts = randomFacts(random);
      const on = randomDay(random);
      const decision = decide(book, facts, on);
      const lines = [...decision.trace];
      if (decision.counts) {
        const { category } = decision.counts;
        const member = { ref: 'a', category, paidOn: on, months: 3, facts, incomeVnd: 70_000_000 };
        const quoted = quote(book, { members: [member], allMembersTakePart: true });
        if (quoted.ok) {
          for (const row of quoted.value.members) lines.push(...row.lines, ...row.warnings);
        } else {
          for (const fault of quoted.faults) expect(policyVi.faults).toHaveProperty([fault.code]);
        }
      }
      for (const line of lines) {
        for (const text of [
          explainLine(line, policyVi.lines, vi),
          explainLine(line, policyEn.lines, en),
        ]) {
          expect(text).toMatch(/\S/);
          expect(text).not.toMatch(/undefined|NaN|\bnull\b/);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('every cause of a change has a text', () => {
  const random = makeRandom('causes');
  for (let person = 0; person < 40; person += 1) {
    for (const change of nextChanges(book, randomFacts(random), '2024-01-01', '2027-12-31')) {
      for (const cause of change.causes) expect(policyVi.causes).toHaveProperty(cause.code);
    }
  }
});

test('every status has a name, every code of check.ts a text', () => {
  for (const status of STATUSES) expect(policyVi.statuses[status]).toMatch(/\S/);
  expect(Object.keys(policyVi.statuses)).toEqual([...STATUSES]);
});

test('every topic, act, facility and list maker of the law book has a name', () => {
  const { benefit, calendar, penalties } = book.data;
  expect(Object.keys(policyVi.topics)).toEqual([...RULE_TOPICS]);
  for (const row of penalties.fines) expect(policyVi.acts).toHaveProperty(row.act);
  for (const row of benefit.directPayment) expect(policyVi.facilities).toHaveProperty(row.level);
  for (const row of benefit.selfReferral) expect(policyVi.facilities).toHaveProperty(row.case);
  for (const row of calendar.listMakers) expect(policyVi.listMakers).toHaveProperty(row.maker);
});

test('a citizen reads why: the poor household, in Vietnamese', () => {
  const decision = decide(
    book,
    {
      birthDate: '1990-01-01',
      ethnicityCode: '01',
      statuses: [{ status: 'poor', from: '2026-01-01', to: '2027-01-01' }],
      areaClasses: [],
      provinceCode: null,
      formerProvinceCode: null,
      school: null,
      choices: [],
    },
    '2026-08-10',
  );
  expect(decision.trace.map((line) => explainLine(line, policyVi.lines, vi))).toEqual([
    'Ngày 10/08/2026 áp dụng Luật 51/2024/QH15, Nghị định 188/2025/NĐ-CP (năm nhóm).',
    'Người thuộc hộ gia đình nghèo: vì thuộc hộ nghèo từ ngày 01/01/2026.',
    'Người tham gia bảo hiểm y tế theo hộ gia đình: ai cũng có thể tham gia.',
    'Người khác tự đóng bảo hiểm y tế: ai cũng có thể tham gia.',
    'Tham gia theo: Người thuộc hộ gia đình nghèo (nhóm 3); không thuộc đối tượng nào khác được đóng hoặc hỗ trợ.',
    'Ngân sách nhà nước đóng hoặc hỗ trợ toàn bộ mức đóng.',
    'Sở Tài chính chuyển hằng quý theo Mẫu số 1 của cơ quan bảo hiểm xã hội.',
    'Mức hưởng 100,0% chi phí khám, chữa bệnh theo Người thuộc hộ gia đình nghèo (mức cao nhất trong các đối tượng).',
  ]);
  const [citation] = decision.counts?.citation ?? [];
  expect(citation && citationText(book, citation, 'vi', policyVi.citation)).toBe(
    'điểm o khoản 3 Điều 12 Luật 51/2024/QH15 sửa đổi Luật Bảo hiểm y tế',
  );
  expect(
    citationText(book, { document: 'LAW51', article: '12', clause: '3o' }, 'vi', policyVi.citation),
  ).toBe('điểm o khoản 3 Điều 12 Luật 51/2024/QH15 sửa đổi Luật Bảo hiểm y tế');
});
