/** A campaign ("Tháng cao điểm"): its name, its days and the dated steps around it. */
import { findTimes } from './days.ts';
import { type Passage, lineAt, printed } from './passage.ts';
import type { PlanCampaign, PlanPeriod, PlanReport, PlanTask } from '../types.ts';

const NAME = /["“]([^"”]{6,160})["”]/g;
const WORDS =
  /thang cao diem|dot cao diem|tuan le|ngay hoi|chien dich|thang van dong|dot van dong|thang hanh dong|ra quan|cao diem/;

export interface CampaignSources {
  title: Passage | null;
  texts: readonly Passage[];
  period: PlanPeriod | null;
  tasks: readonly PlanTask[];
  reports: readonly PlanReport[];
}

/** Rule `campaign/read`: only where the title itself is about a campaign. */
export function readCampaign({
  title,
  texts,
  period,
  tasks,
  reports,
}: CampaignSources): PlanCampaign | null {
  const words = title ? WORDS.exec(title.folded) : null;
  if (!title || !words) return null;
  const isDated = /^\d{4}-\d{2}-\d{2}$/.test(period?.from ?? '');
  const span = isDated ? { start: period?.from ?? null, end: period?.to ?? null } : spanIn(texts);
  return {
    name: nameOf(title) ?? printed(title, words.index, title.text.length),
    start: span.start,
    end: span.end,
    milestones: milestonesOf(tasks, reports),
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
  return steps.toSorted((a, b) =>
    a.before === b.before ? a.line - b.line : a.before < b.before ? -1 : 1,
  );
}

function stepOf(text: string): string {
  const short = text.replace(
    /[,;]?\s*(?:thời gian\s*)?(?:hoàn thành|xong|phải xong)?\s*(?:xong\s*)?(?:trước|chậm nhất|đến hết)\s.*$/u,
    '',
  );
  return short.length <= 160 ? short : `${short.slice(0, 160).replace(/\s\S*$/, '')}…`;
}
