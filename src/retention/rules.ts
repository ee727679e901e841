/** Rules of retention as dated data: what the files say, what the installation decided. Pure but for the file. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type IsoDate, addDays } from '../kernel/dates.ts';

export const RULE_IDS = [
  'gonePeople',
  'contacts',
  'listFiles',
  'removedPapers',
  'exports',
  'jobs',
  'sessions',
  'links',
  'journal',
  'undoneEntries',
] as const;
export const RuleId = z.enum(RULE_IDS);
export type RuleId = z.infer<typeof RuleId>;

export const BLOCK_IDS = [
  'activeCover',
  'resident',
  'recentCover',
  'openMatter',
  'openList',
  'hold',
] as const;
export type BlockId = (typeof BLOCK_IDS)[number];

const day = z.iso.date();
const basis = { basis: z.enum(['law', 'setting']), citation: z.string().optional() };

const Rule = z.strictObject({
  id: RuleId,
  vi: z.string(),
  event: z.string(),
  deed: z.enum(['erase', 'pseudonymise', 'keep']),
  needs: z.enum(['twoPersons', 'onePerson', 'byItself', 'never']),
  from: day,
  to: day.optional(),
  days: z.int().positive().nullable(),
  note: z.string().optional(),
  ...basis,
});
export type Rule = z.infer<typeof Rule>;

const Block = z.strictObject({
  id: z.enum(BLOCK_IDS),
  vi: z.string(),
  days: z.int().positive().optional(),
  ...basis,
});
export type Block = z.infer<typeof Block>;

const File = z
  .strictObject({
    checkedOn: day,
    sources: z.array(
      z.strictObject({
        id: z.string(),
        vi: z.string(),
        from: day,
        to: day.optional(),
        read: z.string(),
      }),
    ),
    rules: z.array(Rule),
    blocks: z.array(Block),
    request: z.strictObject({
      confirmWorkingDays: z.int(),
      answerDays: z.int(),
      ...basis,
    }),
  })
  .refine(
    ({ rules, blocks, request }) =>
      [...rules, ...blocks, request].every((row) => row.basis === 'setting' || row.citation),
    'what is said to be law needs its citation',
  );
export type RetentionRules = z.infer<typeof File>;

const PATH = join(import.meta.dirname, '..', '..', 'data', 'retention', 'rules.yaml');

let read: RetentionRules | undefined;

export function readRules(): RetentionRules {
  // dates stay text: core schema has no timestamps
  read ??= File.parse(parse(readFileSync(PATH, 'utf8'), { schema: 'core' }));
  return read;
}

export interface Setting {
  ruleId: string;
  days: number;
  validFrom: IsoDate;
}

export interface HoldingRule extends Rule {
  /** what the file says, where the installation decided otherwise */
  daysOfFile: number | null;
  isChanged: boolean;
}

/** The rules that hold on a day; of settings the newest that is valid then. */
export function rulesOn(
  on: IsoDate,
  settings: readonly Setting[],
  { rules }: Pick<RetentionRules, 'rules'> = readRules(),
): HoldingRule[] {
  return rules
    .filter((rule) => rule.from <= on && (rule.to === undefined || on < rule.to))
    .map((rule) => {
      const own = settings.find((one) => one.ruleId === rule.id && one.validFrom <= on);
      const isChanged = own !== undefined && rule.days !== null;
      return { ...rule, days: isChanged ? own.days : rule.days, daysOfFile: rule.days, isChanged };
    });
}

/** What ended before this day is due; null = never. */
export function cutOff(rule: Pick<Rule, 'days'>, on: IsoDate): IsoDate | null {
  return rule.days === null ? null : addDays(on, -rule.days);
}
