/** Rows of the endpoint table: campaigns. A campaign is seen from its unit, above and below it. */
import { z } from 'zod';
import { type AnyEndpoint, defineEndpoint } from '../http/endpoint.ts';
import { Day } from '../tasks/clock-types.ts';
import { TASK_ACTORS, TASK_MANAGERS, TASK_READERS, unitAccess } from '../tasks/roles.ts';
import { UnitLevel } from '../tasks/types.ts';
import { UnitParams } from '../units/endpoints.ts';
import { getUnitByRef, parseUnitRef } from '../units/ops.ts';
import {
  addCommendation,
  addCost,
  addPractice,
  addStaff,
  evaluateCampaign,
  listPractices,
  withdrawKept,
} from './evaluation-ops.ts';
import {
  addStep,
  cancelCampaign,
  copyCampaign,
  createCampaign,
  endStep,
  getCampaign,
  getPhoto,
  listCampaigns,
  markStep,
} from './ops.ts';
import { enterFigures, listFigures, readCycle, readPace, setCampaignTargets } from './pace-ops.ts';
import {
  CampaignInput,
  CampaignPage,
  CampaignTargetsInput,
  CampaignView,
  CommendationInput,
  CopyInput,
  CostInput,
  CycleAnswer,
  DailyFigure,
  DailyInput,
  EvaluationAnswer,
  MarkInput,
  PaceAnswer,
  Practice,
  PracticeInput,
  StaffInput,
  StepCell,
  StepInput,
} from './types.ts';

const id = z.number().int().positive();
const Id = z.number().int();
const Params = UnitParams.extend({ campaign: id });
const StepParams = Params.extend({ step: id });
const EXAMPLE_UNIT = { params: { unit: '08' } };
const EXAMPLE = { params: { unit: '08', campaign: 1 } };
const EXAMPLE_STEP = { params: { unit: '08', campaign: 1, step: 1 } };
const PHOTO_BODY_BYTES_MAX = 8 * 1024 * 1024;
const campaignId = z.object({ campaignId: Id });

const campaigns: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'campaigns.list',
    method: 'get',
    path: '/v1/campaigns/{unit}',
    summary: 'Chiến dịch, tháng cao điểm của đơn vị, cấp trên và cấp dưới',
    input: { params: UnitParams },
    output: z.object({ campaigns: z.array(CampaignView) }),
    access: unitAccess(TASK_READERS),
    journal: 'none',
    cli: { command: 'campaigns list', positional: ['unit'] },
    example: EXAMPLE_UNIT,
    handle: (ctx, { params }) => listCampaigns(ctx, parseUnitRef(params.unit)),
  }),
  defineEndpoint({
    id: 'campaigns.add',
    method: 'post',
    path: '/v1/campaigns/{unit}',
    summary: 'Lập chiến dịch: thời gian, các bước theo cấp, chu kỳ báo cáo tuần',
    input: { params: UnitParams, body: CampaignInput },
    output: campaignId,
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    cli: { command: 'campaigns add', positional: ['unit'] },
    example: {
      ...EXAMPLE_UNIT,
      body: {
        name: 'Tháng cao điểm vận động Nhân dân tham gia BHYT',
        from: '2026-11-01',
        until: '2026-11-30',
        steps: [{ title: 'Lễ phát động', level: 'commune', deadline: { day: '2026-11-06' } }],
        weekly: [
          {
            level: 'commune',
            receiverName: 'Ban Chỉ đạo cấp tỉnh',
            isoWeekday: 3,
            time: '15:30',
            content: 'Kết quả vận động',
          },
        ],
      },
    },
    async handle(ctx, { params, body }) {
      const { unitId } = await getUnitByRef(ctx, parseUnitRef(params.unit));
      return await createCampaign(ctx, { ...body, unitId });
    },
  }),
  defineEndpoint({
    id: 'campaigns.get',
    method: 'get',
    path: '/v1/campaigns/{unit}/{campaign}',
    summary: 'Một chiến dịch: từng bước × từng đơn vị xong hay chậm, chu kỳ tuần, nhân sự',
    input: { params: Params },
    output: CampaignPage,
    access: unitAccess(TASK_READERS),
    journal: 'none',
    cli: { command: 'campaigns show', positional: ['unit', 'campaign'] },
    example: EXAMPLE,
    handle: (ctx, { params }) => getCampaign(ctx, parseUnitRef(params.unit), params.campaign),
  }),
  defineEndpoint({
    id: 'campaigns.copy',
    method: 'post',
    path: '/v1/campaigns/{unit}/{campaign}/copy',
    summary: 'Dùng lại chiến dịch năm trước làm mẫu, dời ngày theo ngày làm việc',
    input: { params: Params, body: CopyInput },
    output: campaignId,
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    cli: { command: 'campaigns copy', positional: ['unit', 'campaign'] },
    example: { ...EXAMPLE, body: { from: '2027-11-01' } },
    handle: (ctx, { params, body }) =>
      copyCampaign(ctx, parseUnitRef(params.unit), params.campaign, body),
  }),
  defineEndpoint({
    id: 'campaigns.cancel',
    method: 'post',
    path: '/v1/campaigns/{unit}/{campaign}/cancel',
    summary: 'Hủy một chiến dịch của đơn vị',
    input: { params: Params, body: z.object({ reason: z.string().trim().min(3).max(500) }) },
    output: campaignId,
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    reason: ({ body }) => body.reason,
    cli: { command: 'campaigns cancel', positional: ['unit', 'campaign'] },
    example: { ...EXAMPLE, body: { reason: 'Lập nhầm' } },
    handle: (ctx, { params, body }) =>
      cancelCampaign(ctx, parseUnitRef(params.unit), params.campaign, body.reason),
  }),
];

const steps: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'campaigns.addStep',
    method: 'post',
    path: '/v1/campaigns/{unit}/{campaign}/steps',
    summary: 'Thêm một bước có hạn cho các đơn vị một cấp',
    input: { params: Params, body: StepInput },
    output: campaignId,
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    cli: { command: 'campaigns add-step', positional: ['unit', 'campaign'] },
    example: {
      ...EXAMPLE,
      body: { title: 'Lễ phát động', level: 'commune', deadline: { day: '2026-11-06' } },
    },
    handle: (ctx, { params, body }) =>
      addStep(ctx, parseUnitRef(params.unit), params.campaign, body),
  }),
  defineEndpoint({
    id: 'campaigns.endStep',
    method: 'post',
    path: '/v1/campaigns/{unit}/{campaign}/steps/{step}/end',
    summary: 'Bỏ một bước; dấu đã đánh vẫn được giữ',
    input: { params: StepParams },
    output: z.object({ stepId: Id }),
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    cli: { command: 'campaigns end-step', positional: ['unit', 'campaign', 'step'] },
    example: EXAMPLE_STEP,
    handle: (ctx, { params }) =>
      endStep(ctx, parseUnitRef(params.unit), params.campaign, params.step),
  }),
  defineEndpoint({
    id: 'campaigns.mark',
    method: 'post',
    path: '/v1/campaigns/{unit}/{campaign}/steps/{step}/marks',
    summary: 'Đơn vị đánh dấu đã làm xong một bước (kèm ảnh, đường dẫn) hoặc bỏ dấu',
    input: { params: StepParams, body: MarkInput },
    output: StepCell,
    access: unitAccess(TASK_ACTORS),
    journal: 'change',
    bodyBytesMax: PHOTO_BODY_BYTES_MAX,
    cli: { command: 'campaigns mark', positional: ['unit', 'campaign', 'step'] },
    example: { ...EXAMPLE_STEP, body: { kind: 'done', note: 'Đã tổ chức tại nhà văn hóa' } },
    handle: (ctx, { params, body }) =>
      markStep(ctx, parseUnitRef(params.unit), params.campaign, params.step, body),
  }),
  defineEndpoint({
    id: 'campaigns.photo',
    method: 'get',
    path: '/v1/campaigns/{unit}/{campaign}/steps/{step}/photo',
    summary: 'Ảnh chứng minh đơn vị đã làm một bước',
    input: { params: StepParams, query: z.object({ of: id }) },
    access: unitAccess(TASK_READERS),
    journal: 'read',
    example: { ...EXAMPLE_STEP, query: { of: 1 } },
    async handle(ctx, { params, query }) {
      const key = { stepId: params.step, unitId: query.of };
      const photo = await getPhoto(ctx, parseUnitRef(params.unit), params.campaign, key);
      const ending = photo.mediaType.split('/').at(-1) ?? 'jpeg';
      const name = `buoc-${params.step}-${query.of}.${ending}`;
      return { file: { name, type: photo.mediaType, bytes: photo.bytes } };
    },
  }),
];

const figures: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'campaigns.pace',
    method: 'get',
    path: '/v1/campaigns/{unit}/{campaign}/pace',
    summary: 'Bảng tiến độ trong ngày: đơn vị nào chậm, còn thiếu bao nhiêu người',
    input: {
      params: Params,
      query: z.object({ on: Day.optional(), level: UnitLevel.default('commune') }),
    },
    output: PaceAnswer,
    access: unitAccess(TASK_READERS),
    journal: 'none',
    timeoutMs: 120_000,
    cli: { command: 'campaigns pace', positional: ['unit', 'campaign'] },
    example: EXAMPLE,
    handle: (ctx, { params, query }) =>
      readPace(ctx, parseUnitRef(params.unit), params.campaign, query),
  }),
  defineEndpoint({
    id: 'campaigns.setTargets',
    method: 'post',
    path: '/v1/campaigns/{unit}/{campaign}/targets',
    summary: 'Giao chỉ tiêu số người tăng thêm trong chiến dịch cho từng đơn vị',
    input: { params: Params, body: CampaignTargetsInput },
    output: z.object({ rows: Id }),
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    cli: { command: 'campaigns set-targets', positional: ['unit', 'campaign'] },
    example: { ...EXAMPLE, body: { rows: [{ unitId: 1, people: 100 }] } },
    handle: (ctx, { params, body }) =>
      setCampaignTargets(ctx, parseUnitRef(params.unit), params.campaign, body),
  }),
  defineEndpoint({
    id: 'campaigns.figures',
    method: 'get',
    path: '/v1/campaigns/{unit}/{campaign}/figures',
    summary: 'Số liệu hằng ngày đã nhập',
    input: { params: Params, query: z.object({ level: UnitLevel.default('commune') }) },
    output: z.object({ figures: z.array(DailyFigure) }),
    access: unitAccess(TASK_READERS),
    journal: 'none',
    cli: { command: 'campaigns figures', positional: ['unit', 'campaign'] },
    example: EXAMPLE,
    handle: (ctx, { params, query }) =>
      listFigures(ctx, parseUnitRef(params.unit), params.campaign, query.level),
  }),
  defineEndpoint({
    id: 'campaigns.enter',
    method: 'post',
    path: '/v1/campaigns/{unit}/{campaign}/figures',
    summary: 'Nhập số liệu hằng ngày của đơn vị (nơi chưa có sổ theo người)',
    input: { params: Params, body: DailyInput },
    output: z.object({ rows: Id }),
    access: unitAccess(TASK_ACTORS),
    journal: 'change',
    cli: { command: 'campaigns enter', positional: ['unit', 'campaign'] },
    example: {
      ...EXAMPLE,
      body: { rows: [{ unitId: 1, day: '2026-11-03', kind: 'newCards', people: 12 }] },
    },
    handle: (ctx, { params, body }) =>
      enterFigures(ctx, parseUnitRef(params.unit), params.campaign, body),
  }),
  defineEndpoint({
    id: 'campaigns.cycle',
    method: 'get',
    path: '/v1/campaigns/{unit}/{campaign}/cycle',
    summary: 'Chu kỳ báo cáo tuần: đúng hạn, muộn, chưa nộp theo từng tuần',
    input: { params: Params },
    output: CycleAnswer,
    access: unitAccess(TASK_READERS),
    journal: 'none',
    cli: { command: 'campaigns cycle', positional: ['unit', 'campaign'] },
    example: EXAMPLE,
    handle: (ctx, { params }) => readCycle(ctx, parseUnitRef(params.unit), params.campaign),
  }),
];

const written = z.object({ id: Id });

function addEndpoint<Body extends z.ZodType>(
  name: string,
  summary: string,
  body: Body,
  example: unknown,
  add: (
    ctx: Parameters<typeof addCost>[0],
    ref: string | number,
    campaign: number,
    body: z.output<Body>,
  ) => Promise<{ id: number }>,
): AnyEndpoint {
  return defineEndpoint({
    id: `campaigns.add${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    method: 'post',
    path: `/v1/campaigns/{unit}/{campaign}/${name}`,
    summary,
    input: { params: Params, body },
    output: written,
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    cli: { command: `campaigns add-${name}`, positional: ['unit', 'campaign'] },
    example: { ...EXAMPLE, body: example },
    handle: (ctx, { params, body: input }) =>
      add(ctx, parseUnitRef(params.unit), params.campaign, input as z.output<Body>),
  });
}

const evaluation: readonly AnyEndpoint[] = [
  defineEndpoint({
    id: 'campaigns.evaluation',
    method: 'get',
    path: '/v1/campaigns/{unit}/{campaign}/evaluation',
    summary: 'Đánh giá: trước và sau theo nhóm, chi phí mỗi thẻ mới, cách làm hay, khen thưởng',
    input: { params: Params },
    output: EvaluationAnswer,
    access: unitAccess(TASK_READERS),
    journal: 'none',
    timeoutMs: 120_000,
    cli: { command: 'campaigns evaluation', positional: ['unit', 'campaign'] },
    example: EXAMPLE,
    handle: (ctx, { params }) => evaluateCampaign(ctx, parseUnitRef(params.unit), params.campaign),
  }),
  addEndpoint(
    'staff',
    'Thêm người tham gia chiến dịch',
    StaffInput,
    { name: 'Tổ vận động' },
    addStaff,
  ),
  addEndpoint(
    'cost',
    'Ghi một khoản chi của chiến dịch',
    CostInput,
    { what: 'In tờ rơi', amountVnd: 2_000_000 },
    addCost,
  ),
  addEndpoint(
    'practice',
    'Ghi một cách làm hay: ở đâu, làm gì, hiệu quả',
    PracticeInput,
    { title: 'Livestream tối thứ bảy', text: 'Mỗi tuần một buổi', effect: '30 hộ đăng ký' },
    addPractice,
  ),
  addEndpoint(
    'commendation',
    'Đề nghị khen thưởng tập thể, cá nhân',
    CommendationInput,
    { kind: 'collective', name: 'Ban vận động thôn', reason: 'Về đích sớm' },
    addCommendation,
  ),
  defineEndpoint({
    id: 'campaigns.withdrawLine',
    method: 'post',
    path: '/v1/campaigns/{unit}/{campaign}/withdraw',
    summary: 'Rút một dòng nhân sự, chi phí, cách làm hay, khen thưởng do đơn vị ghi',
    input: {
      params: Params,
      body: z.object({ kind: z.enum(['staff', 'cost', 'practice', 'commendation']), id }),
    },
    output: written,
    access: unitAccess(TASK_MANAGERS),
    journal: 'change',
    cli: { command: 'campaigns withdraw-line', positional: ['unit', 'campaign'] },
    example: { ...EXAMPLE, body: { kind: 'cost', id: 1 } },
    handle: (ctx, { params, body }) =>
      withdrawKept(ctx, parseUnitRef(params.unit), params.campaign, body),
  }),
  defineEndpoint({
    id: 'practices.list',
    method: 'get',
    path: '/v1/practices/{unit}',
    summary: 'Kho cách làm hay của các chiến dịch',
    input: { params: UnitParams, query: z.object({ text: z.string().max(200).optional() }) },
    output: z.object({ practices: z.array(Practice) }),
    access: unitAccess(TASK_READERS),
    journal: 'none',
    cli: { command: 'practices list', positional: ['unit'] },
    example: EXAMPLE_UNIT,
    handle: (ctx, { params, query }) => listPractices(ctx, parseUnitRef(params.unit), query),
  }),
];

export const campaignEndpoints: readonly AnyEndpoint[] = [
  ...campaigns,
  ...steps,
  ...figures,
  ...evaluation,
];
