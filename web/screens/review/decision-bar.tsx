/** The decision: buttons and keys, a reason, and at once on to the next; U takes the last one back. */
import { Button, Modal, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import {
  type DecideBody,
  type ItemPage,
  REVIEW_KEY,
  decideItem,
  undoAct,
} from '../../api/review.ts';
import { doors } from '../../shell/doors.ts';
import { useOpenDoor } from '../../ui/door.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useShowFault } from '../../ui/show-fault.tsx';
import { CardChoice, DeathForm, LaterForm } from './decision-forms.tsx';
import { GiveMenu } from './give-menu.tsx';
import { lastUndo } from './last-undo.ts';
import styles from './review.module.css';
import { useUndoToast } from './undo-toast.tsx';
import type { Walk } from './walk.ts';
import { type ReviewWords, useReviewWords } from './words.ts';

export interface DecisionBarProps {
  item: ItemPage;
  walk: Walk;
  /** of the list, so that the next item stays in it */
  search: Record<string, string | undefined>;
}

type Ask = 'later' | 'card' | 'death' | 'keys' | null;

export function DecisionBar({ item, walk, search }: DecisionBarProps): ReactNode {
  const t = useReviewWords();
  const [reason, setReason] = useState('');
  const [ask, setAsk] = useState<Ask>(null);
  const deciding = useDeciding({ item, walk, search });
  const { go, decide, isBusy } = deciding;
  const may = (decision: DecideBody['decision']): boolean =>
    item.mayDecide && !isBusy && item.approvalId === null && item.decisions.includes(decision);
  const accept = (): void => {
    if (!may('accept')) return;
    if (item.effect === 'merge') deciding.openMerge();
    else if (item.effect === 'endCard') setAsk('card');
    else void decide({ decision: 'accept', reason });
  };
  const plain = (decision: 'reject' | 'new'): void => {
    if (may(decision)) void decide({ decision, reason });
  };
  useHotkeys([
    ['A', accept],
    ['R', () => plain('reject')],
    ['N', () => plain('new')],
    ['L', () => may('later') && setAsk('later')],
    ['J', () => go(walk.next)],
    ['K', () => go(walk.previous)],
    ['U', () => void deciding.undoLast()],
    ['shift+?', () => setAsk('keys')],
    ['?', () => setAsk('keys')],
  ]);
  return (
    <div className={styles.bar} role="toolbar" aria-label={t.column.decision}>
      {item.mayDecide && (
        <>
          <DecisionButtons item={item} may={may} accept={accept} plain={plain} setAsk={setAsk} />
          <TextInput
            className={styles.reason}
            size="xs"
            aria-label={t.item.reason}
            placeholder={t.item.reason}
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </>
      )}
      <WalkButtons walk={walk} go={go} onKeys={() => setAsk('keys')} />
      {item.mayDecide && (
        <GiveMenu
          itemIds={[item.itemId]}
          isGiven={item.assigneeName !== null}
          takes={!item.isMine}
          size="xs"
        />
      )}
      <Modal opened={ask !== null} onClose={() => setAsk(null)} title={titleOf(ask, t)} centered>
        {ask === 'later' && (
          <LaterForm onDone={(until) => decide({ decision: 'later', until, reason })} />
        )}
        {ask === 'card' && <CardChoice item={item} reason={reason} onDone={decide} />}
        {ask === 'death' && <DeathForm reason={reason} onDone={decide} />}
        {ask === 'keys' && <Keys />}
      </Modal>
    </div>
  );
}

function titleOf(ask: Ask, t: ReviewWords): string {
  if (ask === 'later') return t.words.decision.later;
  if (ask === 'card') return t.item.endCard;
  return ask === 'death' ? t.item.died : t.item.keys;
}

function Keys(): ReactNode {
  const t = useReviewWords();
  return (
    <dl className={styles.keys}>
      {t.item.keysList.map(([key, what]) => (
        <div key={key} style={{ display: 'contents' }}>
          <dt>
            <kbd className={styles.key}>{key}</kbd>
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  );
}

interface DecisionButtonsProps {
  item: ItemPage;
  may: (decision: DecideBody['decision']) => boolean;
  accept: () => void;
  plain: (decision: 'reject' | 'new') => void;
  setAsk: (ask: Ask) => void;
}

function DecisionButtons({ item, may, accept, plain, setAsk }: DecisionButtonsProps): ReactNode {
  const t = useReviewWords();
  const has = (decision: DecideBody['decision']): boolean => item.decisions.includes(decision);
  const isElsewhere =
    item.effect === 'link' &&
    item.candidates[0]?.record === null &&
    item.counterpart?.answer !== 'accept';
  return (
    <>
      {has('accept') && (
        <Button
          size="xs"
          disabled={!may('accept') || isElsewhere}
          onClick={accept}
          rightSection={<kbd className={styles.key}>A</kbd>}
        >
          {t.words.accept[item.kind]}
        </Button>
      )}
      {has('reject') && (
        <Button
          size="xs"
          variant="default"
          disabled={!may('reject')}
          onClick={() => plain('reject')}
          rightSection={<kbd className={styles.key}>R</kbd>}
        >
          {t.words.reject[item.kind]}
        </Button>
      )}
      {has('new') && (
        <Button
          size="xs"
          variant="default"
          disabled={!may('new')}
          onClick={() => plain('new')}
          rightSection={<kbd className={styles.key}>N</kbd>}
        >
          {t.words.decision.new}
        </Button>
      )}
      {DEATH_KINDS.has(item.kind) && (
        <Button
          size="xs"
          variant="default"
          disabled={!may('accept')}
          onClick={() => setAsk('death')}
        >
          {t.item.died}
        </Button>
      )}
      {has('later') && (
        <Button
          size="xs"
          variant="default"
          disabled={!may('later')}
          onClick={() => setAsk('later')}
          rightSection={<kbd className={styles.key}>L</kbd>}
        >
          {t.words.decision.later}
        </Button>
      )}
    </>
  );
}

const DEATH_KINDS: ReadonlySet<string> = new Set(['insuredNotResident', 'vanished']);

interface WalkButtonsProps {
  walk: Walk;
  go: (itemId: number | null) => void;
  onKeys: () => void;
}

function WalkButtons({ walk, go, onKeys }: WalkButtonsProps): ReactNode {
  const t = useReviewWords();
  return (
    <span className={styles.walk}>
      <Button
        size="xs"
        variant="subtle"
        disabled={walk.previous === null}
        onClick={() => go(walk.previous)}
        aria-label={t.item.previous}
        title={t.item.previous}
        rightSection={<kbd className={styles.key}>K</kbd>}
      >
        <Icon name="chevronLeft" size={16} />
      </Button>
      <Button
        size="xs"
        variant="subtle"
        disabled={walk.next === null}
        onClick={() => go(walk.next)}
        aria-label={t.item.next}
        title={t.item.next}
        rightSection={<kbd className={styles.key}>J</kbd>}
      >
        <Icon name="chevronRight" size={16} />
      </Button>
      <Button size="xs" variant="subtle" onClick={onKeys} aria-label={t.item.keys}>
        ?
      </Button>
    </span>
  );
}

// ── doing it ────────────────────────────────────────────────────────────────────────────────────

function useDeciding({ item, walk, search }: DecisionBarProps) {
  const t = useReviewWords();
  const client = useQueryClient();
  const openDoor = useOpenDoor();
  const showFault = useShowFault();
  const showUndo = useUndoToast();
  const [isBusy, setBusy] = useState(false);
  const go = (itemId: number | null): void => {
    if (itemId !== null) openDoor(doors.reviewItem(itemId, search));
  };
  const decide = async (body: DecideBody): Promise<void> => {
    setBusy(true);
    try {
      const done = await decideItem(item.itemId, body);
      const { actId } = done;
      await client.invalidateQueries({ queryKey: [REVIEW_KEY] });
      if (actId === null) {
        notifications.show({ message: t.item.proposed });
      } else {
        const back = item.itemId;
        lastUndo.set(
          showUndo(t.item.done(whatOf(body.decision, item, t)), async () => {
            await undoAct(actId, t.item.undoReason);
            go(back);
          }),
        );
      }
      const strikesOut = body.decision === 'reject' && item.candidates.length > 1;
      if (!(strikesOut && item.kind === 'doubtfulMatch')) {
        if (walk.next === null) notifications.show({ message: t.item.lastOne });
        go(walk.next);
      }
    } catch (cause) {
      showFault(cause);
    } finally {
      setBusy(false);
    }
  };
  return {
    isBusy,
    go,
    decide,
    openMerge: () => {
      const [first, second] = [item.subject?.personId, item.candidates[0]?.record?.personId];
      if (first && second) openDoor(doors.mergePeople(first, second));
    },
    undoLast: async () => {
      const undo = lastUndo.take();
      if (undo) await undo();
      else notifications.show({ message: t.item.nothingToUndo });
    },
  };
}

function whatOf(decision: DecideBody['decision'], item: ItemPage, t: ReviewWords): string {
  return decision === 'accept' || decision === 'reject'
    ? t.words[decision][item.kind]
    : t.words.decision[decision];
}
