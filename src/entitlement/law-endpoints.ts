/** The law for everyone: no person of the register is touched here, so no sign-in is asked. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import type { Outcome } from '../kernel/outcome.ts';
import { nextChanges } from '../policy/changes.ts';
import { decide } from '../policy/decide.ts';
import { listCategories, subgroupsOf } from '../policy/groups.ts';
import { quote } from '../policy/quote.ts';
import { type Rule, casesOf, listEndingRules, listRules, timeline } from '../policy/rulebook.ts';
import { type Context, today } from '../stores/context.ts';
import { currentLawBook, currentLawCases } from './law.ts';
import {
  DecideInput,
  type DecideReply,
  type GroupsReply,
  LanguageQuery,
  type LawTimelineReply,
  QuoteInput,
  type QuoteReply,
  RulesQuery,
  type RulesReply,
  isoDate,
} from './law-types.ts';
import { lawWords } from './law-words.ts';

/** Shapes of answers are the types of `src/policy`; the documentation shows them as objects. */
const answer = <T>(): z.ZodType<T> => z.looseObject({}) as unknown as z.ZodType<T>;

const EXAMPLE_MEMBER = { ref: '1', category: 'GD', paidOn: '2026-08-10', months: 12 };

export const lawEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'law.quote',
    method: 'post',
    path: '/v1/law/quote',
    summary: 'Tính mức đóng của một hộ hoặc một người, giải thích từng dòng, kèm căn cứ',
    input: { query: LanguageQuery, body: QuoteInput },
    output: answer<Outcome<QuoteReply>>(),
    access: { kind: 'public' },
    journal: 'none',
    cli: { command: 'law quote' },
    example: { body: { members: [EXAMPLE_MEMBER, { ...EXAMPLE_MEMBER, ref: '2' }] } },
    handle: async (_ctx, { query, body }) => {
      const book = currentLawBook();
      const members = body.members.map((member, at) => ({ ref: String(at + 1), ...member }));
      const quoted = quote(book, { ...body, members });
      return quoted.ok
        ? { ...quoted, value: lawWords(book, query.language).quote(quoted.value) }
        : quoted;
    },
  }),
  defineEndpoint({
    id: 'law.decide',
    method: 'post',
    path: '/v1/law/decide',
    summary: 'Một người thuộc nhóm nào trong một ngày, ai đóng, vì sao, và sắp thay đổi gì',
    input: { query: LanguageQuery, body: DecideInput },
    output: answer<DecideReply>(),
    access: { kind: 'public' },
    journal: 'none',
    cli: { command: 'law decide' },
    example: { body: { on: '2026-08-10', facts: { birthDate: '2021-03-01' } } },
    async handle(_ctx, { query, body }) {
      const book = currentLawBook();
      const words = lawWords(book, query.language);
      const changes = body.until ? nextChanges(book, body.facts, body.on, body.until) : [];
      return {
        decision: words.decision(decide(book, body.facts, body.on)),
        changes: words.changes(changes),
      };
    },
  }),
  defineEndpoint({
    id: 'law.groups',
    method: 'get',
    path: '/v1/law/groups',
    summary: 'Các nhóm và đối tượng tham gia theo pháp luật của một ngày',
    input: { query: z.object({ on: isoDate.optional() }) },
    output: answer<GroupsReply>(),
    access: { kind: 'public' },
    journal: 'none',
    cli: { command: 'law groups' },
    example: { query: { on: '2026-08-10' } },
    async handle(ctx, { query }) {
      const book = currentLawBook();
      const on = query.on ?? today(ctx);
      return {
        on,
        version: book.version,
        groups: subgroupsOf(book, on),
        categories: listCategories(book, on),
      };
    },
  }),
  defineEndpoint({
    id: 'law.rules',
    method: 'get',
    path: '/v1/law/rules',
    summary: 'Sổ luật: từng quy định với hiệu lực, căn cứ, mức tin cậy và ca mẫu',
    input: { query: RulesQuery },
    output: answer<RulesReply>(),
    access: { kind: 'public' },
    journal: 'none',
    cli: { command: 'law rules' },
    example: { query: { topic: 'support', on: '2026-08-10' } },
    async handle(ctx, { query }) {
      const rules = selectRules(ctx, query);
      const cases = currentLawCases();
      return {
        version: currentLawBook().version,
        rules: rules.map((rule) => ({
          ...rule,
          cases: casesOf(rule, cases).map(({ id }) => ({ name: id })),
        })),
      };
    },
  }),
  defineEndpoint({
    id: 'law.timeline',
    method: 'get',
    path: '/v1/law/timeline',
    summary: 'Những ngày quy định bắt đầu hoặc hết hiệu lực, mới nhất trước',
    input: {},
    output: answer<LawTimelineReply>(),
    access: { kind: 'public' },
    journal: 'none',
    cli: { command: 'law timeline' },
    example: {},
    async handle() {
      const book = currentLawBook();
      const days = timeline(book).map(({ on, starts, ends }) => ({
        on,
        starts: starts.map(briefOf),
        ends: ends.map(briefOf),
      }));
      return { version: book.version, days };
    },
  }),
];

function selectRules(ctx: Context, query: z.output<typeof RulesQuery>): Rule[] {
  const book = currentLawBook();
  const { topic, endingWithin } = query;
  const on = query.on;
  const rules =
    endingWithin === undefined
      ? listRules(book).filter((rule) => !on || isInForce(rule, on))
      : listEndingRules(book, on ?? today(ctx), endingWithin);
  return topic ? rules.filter((rule) => rule.topic === topic) : rules;
}

function isInForce(rule: Rule, on: string): boolean {
  return rule.from <= on && (rule.to === null || on < rule.to);
}

function briefOf({
  topic,
  key,
  from,
  to,
}: Rule): LawTimelineReply['days'][number]['starts'][number] {
  return { topic, key, from, to };
}
