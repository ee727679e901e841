/**
 * One item to decide: both sides field by field, the scorer's reasons in words, decided by a key, and
 * on to the next of the list one came from.
 */
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type ItemPage, type ItemsQuery, REVIEW_KEY, getItem } from '../../api/review.ts';
import { useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Columns, Page, Section } from '../../ui/page.tsx';
import { Notice, QueryView } from '../../ui/states.tsx';
import { PapersSection } from '../papers/papers-section.tsx';
import { Comparison } from './comparison.tsx';
import { DecisionBar } from './decision-bar.tsx';
import { decisionText } from './item-columns.tsx';
import { ItemHistory } from './item-history.tsx';
import { readItems, writeItems } from './items-address.ts';
import styles from './review.module.css';
import { type Walk, useWalk } from './walk.ts';
import { useReviewWords } from './words.ts';

export function ReviewItem(): ReactNode {
  const { item } = useParams({ strict: false });
  const itemId = Number(item);
  const [search] = useAddress();
  const query = readItems(search);
  const walk = useWalk(query, itemId);
  const page = useQuery(itemQuery(itemId));
  // the next one is there when one comes to it
  useQuery({ ...itemQuery(walk.next ?? 0), enabled: walk.next !== null });
  return (
    <QueryView query={page} lines={14}>
      {(found) => <ItemBody key={itemId} item={found} query={query} walk={walk} />}
    </QueryView>
  );
}

function itemQuery(itemId: number) {
  return {
    queryKey: [REVIEW_KEY, 'item', itemId],
    queryFn: ({ signal }: { signal: AbortSignal }) => getItem(itemId, signal),
    staleTime: NEXT_STALE_MS,
  };
}

const NEXT_STALE_MS = 20_000;

interface ItemBodyProps {
  item: ItemPage;
  query: ItemsQuery;
  walk: Walk;
}

function ItemBody({ item, query, walk }: ItemBodyProps): ReactNode {
  const t = useReviewWords();
  return (
    <Page
      title={t.words.question[item.kind]}
      above={
        <span className={styles.about}>
          <DoorLink door={doors.review(query.unit)}>{t.title}</DoorLink>
          <DoorLink door={doors.reviewItems(writeItems(query))}>
            {query.kind ? t.words.kind[query.kind] : t.item.back}
          </DoorLink>
          {walk.at !== null && <span>{t.item.position(walk.at + 1, walk.length)}</span>}
        </span>
      }
      about={<ItemAbout item={item} />}
    >
      <ItemNotices item={item} />
      <Columns>
        <Section title={t.item.compared}>
          <Comparison item={item} />
        </Section>
        <Section title={t.item.history}>
          <ItemHistory item={item} />
        </Section>
        <PapersSection owner={{ kind: 'item', id: item.itemId }} />
      </Columns>
      <DecisionBar item={item} walk={walk} search={writeItems(query)} />
    </Page>
  );
}

function ItemAbout({ item }: { item: ItemPage }): ReactNode {
  const t = useReviewWords();
  const format = useFormat();
  const place = item.place?.units.map((unit) => unit.name).join(', ');
  return (
    <span className={styles.about}>
      <span>{t.words.kind[item.kind]}</span>
      {place && <span>{place}</span>}
      {item.listId !== null && item.listRow !== null && (
        <span>{t.item.rowOf(item.listId, item.listRow)}</span>
      )}
      {item.state !== 'decided' && (
        <span className={item.isOverdue ? styles.late : undefined}>
          {item.isOverdue
            ? t.item.overdue(format.date(item.dueOn))
            : t.item.due(format.date(item.dueOn))}
        </span>
      )}
      {item.assigneeName && <span>{t.item.given(item.assigneeName)}</span>}
    </span>
  );
}

function ItemNotices({ item }: { item: ItemPage }): ReactNode {
  const t = useReviewWords();
  const format = useFormat();
  const { counterpart } = item;
  const isOtherSide = item.facts['side'] === 'other';
  return (
    <>
      {item.state === 'decided' && item.decidedAt !== null && (
        <Notice>
          {t.item.decided(
            decisionText(item, t),
            item.decidedBy ?? '',
            format.instant(item.decidedAt),
          )}
          {item.appliedEntryId !== null && ` ${t.item.applied}`}
        </Notice>
      )}
      {item.state === 'withdrawn' && <Notice>{t.words.state.withdrawn}</Notice>}
      {item.approvalId !== null && (
        <Notice tone="warn">
          {t.item.approval} <DoorLink door={doors.approvals()}>{t.item.approvalDoor}</DoorLink>
        </Notice>
      )}
      {isOtherSide && <Notice>{t.item.foundHere}</Notice>}
      {counterpart && !isOtherSide && (
        <Notice tone={counterpart.answer === 'reject' ? 'warn' : 'info'}>
          {counterpart.answer === null
            ? t.item.answerWaiting
            : counterpart.answer === 'accept'
              ? t.item.answerYes
              : t.item.answerNo}
        </Notice>
      )}
      {!item.mayDecide && item.state !== 'decided' && item.state !== 'withdrawn' && (
        <Notice>{t.item.mayNot}</Notice>
      )}
    </>
  );
}
