/**
 * What a plan document says of a campaign, as a campaign a person may correct: pure. Whose step a
 * milestone is, is read from the task of the same line: its agencies, then the part of the plan it
 * stands in. Nothing is filled in but the level, which the plan always has.
 */
import type { NewCampaign, StepInput, WeeklyStation } from '../campaigns/types.ts';
import { fold } from '../kernel/text.ts';
import { senseOf } from '../tasks/clock.ts';
import type { UnitLevel } from '../tasks/types.ts';
import type { Extraction, PlanReport, PlanTask } from './types.ts';

type Milestone = NonNullable<Extraction['campaign']>['milestones'][number];

export interface CampaignDraftOptions {
  unitId: number;
  document: string;
  planId?: number;
}

/** Undefined when the plan is of no campaign, or does not say from when to when. */
export function draftCampaign(
  extraction: Pick<Extraction, 'campaign' | 'tasks' | 'reports' | 'period'>,
  { unitId, document, planId }: CampaignDraftOptions,
): NewCampaign | undefined {
  const { campaign, tasks, reports } = extraction;
  if (!campaign?.start || !campaign.end) return undefined;
  return {
    unitId,
    name: campaign.name,
    from: campaign.start,
    until: campaign.end,
    source: { document, line: campaign.line, ...(planId !== undefined && { planId }) },
    steps: campaign.milestones.map((milestone) => stepOf(milestone, tasks)),
    weekly: reports.flatMap((report) => stationOf(report)),
  };
}

function stepOf(milestone: Milestone, tasks: readonly PlanTask[]): StepInput {
  const task = taskOf(milestone, tasks);
  const title = milestone.what;
  const said = milestone.deadlineText ?? task?.deadlineText ?? null;
  return {
    title,
    level: levelOfStep(milestone, task),
    deadline: { day: milestone.before, sense: senseOf(said) },
    ...(said && { deadlineText: said }),
    wantsPhoto: /\b(phat dong|ra quan|mit tinh)\b/.test(fold(title)),
    sourceLine: milestone.line,
  };
}

function taskOf(milestone: Milestone, tasks: readonly PlanTask[]): PlanTask | undefined {
  const ofDay = tasks.filter((task) => task.deadline === milestone.before);
  return (
    ofDay.find((task) => task.line === milestone.line) ??
    ofDay.find((task) => task.line <= milestone.line && milestone.line <= task.lastLine)
  );
}

/** A ceremony "tại các xã" is the communes', though the district sees to it. */
function levelOfStep(milestone: Milestone, task: PlanTask | undefined): UnitLevel {
  const words = fold(task?.text ?? milestone.what);
  if (/\btai (cac|tung) xa\b/.test(words)) return 'commune';
  for (const text of [...(task?.agency ?? []), task?.section ?? '', milestone.what]) {
    const level = levelNamedIn(text);
    if (level !== undefined) return level;
  }
  return 'province';
}

const LEVELS: readonly [RegExp, UnitLevel][] = [
  [/\bcap xa\b|\bubnd (cac )?xa\b|\bxa phuong\b|\bcac xa\b/, 'commune'],
  [
    /\bcap huyen\b|\bubnd (cac )?huyen\b|\bhuyen (va )?thanh pho\b|\bcac huyen\b|\bhuyen\b/,
    'district',
  ],
  [/\bcap tinh\b|\btinh\b|\bso\b/, 'province'],
  [/\bthon\b|\bto dan pho\b/, 'village'],
];

/** The level an agency or a heading names; undefined when it names none. */
export function levelNamedIn(text: string): UnitLevel | undefined {
  const last = fold(text.split('>').at(-1) ?? '');
  return (
    LEVELS.find(([words]) => words.test(last))?.[1] ??
    LEVELS.find(([words]) => words.test(fold(text)))?.[1]
  );
}

function stationOf(report: PlanReport): WeeklyStation[] {
  const { deadline } = report;
  if (deadline === null || typeof deadline === 'string' || !('isoWeekday' in deadline)) return [];
  const level = levelNamedIn(report.who.join(', '));
  if (level === undefined) return [];
  const receiverLevel = levelNamedIn(report.to.join(', '));
  const time = deadline.time ?? report.time;
  return [
    {
      level,
      ...(receiverLevel && { receiverLevel }),
      receiverName: report.to.join(', ') || report.via || '',
      isoWeekday: deadline.isoWeekday,
      ...(time && { time }),
      content: report.content,
      ...(report.deadlineText && { deadlineText: report.deadlineText }),
      sourceLine: report.line,
    },
  ];
}
