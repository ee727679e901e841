/** A campaign ("Tháng cao điểm"): its name, its days and the dated steps around it. */
import { findTimes } from './days.ts';
import { type Passage, lineAt, printed } from './passage.ts';
import { type Section, walk } from './sections.ts';
import { LEVEL } from './words.ts';
import type { PlanCampaign, PlanPeriod, PlanReport, PlanTask } from '../types.ts';

const NAME = /["“]([^"”]{6,160})["”]/g;
const WORDS =
  /thang cao diem|dot cao diem|tuan le|ngay hoi|chien dich|thang van dong|dot van dong|thang hanh dong|ra quan|cao diem/;

type Milestone = PlanCampaign['milestones'][number];

export interface CampaignSources {
  title: Passage | null;
  texts: readonly Passage[];
  sections: Section;
  period: PlanPeriod | null;
  tasks: readonly PlanTask[];
  reports: readonly PlanReport[];
}

/** Rule `campaign/read`: only where the title itself is about a campaign. */
export function readCampaign({
  title,
  texts,
  sections,
  period,
  tasks,
  reports,
}: CampaignSources): PlanCampaign | null {
  const words = title ? WORDS.exec(title.folded) : null;
  if (!title || !words) return null;
  const taken = new Set(tasks.flatMap((task) => (task.deadline === null ? [] : [task.line])));
  const launches = launchesOf(sections).filter((each) => !taken.has(each.line));
  const isDated = /^\d{4}-\d{2}-\d{2}$/.test(period?.from ?? '');
  const span = isDated ? { start: period?.from ?? null, end: period?.to ?? null } : spanIn(texts);
  return {
    name: nameOf(title) ?? printed(title, words.index, title.text.length),
    start: span.start,
    end: span.end,
    milestones: byDay([...milestonesOf(tasks, reports), ...launches]),
    line: lineAt(title, words.index),
  };
}

function nameOf(title: Passage): string | null {
  for (const match of title.text.matchAll(NAME)) {
    const at = match.index + 1;
    const end = at + (match[1]?.length ?? 0);
    if (WORDS.test(title.folded.slice(at, end))) return printed(title, at, end);
  }
  return null;
}

function spanIn(texts: readonly Passage[]): { start: string | null; end: string | null } {
  for (const text of texts) {
    const days = findTimes(text).filter((time) => time.clock?.kind === 'day');
    const [first, last] = days;
    if (first?.clock?.kind !== 'day' || last?.clock?.kind !== 'day') continue;
    const isFrom = /tu (?:ngay )?$/.test(text.folded.slice(Math.max(0, first.at - 8), first.at));
    if (isFrom) return { start: first.clock.date, end: last.clock.date };
  }
  return { start: null, end: null };
}

/** Rule `campaign/milestones`: what has to be done before a day, by day and then by line. */
function milestonesOf(
  tasks: readonly PlanTask[],
  reports: readonly PlanReport[],
): PlanCampaign['milestones'] {
  const steps: PlanCampaign['milestones'] = tasks
    .filter((task) => task.deadline !== null && task.period === undefined)
    .filter((task) => /\d\s*[/.-]\s*\d|ngày/iu.test(task.deadlineText ?? ''))
    .map((task) => ({ what: stepOf(task.text), before: task.deadline ?? '', line: task.line }));
  for (const report of reports) {
    const { deadline } = report;
    if (typeof deadline !== 'string') continue;
    if (steps.some((step) => step.line === report.line && step.before === deadline)) continue;
    steps.push({ what: stepOf(report.start), before: deadline, line: report.line });
  }
  return steps;
}

function byDay(steps: PlanCampaign['milestones']): PlanCampaign['milestones'] {
  return steps.toSorted((a, b) =>
    a.before === b.before ? a.line - b.line : a.before < b.before ? -1 : 1,
  );
}

const CEREMONY =
  /\b(?:le (?:phat dong|ra quan|khai mac|mit tinh)|ra quan|phat dong|mit tinh|ngay hoi|hoi nghi (?:phat dong|trien khai))\b/;
const AT_LEVEL = new RegExp(`^(?:(?:o|tai) )?(cap (?:${LEVEL}|co so))(?: \\([^)]*\\))?\\s*:\\s*`);
const OF_LEVEL = new RegExp(
  `^(?:to chuc )?(${CEREMONY.source}[^:;.]{0,40}cap (?:${LEVEL}|co so))[^:;.]{0,60}:\\s*`,
);
const HOUR = /(\d{1,2})\s*(?:gio|h|:)\s*(\d{2})?\s*(?:phut)?,?\s*(?:ngay\s*)?$/;

/**
 * Rule `campaign/launch`: "Cấp tỉnh: 07 giờ 30 ngày …" under a heading of the ceremony, or "Lễ ra quân cấp
 * xã: … ngày …", is a step of that level on that day.
 */
function launchesOf(root: Section): PlanCampaign['milestones'] {
  return [...walk(root)].flatMap((section) => {
    const label = section.passage ? launchLabel(section, section.passage) : null;
    const day = label === null ? null : launchDay(section);
    return label === null || day === null ? [] : [{ what: label, ...day }];
  });
}

/** "Lễ ra quân cấp xã", from the line itself or from the level and the ceremony above. */
function launchLabel(section: Section, passage: Passage): string | null {
  const own = OF_LEVEL.exec(passage.folded);
  const found = own ?? AT_LEVEL.exec(passage.folded);
  if (!found) return null;
  const name = found[1] ?? '';
  const at = found[0].indexOf(name);
  const words = printed(passage, at, at + name.length);
  const ceremony = own ? null : ceremonyAbove(section.parent);
  if (own) return words;
  return ceremony === null ? null : `${ceremony} ${words.toLowerCase()}`;
}

/** The first day of the line, or of the paragraph that a title at its head left behind. */
function launchDay(section: Section): Pick<Milestone, 'before' | 'deadlineText' | 'line'> | null {
  const below = section.children.filter((child) => child.marker === null);
  for (const { passage } of [section, ...below]) {
    const day = passage && findTimes(passage).find((time) => time.clock?.kind === 'day');
    if (!passage || day?.clock?.kind !== 'day') continue;
    const hour = HOUR.exec(passage.folded.slice(0, day.at));
    const text = printed(passage, hour?.index ?? day.at, day.end);
    return { before: day.clock.date, deadlineText: text, line: lineAt(passage, 0) };
  }
  return null;
}

/** "2. Lễ ra quân", "Thời gian, địa điểm tổ chức Lễ phát động:" → the ceremony's name. */
function ceremonyAbove(section: Section | null): string | null {
  for (let at = section; at; at = at.parent) {
    const found = at.passage ? CEREMONY.exec(at.passage.folded) : null;
    if (at.passage && found) {
      const text = printed(at.passage, found.index, found.index + found[0].length);
      return text.slice(0, 1).toUpperCase() + text.slice(1);
    }
  }
  return null;
}

/** "Trước ngày 03/12/2026: …" and "Tổng kết: trước ngày …" of a timetable: the step without its day. */
const DAY_BEFORE = /^(?:Trước|Đến|Chậm nhất|Vào|Ngày)\s[^:]{0,60}\d{4}[^:]{0,20}:\s*/u;
const DAY_BEHIND = /^([^:]{3,80}):\s*(?:\d|(?:vào|lúc|từ|ngày|trước|chậm nhất)\s).*$/u;

function stepOf(text: string): string {
  const bare = text.replace(DAY_BEFORE, '').replace(DAY_BEHIND, '$1');
  const short = bare.replace(
    /[,;]?\s*(?:thời gian\s*)?(?:hoàn thành|xong|phải xong)?\s*(?:xong\s*)?(?:trước|chậm nhất|đến hết)\s.*$/u,
    '',
  );
  return short.length <= 160 ? short : `${short.slice(0, 160).replace(/\s\S*$/, '')}…`;
}
