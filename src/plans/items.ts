/** A reading as items that can be confirmed one by one, and what edits make of them. Pure. */
import type { Fault } from '../kernel/outcome.ts';
import type { ItemValue, PlanEdit, PlanHead, PlanItem } from './document-types.ts';
import type { Extraction } from './types.ts';

export function headOf(read: Extraction): PlanHead {
  const { docType, title, number, issuer, issuedAt, signer, period } = read;
  return { docType, title, number, issuer, issuedAt, signer, period };
}

/** In the order of the document's lines within each kind. */
export function itemsOf(read: Extraction): PlanItem[] {
  const values: ItemValue[] = [
    ...read.targets.map((body) => ({ kind: 'target' as const, body })),
    ...read.tasks.map((body) => ({ kind: 'task' as const, body })),
    ...read.reports.map((body) => ({ kind: 'report' as const, body })),
    ...read.committees.map((body) => ({ kind: 'committee' as const, body })),
    ...(read.campaign ? [{ kind: 'campaign' as const, body: read.campaign }] : []),
    ...read.legalBases.map((body) => ({ kind: 'basis' as const, body })),
  ];
  return values.map((value, at) => makeItem(value, at + 1, 'read', []));
}

function makeItem(
  value: ItemValue,
  itemNo: number,
  origin: PlanItem['origin'],
  fromItems: number[],
): PlanItem {
  const { line } = value.body;
  const lastLine = value.kind === 'task' ? value.body.lastLine : line;
  const state = origin === 'read' ? ('proposed' as const) : ('confirmed' as const);
  return { ...value, itemNo, line, lastLine, state, origin, fromItems, isChanged: false };
}

export interface PlanContent {
  head: PlanHead;
  items: readonly PlanItem[];
}

export interface EditedPlan extends PlanContent {
  /** rows that changed as they were; null = was not there */
  before: { itemNo: number; item: PlanItem | null }[];
  /** numbers of rows that changed or came */
  touched: number[];
  faults: Fault[];
}

/** All edits one after another; with any fault nothing is to be kept. */
export function applyEdits(plan: PlanContent, edits: readonly PlanEdit[]): EditedPlan {
  const desk = makeDesk(plan.items);
  let { head } = plan;
  edits.forEach((edit, index) => {
    if (edit.action === 'head') head = edit.head;
    else applyEdit(desk, edit, `edits.${index}`);
  });
  return {
    head,
    items: [...desk.items.values()],
    before: [...desk.before].map(([itemNo, item]) => ({ itemNo, item })),
    touched: [...desk.before.keys()],
    faults: desk.faults,
  };
}

type ItemEdit = Exclude<PlanEdit, { action: 'head' }>;

const STATE_AFTER = { confirm: 'confirmed', drop: 'dropped', reopen: 'proposed' } as const;

function applyEdit(desk: Desk, edit: ItemEdit, at: string): void {
  switch (edit.action) {
    case 'add':
      desk.add(edit.value, 'added', []);
      return;
    case 'change': {
      const item = desk.find(edit.item, at);
      if (!item) return;
      if (item.kind === edit.value.kind) {
        desk.put({ ...item, ...edit.value, state: 'confirmed', isChanged: true } as PlanItem);
      } else desk.faults.push({ code: 'plans.kindChanged', params: { item: edit.item }, at });
      return;
    }
    case 'split':
      replace(desk, [edit.item], edit.parts, { origin: 'split', at });
      return;
    case 'merge':
      replace(desk, [...new Set(edit.items)], [edit.value], { origin: 'merged', at });
      return;
    default: {
      const state = STATE_AFTER[edit.action];
      for (const itemNo of edit.items) {
        const item = desk.find(itemNo, at);
        if (item && item.state !== state) desk.put({ ...item, state });
      }
    }
  }
}

function replace(
  desk: Desk,
  sources: number[],
  parts: readonly ItemValue[],
  { origin, at }: { origin: 'split' | 'merged'; at: string },
): void {
  const found = sources.map((itemNo) => desk.find(itemNo, at)).filter((item) => item !== undefined);
  if (found.length < sources.length) return;
  for (const item of found) desk.put({ ...item, state: 'replaced' });
  for (const part of parts) desk.add(part, origin, sources);
}

interface Desk {
  items: Map<number, PlanItem>;
  /** rows as they were before the first edit; null = was not there */
  before: Map<number, PlanItem | null>;
  faults: Fault[];
  put(item: PlanItem): void;
  add(value: ItemValue, origin: PlanItem['origin'], fromItems: number[]): void;
  /** an item that still stands for itself; a fault otherwise */
  find(itemNo: number, at: string): PlanItem | undefined;
}

function makeDesk(given: readonly PlanItem[]): Desk {
  const items = new Map(given.map((item) => [item.itemNo, item]));
  const before: Desk['before'] = new Map();
  const faults: Fault[] = [];
  let next = Math.max(0, ...items.keys()) + 1;
  const put = (item: PlanItem): void => {
    if (!before.has(item.itemNo)) before.set(item.itemNo, items.get(item.itemNo) ?? null);
    items.set(item.itemNo, item);
  };
  return {
    items,
    before,
    faults,
    put,
    add(value, origin, fromItems) {
      put(makeItem(value, next, origin, fromItems));
      next += 1;
    },
    find(itemNo, at) {
      const item = items.get(itemNo);
      if (item && item.state !== 'replaced') return item;
      const code = item ? 'plans.itemReplaced' : 'plans.itemUnknown';
      faults.push({ code, params: { item: itemNo }, at });
      return undefined;
    },
  };
}
