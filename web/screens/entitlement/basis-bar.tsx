/** On what a screen stands: which day was decided, who waits; decides again with progress. */
import { Button } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { entitlementEn } from '../../../messages/entitlement.en.ts';
import { entitlementVi } from '../../../messages/entitlement.vi.ts';
import { type BasisView, NOT_DECIDED } from '../../api/entitlement.ts';
import { ApiFault } from '../../api/client.ts';
import { today } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat, useSpeech } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Empty, ErrorNotice, Notice, QueryView } from '../../ui/states.tsx';
import { type Deciding, isWaiting, useDeciding, useFollowing } from './deciding.ts';
import styles from './entitlement.module.css';
import { useEntitlementWords } from './words.ts';

export function BasisBar({ basis }: { basis: BasisView }): ReactNode {
  const t = useEntitlementWords().state;
  const format = useFormat();
  const deciding = useDeciding();
  const isOld = basis.decidedOn !== today();
  const waits = isWaiting(basis);
  useFollowing(basis);
  return (
    <div className={styles.basis}>
      <span className="number">
        <DoorLink door={doors.deciding()}>
          {t.line(format.date(basis.decidedOn), basis.people)}
        </DoorLink>
      </span>
      {waits && (
        <span className={`number ${styles.warn}`}>
          {basis.allStale ? t.allWaiting : t.waiting(basis.stale)}
        </span>
      )}
      {isOld && (
        <span className={`number ${styles.warn}`}>{t.isOld(format.date(basis.decidedOn))}</span>
      )}
      {(waits || isOld) && deciding.mayDecide && deciding.state !== 'running' && (
        <Button
          className="no-print"
          size="compact-xs"
          variant="default"
          leftSection={<Icon name="refresh" size={14} />}
          onClick={() => deciding.start({})}
        >
          {t.again}
        </Button>
      )}
      <DecideProgress deciding={deciding} />
    </div>
  );
}

export function DecideProgress({ deciding }: { deciding: Deciding }): ReactNode {
  const t = useEntitlementWords().state;
  const stepText = useStepText();
  if (deciding.state === 'failed') return <Notice tone="warn">{t.failed}</Notice>;
  if (deciding.state === 'cancelled') return <Notice tone="warn">{t.cancelled}</Notice>;
  if (deciding.state !== 'running' || deciding.jobId === null) return null;
  return (
    <div className={`${styles.progress} no-print`}>
      <Progress jobId={deciding.jobId} name={t.running} stepText={stepText} />
    </div>
  );
}

/** Steps of the entitlement's jobs in words. */
export function useStepText() {
  const { language, format } = useSpeech();
  const { steps } = language === 'en' ? entitlementEn : entitlementVi;
  const texts: Readonly<Record<string, (params: { people: string }) => string>> = steps;
  return (step: string, params: Readonly<Record<string, string | number>>): string =>
    texts[step]?.({ people: format.number(Number(params['people'] ?? 0)) }) ?? '';
}

/** A fault of a question; while nothing was ever decided, the way to decide instead. */
export function EntitlementFault(props: { error: unknown; onRetry: () => void }): ReactNode {
  const { error } = props;
  if (error instanceof ApiFault && error.code === NOT_DECIDED) return <DecideFirst />;
  return <ErrorNotice error={error} onRetry={props.onRetry} />;
}

export interface EntitlementViewProps<T> {
  query: UseQueryResult<T>;
  lines?: number;
  children: (data: T) => ReactNode;
}

/** The four states of a question to the stored decisions. */
export function EntitlementView<T>(props: EntitlementViewProps<T>): ReactNode {
  const { query, lines, children } = props;
  if (query.isError && query.data === undefined) {
    return <EntitlementFault error={query.error} onRetry={() => void query.refetch()} />;
  }
  return (
    <QueryView query={query} lines={lines}>
      {children}
    </QueryView>
  );
}

export function DecideFirst(): ReactNode {
  const t = useEntitlementWords().state;
  const deciding = useDeciding();
  return (
    <Empty title={t.never} hint={deciding.mayDecide ? t.neverHint : t.neverAsk}>
      {deciding.mayDecide && deciding.state !== 'running' && (
        <Button onClick={() => deciding.start({})}>{t.decide}</Button>
      )}
      <DecideProgress deciding={deciding} />
    </Empty>
  );
}
