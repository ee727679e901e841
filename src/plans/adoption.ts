/**
 * What confirmed items become: rows of targets, tasks, duties, committees, a campaign; what is left
 * out and why; what still hinders. Pure: the ops write it.
 */
import type { NewCampaign } from '../campaigns/types.ts';
import { type IsoDate, addDays } from '../kernel/dates.ts';
import type { Fault } from '../kernel/outcome.ts';
import { fold } from '../kernel/text.ts';
import type { TargetRow } from '../targets/types.ts';
import type { NewCommittee } from '../tasks/register-types.ts';
import type { NewDuty, NewTask } from '../tasks/types.ts';
import type { PlanHead, PlanItem } from './document-types.ts';
import { type MatchKind, type MatchLevel, type Meaning, listNames, matchKey } from './names.ts';
import { draftCampaign } from './campaign-draft.ts';
import {
  clockOfTask,
  clocksOfReport,
  firstDayOf,
  periodsOf,
  spanOf,
  yearsOf,
} from './plan-times.ts';
import { NOT_NAMED, type PlanReport, type PlanTarget, type PlanTask } from './types.ts';

export interface AdoptionDesk {
  planId: number;
  unitId: number;
  level: MatchLevel;
  head: PlanHead;
  /** number or title, as the document is cited */
  document: string;
  items: readonly PlanItem[];
  meanings: ReadonlyMap<string, Meaning>;
  /** units of a level inside the plan's unit on a day */
  unitsOf(level: MatchLevel, day: IsoDate): readonly number[];
  today: IsoDate;
  /** first day of what recurs, said by a person; null = the day of adoption */
  recursFrom: IsoDate | null;
}

interface FromItem<Row> {
  itemNo: number;
  row: Row;
}

export interface AdoptionDraft {
  targets: FromItem<TargetRow>[];
  tasks: FromItem<NewTask>[];
  duties: FromItem<NewDuty>[];
  committees: FromItem<NewCommittee>[];
  campaign: FromItem<NewCampaign> | null;
  /** confirmed, and yet nothing comes of it */
  leftOut: { itemNo: number; reason: LeftOut }[];
  faults: Fault[];
}

/** nothing = its names mean nothing here · isDuty = the same line is a duty to report · … */
export type LeftOut = 'nothing' | 'isDuty' | 'ofUnitsBelow' | 'weekly' | 'isBasis';

type ItemOf<Kind extends PlanItem['kind']> = Extract<PlanItem, { kind: Kind }>;

export function draftAdoption(desk: AdoptionDesk): AdoptionDraft {
  const draft: AdoptionDraft = {
    targets: [],
    tasks: [],
    duties: [],
    committees: [],
    campaign: null,
    leftOut: [],
    faults: hindrances(desk),
  };
  const standing = desk.items.filter((item) => item.state === 'confirmed');
  const of = <Kind extends PlanItem['kind']>(kind: Kind) =>
    standing.filter((item): item is ItemOf<Kind> => item.kind === kind);
  const reports = of('report');
  const reported = new Set(reports.map((item) => item.line));
  for (const item of of('target')) addTarget(desk, draft, item);
  for (const item of of('task')) {
    const isDuty = item.body.kind === 'report' && reported.has(item.line);
    if (isDuty) draft.leftOut.push({ itemNo: item.itemNo, reason: 'isDuty' });
    else addTask(desk, draft, item);
  }
  for (const item of of('committee')) addCommittee(desk, draft, item);
  for (const item of of('campaign')) addCampaign(desk, draft, item, { tasks: of('task'), reports });
  for (const item of reports) addDuty(desk, draft, item);
  return draft;
}

function hindrances(desk: AdoptionDesk): Fault[] {
  const faults: Fault[] = [];
  const open = desk.items.filter((item) => item.state === 'proposed' && item.kind !== 'basis');
  if (open.length > 0) faults.push({ code: 'plans.itemsOpen', params: { count: open.length } });
  const confirmed = desk.items.filter((item) => item.state === 'confirmed');
  for (const { kind, name, items } of listNames(confirmed)) {
    if (desk.meanings.has(matchKey(kind, name))) continue;
    const at = `item.${items[0] ?? 0}`;
    faults.push({ code: 'plans.nameUnmatched', params: { name, count: items.length }, at });
  }
  return faults;
}

function meaningOf(desk: AdoptionDesk, kind: MatchKind, name: string): Meaning | undefined {
  return desk.meanings.get(matchKey(kind, name));
}

function sourceOf(desk: AdoptionDesk, item: PlanItem, quote: string) {
  return {
    planId: desk.planId,
    document: desk.document,
    ...(item.line === null ? {} : { line: item.line }),
    ...(item.lastLine === null ? {} : { lastLine: item.lastLine }),
    quote: quote.slice(0, 8000),
  };
}

// ── targets ─────────────────────────────────────────────────────────────────────────────────────

function addTarget(desk: AdoptionDesk, draft: AdoptionDraft, item: ItemOf<'target'>): void {
  const { body, itemNo } = item;
  const at = `item.${itemNo}`;
  // a plan that names no unit speaks for the one it is read for
  const unit: Meaning | undefined =
    body.unit === NOT_NAMED
      ? { is: 'unit', unitId: desk.unitId }
      : meaningOf(desk, 'unit', body.unit);
  const group = meaningOf(desk, 'group', body.group);
  const indicator =
    body.indicator === undefined
      ? ({ is: 'indicator', code: 'coverage' } as const)
      : meaningOf(desk, 'indicator', body.indicator);
  if ([unit, group, indicator].some((meaning) => meaning?.is === 'nothing')) {
    draft.leftOut.push({ itemNo, reason: 'nothing' });
    return;
  }
  const periods = periodsOf(body, yearsOf(desk.head.period));
  if (periods.length === 0) {
    draft.faults.push({ code: 'plans.periodUnclear', params: { words: String(body.year) }, at });
  }
  const stated = statedValue(body);
  // "-30.082 thẻ" tells of a fall: nothing to be reached
  if ((body.value ?? 0) < 0) {
    draft.faults.push({ code: 'plans.valueNegative', params: { value: String(body.value) }, at });
    return;
  }
  if (!stated) draft.faults.push({ code: 'plans.measureUnknown', params: { uom: body.uom }, at });
  // what has no meaning yet is told by `hindrances`
  if (!stated || !unit || group?.is !== 'group' || indicator?.is !== 'indicator') return;
  for (const period of periods) {
    for (const unitId of unitIdsOf(desk, unit, firstDayOf(period))) {
      const row: TargetRow = {
        indicator: indicator.code,
        unit: unitId,
        group: group.code,
        groupName: body.group,
        period,
        ...stated,
        operator: body.op,
        source: { document: desk.document, line: item.line, printed: body.raw.slice(0, 500) },
      };
      draft.targets.push({ itemNo, row });
    }
  }
}

function unitIdsOf(desk: AdoptionDesk, meaning: Meaning, day: IsoDate): readonly number[] {
  if (meaning.is === 'unit') return [meaning.unitId];
  if (meaning.is !== 'level') return [];
  return meaning.level === desk.level ? [desk.unitId] : desk.unitsOf(meaning.level, day);
}

const COUNTED = /^(nguoi|the|nhan khau|luot nguoi)\b/;

/** Percent as basis points, people as they are; null for other units of measure. */
function statedValue(body: PlanTarget): Pick<TargetRow, 'measure' | 'value' | 'kind'> | null {
  const kind = body.kind === 'subsidy' ? 'support' : body.kind;
  if (body.uom.trim().startsWith('%')) {
    return {
      measure: 'rate',
      value: body.value === null ? null : Math.round(body.value * 100),
      kind,
    };
  }
  if (!COUNTED.test(fold(body.uom))) return null;
  return { measure: 'people', value: body.value === null ? null : Math.round(body.value), kind };
}

// ── tasks and duties ────────────────────────────────────────────────────────────────────────────

const ROLE = { 'chủ trì': 'leads', 'phối hợp': 'joins', 'thực hiện': 'does' } as const;
const TITLE_CHARACTERS = 160;

function addTask(desk: AdoptionDesk, draft: AdoptionDraft, item: ItemOf<'task'>): void {
  const { body, itemNo } = item;
  const row = taskRow(desk, item, body);
  const named = body.agency.filter((name) => fold(name) !== fold('(không nêu)'));
  if (named.length === 0) {
    const to = { kind: 'units' as const, unitIds: [desk.unitId] };
    draft.tasks.push({ itemNo, row: { ...row, to } });
    return;
  }
  const meanings = named.map((name) => meaningOf(desk, 'agency', name));
  const acting = meanings.filter((meaning) => meaning !== undefined && meaning.is !== 'nothing');
  if (acting.length === 0 && meanings.every((meaning) => meaning !== undefined)) {
    draft.leftOut.push({ itemNo, reason: 'nothing' });
  }
  for (const meaning of acting)
    draft.tasks.push({ itemNo, row: { ...row, ...whom(desk, meaning) } });
}

type TaskRow = Omit<NewTask, 'to' | 'owner'>;

function taskRow(desk: AdoptionDesk, item: PlanItem, body: PlanTask): TaskRow {
  const { activeTo, ...clock } = clockOfTask(body);
  const span = spanOf(body.period);
  const until = activeTo ?? span.to;
  const from = clock.recurrence
    ? recurringFrom(desk, span.from ?? beginOf(desk), until)
    : span.from;
  return {
    title: shorten(body.text),
    text: body.text.slice(0, 8000),
    kind: body.kind,
    role: ROLE[body.role],
    section: body.section.slice(0, 500),
    joiners: (body.coAgencies ?? []).slice(0, 40).map((name) => ({ name: name.slice(0, 300) })),
    ...clock,
    ...(body.deadlineText === null ? {} : { deadlineText: body.deadlineText.slice(0, 500) }),
    ...(from === undefined ? {} : { activeFrom: from }),
    ...(until === undefined ? {} : { activeTo: until }),
    source: sourceOf(desk, item, body.text),
    givenBy: desk.unitId,
  };
}

/** The first sentence, or as many whole words as a line of a list holds. */
function shorten(text: string): string {
  const sentence = /^.{20,}?[.;](?=\s|$)/u.exec(text)?.[0].replace(/[.;]$/, '') ?? text;
  if (sentence.length <= TITLE_CHARACTERS) return sentence;
  const cut = sentence.slice(0, TITLE_CHARACTERS);
  return `${cut.slice(0, cut.lastIndexOf(' '))}…`;
}

/** Exactly one answers: the committee of a unit, or an agency of it. */
function whom(desk: AdoptionDesk, meaning: Meaning): Pick<NewTask, 'to' | 'owner'> {
  const own = { kind: 'units' as const, unitIds: [desk.unitId] };
  switch (meaning.is) {
    case 'unit':
      return { to: { kind: 'units', unitIds: [meaning.unitId] }, owner: { kind: 'unit' } };
    case 'level':
      return { to: levelOf(desk, meaning.level), owner: { kind: 'unit' } };
    case 'levelAgency':
      return {
        to: levelOf(desk, meaning.level),
        owner: { kind: 'agencyName', name: meaning.name },
      };
    case 'agency':
      return { to: own, owner: { kind: 'agencyName', name: meaning.name } };
    default:
      return { to: own, owner: { kind: 'unit' } };
  }
}

function levelOf(desk: AdoptionDesk, level: MatchLevel): NewTask['to'] {
  if (level === desk.level) return { kind: 'units', unitIds: [desk.unitId] };
  return { kind: 'level', within: desk.unitId, level };
}

function addDuty(desk: AdoptionDesk, draft: AdoptionDraft, item: ItemOf<'report'>): void {
  const { body, itemNo } = item;
  if (isOfWeeklyCycle(draft, item)) {
    draft.leftOut.push({ itemNo, reason: 'weekly' });
    return;
  }
  const last = draft.campaign ? addDays(draft.campaign.row.until, 1) : undefined;
  let made = 0;
  for (const name of body.who) {
    const meaning = meaningOf(desk, 'agency', name);
    const reporter = meaning && reporterOf(desk, meaning);
    if (!reporter) continue;
    for (const clock of clocksOfReport(body)) {
      const isWeekly = clock.recurrence?.every === 'week' || clock.recurrence?.every === 'day';
      const until = isWeekly ? last : undefined;
      const row: NewDuty = {
        within: desk.unitId,
        reporter,
        reporterName: name.slice(0, 300),
        receiverName: body.to.join(', ').slice(0, 300) || desk.document,
        via: (body.via ?? '').slice(0, 300),
        content: contentOf(desk, body, name).slice(0, 2000),
        ...clock,
        ...(body.deadlineText === null ? {} : { deadlineText: body.deadlineText.slice(0, 500) }),
        activeFrom: clock.recurrence ? recurringFrom(desk, beginOf(desk), until) : beginOf(desk),
        ...(until === undefined ? {} : { activeTo: until }),
        source: sourceOf(desk, item, body.text),
      };
      draft.duties.push({ itemNo, row });
      made += 1;
    }
  }
  if (made === 0 && body.who.every((name) => meaningOf(desk, 'agency', name))) {
    draft.leftOut.push({ itemNo, reason: 'nothing' });
  }
}

const ANY_REPORT =
  /^(?:gui )?(?:bao cao|ket qua|tinh hinh|so lieu|tien do)(?: (?:ket qua|tinh hinh|tong ket|so ket|dinh ky|thuc hien|trien khai))*$/;
const SUBJECT_CHARACTERS = 120;

/** "Kết quả" alone is what every duty is called: the plan's subject and who sends it tell them apart. */
function contentOf({ head, document }: AdoptionDesk, body: PlanReport, sender: string): string {
  const said = body.content.trim() || shorten(body.text);
  if (!ANY_REPORT.test(fold(said))) return said;
  const subject = head.title ?? document;
  const short =
    subject.length <= SUBJECT_CHARACTERS
      ? subject
      : `${subject.slice(0, SUBJECT_CHARACTERS).replace(/\s\S*$/u, '')}…`;
  return `${said}: ${short} (${sender})`;
}

function reporterOf(desk: AdoptionDesk, meaning: Meaning): NewDuty['reporter'] | null {
  switch (meaning.is) {
    case 'level':
      return { kind: 'level', level: meaning.level };
    case 'levelAgency':
      return { kind: 'level', level: meaning.level };
    case 'agency':
      return { kind: 'agencyName', name: meaning.name };
    case 'unit':
      return { kind: 'level', level: desk.level };
    default:
      return null;
  }
}

/** From when its duties hold: the day it was issued, else the first of its period, else today. */
function beginOf(desk: AdoptionDesk): IsoDate {
  const { issuedAt, period } = desk.head;
  return (
    issuedAt.date ?? issuedAt.notBefore ?? spanOf(period?.from ?? undefined).from ?? desk.today
  );
}

/**
 * Periods that ran out before the plan was adopted here are nobody's debt: what recurs counts from the
 * day of adoption unless a person says another. A span that is over by then keeps its own days.
 */
function recurringFrom(desk: AdoptionDesk, begin: IsoDate, until: IsoDate | undefined): IsoDate {
  const from = desk.recursFrom ?? (begin > desk.today ? begin : desk.today);
  return until !== undefined && from >= until ? begin : from;
}

// ── committees and the campaign ─────────────────────────────────────────────────────────────────

const POSITIONS: readonly [RegExp, 'chair' | 'standingDeputy' | 'deputy' | 'secretary'][] = [
  [/\bthuong truc\b/, 'standingDeputy'],
  [/^pho\b/, 'deputy'],
  [/\bthu ky\b/, 'secretary'],
  [/^truong\b/, 'chair'],
];

function addCommittee(desk: AdoptionDesk, draft: AdoptionDraft, item: ItemOf<'committee'>): void {
  const { body, itemNo } = item;
  const meaning = meaningOf(desk, 'agency', body.name);
  const isOwn =
    meaning?.is === 'agency' || (meaning?.is === 'level' && meaning.level === desk.level);
  if (!isOwn) {
    if (meaning) {
      const reason = meaning.is === 'nothing' ? 'nothing' : 'ofUnitsBelow';
      draft.leftOut.push({ itemNo, reason });
    }
    return;
  }
  const { number } = desk.head;
  const row: NewCommittee = {
    name: body.name.slice(0, 300),
    ...(number.value === null ? {} : { decisionNumber: number.value.slice(0, 100) }),
    ...(desk.head.issuedAt.date === null ? {} : { decidedOn: desk.head.issuedAt.date }),
    termFrom: beginOf(desk),
    members: body.members.map(({ position, who }) => ({
      position: POSITIONS.find(([pattern]) => pattern.test(fold(position)))?.[1] ?? 'member',
      title: who.slice(0, 300),
    })),
  };
  draft.committees.push({ itemNo, row });
}

function addCampaign(
  desk: AdoptionDesk,
  draft: AdoptionDraft,
  item: ItemOf<'campaign'>,
  around: { tasks: readonly ItemOf<'task'>[]; reports: readonly ItemOf<'report'>[] },
): void {
  const said = {
    campaign: item.body,
    tasks: around.tasks.map(({ body }) => body),
    reports: around.reports.map(({ body }) => body),
    period: desk.head.period,
  };
  const { unitId, document, planId } = desk;
  const row = draftCampaign(said, { unitId, document, planId });
  if (row) draft.campaign = { itemNo: item.itemNo, row };
  else draft.faults.push({ code: 'plans.campaignWithoutDays', at: `item.${item.itemNo}` });
}

/** The campaign carries it in its weekly cycle. */
function isOfWeeklyCycle(draft: AdoptionDraft, item: ItemOf<'report'>): boolean {
  const weekly = draft.campaign?.row.weekly ?? [];
  return weekly.some((station) => station.sourceLine === item.body.line);
}
