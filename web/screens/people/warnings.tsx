/** What does not fit together about a person or a household, in words. */
import type { ReactNode } from 'react';
import type { FaultTexts } from '../../../messages/shape.ts';
import type { Warning } from '../../../src/registry/types.ts';
import { useTexts } from '../../text/language.tsx';
import { Notice } from '../../ui/states.tsx';

export function Warnings({ warnings }: { warnings: readonly Warning[] }): ReactNode {
  const texts: FaultTexts = useTexts('warnings');
  return (
    <Notice tone="warn">
      <ul>
        {warnings.map((warning) => (
          <li key={`${warning.code}${warning.field ?? ''}${JSON.stringify(warning.params ?? {})}`}>
            {texts[warning.code]?.(warning.params ?? {}) ?? warning.code}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
