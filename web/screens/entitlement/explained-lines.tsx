/** Lines of an explanation, each with what it stands on, folded until asked for. */
import type { ReactNode } from 'react';
import type { TextLine } from '../../../src/entitlement/types.ts';
import styles from './entitlement.module.css';
import { useEntitlementWords } from './words.ts';

export function ExplainedLines({ lines }: { lines: readonly TextLine[] }): ReactNode {
  const t = useEntitlementWords().person;
  const doubts: Readonly<Record<string, string>> = t.doubt;
  return (
    <ol className={styles.lines}>
      {lines.map((line) => {
        const doubt = doubts[line.confidence] ?? line.confidence;
        return (
          <li key={`${line.code} ${line.text}`}>
            {line.text}
            {doubt !== '' && <span className={styles.warn}> ({doubt})</span>}
            {line.citations.length > 0 && (
              <details>
                <summary>{t.citations}</summary>
                <ul className={styles.sentences}>
                  {line.citations.map((citation) => (
                    <li key={citation}>{citation}</li>
                  ))}
                </ul>
              </details>
            )}
          </li>
        );
      })}
    </ol>
  );
}
