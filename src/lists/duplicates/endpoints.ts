/** Rows of the endpoint table: exact duplicates of a list's rows and of persons, by chosen columns. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../../http/endpoint.ts';
import { refuse } from '../../kernel/outcome.ts';
import { type Context, asOwner } from '../../stores/context.ts';
import { getUnitByRef, parseUnitRef } from '../../units/ops.ts';
import { LIST_READING_ROLES, LIST_ROLES } from '../kinds.ts';
import { holdsOver } from '../pages-ops.ts';
import { writeSearch } from './file-ops.ts';
import {
  choicesOf,
  dropChoice,
  keepChoice,
  listSearchesOfList,
  listSearchesOfUnit,
  searchList,
  searchRegister,
  showSearch,
} from './ops.ts';
import { raiseOfSearch } from './review-ops.ts';
import { ChoiceKind, ChoiceView, ColumnTexts, SearchPage, SearchView } from './types.ts';

const unitText = z.string().regex(/^(u?\d{1,10}|VN)$/);
const listParams = z.object({ list: z.int().positive() });
const searchParams = z.object({ search: z.int().positive() });
const reading = { kind: 'own' as const, roles: LIST_READING_ROLES };
const managing = { kind: 'own' as const, roles: LIST_ROLES };
const limit = z.int().min(1).max(200).default(50);
const page = { after: z.int().min(0).default(0), limit };
const Searches = z.object({ searches: z.array(SearchView) });

function peopleIn({ groups }: SearchPage): { personIds: number[] } {
  return {
    personIds: groups.flatMap(({ shown }) => shown.flatMap((member) => member.personId ?? [])),
  };
}

async function unitIdOf(ctx: Context, unit: string): Promise<number> {
  return (await asOwner(ctx, () => getUnitByRef(ctx, parseUnitRef(unit)))).unitId;
}

const ofLists: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'duplicates.ofList',
    method: 'post',
    path: '/v1/lists/{list}/duplicates',
    summary:
      'Tìm các dòng của tệp giống nhau ở những cột được chọn (trường, tiêu đề hay chữ của cột; :same, :folded, :digits, :day, :year)',
    input: {
      params: listParams,
      body: z.object({ columns: ColumnTexts, later: z.boolean().default(false), limit }),
    },
    output: SearchPage,
    access: managing,
    journal: 'change',
    timeoutMs: 120_000,
    cli: { command: 'lists duplicates', positional: ['list'] },
    example: { params: { list: 1 }, body: { columns: ['fullName', 'birthDate'] } },
    async handle(ctx, { params, body }) {
      const { searchId } = await searchList(ctx, params.list, body);
      return await showSearch(ctx, searchId, { after: 0, limit: body.limit });
    },
  }),
  defineEndpoint({
    id: 'duplicates.searchesOfList',
    method: 'get',
    path: '/v1/lists/{list}/duplicates',
    summary: 'Những lần đã tìm dòng trùng trong danh sách này, mới nhất trước',
    input: { params: listParams },
    output: Searches,
    access: reading,
    journal: 'none',
    cli: { command: 'lists duplicate-searches', positional: ['list'] },
    example: { params: { list: 1 } },
    handle: async (ctx, { params }) => ({
      searches: await listSearchesOfList(ctx, params.list),
    }),
  }),
];

const ofRegister: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'duplicates.ofRegister',
    method: 'post',
    path: '/v1/people/equal/{unit}',
    summary: 'Tìm trong sổ của một đơn vị những người giống nhau ở những mục được chọn',
    input: {
      params: z.object({ unit: unitText }),
      body: z.object({ columns: ColumnTexts, limit }),
    },
    output: SearchPage,
    access: { kind: 'unit', roles: LIST_ROLES, unit: ({ params }) => parseUnitRef(params.unit) },
    journal: 'change',
    reach: (_input, found) => peopleIn(found),
    timeoutMs: 120_000,
    cli: { command: 'people duplicates', whenFlag: 'columns' },
    example: { params: { unit: '02530' }, body: { columns: ['fullName', 'birthDate'] } },
    async handle(ctx, { params, body }) {
      const unitId = await unitIdOf(ctx, params.unit);
      const { searchId } = await searchRegister(ctx, unitId, { ...body, later: false });
      return await showSearch(ctx, searchId, { after: 0, limit: body.limit });
    },
  }),
  defineEndpoint({
    id: 'duplicates.searchesOfUnit',
    method: 'get',
    path: '/v1/people/equal/{unit}',
    summary: 'Những lần đã tìm người trùng trong sổ của một đơn vị, mới nhất trước',
    input: { params: z.object({ unit: unitText }) },
    output: Searches,
    access: {
      kind: 'unit',
      roles: LIST_READING_ROLES,
      unit: ({ params }) => parseUnitRef(params.unit),
    },
    journal: 'none',
    cli: { command: 'people duplicate-searches', positional: ['unit'] },
    example: { params: { unit: '02530' } },
    handle: async (ctx, { params }) => ({
      searches: await listSearchesOfUnit(ctx, await unitIdOf(ctx, params.unit)),
    }),
  }),
];

const found: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'duplicates.show',
    method: 'get',
    path: '/v1/duplicate-searches/{search}',
    summary: 'Kết quả một lần tìm trùng: từng nhóm, đông nhất trước',
    input: { params: searchParams, query: z.object(page) },
    output: SearchPage,
    access: reading,
    journal: 'read',
    reach: (_input, shown) => peopleIn(shown),
    cli: { command: 'duplicates show', positional: ['search'] },
    example: { params: { search: 1 } },
    handle: (ctx, { params, query }) => showSearch(ctx, params.search, query),
  }),
  defineEndpoint({
    id: 'duplicates.file',
    method: 'get',
    path: '/v1/duplicate-searches/{search}/file',
    summary: 'Kết quả một lần tìm trùng thành tệp .xlsx hoặc .csv (các số được che)',
    input: {
      params: searchParams,
      query: z.object({
        format: z.enum(['xlsx', 'csv']).default('xlsx'),
        language: z.enum(['vi', 'en']).default('vi'),
      }),
    },
    access: reading,
    journal: 'read',
    timeoutMs: 120_000,
    cli: { command: 'duplicates export', positional: ['search'] },
    example: { params: { search: 1 } },
    handle: (ctx, { params, query }) =>
      writeSearch(ctx, params.search, query.format, query.language),
  }),
  defineEndpoint({
    id: 'duplicates.review',
    method: 'post',
    path: '/v1/duplicate-searches/{search}/review',
    summary: 'Đưa các nhóm trùng (đến 20 dòng hoặc người một nhóm) vào hàng đợi rà soát',
    input: {
      params: searchParams,
      body: z
        .object({ groups: z.array(z.int().positive()).min(1).max(5_000).optional() })
        .default({}),
    },
    output: z.object({ opened: z.int(), waiting: z.int(), decided: z.int() }),
    access: managing,
    journal: 'change',
    timeoutMs: 120_000,
    cli: { command: 'duplicates review', positional: ['search'] },
    example: { params: { search: 1 }, body: { groups: [1] } },
    handle: (ctx, { params, body }) => raiseOfSearch(ctx, params.search, body.groups ?? null),
  }),
];

const choices: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'duplicates.choices',
    method: 'get',
    path: '/v1/duplicate-choices',
    summary: 'Những bộ cột để tìm trùng: có sẵn và đã lưu, theo loại danh sách hoặc cho sổ',
    input: { query: z.object({ kind: ChoiceKind }) },
    output: z.object({ choices: z.array(ChoiceView) }),
    access: reading,
    journal: 'none',
    cli: { command: 'duplicates choices', positional: ['kind'] },
    example: { query: { kind: 'near-poor' } },
    handle: async (ctx, { query }) => ({ choices: await choicesOf(ctx, query.kind) }),
  }),
  defineEndpoint({
    id: 'duplicates.keepChoice',
    method: 'put',
    path: '/v1/duplicate-choices',
    summary: 'Lưu một bộ cột để tìm trùng dưới một tên; tên đã có thì thay',
    input: {
      body: z.object({
        unit: unitText,
        kind: ChoiceKind,
        name: z.string().trim().min(1).max(100),
        columns: ColumnTexts,
      }),
    },
    output: z.object({ choiceId: z.int() }),
    access: managing,
    journal: 'change',
    cli: { command: 'duplicates keep' },
    example: {
      body: { unit: '02530', kind: 'near-poor', name: 'Tên và mã hộ', columns: ['fullName'] },
    },
    async handle(ctx, { body: { unit, ...choice } }) {
      const unitId = await unitIdOf(ctx, unit);
      if (!(await holdsOver(ctx, unitId, LIST_ROLES))) refuse('units.notFound', { unitId });
      return await keepChoice(ctx, { ...choice, unitId });
    },
  }),
  defineEndpoint({
    id: 'duplicates.dropChoice',
    method: 'delete',
    path: '/v1/duplicate-choices/{choice}',
    summary: 'Bỏ một bộ cột đã lưu',
    input: { params: z.object({ choice: z.int().positive() }) },
    output: z.object({ choiceId: z.int() }),
    access: managing,
    journal: 'change',
    cli: { command: 'duplicates drop', positional: ['choice'] },
    example: { params: { choice: 1 } },
    handle: (ctx, { params }) => dropChoice(ctx, params.choice),
  }),
];

export const duplicateEndpoints: readonly AnyEndpoint[] = [
  ...ofLists,
  ...ofRegister,
  ...found,
  ...choices,
];
