/**
 * Lines of a plan with a day, an hour or a count that no item speaks for. The reader knows no more than
 * its rules: what they pass over is shown to the person who confirms, never lost in silence. Pure.
 */
import type { PlanHead, PlanItem, UnusedLine } from './document-types.ts';
import { type Block, readBlocks } from './extract/blocks.ts';
import { findTimes } from './extract/days.ts';
import { findGrids, gridLines } from './extract/grids.ts';
import { splitOpening } from './extract/head.ts';
import { readLines, wrapWidth } from './extract/lines.ts';
import { type Passage, lastLineOf, lineAt, textPassage } from './extract/passage.ts';
import { splitZones } from './extract/zones.ts';

/** Dropped items count as well: a person saw their line and said no. */
export function findUnusedLines(
  source: string,
  { head, items }: { head: PlanHead; items: readonly PlanItem[] },
): UnusedLine[] {
  const lines = readLines(source);
  const zones = splitZones(lines);
  const grids = findGrids(zones.body);
  const { blocks } = readBlocks(zones.body, gridLines(grids), wrapWidth(lines));
  const { rest } = splitOpening(blocks);
  const used = usedLines(head, items);
  // before the first heading stand the title and what the plan is based on
  return (rest.length > 0 ? rest : blocks).flatMap((block): UnusedLine[] => {
    const has = figuresOf(block);
    if (has.length === 0 || isUsed(block, used)) return [];
    const { passage } = block;
    return [
      { line: lineAt(passage, 0), lastLine: lastLineOf(passage), text: passage.verbatim, has },
    ];
  });
}

function isUsed({ passage }: Block, used: ReadonlySet<number>): boolean {
  for (let line = lineAt(passage, 0); line <= lastLineOf(passage); line += 1) {
    if (used.has(line)) return true;
  }
  return false;
}

/** A document that is cited says nothing about the rest of its line. */
function usedLines(head: PlanHead, items: readonly PlanItem[]): ReadonlySet<number> {
  const used = new Set<number>();
  if (head.period?.line) used.add(head.period.line);
  for (const item of items) {
    if (item.kind === 'basis' || item.line === null) continue;
    for (let line = item.line; line <= (item.lastLine ?? item.line); line += 1) used.add(line);
    if (item.kind === 'campaign') for (const step of item.body.milestones) used.add(step.line);
    if (item.kind === 'committee') for (const member of item.body.members) used.add(member.line);
  }
  return used;
}

/** "Kế hoạch số 215/KH-UBND ngày 30/9/2026": the day of a document binds nobody. */
const CITED =
  /(?:\bso:? ?)?\b\d+[a-z]?(?:[/-]\d{4})?[/-][a-z][a-z0-9/&–-]*(?:,? (?:ngay )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|,? ngay \d{1,2} thang \d{1,2} nam \d{4})?/g;
const HOUR = /\b\d{1,2}\s*(?:gio|h)\s*(?:\d{2}\b|\b)/;
const COUNT =
  /\d\s?%|\b\d[\d.,]*\s+(?:(?:trieu|ty|nghin)\s+)?(?:nguoi|the|hoi nghi|ho|hoi vien|luot|lan|buoi|cuoc|lop|tin|bai|to|nhom|dong|can bo|dai ly|tram)\b/;

function figuresOf({ passage, table }: Block): UnusedLine['has'] {
  if (table !== null) return [];
  const own = withoutCited(passage);
  const isDated = findTimes(own).some(({ clock }) => clock === null || clock.kind !== 'year');
  return [
    ...(isDated ? ['date' as const] : []),
    ...(HOUR.test(own.folded) ? ['hour' as const] : []),
    ...(COUNT.test(own.folded) ? ['count' as const] : []),
  ];
}

function withoutCited({ folded }: Passage): Passage {
  return textPassage(folded.replace(CITED, ''));
}
