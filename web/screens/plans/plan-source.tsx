/** The document as it was read, line by line; the lines of the item in hand are marked and in sight. */
import { type ReactNode, useEffect, useRef } from 'react';
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
}: {
  lines: readonly string[];
  span: Span | null;
}): ReactNode {
  const t = usePlanWords().plan;
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
          return (
            // lines never move
            // oxlint-disable-next-line react/no-array-index-key
            <li key={number} data-line={number} className={isMarked ? styles.marked : undefined}>
              {isMarked ? <mark>{text}</mark> : text}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
