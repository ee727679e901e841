/** Rows of the endpoint table: users and grants of a subtree, the own account. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import type { Role } from '../kernel/actor.ts';
import { inOwnerTransaction } from '../stores/context.ts';
import { endGrant } from './grants.ts';
import {
  addOwnToken,
  changeMe,
  endOtherSessions,
  endOwnSession,
  endOwnToken,
  listOwnSessions,
  listTokensOf,
  readMe,
} from './own-account.ts';
import { listSessions } from './sql-accounts.ts';
import {
  GrantView,
  Invitation,
  LinkView,
  NewGrant,
  Reason,
  SessionView,
  TokenView,
  UnitReference,
  UserView,
} from './types.ts';
import {
  addGrant,
  changeUser,
  endUserSessions,
  endUserTokens,
  getVisibleUser,
  inviteUser,
  listVisibleUsers,
  resetPassword,
  resetSecondFactor,
  resumeUser,
  suspendUser,
} from './users.ts';

const MANAGERS: readonly Role[] = ['administrator'];
const READERS: readonly Role[] = ['administrator', 'auditor'];

const UserParams = z.object({ user: z.string().min(1).max(64) });
const WithReason = z.object({ reason: Reason });
const Ended = z.object({ ended: z.number().int() });

const EXAMPLE_USER = { user: '00000000-0000-0000-0000-000000000000' };
const EXAMPLE_REASON = { reason: 'theo Quyết định số 12/QĐ-UBND' };

const reasonOf = (input: { body: { reason: string } }): string => input.body.reason;

function unitsOf(user: UserView): { unitIds: number[] } {
  return { unitIds: [...new Set(user.grants.map((grant) => grant.unit.unitId))] };
}

const userEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'users.list',
    method: 'get',
    path: '/v1/users',
    summary: 'Người dùng trong địa bàn của tôi, theo tên',
    input: {
      query: z.object({
        query: z.string().trim().min(1).max(100).optional(),
        after: z.string().max(64).optional(),
        limit: z.number().int().min(1).max(200).default(50),
      }),
    },
    output: z.object({ users: z.array(UserView), next: z.string().nullable() }),
    access: { kind: 'own', roles: READERS },
    journal: 'none',
    cli: { command: 'users list' },
    example: { query: { limit: 10 } },
    handle: (ctx, { query }) => listVisibleUsers(ctx, query),
  }),
  defineEndpoint({
    id: 'users.get',
    method: 'get',
    path: '/v1/users/{user}',
    summary: 'Một người dùng và các quyền của người ấy',
    input: { params: UserParams },
    output: UserView,
    access: { kind: 'own', roles: READERS },
    journal: 'none',
    cli: { command: 'users get', positional: ['user'] },
    example: { params: EXAMPLE_USER },
    handle: (ctx, { params }) => getVisibleUser(ctx, params.user),
  }),
  defineEndpoint({
    id: 'users.invite',
    method: 'post',
    path: '/v1/users',
    summary: 'Thêm người dùng; trả về liên kết dùng một lần để người ấy đặt mật khẩu',
    input: { body: Invitation },
    output: z.object({ user: UserView, link: LinkView }),
    access: { kind: 'own', roles: MANAGERS },
    journal: 'change',
    reason: reasonOf,
    reach: (_input, { user }) => unitsOf(user),
    cli: { command: 'users invite' },
    example: {
      body: {
        name: 'Nguyễn Thị Mẫu',
        username: 'mau.xa-a',
        grants: [{ role: 'socialInsuranceOfficer', unit: '02530' }],
        ...EXAMPLE_REASON,
      },
    },
    handle: (ctx, { body }) => inviteUser(ctx, body),
  }),
  defineEndpoint({
    id: 'users.change',
    method: 'patch',
    path: '/v1/users/{user}',
    summary: 'Sửa tên, nơi làm việc của người dùng',
    input: {
      params: UserParams,
      body: z.object({
        name: z.string().trim().min(1).max(200).optional(),
        homeUnit: UnitReference.optional(),
      }),
    },
    output: UserView,
    access: { kind: 'own', roles: MANAGERS },
    journal: 'change',
    reach: (_input, user) => unitsOf(user),
    cli: { command: 'users change', positional: ['user'] },
    example: { params: EXAMPLE_USER, body: { name: 'Nguyễn Thị Mẫu' } },
    handle: (ctx, { params, body }) => changeUser(ctx, params.user, body),
  }),
  defineEndpoint({
    id: 'users.suspend',
    method: 'post',
    path: '/v1/users/{user}/suspend',
    summary: 'Khóa tài khoản và kết thúc mọi phiên đăng nhập của người dùng',
    input: { params: UserParams, body: WithReason },
    output: UserView,
    access: { kind: 'own', roles: MANAGERS },
    journal: 'change',
    reason: reasonOf,
    reach: (_input, user) => unitsOf(user),
    cli: { command: 'users suspend', positional: ['user'] },
    example: { params: EXAMPLE_USER, body: EXAMPLE_REASON },
    handle: (ctx, { params }) => suspendUser(ctx, params.user),
  }),
  defineEndpoint({
    id: 'users.resume',
    method: 'post',
    path: '/v1/users/{user}/resume',
    summary: 'Mở lại tài khoản đã khóa',
    input: { params: UserParams, body: WithReason },
    output: UserView,
    access: { kind: 'own', roles: MANAGERS },
    journal: 'change',
    reason: reasonOf,
    reach: (_input, user) => unitsOf(user),
    cli: { command: 'users resume', positional: ['user'] },
    example: { params: EXAMPLE_USER, body: EXAMPLE_REASON },
    handle: (ctx, { params }) => resumeUser(ctx, params.user),
  }),
  defineEndpoint({
    id: 'users.resetPassword',
    method: 'post',
    path: '/v1/users/{user}/reset-password',
    summary: 'Cấp liên kết dùng một lần để người dùng đặt lại mật khẩu',
    input: { params: UserParams, body: WithReason },
    output: LinkView,
    access: { kind: 'own', roles: MANAGERS },
    journal: 'change',
    reason: reasonOf,
    cli: { command: 'users reset-password', positional: ['user'] },
    example: { params: EXAMPLE_USER, body: EXAMPLE_REASON },
    handle: (ctx, { params }) => resetPassword(ctx, params.user),
  }),
  defineEndpoint({
    id: 'users.resetSecondFactor',
    method: 'post',
    path: '/v1/users/{user}/reset-second-factor',
    summary: 'Gỡ xác thực hai lớp và khóa truy cập khi người dùng mất điện thoại',
    input: { params: UserParams, body: WithReason },
    output: UserView,
    access: { kind: 'own', roles: MANAGERS },
    journal: 'change',
    reason: reasonOf,
    reach: (_input, user) => unitsOf(user),
    cli: { command: 'users reset-second-factor', positional: ['user'] },
    example: { params: EXAMPLE_USER, body: EXAMPLE_REASON },
    handle: (ctx, { params }) => resetSecondFactor(ctx, params.user),
  }),
  defineEndpoint({
    id: 'users.sessions',
    method: 'get',
    path: '/v1/users/{user}/sessions',
    summary: 'Các phiên đăng nhập của một người dùng',
    input: { params: UserParams },
    output: z.object({ sessions: z.array(SessionView) }),
    access: { kind: 'own', roles: READERS },
    journal: 'none',
    example: { params: EXAMPLE_USER },
    async handle(ctx, { params }) {
      const user = await getVisibleUser(ctx, params.user);
      const rows = await inOwnerTransaction(ctx, (tx) =>
        listSessions(tx.db, user.userId, tx.now().toString()),
      );
      const sessions = rows.map((row) => ({
        sessionId: row.session_id,
        createdAt: row.created_at,
        lastUsedAt: row.updated_at,
        expiresAt: row.expires_at,
        userAgent: row.user_agent,
        isThisOne: row.session_id === ctx.who.sessionId,
      }));
      return { sessions };
    },
  }),
  defineEndpoint({
    id: 'users.endSessions',
    method: 'post',
    path: '/v1/users/{user}/end-sessions',
    summary: 'Kết thúc mọi phiên đăng nhập của một người dùng',
    input: { params: UserParams, body: WithReason },
    output: Ended,
    access: { kind: 'own', roles: MANAGERS },
    journal: 'change',
    reason: reasonOf,
    cli: { command: 'users end-sessions', positional: ['user'] },
    example: { params: EXAMPLE_USER, body: EXAMPLE_REASON },
    handle: (ctx, { params }) => endUserSessions(ctx, params.user),
  }),
  defineEndpoint({
    id: 'users.tokens',
    method: 'get',
    path: '/v1/users/{user}/tokens',
    summary: 'Các mã truy cập của một người dùng',
    input: { params: UserParams },
    output: z.object({ tokens: z.array(TokenView) }),
    access: { kind: 'own', roles: READERS },
    journal: 'none',
    cli: { command: 'users tokens', positional: ['user'] },
    example: { params: EXAMPLE_USER },
    async handle(ctx, { params }) {
      const user = await getVisibleUser(ctx, params.user);
      return await listTokensOf(ctx, user.userId);
    },
  }),
  defineEndpoint({
    id: 'users.endTokens',
    method: 'post',
    path: '/v1/users/{user}/end-tokens',
    summary: 'Hủy mọi mã truy cập của một người dùng',
    input: { params: UserParams, body: WithReason },
    output: Ended,
    access: { kind: 'own', roles: MANAGERS },
    journal: 'change',
    reason: reasonOf,
    cli: { command: 'users end-tokens', positional: ['user'] },
    example: { params: EXAMPLE_USER, body: EXAMPLE_REASON },
    handle: (ctx, { params }) => endUserTokens(ctx, params.user),
  }),
  defineEndpoint({
    id: 'grants.add',
    method: 'post',
    path: '/v1/users/{user}/grants',
    summary: 'Trao một quyền trên một địa bàn, có ngày bắt đầu và kết thúc',
    input: { params: UserParams, body: NewGrant.extend({ reason: Reason }) },
    output: UserView,
    access: { kind: 'own', roles: MANAGERS },
    journal: 'change',
    reason: reasonOf,
    reach: (_input, user) => unitsOf(user),
    cli: { command: 'grants add', positional: ['user'] },
    example: {
      params: EXAMPLE_USER,
      body: { role: 'healthOfficer', unit: '02530', ...EXAMPLE_REASON },
    },
    handle(ctx, { params, body: { reason, ...wish } }) {
      return addGrant(ctx, params.user, wish, reason);
    },
  }),
  defineEndpoint({
    id: 'grants.end',
    method: 'post',
    path: '/v1/grants/{grant}/end',
    summary: 'Kết thúc một quyền từ hôm nay hoặc từ một ngày',
    input: {
      params: z.object({ grant: z.number().int().positive() }),
      body: WithReason.extend({ on: z.iso.date().optional() }),
    },
    output: GrantView,
    access: { kind: 'own', roles: MANAGERS },
    journal: 'change',
    reason: reasonOf,
    reach: (_input, grant) => ({ unitIds: [grant.unit.unitId] }),
    cli: { command: 'grants end', positional: ['grant'] },
    example: { params: { grant: 999_999_999 }, body: EXAMPLE_REASON },
    handle: (ctx, { params, body }) => endGrant(ctx, params.grant, body),
  }),
];

const accountEndpoints: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'me.get',
    method: 'get',
    path: '/v1/me',
    summary: 'Tôi là ai, có quyền gì ở đâu',
    input: {},
    output: z.object({
      kind: z.enum(['user', 'token', 'system']),
      user: UserView.nullable(),
      grants: z.array(GrantView),
    }),
    access: { kind: 'signedIn' },
    journal: 'none',
    cli: { command: 'me' },
    example: {},
    handle: (ctx) => readMe(ctx),
  }),
  defineEndpoint({
    id: 'me.change',
    method: 'patch',
    path: '/v1/me',
    summary: 'Đổi ngôn ngữ của tôi',
    input: { body: z.object({ language: z.enum(['vi', 'en']).optional() }) },
    output: z.object({ language: z.enum(['vi', 'en']) }),
    access: { kind: 'signedIn' },
    journal: 'none',
    example: { body: { language: 'vi' } },
    handle: (ctx, { body }) => changeMe(ctx, body),
  }),
  defineEndpoint({
    id: 'account.sessions',
    method: 'get',
    path: '/v1/account/sessions',
    summary: 'Các phiên đăng nhập của tôi',
    input: {},
    output: z.object({ sessions: z.array(SessionView) }),
    access: { kind: 'signedIn' },
    journal: 'none',
    example: {},
    handle: (ctx) => listOwnSessions(ctx),
  }),
  defineEndpoint({
    id: 'account.endSession',
    method: 'delete',
    path: '/v1/account/sessions/{session}',
    summary: 'Kết thúc một phiên đăng nhập của tôi',
    input: { params: z.object({ session: z.string().min(1).max(64) }) },
    output: Ended,
    access: { kind: 'signedIn' },
    journal: 'change',
    example: { params: { session: '00000000-0000-0000-0000-000000000000' } },
    handle: (ctx, { params }) => endOwnSession(ctx, params.session),
  }),
  defineEndpoint({
    id: 'account.endOtherSessions',
    method: 'delete',
    path: '/v1/account/sessions',
    summary: 'Kết thúc mọi phiên đăng nhập khác của tôi',
    input: {},
    output: Ended,
    access: { kind: 'signedIn' },
    journal: 'change',
    example: {},
    handle: (ctx) => endOtherSessions(ctx),
  }),
  defineEndpoint({
    id: 'account.tokens',
    method: 'get',
    path: '/v1/account/tokens',
    summary: 'Các mã truy cập của tôi',
    input: {},
    output: z.object({ tokens: z.array(TokenView) }),
    access: { kind: 'signedIn' },
    journal: 'none',
    example: {},
    handle: (ctx) => listTokensOf(ctx, ctx.who.userId),
  }),
  defineEndpoint({
    id: 'account.addToken',
    method: 'post',
    path: '/v1/account/tokens',
    summary: 'Tạo mã truy cập cho một chương trình, mang một phần quyền của tôi',
    input: {
      body: z.object({
        name: z.string().trim().min(1).max(100),
        grantIds: z.array(z.number().int().positive()).min(1).max(50),
        mayChange: z.boolean().default(false),
        days: z.number().int().min(1).max(366).default(90),
      }),
    },
    output: z.object({ token: TokenView, secret: z.string() }),
    access: { kind: 'signedIn' },
    journal: 'change',
    example: { body: { name: 'bảng tính của phòng', grantIds: [1] } },
    handle: (ctx, { body }) => addOwnToken(ctx, body),
  }),
  defineEndpoint({
    id: 'account.endToken',
    method: 'delete',
    path: '/v1/account/tokens/{token}',
    summary: 'Hủy một mã truy cập của tôi',
    input: { params: z.object({ token: z.number().int().positive() }) },
    output: Ended,
    access: { kind: 'signedIn' },
    journal: 'change',
    example: { params: { token: 999_999_999 } },
    handle: (ctx, { params }) => endOwnToken(ctx, params.token),
  }),
];

export const accessEndpoints: readonly AnyEndpoint[] = [...userEndpoints, ...accountEndpoints];
