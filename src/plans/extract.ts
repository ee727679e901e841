/**
 * Reading a plan document: text in, a proposal of everything in it out. Rules, not a model: the same
 * text gives the same result on every machine, and every item names its source line. A person
 * confirms it before anything becomes a target or a task.
 */
import type { Extraction, LegalBasis, PlanTarget, PlanWarning } from './types.ts';
import { findMissingAnnexes } from './extract/annexes.ts';
import { readBlocks } from './extract/blocks.ts';
import { readCampaign } from './extract/campaign.ts';
import { findCitations, mergeCitations } from './extract/citations.ts';
import { readAddressees, readRecipients, readSigner } from './extract/closing.ts';
import { readCommittees } from './extract/committees.ts';
import { findTimes } from './extract/days.ts';
import { type Grid, findGrids, gridLines } from './extract/grids.ts';
import {
  type Opening,
  isAttachment,
  readNumber,
  readPeriod,
  readPlaceDay,
  splitOpening,
  titleText,
} from './extract/head.ts';
import { bareName, levelWord, readIssuer, unitLabel } from './extract/issuer.ts';
import { readPopulationFigures } from './extract/headcounts.ts';
import { readLines, wrapWidth } from './extract/lines.ts';
import { type Passage, type SourceLine, foldSame, lineAt, printed } from './extract/passage.ts';
import { readReports } from './extract/reports.ts';
import {
  type Section,
  buildTree,
  findNumberingFaults,
  sectionPath,
  walk,
} from './extract/sections.ts';
import { readTableTargets } from './extract/table-targets.ts';
import { readTableTasks } from './extract/table-tasks.ts';
import { readTasks } from './extract/tasks.ts';
import { type TextSetting, readTextTargets } from './extract/text-targets.ts';
import { type Zones, splitZones } from './extract/zones.ts';

/** Longest text that is read at all; longer ones are no plans. */
export const PLAN_CHARACTERS_MAX = 500_000;

/** @throws RangeError for a text over `PLAN_CHARACTERS_MAX` characters */
export function extractPlan(text: string): Extraction {
  if (text.length > PLAN_CHARACTERS_MAX) {
    throw new RangeError(`a plan has at most ${PLAN_CHARACTERS_MAX} characters`);
  }
  const lines = readLines(text);
  const zones = splitZones(lines);
  const grids = findGrids(zones.body);
  const { blocks, notes } = readBlocks(zones.body, gridLines(grids), wrapWidth(lines));
  const opening = splitOpening(blocks);
  const root = buildTree(opening.rest);
  const head = readHead(zones, opening, root);
  const planLevel = levelWord(head.issuer);
  const found = {
    targets: readTargets(root, grids, head),
    tasks: [...readTasks(root, planLevel), ...tableTasks(root, grids, planLevel)],
    reports: readReports(root, planLevel),
    committees: readCommittees(root),
    missingAnnexes: findMissingAnnexes(root),
  };
  const { title, period } = head;
  return {
    docType: zones.docType?.text ?? unnamedType(head),
    title: titleText(title, namesIn(head)),
    number: head.number,
    issuer: head.issuer,
    issuedAt: head.issuedAt,
    signer: readSigner(zones.signature),
    legalBases: head.bases,
    period,
    campaign: readCampaign({
      title,
      texts: [...opening.preamble, ...passagesOf(root)],
      sections: root,
      period,
      tasks: found.tasks,
      reports: found.reports,
    }),
    ...found,
    recipients: readRecipients(zones.recipients),
    addressees: readAddressees(lines),
    warnings: readWarnings({ lines, root, grids, head, pageBreaks: notes.pageBreaks, found }),
  };
}

/** A letter has "V/v …" for a title and no line that names its kind. */
function unnamedType({ number, title }: Head): string | null {
  if (number.symbol?.startsWith('KH')) return 'Kế hoạch';
  return title !== null && title.folded.startsWith('v/v ') ? 'Công văn' : null;
}

interface Head {
  title: Passage | null;
  number: Extraction['number'];
  issuer: Extraction['issuer'];
  issuedAt: Extraction['issuedAt'];
  misprint: string | null;
  bases: LegalBasis[];
  variants: { line: number; detail: string }[];
  period: Extraction['period'];
}

function readHead(zones: Zones, opening: Opening, root: Section): Head {
  const { title, preamble } = opening;
  const place = readPlaceDay(zones);
  const attached = preamble.find((passage) => isAttachment(passage)) ?? null;
  const attachedTo = attached
    ? (findCitations(attached, { relation: 'attached-to', province: null })[0] ?? null)
    : null;
  const issuer = readIssuer({
    head: zones.head,
    title,
    texts: [...preamble, ...passagesOf(root)].filter((passage) => passage !== attached),
    attachedIssuer: attachedTo?.issuer ?? null,
    place: place?.place ?? null,
    isTwoLevel: (place?.issuedAt.date ?? place?.issuedAt.month ?? '') >= '2025-07',
  });
  const { bases, variants } = readBases({ opening, root, attached, province: issuer.province });
  const number = readNumber(zones, null);
  const others = bases.filter((each) => each.number === null || each.number !== number.value);
  if (attachedTo?.number) number.attachedTo = attachedTo.number;
  const issuedAt = place?.issuedAt ?? undatedBy(attachedTo);
  if (issuedAt.date === null && issuedAt.precision === 'none') {
    const latest = latestBasis(bases);
    if (latest !== null) issuedAt.notBefore = latest;
  }
  const period = readPeriod(title, [...preamble, ...passagesOf(root)]);
  return {
    title,
    number,
    issuer,
    issuedAt,
    misprint: place?.misprint ?? null,
    bases: others,
    variants,
    period,
  };
}

function undatedBy(attachedTo: LegalBasis | null): Extraction['issuedAt'] {
  if (attachedTo?.date) {
    return {
      date: attachedTo.date,
      precision: 'day',
      from: 'attached decision',
      line: attachedTo.line,
    };
  }
  return { date: null, precision: 'none' };
}

/** An undated plan is no older than the newest document it is based on. */
function latestBasis(bases: readonly LegalBasis[]): string | null {
  const dates = bases.flatMap((each) =>
    each.relation === 'basis' && each.date ? [each.date] : [],
  );
  return dates.toSorted().at(-1) ?? null;
}

function readBases({
  opening,
  root,
  attached,
  province,
}: {
  opening: Opening;
  root: Section;
  attached: Passage | null;
  province: string | null;
}): { bases: LegalBasis[]; variants: Head['variants'] } {
  const { title, preamble } = opening;
  const found = [
    ...(title ? findCitations(title, { relation: 'basis', province }) : []),
    ...preamble.flatMap((passage) =>
      findCitations(passage, {
        relation: passage === attached ? 'attached-to' : isBasis(passage) ? 'basis' : 'referenced',
        province,
      }),
    ),
    ...passagesOf(root).flatMap((passage) =>
      findCitations(passage, { relation: 'referenced', province }),
    ),
  ];
  return mergeCitations(found);
}

const BASIS =
  /^(?:can cu|thuc hien|trien khai|theo|xet|de (?:trien khai|thuc hien|tiep tuc)|tiep tuc|ngay \d|nham)/;

function isBasis(passage: Passage): boolean {
  return BASIS.test(passage.folded);
}

function passagesOf(root: Section): Passage[] {
  return [...walk(root)].flatMap((section) => (section.passage ? [section.passage] : []));
}

function namesIn(head: Head): string[] {
  const own = bareName(unitLabel(head.issuer));
  return [head.issuer.province, own].filter((name): name is string => name !== null && name !== '');
}

function readTargets(root: Section, grids: readonly Grid[], head: Head): PlanTarget[] {
  const unit = unitLabel(head.issuer);
  const targets: PlanTarget[] = [];
  for (const section of walk(root)) {
    const grid = section.table === null ? undefined : grids[section.table];
    const setting = settingOf(section, unit, head);
    if (grid) {
      const ofPlan = head.period?.targetYear ?? setting.headingYear;
      targets.push(
        ...readTableTargets(grid, {
          unit,
          sectionKind: section.kind,
          sectionWords: setting.headings,
          defaultYear: setting.headingYear ?? ofPlan ?? null,
          firstYear: firstYear(head),
        }),
      );
    } else if (section.passage && !isTitleOnly(section)) {
      const texts = [
        ...readTextTargets(section.passage, setting),
        ...readPopulationFigures(section.passage, setting),
      ];
      targets.push(...texts.toSorted((a, b) => a.line - b.line));
    }
  }
  return dropRepeated(targets);
}

function isTitleOnly(section: Section): boolean {
  return (
    section.isHeading && (section.marker?.rank ?? 0) <= 1 && section.marker?.style !== 'article'
  );
}

function firstYear(head: Head): number | null {
  const year = Number((head.period?.from ?? '').slice(0, 4));
  return year > 0 ? year : null;
}

function settingOf(section: Section, unit: string, { period, title }: Head): TextSetting {
  const above: Passage[] = [];
  for (let at = section.parent; at?.parent; at = at.parent)
    if (at.passage) above.unshift(at.passage);
  const isAim = section.kind === 'aims' && title !== null;
  const headings = [
    ...(isAim ? [title.folded] : []),
    ...above.map((passage) => passage.folded),
  ].join(' > ');
  const years = above.flatMap((passage) => [
    ...passage.folded.matchAll(
      /(?:nam |thang \d{1,2}\/|\d\/\d{1,2}\/)((?:19|20)\d{2})(?!\s*[-–])/g,
    ),
  ]);
  const isSpan = /giai doan (?:19|20)\d{2}\s*[-–]/.test(above.at(-1)?.folded ?? '');
  const year = isSpan ? undefined : years.at(-1)?.[1];
  const isStated = section.kind === 'assessment' || section.kind === 'aims';
  const headingYear = year !== undefined && isStated ? Number(year) : null;
  const lead = leadOf(section);
  return { unit, sectionKind: section.kind, period, headingYear, headings, lead };
}

/** "Toàn huyện phấn đấu phát triển mới:" before the bullets that it leads. */
function leadOf(section: Section): string {
  const siblings = section.parent?.children ?? [];
  const before = siblings.slice(0, siblings.indexOf(section));
  const lead = before.findLast((each) => each.marker === null)?.passage;
  return section.marker !== null && lead?.text.endsWith(':') ? lead.folded : '';
}

/**
 * Rule `targets/once`: the same value for the same group and year said again in words is one target;
 * printed figures stand before those that are meant ("toàn dân").
 */
function dropRepeated(targets: readonly PlanTarget[]): PlanTarget[] {
  const seen = new Set<string>();
  const printed = new Set(targets.filter((each) => !each.inferred).map((each) => targetKey(each)));
  return targets.filter((target) => {
    if (target.source === 'table') return true;
    const key = targetKey(target);
    if (seen.has(key) || (target.inferred && printed.has(key))) return false;
    seen.add(key);
    return true;
  });
}

function targetKey(target: PlanTarget): string {
  const { unit, year, value, op, kind, uom } = target;
  const what = target.indicator ?? foldSame(target.group);
  return [unit, what, year, value, op, kind, uom].join('|');
}

function tableTasks(
  root: Section,
  grids: readonly Grid[],
  planLevel: string | null,
): Extraction['tasks'] {
  return [...walk(root)].flatMap((section) => {
    const grid = section.table === null ? undefined : grids[section.table];
    return grid ? readTableTasks(grid, sectionPath(section.parent ?? section), planLevel) : [];
  });
}

interface WarningSources {
  lines: readonly SourceLine[];
  root: Section;
  grids: readonly Grid[];
  head: Head;
  pageBreaks: readonly number[];
  found: Pick<Extraction, 'targets' | 'tasks' | 'missingAnnexes'>;
}

/** What a person should look at before trusting the proposal, in the order of the text. */
function readWarnings({
  lines,
  root,
  grids,
  head,
  pageBreaks,
  found,
}: WarningSources): PlanWarning[] {
  const warnings: PlanWarning[] = [];
  const { number, issuedAt } = head;
  if (number.status !== 'present')
    warnings.push({ code: `number-${number.status}`, line: number.line ?? null });
  if (issuedAt.precision !== 'day')
    warnings.push({ code: 'date-incomplete', line: issuedAt.line ?? null });
  if (head.misprint !== null)
    warnings.push({ code: 'date-misprinted', line: issuedAt.line ?? null, detail: head.misprint });
  for (const fault of findNumberingFaults(root)) warnings.push(fault);
  for (const line of lines) {
    if (line.plain.length > line.text.length)
      warnings.push({ code: 'letters-spaced', line: line.number, detail: line.text.slice(0, 60) });
  }
  for (const line of pageBreaks) warnings.push({ code: 'sentence-over-page', line });
  for (const variant of head.variants) warnings.push({ code: 'sign-variants', ...variant });
  for (const grid of grids) {
    if (grid.isBroken) warnings.push({ code: 'table-unread', line: grid.firstLine });
  }
  for (const passage of passagesOf(root)) {
    for (const time of findTimes(passage)) {
      if (time.clock === null)
        warnings.push({
          code: 'date-misprinted',
          line: lineAt(passage, time.at),
          detail: printed(passage, time.at, time.end),
        });
    }
  }
  for (const annex of found.missingAnnexes)
    warnings.push({ code: 'annex-missing', line: annex.line, detail: annex.text });
  warnings.push(...shareWarnings(found.targets), ...repeatedTasks(found.tasks));
  return warnings.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

/** Shares of groups that do not add up to the share of their total. */
function shareWarnings(targets: readonly PlanTarget[]): PlanWarning[] {
  const shares = targets.filter((target) => target.share !== undefined && target.kind === 'actual');
  const sum = shares.reduce((total, target) => total + (target.share ?? 0), 0);
  const first = shares[0];
  if (!first || shares.length < 3 || Math.abs(sum - 100) < 0.05) return [];
  const detail = shares.map((target) => String(target.share).replace('.', ',')).join(' + ');
  return [
    {
      code: 'shares-not-100',
      line: first.line,
      detail: `${detail} = ${sum.toFixed(1).replace('.', ',')}`,
    },
  ];
}

function repeatedTasks(tasks: Extraction['tasks']): PlanWarning[] {
  const seen = new Map<string, number>();
  return tasks.flatMap((task) => {
    const before = seen.get(task.text);
    if (before === undefined) seen.set(task.text, task.line);
    return before === undefined
      ? []
      : [{ code: 'task-repeated', line: task.line, detail: String(before) }];
  });
}
