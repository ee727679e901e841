/** Items of one kind: walked by keyboard, confirmed, dropped, corrected, split, merged, added. */
import { Button, Stack } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { ItemKind, ItemValue, PlanItem } from '../../api/plans.ts';
import { useAddress } from '../../shell/address.ts';
import { Icon } from '../../ui/icon.tsx';
import { Toolbar } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { emptyValue } from './fields.ts';
import { ItemCard } from './item-card.tsx';
import { ItemForm } from './item-form.tsx';
import type { PlanDesk } from './plan.tsx';
import styles from './plans.module.css';
import { usePlanWords } from './words.ts';

/** What is being typed: a correction, a new item, or one of the two parts of a split. */
type Editing =
  | { what: 'change'; item: PlanItem }
  | { what: 'add'; value: ItemValue }
  | { what: 'split'; item: PlanItem; first: ItemValue | null }
  | { what: 'merge'; items: readonly PlanItem[] };

export function PlanItems({ desk, kind }: { desk: PlanDesk; kind: ItemKind }): ReactNode {
  const t = usePlanWords().plan;
  const [editing, setEditing] = useState<Editing | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const items = desk.page.items.filter((item) => item.kind === kind && item.state !== 'replaced');
  const open = items.filter((item) => item.state === 'proposed');
  const picked = items.filter((item) => chosen.has(item.itemNo));
  const toggle = (itemNo: number): void => {
    const next = new Set(chosen);
    if (!next.delete(itemNo)) next.add(itemNo);
    setChosen(next);
  };
  return (
    <Stack gap="sm">
      {desk.mayEdit && (
        <Toolbar>
          <span className="soft">{t.progress(items.length - open.length, items.length)}</span>
          {open.length > 0 && (
            <Button
              size="xs"
              loading={desk.isBusy}
              onClick={() =>
                void desk.edit([{ action: 'confirm', items: open.map((item) => item.itemNo) }])
              }
            >
              {t.confirmAll(open.length)}
            </Button>
          )}
          {picked.length >= 2 && (
            <Button
              size="xs"
              variant="default"
              onClick={() => setEditing({ what: 'merge', items: picked })}
            >
              {t.merge(picked.length)}
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            leftSection={<Icon name="plus" size={15} />}
            onClick={() =>
              setEditing({
                what: 'add',
                value: emptyValue(kind, desk.page.head.issuer.name ?? ''),
              })
            }
          >
            {t.add}
          </Button>
        </Toolbar>
      )}
      {desk.mayEdit && items.length > 0 && (
        <p className={`soft no-print ${styles.keys}`}>{t.keys}</p>
      )}
      {items.length === 0 && (
        <Empty title={t.empty} hint={desk.mayEdit ? t.emptyHint : undefined} />
      )}
      <ItemList
        desk={desk}
        items={items}
        chosen={chosen}
        onToggle={toggle}
        onEdit={(item) => setEditing({ what: 'change', item })}
        onSplit={(item) => setEditing({ what: 'split', item, first: null })}
      />
      {editing && (
        <ItemForm
          key={formKey(editing)}
          title={formTitle(editing, t)}
          hint={editing.what === 'split' ? t.splitHint : undefined}
          value={valueToEdit(editing)}
          isBusy={desk.isBusy}
          onClose={() => setEditing(null)}
          onSave={async (value) => {
            const next = await save(desk, editing, value);
            setEditing(next);
            if (next === null) setChosen(new Set());
          }}
        />
      )}
    </Stack>
  );
}

function formKey(editing: Editing): string {
  return editing.what === 'split' ? `split ${editing.first === null ? 1 : 2}` : editing.what;
}

function formTitle(editing: Editing, t: ReturnType<typeof usePlanWords>['plan']): string {
  if (editing.what === 'split') return `${t.split}: ${t.part(editing.first === null ? 1 : 2)}`;
  if (editing.what === 'merge') return t.merge(editing.items.length);
  return editing.what === 'add' ? t.add : t.edit;
}

function valueToEdit(editing: Editing): ItemValue {
  switch (editing.what) {
    case 'add':
      return editing.value;
    case 'merge': {
      const [first] = editing.items;
      if (!first) throw new Error('nothing to merge');
      return joined(first, editing.items);
    }
    default:
      return plain(editing.item);
  }
}

function plain({ kind, body }: PlanItem): ItemValue {
  return { kind, body } as ItemValue;
}

/** The first item with the words of all. */
function joined(first: PlanItem, items: readonly PlanItem[]): ItemValue {
  if (first.kind !== 'task') return plain(first);
  const tasks = items.flatMap((item) => (item.kind === 'task' ? [item.body] : []));
  return {
    kind: 'task',
    body: {
      ...first.body,
      text: tasks.map((task) => task.text).join(' '),
      agency: [...new Set(tasks.flatMap((task) => task.agency))],
      lastLine: Math.max(...tasks.map((task) => task.lastLine)),
    },
  };
}

/** Answers what is to be typed next, null when all is kept. */
async function save(desk: PlanDesk, editing: Editing, value: ItemValue): Promise<Editing | null> {
  if (editing.what === 'split' && editing.first === null) return { ...editing, first: value };
  const done = await desk.edit([editOf(editing, value)]);
  return done ? null : editing;
}

function editOf(editing: Editing, value: ItemValue) {
  switch (editing.what) {
    case 'add':
      return { action: 'add' as const, value };
    case 'change':
      return { action: 'change' as const, item: editing.item.itemNo, value };
    case 'merge':
      return { action: 'merge' as const, items: editing.items.map((item) => item.itemNo), value };
    default: {
      const parts = editing.first ? [editing.first, value] : [value, value];
      return { action: 'split' as const, item: editing.item.itemNo, parts };
    }
  }
}

interface ItemListProps {
  desk: PlanDesk;
  items: readonly PlanItem[];
  chosen: ReadonlySet<number>;
  onToggle: (itemNo: number) => void;
  onEdit: (item: PlanItem) => void;
  onSplit: (item: PlanItem) => void;
}

/**
 * ↓ enters from the page, ↑ ↓ walk, Enter confirms and goes on to the next that waits, B drops, S
 * corrects, T splits, Z takes the last edit back; letters typed elsewhere stay letters.
 */
function ItemList(props: ItemListProps): ReactNode {
  const { desk, items } = props;
  const list = useRef<HTMLUListElement>(null);
  const [search] = useAddress();
  const wanted = search['muc'];
  // "Mục 2" elsewhere on the page leads here
  useEffect(() => {
    if (wanted === undefined) return;
    const card = list.current?.querySelector<HTMLElement>(`[data-item="${Number(wanted)}"]`);
    card?.focus();
    card?.scrollIntoView({ block: 'nearest' });
  }, [wanted]);
  useEffect(() => {
    const enter = (event: globalThis.KeyboardEvent): void => {
      const at = document.activeElement;
      const isOnPage = at === null || at === document.body || at.tagName === 'MAIN';
      if (event.key !== 'ArrowDown' || !isOnPage) return;
      const first = openCards(list.current)[0] ?? list.current?.firstElementChild;
      (first as HTMLElement | null | undefined)?.focus();
      event.preventDefault();
    };
    document.addEventListener('keydown', enter);
    return () => document.removeEventListener('keydown', enter);
  }, []);
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>): void => {
    const card = (event.target as HTMLElement).closest<HTMLElement>('[data-item]');
    if (!card || event.target !== card) return;
    const item = items.find((one) => String(one.itemNo) === card.dataset['item']);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      const next = step > 0 ? card.nextElementSibling : card.previousElementSibling;
      (next as HTMLElement | null)?.focus();
      event.preventDefault();
      return;
    }
    if (!item || !desk.mayEdit || desk.isBusy) return;
    const key = event.key.toLowerCase();
    const numbers = [item.itemNo];
    if (key === 'enter' && item.state !== 'confirmed') {
      void desk.edit([{ action: 'confirm', items: numbers }]);
      nextOpen(list.current, card)?.focus();
    } else if (key === 'b' && item.state !== 'dropped') {
      void desk.edit([{ action: 'drop', items: numbers }]);
    } else if (key === 's') props.onEdit(item);
    else if (key === 't') props.onSplit(item);
    else if (key === 'z' && desk.page.undoable) void desk.undo();
    else return;
    event.preventDefault();
  };
  return (
    <ul ref={list} className={styles.cards} onKeyDown={onKeyDown}>
      {items.map((item) => (
        <ItemCard
          key={item.itemNo}
          desk={desk}
          item={item}
          isChosen={props.chosen.has(item.itemNo)}
          onToggle={() => props.onToggle(item.itemNo)}
          onEdit={() => props.onEdit(item)}
          onSplit={() => props.onSplit(item)}
        />
      ))}
    </ul>
  );
}

function openCards(list: HTMLUListElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('[data-item][data-open]') ?? [])];
}

/** The next that waits behind the card, else the first that waits at all, else the card behind. */
function nextOpen(list: HTMLUListElement | null, card: HTMLElement): HTMLElement | null {
  const open = openCards(list).filter((one) => one !== card);
  const behind = open.find(
    (one) => (card.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
  );
  return behind ?? open[0] ?? (card.nextElementSibling as HTMLElement | null);
}
