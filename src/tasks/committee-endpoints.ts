/** Rows of the endpoint table: committees, agencies, meetings. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import { parseUnitRef } from '../units/ops.ts';
import { UnitParams } from '../units/endpoints.ts';
import {
  addAgency,
  addAgencyUser,
  changeAgency,
  endAgency,
  endAgencyUser,
  listAgencies,
} from './agency-ops.ts';
import {
  addMember,
  createCommittee,
  endMember,
  listCommittees,
  setFollows,
  setWorkingRules,
} from './committee-ops.ts';
import { addTasksOfConclusion, listMeetings, recordMeeting } from './meeting-ops.ts';
import {
  CommitteesAnswer,
  FollowInput,
  MeetingInput,
  MeetingView,
  MemberInput,
  NewCommittee,
} from './register-types.ts';
import { TASK_MANAGERS, TASK_READERS, unitAccess } from './roles.ts';
import { AgencyInput, AgencyUserInput, AgencyView, CreatedTasks, TaskInput } from './types.ts';

const id = z.number().int().positive();
const CommitteeParams = UnitParams.extend({ committee: id });
const AgencyParams = UnitParams.extend({ agency: id });
const Id = z.number().int();
const EXAMPLE_UNIT = { params: { unit: '08' } };
const EXAMPLE_AGENCY = { params: { unit: '08', agency: 1 } };

const committees: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'committees.list',
    method: 'get',
    path: '/v1/committees/{unit}',
    summary: 'Ban chỉ đạo của đơn vị, ai cấp trên theo dõi đơn vị, cấp dưới đã có Ban chỉ đạo chưa',
    input: { params: UnitParams },
    output: CommitteesAnswer,
    access: unitAccess(TASK_READERS),
    journal: 'none',
    cli: { command: 'committees list', positional: ['unit'] },
    example: EXAMPLE_UNIT,
    handle: (ctx, { params }) => listCommittees(ctx, parseUnitRef(params.unit)),
  }),
  defineEndpoint({
    id: 'committees.add',
    method: 'post',
    path: '/v1/committees/{unit}',
    summary: 'Ghi Ban chỉ đạo theo quyết định; kiện toàn thì thay Ban cũ',
    input: { params: UnitParams, body: NewCommittee },
    output: z.object({ committeeId: Id }),
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    cli: { command: 'committees add', positional: ['unit'] },
    example: {
      ...EXAMPLE_UNIT,
      body: {
        name: 'Ban Chỉ đạo thực hiện chính sách BHXH, BHYT',
        decisionNumber: '100/QĐ-UBND',
        termFrom: '2026-01-01',
        members: [{ position: 'chair', title: 'Chủ tịch UBND' }],
      },
    },
    handle: (ctx, { params, body }) => createCommittee(ctx, parseUnitRef(params.unit), body),
  }),
  defineEndpoint({
    id: 'committees.addMember',
    method: 'post',
    path: '/v1/committees/{unit}/{committee}/members',
    summary: 'Thêm thành viên Ban chỉ đạo từ hôm nay',
    input: { params: CommitteeParams, body: MemberInput },
    output: z.object({ memberId: Id }),
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    cli: { command: 'committees add-member', positional: ['unit', 'committee'] },
    example: {
      params: { unit: '08', committee: 1 },
      body: { position: 'member', title: 'Giám đốc Sở Tài chính' },
    },
    handle: (ctx, { params, body }) =>
      addMember(ctx, parseUnitRef(params.unit), params.committee, body),
  }),
  defineEndpoint({
    id: 'committees.endMember',
    method: 'post',
    path: '/v1/committees/{unit}/members/{member}/end',
    summary: 'Thành viên thôi tham gia Ban chỉ đạo từ hôm nay',
    input: { params: UnitParams.extend({ member: id }) },
    output: z.object({ memberId: Id }),
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    cli: { command: 'committees end-member', positional: ['unit', 'member'] },
    example: { params: { unit: '08', member: 1 } },
    handle: (ctx, { params }) => endMember(ctx, parseUnitRef(params.unit), params.member),
  }),
  defineEndpoint({
    id: 'committees.follow',
    method: 'post',
    path: '/v1/committees/{unit}/follows',
    summary: 'Phân công thành viên theo dõi các đơn vị (Phụ lục số 01)',
    input: { params: UnitParams, body: FollowInput },
    output: z.object({ memberId: Id }),
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    cli: { command: 'committees follow', positional: ['unit'] },
    example: { ...EXAMPLE_UNIT, body: { memberId: 1, unitIds: [] } },
    handle: (ctx, { params, body }) => setFollows(ctx, parseUnitRef(params.unit), body),
  }),
  defineEndpoint({
    id: 'committees.setRules',
    method: 'put',
    path: '/v1/committees/{unit}/{committee}/rules',
    summary: 'Ghi quy chế hoạt động của Ban chỉ đạo',
    input: { params: CommitteeParams, body: z.object({ workingRules: z.string().max(20_000) }) },
    output: z.object({ committeeId: Id }),
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    cli: { command: 'committees rules', positional: ['unit', 'committee'] },
    example: { params: { unit: '08', committee: 1 }, body: { workingRules: 'Họp hằng quý' } },
    handle: (ctx, { params, body }) =>
      setWorkingRules(ctx, parseUnitRef(params.unit), params.committee, body.workingRules),
  }),
];

const agencies: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'agencies.list',
    method: 'get',
    path: '/v1/agencies/{unit}',
    summary: 'Sở, ban, ngành, đoàn thể của đơn vị và người phụ trách',
    input: { params: UnitParams },
    output: z.object({ agencies: z.array(AgencyView) }),
    access: unitAccess(TASK_READERS),
    journal: 'none',
    cli: { command: 'agencies list', positional: ['unit'] },
    example: EXAMPLE_UNIT,
    handle: (ctx, { params }) => listAgencies(ctx, parseUnitRef(params.unit)),
  }),
  defineEndpoint({
    id: 'agencies.add',
    method: 'post',
    path: '/v1/agencies/{unit}',
    summary: 'Thêm một cơ quan vào danh bạ của đơn vị',
    input: { params: UnitParams, body: AgencyInput },
    output: z.object({ agencyId: Id }),
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    cli: { command: 'agencies add', positional: ['unit'] },
    example: { ...EXAMPLE_UNIT, body: { name: 'Sở Tài chính' } },
    handle: (ctx, { params, body }) => addAgency(ctx, parseUnitRef(params.unit), body),
  }),
  defineEndpoint({
    id: 'agencies.change',
    method: 'put',
    path: '/v1/agencies/{unit}/{agency}',
    summary: 'Sửa tên, loại, ghi chú của một cơ quan',
    input: { params: AgencyParams, body: AgencyInput },
    output: z.object({ agencyId: Id }),
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    cli: { command: 'agencies change', positional: ['unit', 'agency'] },
    example: { ...EXAMPLE_AGENCY, body: { name: 'Sở Tài chính' } },
    handle: (ctx, { params, body }) =>
      changeAgency(ctx, parseUnitRef(params.unit), params.agency, body),
  }),
  defineEndpoint({
    id: 'agencies.end',
    method: 'post',
    path: '/v1/agencies/{unit}/{agency}/end',
    summary: 'Cơ quan thôi hoạt động từ hôm nay; việc đang mở phải giao lại trước',
    input: { params: AgencyParams },
    output: z.object({ agencyId: Id }),
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    cli: { command: 'agencies end', positional: ['unit', 'agency'] },
    example: EXAMPLE_AGENCY,
    handle: (ctx, { params }) => endAgency(ctx, parseUnitRef(params.unit), params.agency),
  }),
  defineEndpoint({
    id: 'agencies.addUser',
    method: 'post',
    path: '/v1/agencies/{unit}/{agency}/users',
    summary: 'Phân công người dùng làm việc tại cơ quan',
    input: { params: AgencyParams, body: AgencyUserInput },
    output: z.object({ agencyId: Id }),
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    cli: { command: 'agencies add-user', positional: ['unit', 'agency'] },
    example: { ...EXAMPLE_AGENCY, body: { username: 'can.bo' } },
    handle: (ctx, { params, body }) =>
      addAgencyUser(ctx, parseUnitRef(params.unit), params.agency, body),
  }),
  defineEndpoint({
    id: 'agencies.endUser',
    method: 'post',
    path: '/v1/agencies/{unit}/{agency}/users/{user}/end',
    summary: 'Người dùng thôi làm việc tại cơ quan từ hôm nay',
    input: { params: AgencyParams.extend({ user: z.string().min(1).max(64) }) },
    output: z.object({ agencyId: Id }),
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    cli: { command: 'agencies end-user', positional: ['unit', 'agency', 'user'] },
    example: { params: { unit: '08', agency: 1, user: 'nguoi-khac' } },
    handle: (ctx, { params }) =>
      endAgencyUser(ctx, parseUnitRef(params.unit), params.agency, params.user),
  }),
];

const EXAMPLE_CONCLUSION = { params: { unit: '08', conclusion: 1 } };

const meetings: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'meetings.list',
    method: 'get',
    path: '/v1/meetings/{unit}',
    summary: 'Cuộc họp, kết luận và việc sinh ra từ kết luận',
    input: { params: UnitParams },
    output: z.object({ meetings: z.array(MeetingView) }),
    access: unitAccess(TASK_READERS),
    journal: 'none',
    cli: { command: 'meetings list', positional: ['unit'] },
    example: EXAMPLE_UNIT,
    handle: (ctx, { params }) => listMeetings(ctx, parseUnitRef(params.unit)),
  }),
  defineEndpoint({
    id: 'meetings.record',
    method: 'post',
    path: '/v1/meetings/{unit}',
    summary: 'Ghi biên bản cuộc họp và các kết luận',
    input: { params: UnitParams, body: MeetingInput },
    output: z.object({ meetingId: Id }),
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    cli: { command: 'meetings record', positional: ['unit'] },
    example: {
      ...EXAMPLE_UNIT,
      body: { title: 'Giao ban tuần', heldOn: '2026-11-05', conclusions: ['Đôn đốc các xã chậm'] },
    },
    handle: (ctx, { params, body }) => recordMeeting(ctx, parseUnitRef(params.unit), body),
  }),
  defineEndpoint({
    id: 'meetings.assign',
    method: 'post',
    path: '/v1/meetings/{unit}/conclusions/{conclusion}/tasks',
    summary: 'Giao việc từ một kết luận',
    input: { params: UnitParams.extend({ conclusion: id }), body: TaskInput },
    output: CreatedTasks,
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    cli: { command: 'meetings assign', positional: ['unit', 'conclusion'] },
    example: { ...EXAMPLE_CONCLUSION, body: { title: 'Đôn đốc các xã chậm tiến độ' } },
    handle: (ctx, { params, body }) =>
      addTasksOfConclusion(ctx, parseUnitRef(params.unit), params.conclusion, body),
  }),
];

export const committeeEndpoints: readonly AnyEndpoint[] = [...committees, ...agencies, ...meetings];
