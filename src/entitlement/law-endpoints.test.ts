/** The law over HTTP, as a citizen, another program or the command line asks it. */
import { describe, expect, test } from 'vitest';
import { findFaultText } from '../../messages/faults.ts';
import { useTestServer } from '../../test/server.ts';
import { SYSTEM_ACTOR } from '../kernel/actor.ts';
import { loadLawBook, readTopics } from '../policy/book-files.ts';
import { type LawCase, parseCases, runCase } from '../policy/cases.ts';
import { lawEndpoints } from './law-endpoints.ts';
import type { DecideReply, QuoteReply, RulesReply } from './law-types.ts';

const http = useTestServer(lawEndpoints);
const book = loadLawBook();

function workedQuotes(): LawCase[] {
  const cases = parseCases(readTopics());
  if (!cases.ok) throw new Error('cases do not parse');
  return cases.value.filter(
    (row) => row.kind === 'quote' && !('scenario' in (row.input as object)) && row.hard,
  );
}

async function ask<Reply>(path: string, body: unknown) {
  return await http.request<Reply>(SYSTEM_ACTOR, 'post', path, body);
}

interface Problem {
  faults: { at: string; code: string; message: string; params?: object }[];
}

describe('a quote', () => {
  test('of every worked case is asked with the input of the case as it stands', async () => {
    const cases = workedQuotes();
    expect(cases.length).toBeGreaterThan(35);
    for (const row of cases) {
      const expected = runCase(book, row).actual as { each?: number[]; amounts?: object };
      const answer = await ask<QuoteReply>('/v1/law/quote', row.input);
      if (expected.each === undefined) {
        expect(answer.status, row.id).toBe(422);
        continue;
      }
      expect(answer.status, row.id).toBe(200);
      expect(answer.body.members.map((member) => member.fullVnd)).toEqual(expected.each);
      expect(answer.body.amounts).toEqual(expected.amounts);
    }
  });

  test('says each line in words with its basis, and what nobody verified', async () => {
    const member = { category: 'GD', paidOn: '2012-08-10', months: 3 };
    const old = await ask<Problem>('/v1/law/quote', { members: [member] });
    expect(old.body.faults.map((fault) => fault.code)).toEqual(['policy.missingRule']);
    const facts = { provinceCode: '79', formerProvinceCode: '79' };
    const pupil = { category: 'HS', paidOn: '2026-09-05', months: 12, facts };
    const { body } = await ask<QuoteReply>('/v1/law/quote', { members: [pupil] });
    const lines = body.members[0]?.lines ?? [];
    const province = lines.find((line) => line.code === 'quote.share.province');
    expect(province?.text).toContain('Tỉnh hỗ trợ thêm');
    expect(province?.basis[0]).toContain('Thành phố Hồ Chí Minh');
    expect(province?.unverified).toBe(true);
    expect(lines.find((line) => line.code === 'quote.rate')?.unverified).toBeUndefined();
    expect(body.members[0]?.warnings.map((line) => line.text).join()).toContain('chưa kiểm chứng');
  });

  test('faults of form and of law come all at once, each where it is', async () => {
    const form = await ask<Problem>('/v1/law/quote', {
      members: [
        { category: 'GD', paidOn: '2026-02-30', months: 3 },
        { category: 'HT', paidOn: '9999-01-01', months: 0, incomeVnd: 10_000_000_000 },
        { category: 'GD', paidOn: '2026-08-10', months: 3, facts: { school: 'x' }, extra: 1 },
      ],
    });
    expect(form.status).toBe(400);
    expect(form.body.faults.map(({ at, code }) => `${at} ${code}`)).toEqual([
      'body.members.0.paidOn input.notADate',
      'body.members.1.paidOn input.dayOutOfRange',
      'body.members.1.months input.tooSmall',
      'body.members.1.incomeVnd input.tooBig',
      'body.members.2.facts.school input.wrongType',
      'body.members.2.extra input.unknownName',
    ]);
    for (const { code } of form.body.faults) expect(findFaultText({ code }, 'vi')).toMatch(/\S/);
    const law = await ask<Problem>('/v1/law/quote', {
      members: [
        { category: 'GD', paidOn: '2026-08-10', months: 5 },
        { ref: 'b', category: '__proto__', paidOn: '2026-08-10', months: 3 },
      ],
    });
    expect(law.body.faults.map(({ at, code }) => `${at} ${code}`)).toEqual([
      '1 policy.termNotAllowed',
      'b policy.categoryNotInForce',
    ]);
  });
});

describe('a decision', () => {
  test('tells what changes next in words, and cites only texts of its day', async () => {
    const facts = { birthDate: '2021-03-01', statuses: [{ status: 'poor', from: '2026-01-01' }] };
    const asked = { on: '2026-08-10', until: '2028-12-31', facts };
    const { body } = await ask<DecideReply>('/v1/law/decide', asked);
    expect(body.decision.counts?.category).toBe('TE');
    expect(body.decision.trace.every((line) => line.text !== '')).toBe(true);
    expect(body.changes.map((change) => `${change.on} ${change.text}`)).toEqual([
      '2027-10-01 Hết hạn thẻ trẻ em dưới 6 tuổi',
    ]);
    const basis = body.decision.trace.flatMap((line) => line.basis).join('\n');
    expect(basis).not.toMatch(/46\/2014|146\/2018/);
    const before = await ask<DecideReply>('/v1/law/decide', { ...asked, on: '2025-06-30' });
    const older = before.body.decision.trace.flatMap((line) => line.basis).join('\n');
    // of the new law only the benefit levels had begun, on 1/1/2025
    expect(older).not.toMatch(/188\/2025|Điều 1[23] Luật 51\/2024/);
  });

  test('before the first law it names the missing rule', async () => {
    const { status, body } = await ask<Problem>('/v1/law/decide', { on: '2009-06-30', facts: {} });
    expect(status).toBe(422);
    expect(body.faults.map((fault) => fault.code)).toEqual(['policy.missingRule']);
  });
});

describe('the law book', () => {
  test('warns before a rule ends: of a day, of the days ahead, the first first', async () => {
    const asked = async (on: string, endingWithin: number) => {
      const path = `/v1/law/rules?on=${on}&endingWithin=${endingWithin}`;
      const { body } = await http.request<RulesReply>(SYSTEM_ACTOR, 'get', path);
      return body.rules;
    };
    const soon = await asked('2025-11-30', 60);
    const resolution = soon.find((rule) => rule.key === 'bac-giang CN');
    expect(resolution).toMatchObject({ topic: 'localSupport', to: '2026-01-01' });
    expect(soon.map((rule) => rule.to)).toEqual(soon.map((rule) => rule.to).toSorted());
    const ends = async (on: string) =>
      (await asked(on, 1)).some((rule) => rule.key === 'bac-giang CN');
    expect([await ends('2025-12-30'), await ends('2025-12-31'), await ends('2026-01-01')]).toEqual([
      false,
      true,
      false,
    ]);
  });
});
