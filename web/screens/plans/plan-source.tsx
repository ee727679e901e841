/** The document as it was read, line by line; the lines of the item in hand are marked and in sight. */
import { type ReactNode, useEffect, useRef } from 'react';
import type { PlanPage } from '../../api/plans.ts';
import styles from './plans.module.css';
import { usePlanWords } from './words.ts';

/** Of the text above the marked lines that stays in sight. */
const MARGIN_PX = 120;

/** Lines from 1, both inside. */
export interface Span {
  from: number;
  to: number;
}

export function PlanSource({
  lines,
  span,
  unused,
}: {
  lines: readonly string[];
  span: Span | null;
  /** lines that no item speaks for: marked, so that they are seen in their place */
  unused: PlanPage['unused'];
}): ReactNode {
  const words = usePlanWords();
  const t = words.plan;
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    const line = span && pane.current?.querySelector<HTMLElement>(`[data-line="${span.from}"]`);
    // the pane alone moves: the item in hand stays where it is
    if (pane.current && line) pane.current.scrollTop = line.offsetTop - MARGIN_PX;
  }, [span]);
  return (
    // the pane scrolls, so it can be reached by keyboard
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={styles.source} ref={pane} aria-label={t.source} tabIndex={0}>
      <h2>{t.source}</h2>
      <ol>
        {lines.map((text, at) => {
          const number = at + 1;
          const isMarked = span !== null && span.from <= number && number <= span.to;
          const isUnused = unused.some((each) => each.line <= number && number <= each.lastLine);
          const look = isMarked ? styles.marked : isUnused ? styles.passedOver : undefined;
          return (
            // lines never move
            // oxlint-disable-next-line react/no-array-index-key
            <li
              key={number}
              data-line={number}
              className={look}
              title={isUnused ? words.unused.inText : undefined}
            >
              {isMarked ? <mark>{text}</mark> : text}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
