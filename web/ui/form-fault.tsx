import type { ReactNode } from 'react';
import { ErrorNotice } from './states.tsx';

/** The fault of the last try of a form; nothing while all is well. */
export function FormFault({ fault }: { fault: unknown }): ReactNode {
  return fault === null || fault === undefined ? null : <ErrorNotice error={fault} />;
}
