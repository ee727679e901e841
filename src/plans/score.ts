/**
 * How well an extraction agrees with one made by hand: recall and precision for every part. The
 * expected form is the reader's own (see types.ts); worded fields are compared by meaning.
 */
import { fold } from '../kernel/text.ts';
import { likeness, sameAgencies, sameAgency, sameGroup, sameMeasure } from './meaning.ts';
import type { Extraction, LegalBasis, PlanReport, PlanTarget, PlanTask } from './types.ts';

type Loose<T> = Partial<T> & Record<string, unknown>;

/** An extraction made by hand: fields that only the reader fills may be missing. */
export interface ExpectedPlan {
  docType?: string | null;
  title?: string | null;
  number?: Loose<Extraction['number']>;
  issuer?: Loose<Extraction['issuer']>;
  issuedAt?: Loose<Extraction['issuedAt']>;
  signer?: Loose<NonNullable<Extraction['signer']>> | null;
  legalBases?: readonly Loose<LegalBasis>[];
  period?: Loose<NonNullable<Extraction['period']>> | null;
  campaign?: {
    name?: string;
    start?: string | null;
    end?: string | null;
    milestones?: readonly { what: string; before: string }[];
  } | null;
  targets?: readonly Loose<PlanTarget>[];
  tasks?: readonly Loose<PlanTask>[];
  reports?: readonly Loose<PlanReport>[];
  recipients?: readonly string[];
  committees?: readonly {
    name: string;
    line: number;
    members: readonly { position: string; who: string }[];
  }[];
  missingAnnexes?: readonly { text: string; line: number }[];
}

export interface PartScore {
  part: string;
  expected: number;
  actual: number;
  matched: number;
  /** 1 when nothing was expected */
  recall: number;
  /** 1 when nothing was found */
  precision: number;
  missing: string[];
  extra: string[];
}

export interface PlanScore {
  parts: PartScore[];
}

/** Rule of comparing, part by part; pure. */
export function scorePlan(expected: ExpectedPlan, actual: Extraction): PlanScore {
  return {
    parts: [
      headScore(expected, actual),
      match('bases', basesOf(expected, true), basesOf(actual, true), sameBasis, showBasis),
      match('references', basesOf(expected, false), basesOf(actual, false), sameBasis, showBasis),
      ...targetScores(expected, actual),
      ...taskScores(expected, actual),
      match('reports', expected.reports ?? [], actual.reports, sameReport, showReport),
      match(
        'milestones',
        expected.campaign?.milestones ?? [],
        actual.campaign?.milestones ?? [],
        (a, b) => a.before === b.before,
        (each) => `${each.before} ${each.what}`,
      ),
      match('committees', membersOf(expected), membersOf(actual), sameMember, (each) =>
        each.join(' | '),
      ),
      match(
        'recipients',
        expected.recipients ?? [],
        actual.recipients,
        (a, b) => fold(a) === fold(b),
        (each) => each,
      ),
      match(
        'missing annexes',
        expected.missingAnnexes ?? [],
        actual.missingAnnexes,
        (a, b) => a.line === b.line,
        (each) => `${each.line} ${each.text}`,
      ),
    ],
  };
}

function targetScores(expected: ExpectedPlan, actual: Extraction): PartScore[] {
  return [
    match(
      'targets',
      targetsOf(expected, 'target', 'actual'),
      targetsOf(actual, 'target', 'actual'),
      sameTarget,
      showTarget,
    ),
    match(
      'support',
      targetsOf(expected, 'subsidy'),
      targetsOf(actual, 'subsidy'),
      sameTarget,
      showTarget,
    ),
  ];
}

function taskScores(expected: ExpectedPlan, actual: Extraction): PartScore[] {
  const tasks = expected.tasks ?? [];
  const other: PartScore['part'][] = ['report', 'constraint', 'budget'];
  return [
    match(
      'assigned',
      tasksOf(expected, ['assigned']),
      tasksOf(actual, ['assigned']),
      sameTask,
      showTask,
    ),
    match(
      'solutions',
      tasksOf(expected, ['solution']),
      tasksOf(actual, ['solution']),
      sameTask,
      showTask,
    ),
    match('other tasks', tasksOf(expected, other), tasksOf(actual, other), sameTask, showTask),
    match(
      'task deadlines',
      tasks.filter((task) => task.deadline),
      actual.tasks.filter((task) => task.deadline),
      sameDeadline,
      showTask,
    ),
  ];
}

function match<E, A>(
  part: string,
  expected: readonly E[],
  actual: readonly A[],
  isSame: (expected: E, actual: A) => boolean,
  show: (item: E | A) => string,
): PartScore {
  const left = [...actual];
  const missing: string[] = [];
  let matched = 0;
  for (const item of expected) {
    const at = left.findIndex((other) => isSame(item, other));
    if (at < 0) missing.push(show(item));
    else {
      matched += 1;
      left.splice(at, 1);
    }
  }
  return {
    part,
    expected: expected.length,
    actual: actual.length,
    matched,
    recall: expected.length === 0 ? 1 : matched / expected.length,
    precision: actual.length === 0 ? 1 : matched / actual.length,
    missing,
    extra: left.map((item) => show(item)),
  };
}

type HeadField = readonly [string, unknown];

function headScore(expected: ExpectedPlan, actual: Extraction): PartScore {
  const known = headFields(expected);
  const found = new Map(headFields(actual));
  const filled = known.filter(([, value]) => value !== undefined);
  return match(
    'head',
    filled,
    filled.map(([name]): HeadField => [name, found.get(name) ?? null]),
    (a, b) => a[0] === b[0] && sameValue(a[1], b[1]),
    ([name, value]) => `${name} = ${String(value)}`,
  );
}

function headFields(plan: ExpectedPlan | Extraction): HeadField[] {
  const { number, issuer, issuedAt, signer, period } = plan;
  return [
    ['docType', plan.docType],
    ['title', plan.title],
    ['number', number?.value],
    ['symbol', number?.symbol],
    ['number status', number?.status],
    ['attached to', number?.attachedTo],
    ['issuer', issuer?.name],
    ['issuer level', issuer?.level],
    ['province', issuer?.province],
    ['day', issuedAt?.date],
    ['precision', issuedAt?.precision],
    ['month', issuedAt?.month],
    ['not before', issuedAt?.notBefore],
    ['authority', signer === undefined ? undefined : (signer?.authority ?? null)],
    ['capacity', signer === undefined ? undefined : (signer?.capacity ?? null)],
    ['post', signer === undefined ? undefined : (signer?.title ?? null)],
    ['name line', signer === undefined ? undefined : (signer?.nameLine ?? null)],
    ['period from', period === undefined ? undefined : (period?.from ?? null)],
    ['period to', period === undefined ? undefined : (period?.to ?? null)],
    ['extended to', period?.extendedTo],
    ['target year', period?.targetYear],
    ['period line', period?.line],
    ['campaign', plan.campaign?.name],
    ['campaign start', plan.campaign?.start],
    ['campaign end', plan.campaign?.end],
  ];
}

function sameValue(a: unknown, b: unknown): boolean {
  if (a === null || b === null) return a === b;
  return fold(String(a)) === fold(String(b));
}

type AnyBasis = Loose<LegalBasis>;

function basesOf(plan: ExpectedPlan | Extraction, isBasis: boolean): AnyBasis[] {
  const bases: readonly AnyBasis[] = plan.legalBases ?? [];
  return bases.filter((each) => (each.relation !== 'referenced') === isBasis);
}

function sameBasis(a: AnyBasis, b: AnyBasis): boolean {
  if (a.relation !== b.relation || a.line !== b.line || (a.date ?? null) !== (b.date ?? null))
    return false;
  if (a.number) return a.number === b.number;
  return !b.number && a.type === b.type && likeWords(a, b);
}

function likeWords(a: AnyBasis, b: AnyBasis): boolean {
  const left = longForm(a.title ?? a.issuer ?? '');
  const right = longForm(b.title ?? b.issuer ?? '');
  return left.startsWith(right) || right.startsWith(left) || likeness(left, right) >= 0.6;
}

function longForm(text: string): string {
  return fold(text)
    .replace(/\bbhyt\b/g, 'bao hiem y te')
    .replace(/\bbhxh\b/g, 'bao hiem xa hoi');
}

function showBasis(each: AnyBasis): string {
  return `${each.line}: ${each.type} ${each.number ?? each.title ?? each.issuer ?? ''} (${each.date ?? '–'}) ${each.relation}`;
}

type AnyTarget = Loose<PlanTarget>;

function targetsOf(plan: ExpectedPlan | Extraction, ...kinds: string[]): AnyTarget[] {
  const targets: readonly AnyTarget[] = plan.targets ?? [];
  return targets.filter((each) => kinds.includes(each.kind ?? ''));
}

function sameTarget(a: AnyTarget, b: AnyTarget): boolean {
  const isSameFigure =
    a.line === b.line && a.value === b.value && a.op === b.op && a.kind === b.kind;
  if (!isSameFigure || a.source !== b.source) return false;
  if (fold(String(a.year)) !== fold(String(b.year)) || !sameMeasure(a.uom ?? '', b.uom ?? ''))
    return false;
  if (fold(a.unit ?? '') !== fold(b.unit ?? '')) return false;
  if (a.indicator !== undefined) return b.indicator !== undefined;
  return sameGroup(a.group ?? '', b.group ?? '');
}

function showTarget(each: AnyTarget): string {
  return `${each.line}: ${each.unit} | ${each.group} | ${each.year} ${each.op} ${each.value} ${each.uom} ${each.kind}`;
}

type AnyTask = Loose<PlanTask>;

function tasksOf(plan: ExpectedPlan | Extraction, kinds: readonly string[]): AnyTask[] {
  const tasks: readonly AnyTask[] = plan.tasks ?? [];
  return tasks.filter((each) => kinds.includes(each.kind ?? ''));
}

/** NFC, marks of Markdown out, whitespace collapsed: the way starts are matched. */
function normal(text: string): string {
  return text.normalize('NFC').replace(/[*#]/g, '').replace(/\s+/g, ' ').trim();
}

function sameStart(a: AnyTask, b: AnyTask): boolean {
  const text = normal(b.text ?? b.start ?? '');
  return a.line === b.line && text.startsWith(normal(a.start ?? ''));
}

function sameTask(a: AnyTask, b: AnyTask): boolean {
  return sameStart(a, b) && a.kind === b.kind && sameAgencies(a.agency ?? [], b.agency ?? []);
}

function sameDeadline(a: AnyTask, b: AnyTask): boolean {
  return sameStart(a, b) && a.deadline === b.deadline;
}

function showTask(each: AnyTask): string {
  const start = (each.start ?? '').slice(0, 70);
  return `${each.line}: [${(each.agency ?? []).join('; ')}] ${each.kind} ${each.deadline ?? ''} ${start}`;
}

type AnyReport = Loose<PlanReport>;

function sameReport(a: AnyReport, b: AnyReport): boolean {
  const isSameClock = JSON.stringify(a.deadline ?? null) === JSON.stringify(b.deadline ?? null);
  if (a.line !== b.line || !isSameClock) return false;
  const isSameOften = frequency(a.frequency) === frequency(b.frequency);
  return isSameOften && sameAgencies(a.who ?? [], b.who ?? []) && toSame(a.to ?? [], b.to ?? []);
}

/** "định kỳ (theo quy định)" is "định kỳ". */
function frequency(value: AnyReport['frequency']): string {
  const words = Array.isArray(value) ? value : [value ?? ''];
  return words.map((word) => fold(word.replace(/\([^)]*\)/g, ''))).join(',');
}

function toSame(expected: readonly string[], actual: readonly string[]): boolean {
  if (expected.length !== actual.length) return false;
  return expected.every((name) =>
    actual.some((other) => sameAgency(name, other) || likeness(name, other) >= 0.6),
  );
}

function showReport(each: AnyReport): string {
  const clock = each.deadline ? JSON.stringify(each.deadline) : '';
  return `${each.line}: ${(each.who ?? []).join('; ')} → ${(each.to ?? []).join('; ')} ${String(each.frequency)} ${clock}`;
}

type Member = [string, string, string];

function membersOf(plan: ExpectedPlan | Extraction): Member[] {
  return (plan.committees ?? []).flatMap((committee) =>
    committee.members.map((each): Member => [committee.name, each.position, each.who]),
  );
}

function sameMember(a: Member, b: Member): boolean {
  return fold(a[0]) === fold(b[0]) && fold(a[1]) === fold(b[1]) && likeness(a[2], b[2]) >= 0.6;
}
