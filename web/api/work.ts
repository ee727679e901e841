/** Tasks, duties to report, committees, documents, obstacles. */
import type {
  CommitteesAnswer,
  DocumentPage,
  DocumentView,
  MeetingView,
  ObstacleView,
  SharedAnswer,
} from '../../src/tasks/register-types.ts';
import type {
  AgencyView,
  CalendarAnswer,
  CreatedTasks,
  DutyPeriod,
  DutyView,
  MyWork,
  NoticeView,
  SettingsAnswer as ClockAnswer,
  TaskBundle,
  TaskBundles,
  TaskList,
  TaskPage,
  TaskView,
} from '../../src/tasks/types.ts';
import { call, get, post } from './client.ts';

export type {
  AgencyView,
  CalendarAnswer,
  ClockAnswer,
  CommitteesAnswer,
  CreatedTasks,
  DocumentPage,
  DocumentView,
  DutyPeriod,
  DutyView,
  MeetingView,
  MyWork,
  NoticeView,
  ObstacleView,
  SharedAnswer,
  TaskBundle,
  TaskBundles,
  TaskList,
  TaskPage,
  TaskView,
};

/** First part of the key of everything a move of a task makes old. */
export const WORK_KEY = 'work';

export function getMyWork(signal?: AbortSignal): Promise<MyWork> {
  return get('/v1/tasks/mine', {}, signal);
}

export async function listNotices(signal?: AbortSignal): Promise<NoticeView[]> {
  return (await get<{ notices: NoticeView[] }>('/v1/tasks/notices', { limit: 30 }, signal)).notices;
}

export function readNotices(noticeIds: readonly number[]): Promise<unknown> {
  return post('/v1/tasks/notices/read', { noticeIds });
}

export interface TaskQuery {
  state?: string;
  clock?: string;
  text?: string;
  bundleId?: number;
  documentId?: number;
  limit?: number;
  offset?: number;
}

export function listTasks(unit: number, query: TaskQuery, signal?: AbortSignal): Promise<TaskList> {
  return get(`/v1/tasks/units/${unit}`, { ...query }, signal);
}

const FILE_ROWS_MAX = 20_000;

/** All of a question, page by page, for a file. */
export async function listAllTasks(unit: number, query: TaskQuery): Promise<TaskView[]> {
  const found: TaskView[] = [];
  for (let offset = 0; offset < FILE_ROWS_MAX; offset += 500) {
    const { tasks, total } = await listTasks(unit, { ...query, limit: 500, offset });
    found.push(...tasks);
    if (tasks.length === 0 || found.length >= total) break;
  }
  return found;
}

export function listBundles(
  unit: number,
  query: TaskQuery,
  signal?: AbortSignal,
): Promise<TaskBundles> {
  return get(`/v1/tasks/bundles/${unit}`, { ...query }, signal);
}

export function getTask(unit: number, task: number, signal?: AbortSignal): Promise<TaskPage> {
  return get(`/v1/tasks/units/${unit}/${task}`, {}, signal);
}

export function addTasks(unit: number, body: object): Promise<CreatedTasks> {
  return post(`/v1/tasks/units/${unit}`, body);
}

export function moveTask(unit: number, task: number, body: object): Promise<TaskPage> {
  return post(`/v1/tasks/units/${unit}/${task}/moves`, body);
}

export function addEvidence(unit: number, task: number, body: object): Promise<unknown> {
  return post(`/v1/tasks/units/${unit}/${task}/evidence`, body);
}

export interface Tick {
  periodKey: string;
  kind?: 'received' | 'exception' | 'withdraw';
  note?: string;
}

/** As the unit that reports. */
export function tickDuty(unit: number, duty: number, tick: Tick): Promise<unknown> {
  return post(`/v1/duties/${unit}/${duty}/ticks`, { kind: 'received', ...tick });
}

export async function listDuties(unit: number, signal?: AbortSignal): Promise<DutyView[]> {
  return (await get<{ duties: DutyView[] }>(`/v1/duties/${unit}`, {}, signal)).duties;
}

export function addDuty(unit: number, body: object): Promise<unknown> {
  return post(`/v1/duties/${unit}`, body);
}

export function endDuty(unit: number, duty: number): Promise<unknown> {
  return post(`/v1/duties/${unit}/${duty}/end`);
}

/** Of the days [from, to). */
export async function listDutyPeriods(
  unit: number,
  window: { from: string; to: string },
  signal?: AbortSignal,
): Promise<DutyPeriod[]> {
  const path = `/v1/duties/${unit}/periods`;
  return (await get<{ periods: DutyPeriod[] }>(path, { ...window }, signal)).periods;
}

export function getClock(unit: number, signal?: AbortSignal): Promise<ClockAnswer> {
  return get(`/v1/clock/${unit}`, {}, signal);
}

export function setClock(unit: number, body: object): Promise<unknown> {
  return post(`/v1/clock/${unit}`, body);
}

export function getCalendar(
  unit: number,
  year: number,
  signal?: AbortSignal,
): Promise<CalendarAnswer> {
  return get(`/v1/clock/${unit}/calendar`, { year }, signal);
}

export function addCalendarDay(unit: number, body: object): Promise<unknown> {
  return post(`/v1/clock/${unit}/calendar`, body);
}

export function removeCalendarDay(unit: number, day: number): Promise<unknown> {
  return post(`/v1/clock/${unit}/calendar/${day}/remove`);
}

export function getCommittees(unit: number, signal?: AbortSignal): Promise<CommitteesAnswer> {
  return get(`/v1/committees/${unit}`, {}, signal);
}

export function addCommittee(unit: number, body: object): Promise<unknown> {
  return post(`/v1/committees/${unit}`, body);
}

export function setFollows(
  unit: number,
  memberId: number,
  unitIds: readonly number[],
): Promise<unknown> {
  return post(`/v1/committees/${unit}/follows`, { memberId, unitIds });
}

export async function listAgencies(unit: number, signal?: AbortSignal): Promise<AgencyView[]> {
  return (await get<{ agencies: AgencyView[] }>(`/v1/agencies/${unit}`, {}, signal)).agencies;
}

export function addAgency(unit: number, name: string): Promise<unknown> {
  return post(`/v1/agencies/${unit}`, { name });
}

export function changeAgency(unit: number, agency: number, body: object): Promise<unknown> {
  return call('PUT', `/v1/agencies/${unit}/${agency}`, { body });
}

export function endAgency(unit: number, agency: number): Promise<unknown> {
  return post(`/v1/agencies/${unit}/${agency}/end`);
}

export function addAgencyUser(unit: number, agency: number, body: object): Promise<unknown> {
  return post(`/v1/agencies/${unit}/${agency}/users`, body);
}

export function endAgencyUser(unit: number, agency: number, user: string): Promise<unknown> {
  return post(`/v1/agencies/${unit}/${agency}/users/${encodeURIComponent(user)}/end`);
}

export function addMember(unit: number, committee: number, body: object): Promise<unknown> {
  return post(`/v1/committees/${unit}/${committee}/members`, body);
}

export function endMember(unit: number, member: number): Promise<unknown> {
  return post(`/v1/committees/${unit}/members/${member}/end`);
}

export function setWorkingRules(
  unit: number,
  committee: number,
  workingRules: string,
): Promise<unknown> {
  return call('PUT', `/v1/committees/${unit}/${committee}/rules`, { body: { workingRules } });
}

export async function listMeetings(unit: number, signal?: AbortSignal): Promise<MeetingView[]> {
  return (await get<{ meetings: MeetingView[] }>(`/v1/meetings/${unit}`, {}, signal)).meetings;
}

export function recordMeeting(unit: number, body: object): Promise<unknown> {
  return post(`/v1/meetings/${unit}`, body);
}

export function addTasksOfConclusion(
  unit: number,
  conclusion: number,
  body: object,
): Promise<CreatedTasks> {
  return post(`/v1/meetings/${unit}/conclusions/${conclusion}/tasks`, body);
}

export async function listObstacles(unit: number, signal?: AbortSignal): Promise<ObstacleView[]> {
  const answer = await get<{ obstacles: ObstacleView[] }>(`/v1/obstacles/${unit}`, {}, signal);
  return answer.obstacles;
}

export function getObstacle(
  unit: number,
  obstacle: number,
  signal?: AbortSignal,
): Promise<ObstacleView> {
  return get(`/v1/obstacles/${unit}/${obstacle}`, {}, signal);
}

export function raiseObstacle(unit: number, body: object): Promise<ObstacleView> {
  return post(`/v1/obstacles/${unit}`, body);
}

export function answerObstacle(
  unit: number,
  obstacle: number,
  body: object,
): Promise<ObstacleView> {
  return post(`/v1/obstacles/${unit}/${obstacle}/answers`, body);
}

export function withdrawObstacle(unit: number, obstacle: number, reason: string): Promise<unknown> {
  return post(`/v1/obstacles/${unit}/${obstacle}/withdraw`, { reason });
}

export async function searchAnswers(text: string, signal?: AbortSignal): Promise<SharedAnswer[]> {
  const query = { text, limit: 8 };
  return (await get<{ answers: SharedAnswer[] }>('/v1/obstacles/answers', query, signal)).answers;
}

export async function listDocuments(unit: number, signal?: AbortSignal): Promise<DocumentView[]> {
  const answer = await get<{ documents: DocumentView[] }>(`/v1/documents/${unit}`, {}, signal);
  return answer.documents;
}

export function getDocument(
  unit: number,
  document: number,
  signal?: AbortSignal,
): Promise<DocumentPage> {
  return get(`/v1/documents/${unit}/${document}`, {}, signal);
}

export function addDocument(unit: number, body: object): Promise<{ documentId: number }> {
  return post(`/v1/documents/${unit}`, body);
}

export function changeDocument(unit: number, document: number, body: object): Promise<unknown> {
  return call('PUT', `/v1/documents/${unit}/${document}`, { body });
}

export function withdrawDocument(unit: number, document: number, reason: string): Promise<unknown> {
  return post(`/v1/documents/${unit}/${document}/withdraw`, { reason });
}

export function relateDocument(unit: number, document: number, body: object): Promise<unknown> {
  return post(`/v1/documents/${unit}/${document}/relations`, body);
}

export function linkDocument(unit: number, document: number, body: object): Promise<unknown> {
  return post(`/v1/documents/${unit}/${document}/links`, body);
}
