/**
 * What the command line does with plans: `plans extract FILE` and `plans score FOLDER`. The caller
 * prints; nothing here writes.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { type Outcome, failure, success } from '../kernel/outcome.ts';
import { PLAN_CHARACTERS_MAX, extractPlan } from './extract.ts';
import { type ExpectedPlan, type PartScore, scorePlan } from './score.ts';
import type { Extraction } from './types.ts';

/** What is printed: the extraction with the name of its file in front. */
export type NamedExtraction = { id: string; file: string } & Extraction;

/**
 * @param file name shown in the answer; its base without extension becomes the id
 * @returns `plans.file.tooLarge` for a text over `PLAN_CHARACTERS_MAX` characters
 */
export function extractCommand(text: string, file: string): Outcome<NamedExtraction> {
  if (text.length > PLAN_CHARACTERS_MAX) {
    return failure('plans.file.tooLarge', { limit: PLAN_CHARACTERS_MAX });
  }
  const id = basename(file, extname(file));
  return success({ id, file, ...extractPlan(text) });
}

export interface ScoredPlan {
  id: string;
  parts: PartScore[];
  /** parts that fall short of what is asked, with what was reached */
  short: { part: string; recall: number; precision: number }[];
}

export interface FolderScore {
  /** every part of every plan reaches what is asked */
  ok: boolean;
  plans: ScoredPlan[];
}

/** What is asked of each part: recall, and precision where nothing may be added. */
const ASKED: Readonly<Record<string, { recall: number; precision: number }>> = {
  targets: { recall: 1, precision: 1 },
  'task deadlines': { recall: 1, precision: 1 },
  reports: { recall: 1, precision: 1 },
  bases: { recall: 1, precision: 0 },
  references: { recall: 0.9, precision: 0 },
  assigned: { recall: 0.95, precision: 0 },
  solutions: { recall: 0.85, precision: 0 },
};

/**
 * Compares the reader with extractions made by hand: every `*.json` of the folder, its text named
 * by `file` relative to the folder.
 */
export function scoreCommand(folder: string): Outcome<FolderScore> {
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .toSorted()
    : [];
  if (names.length === 0) return failure('plans.score.noPlans', { folder });
  const plans: ScoredPlan[] = [];
  for (const name of names) {
    const scored = scoreFile(folder, name);
    if (!scored) return failure('plans.score.broken', { name });
    plans.push(scored);
  }
  return success({ ok: plans.every((plan) => plan.short.length === 0), plans });
}

function scoreFile(folder: string, name: string): ScoredPlan | null {
  const expected = readExpected(join(folder, name));
  if (!expected) return null;
  const path = join(folder, expected.file);
  if (!existsSync(path)) return null;
  const { parts } = scorePlan(expected, extractPlan(readFileSync(path, 'utf8')));
  const short = parts.flatMap(({ part, recall, precision }) => {
    const asked = ASKED[part];
    const isEnough = !asked || (recall >= asked.recall && precision >= asked.precision);
    return isEnough ? [] : [{ part, recall, precision }];
  });
  return { id: basename(name, '.json'), parts, short };
}

function readExpected(path: string): (ExpectedPlan & { file: string }) | null {
  try {
    const read: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const isPlan = typeof read === 'object' && read !== null && 'file' in read;
    return isPlan && typeof read.file === 'string'
      ? (read as ExpectedPlan & { file: string })
      : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
