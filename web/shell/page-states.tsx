import type { ReactNode } from 'react';
import { ErrorNotice, Loading } from '../ui/states.tsx';

export function PagePending(): ReactNode {
  return <Loading lines={8} />;
}

export function PageFault({ error }: { error: unknown }): ReactNode {
  return <ErrorNotice error={error} onRetry={() => location.reload()} />;
}
