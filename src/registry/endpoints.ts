/** Rows of the endpoint table: search, persons, households, entries, recording and undo. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import { type Outcome, Refusal } from '../kernel/outcome.ts';
import type { Context } from '../stores/context.ts';
import { today } from '../stores/context.ts';
import { getUnitByRef, parseUnitRef } from '../units/ops.ts';
import { previewFacts, recordFacts, undoEntry } from './ops.ts';
import { READING_ROLES, RECORDING_ROLES, UNDOING_ROLES, UNMASKING_ROLES } from './permissions.ts';
import {
  type ReadOptions,
  getEntry,
  getHousehold,
  getPerson,
  getPersonHistory,
  listEntriesFor,
  unmaskPerson,
} from './reads.ts';
import { searchPeople } from './search.ts';
import { COMMANDS_MAX, SEXES, commandSchema } from './types.ts';
import {
  EntryPage,
  EntryView,
  FactsPreview,
  HistoryEntry,
  HouseholdPage,
  PeoplePage,
  PersonPage,
  RecordedFacts,
  UndoneEntry,
  UnmaskedPerson,
} from './views.ts';

const id = z.number().int().positive();
const personParams = z.object({ person: id });
const reason = z.string().trim().min(3).max(500);
/** of a place, person or list: an instant as the register knew it then */
const knownAt = z.iso.datetime({ offset: true }).optional();
const knownQuery = z.object({ knownAt });
const unit = z.string().trim().min(1).max(20).optional();

const EXAMPLE_PERSON = { person: 80_000_000_001 };

function known(query: { knownAt?: string }): ReadOptions {
  return query.knownAt === undefined ? {} : { knownAt: Temporal.Instant.from(query.knownAt) };
}

function orRefuse<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Refusal(outcome.faults);
  return outcome.value;
}

async function unitIdOf(
  ctx: Context,
  ref: string | undefined,
  boundaries: string | undefined,
): Promise<number | undefined> {
  if (ref === undefined) return undefined;
  return (await getUnitByRef(ctx, parseUnitRef(ref), boundaries ?? today(ctx))).unitId;
}

const readEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'people.search',
    method: 'get',
    path: '/v1/people',
    summary: 'Tìm người theo tên không dấu, theo số giấy tờ, thẻ, điện thoại',
    input: {
      query: z.object({
        text: z.string().trim().min(1).max(120),
        unit,
        boundaries: z.iso.date().optional(),
        birthYear: z.number().int().min(1850).max(2100).optional(),
        sex: z.enum(SEXES).optional(),
        limit: z.number().int().min(1).max(50).default(20),
        cursor: z.string().max(200).optional(),
      }),
    },
    output: PeoplePage,
    access: { kind: 'own', roles: READING_ROLES },
    journal: 'read',
    reach: (_input, page) => ({ personIds: page.people.map((person) => person.personId) }),
    cli: { command: 'people search', positional: ['text'] },
    example: { query: { text: 'nguyen van an', limit: 5 } },
    handle: async (ctx, { query: { unit: ref, ...query } }) => {
      const unitId = await unitIdOf(ctx, ref, query.boundaries);
      return orRefuse(await searchPeople(ctx, { ...query, unitId }));
    },
  }),
  defineEndpoint({
    id: 'people.get',
    method: 'get',
    path: '/v1/people/{person}',
    summary:
      'Một người: nhân thân, nơi ở, hộ, các khoảng tham gia; có thể theo những gì đã biết lúc nào',
    input: { params: personParams, query: knownQuery },
    output: PersonPage,
    access: { kind: 'person', roles: READING_ROLES, personId: ({ params }) => params.person },
    journal: 'read',
    cli: { command: 'people show', positional: ['person'] },
    example: { params: EXAMPLE_PERSON },
    handle: (ctx, { params, query }) => getPerson(ctx, params.person, known(query)),
  }),
  defineEndpoint({
    id: 'people.history',
    method: 'get',
    path: '/v1/people/{person}/history',
    summary: 'Ai đã ghi gì về một người, khi nào, vì sao; mới nhất trước',
    input: { params: personParams },
    output: z.object({ entries: z.array(HistoryEntry) }),
    access: { kind: 'person', roles: READING_ROLES, personId: ({ params }) => params.person },
    journal: 'read',
    cli: { command: 'people history', positional: ['person'] },
    example: { params: EXAMPLE_PERSON },
    handle: async (ctx, { params }) => ({ entries: await getPersonHistory(ctx, params.person) }),
  }),
  defineEndpoint({
    id: 'people.unmask',
    method: 'post',
    path: '/v1/people/{person}/unmask',
    summary: 'Xem đầy đủ các số của một người; lý do được ghi vào nhật ký',
    input: { params: personParams, body: z.object({ reason }) },
    output: UnmaskedPerson,
    access: { kind: 'person', roles: UNMASKING_ROLES, personId: ({ params }) => params.person },
    journal: 'change',
    reason: ({ body }) => body.reason,
    example: { params: EXAMPLE_PERSON, body: { reason: 'đối chiếu thẻ căn cước' } },
    handle: (ctx, { params }) => unmaskPerson(ctx, params.person),
  }),
  defineEndpoint({
    id: 'households.get',
    method: 'get',
    path: '/v1/households/{household}',
    summary: 'Một hộ gia đình và các thành viên',
    input: { params: z.object({ household: id }), query: knownQuery },
    output: HouseholdPage,
    access: {
      kind: 'household',
      roles: READING_ROLES,
      householdId: ({ params }) => params.household,
    },
    journal: 'read',
    reach: (_input, page) => ({ personIds: page.members.map((member) => member.personId) }),
    cli: { command: 'households show', positional: ['household'] },
    example: { params: { household: 80_000_000_001 } },
    handle: (ctx, { params, query }) => getHousehold(ctx, params.household, known(query)),
  }),
];

const entryParams = z.object({ entry: id });

const entryEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'entries.list',
    method: 'get',
    path: '/v1/registry/entries',
    summary: 'Ai đã thay đổi gì trong sổ, mới nhất trước',
    input: {
      query: z.object({
        unit,
        boundaries: z.iso.date().optional(),
        since: z.iso.datetime({ offset: true }).optional(),
        until: z.iso.datetime({ offset: true }).optional(),
        actorId: z.string().max(64).optional(),
        kind: z.string().max(20).optional(),
        before: id.optional(),
        limit: z.number().int().min(1).max(100).default(50),
      }),
    },
    output: z.object({ entries: z.array(EntryView) }),
    access: { kind: 'own', roles: READING_ROLES },
    journal: 'none',
    cli: { command: 'people entries' },
    example: { query: { limit: 10 } },
    handle: async (ctx, { query: { unit: ref, ...query } }) => {
      const unitId = await unitIdOf(ctx, ref, query.boundaries);
      return { entries: await listEntriesFor(ctx, { ...query, unitId }) };
    },
  }),
  defineEndpoint({
    id: 'entries.get',
    method: 'get',
    path: '/v1/registry/entries/{entry}',
    summary: 'Một lần ghi và những người liên quan',
    input: { params: entryParams, query: z.object({ after: z.number().int().min(0).default(0) }) },
    output: EntryPage,
    access: { kind: 'own', roles: READING_ROLES },
    journal: 'read',
    reach: (_input, page) => ({
      personIds: page.touched.map((person) => person.personId),
      entryId: page.entryId,
    }),
    cli: { command: 'people entry', positional: ['entry'] },
    example: { params: { entry: 1 } },
    handle: (ctx, { params, query }) => getEntry(ctx, params.entry, query.after),
  }),
  defineEndpoint({
    id: 'entries.undo',
    method: 'post',
    path: '/v1/registry/entries/{entry}/undo',
    summary: 'Hoàn tác một lần ghi bằng một lần ghi mới',
    input: { params: entryParams, body: z.object({ reason }) },
    output: UndoneEntry,
    access: { kind: 'own', roles: UNDOING_ROLES },
    journal: 'change',
    reason: ({ body }) => body.reason,
    reach: (_input, undone) => ({ entryId: undone.entryId }),
    timeoutMs: 300_000,
    cli: { command: 'people undo', positional: ['entry'] },
    example: { params: { entry: 1 }, body: { reason: 'nhập nhầm danh sách' } },
    handle: (ctx, { params, body }) => undoEntry(ctx, params.entry, body.reason),
  }),
];

const commands = z.array(commandSchema).min(1).max(COMMANDS_MAX);

const EXAMPLE_COMMANDS = [
  {
    kind: 'addPerson',
    person: 'new:a',
    attributes: { fullName: 'Nguyễn Thị Mẫu', birthDate: '1990-05-20', sex: 'female' },
    residence: { placeId: 202_545, kind: 'permanent', from: '2020-01-01' },
  },
];

const recordEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'people.preview',
    method: 'post',
    path: '/v1/registry/preview',
    summary: 'Xem trước: những gì sẽ ghi và những chỗ đáng ngờ; không ghi gì',
    input: { body: z.object({ commands }) },
    output: FactsPreview,
    access: { kind: 'own', roles: RECORDING_ROLES },
    journal: 'none',
    example: { body: { commands: EXAMPLE_COMMANDS } },
    handle: async (ctx, { body }) => orRefuse(await previewFacts(ctx, body.commands)),
  }),
  defineEndpoint({
    id: 'people.record',
    method: 'post',
    path: '/v1/registry/entries',
    summary: 'Ghi vào sổ một nhóm thao tác: tất cả hoặc không gì cả',
    input: {
      body: z.object({
        reason,
        source: z.string().trim().min(1).max(200).nullable().optional(),
        idempotencyKey: z.string().min(1).max(100).optional(),
        commands,
      }),
    },
    output: RecordedFacts,
    access: { kind: 'own', roles: RECORDING_ROLES },
    journal: 'change',
    reason: ({ body }) => body.reason,
    reach: ({ body }, recorded) => ({
      personIds: [...numbersOf(body.commands), ...Object.values(recorded.people)],
      entryId: recorded.entryId,
    }),
    cli: { command: 'people record' },
    example: { body: { reason: 'khai báo tại xã', commands: EXAMPLE_COMMANDS } },
    handle: async (ctx, { body }) => {
      const { commands: list, ...meta } = body;
      return orRefuse(await recordFacts(ctx, meta, list));
    },
  }),
];

function numbersOf(list: readonly z.output<typeof commandSchema>[]): number[] {
  const named = list.flatMap((command) => ('person' in command ? [command.person] : []));
  return named.filter((person) => typeof person === 'number');
}

export const registryEndpoints: readonly AnyEndpoint[] = [
  ...readEndpoints,
  ...entryEndpoints,
  ...recordEndpoints,
];
