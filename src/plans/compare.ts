/** What a second version of a plan changes against the first: item by item, field by field. Pure. */
import { fold } from '../kernel/text.ts';
import type { FieldChange, ItemKind, PlanComparison, PlanItem } from './document-types.ts';
import type { PlanContent } from './items.ts';

type ComparedItem = PlanComparison['items'][number];

/** Where it stands, how it is written, what was said of it is no difference of what it says. */
const UNCOMPARED = new Set(['line', 'lastLine', 'raw', 'start', 'source', 'inferred', 'note']);

/** Two tasks or duties with at least this share of their words in common are the same one. */
const ALIKE_MIN = 0.5;

export function comparePlans(
  before: PlanContent,
  after: PlanContent,
): Pick<PlanComparison, 'head' | 'items' | 'same'> {
  const items: ComparedItem[] = [];
  let same = 0;
  const old = before.items.filter(stands);
  const fresh = after.items.filter(stands);
  for (const kind of new Set([...old, ...fresh].map((item) => item.kind))) {
    const pairs = pairItems(
      old.filter((item) => item.kind === kind),
      fresh.filter((item) => item.kind === kind),
    );
    for (const [one, other] of pairs) {
      const compared = compareItem(kind, one, other);
      if (compared) items.push(compared);
      else same += 1;
    }
  }
  return { head: compareFields(before.head, after.head), items, same };
}

function stands(item: PlanItem): boolean {
  return item.state === 'proposed' || item.state === 'confirmed';
}

function compareItem(
  kind: ItemKind,
  one: PlanItem | undefined,
  other: PlanItem | undefined,
): ComparedItem | null {
  const numbers = { before: one?.itemNo ?? null, after: other?.itemNo ?? null };
  if (!one || !other) {
    return { kind, change: other ? 'new' : 'gone', ...numbers, fields: [] };
  }
  const fields = compareFields(one.body, other.body);
  return fields.length === 0 ? null : { kind, change: 'changed', ...numbers, fields };
}

function compareFields(before: object, after: object): FieldChange[] {
  const old = before as Record<string, unknown>;
  const fresh = after as Record<string, unknown>;
  return [...new Set([...Object.keys(old), ...Object.keys(fresh)])]
    .filter((field) => !UNCOMPARED.has(field))
    .map((field) => ({ field, before: textOf(old[field]), after: textOf(fresh[field]) }))
    .filter((change) => change.before !== change.after);
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(withoutPlaces(value)) : String(value);
}

/** Lines move when a sentence is put in above: they are nowhere a difference. */
function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([field]) => !UNCOMPARED.has(field))
      .map(([field, inner]) => [field, withoutPlaces(inner)]),
  );
}

// ── which item is which ─────────────────────────────────────────────────────────────────────────

type Pair = [before: PlanItem | undefined, after: PlanItem | undefined];

/** Same key first, in their order; then the likest of what is left, best first. */
function pairItems(before: readonly PlanItem[], after: readonly PlanItem[]): Pair[] {
  const left = new Set(before);
  const pairs: Pair[] = [];
  const open: PlanItem[] = [];
  for (const item of after) {
    const twin = [...left].find((one) => keyOf(one) === keyOf(item));
    if (twin) left.delete(twin);
    if (twin) pairs.push([twin, item]);
    else open.push(item);
  }
  const alike = open
    .flatMap((item) => [...left].map((one) => ({ item, one, share: likeness(one, item) })))
    .filter(({ share }) => share >= ALIKE_MIN)
    .sort((a, b) => b.share - a.share || a.item.itemNo - b.item.itemNo);
  const paired = new Set<PlanItem>();
  for (const { item, one } of alike) {
    if (paired.has(item) || !left.has(one)) continue;
    left.delete(one);
    paired.add(item);
    pairs.push([one, item]);
  }
  for (const item of open) if (!paired.has(item)) pairs.push([undefined, item]);
  for (const one of left) pairs.push([one, undefined]);
  return pairs.sort((a, b) => orderOf(a) - orderOf(b));
}

function orderOf([before, after]: Pair): number {
  return after?.itemNo ?? (before?.itemNo ?? 0) + 0.5;
}

/** What makes an item this one and no other, as long as nothing of it changes. */
function keyOf(item: PlanItem): string {
  switch (item.kind) {
    case 'target': {
      const { unit, group, year, kind, indicator, uom } = item.body;
      return fold([unit, group, year, kind, indicator ?? '', uom].join(' / '));
    }
    case 'task':
      return fold(`${item.body.agency.join(', ')} / ${item.body.text}`);
    case 'report':
      return fold(`${item.body.who.join(', ')} / ${item.body.to.join(', ')} / ${item.body.text}`);
    case 'basis':
      return fold(item.body.number ?? item.body.title ?? item.body.type);
    default:
      return fold(item.body.name);
  }
}

function wordsOf(item: PlanItem): Set<string> {
  switch (item.kind) {
    case 'target':
      // another year is another target, never the same one changed
      return new Set();
    case 'task':
    case 'report':
      return new Set(fold(item.body.text).split(' '));
    case 'basis':
      return new Set();
    default:
      return new Set(fold(item.body.name).split(' '));
  }
}

function likeness(one: PlanItem, other: PlanItem): number {
  const a = wordsOf(one);
  const b = wordsOf(other);
  if (a.size === 0 || b.size === 0) return 0;
  const common = [...a].filter((word) => b.has(word)).length;
  return common / (a.size + b.size - common);
}
