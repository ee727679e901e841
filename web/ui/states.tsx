/** The four states of everything that is fetched: loading, failing, empty, full. */
import { Button, Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { Component, type ReactNode, useState } from 'react';
import { ApiFault } from '../api/client.ts';
import { useText } from '../text/language.tsx';
import { Icon, type IconName } from './icon.tsx';
import styles from './states.module.css';

export interface QueryViewProps<T> {
  query: UseQueryResult<T>;
  /** lines of the skeleton while nothing is known yet */
  lines?: number;
  loading?: ReactNode;
  children: (data: T) => ReactNode;
}

/** Old data stay in sight, dimmed, while newer are on their way. */
export function QueryView<T>({ query, lines, loading, children }: QueryViewProps<T>): ReactNode {
  if (query.data !== undefined) {
    return (
      <div className={query.isPlaceholderData ? styles.stale : undefined}>
        {query.isError && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
        {children(query.data)}
      </div>
    );
  }
  if (query.isError) {
    return <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />;
  }
  return loading ?? <Loading lines={lines} />;
}

export function Loading({ lines = 4 }: { lines?: number }): ReactNode {
  const t = useText();
  return (
    <div className={styles.loading} role="status" aria-label={t.state.loading}>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={20} width={`${92 - ((line * 17) % 40)}%`} radius="sm" />
      ))}
    </div>
  );
}

export interface EmptyProps {
  title: string;
  hint?: string;
  children?: ReactNode;
}

export function Empty({ title, hint, children }: EmptyProps): ReactNode {
  return (
    <div className={styles.empty}>
      <strong>{title}</strong>
      {hint && <span>{hint}</span>}
      {children}
    </div>
  );
}

export interface NoticeProps {
  tone?: 'info' | 'warn' | 'missing';
  icon?: IconName;
  title?: string;
  children: ReactNode;
}

/** A calm word beside the content: a doubt, a hint, a consequence. */
export function Notice({ tone = 'info', icon, title, children }: NoticeProps): ReactNode {
  const toned = tone === 'info' ? styles.info : tone === 'warn' ? styles.warn : '';
  return (
    <div className={`${styles.notice} ${toned}`} role="note">
      <Icon name={icon ?? (tone === 'info' ? 'info' : 'warning')} size={20} />
      <div className={styles.body}>
        {title && <strong>{title}</strong>}
        <div>{children}</div>
      </div>
    </div>
  );
}

export interface ErrorNoticeProps {
  error: unknown;
  onRetry?: () => void;
}

/** What happened, what to do, whom to ask. */
export function ErrorNotice({ error, onRetry }: ErrorNoticeProps): ReactNode {
  const t = useText();
  const words = useErrorWords(error);
  const told = error instanceof ApiFault ? error.faults : [];
  const faults = told.filter((fault) => fault.message !== words.happened);
  const id = error instanceof ApiFault ? error.id : undefined;
  const Heading = useIsAlone() ? 'h1' : 'h3';
  return (
    <div className={styles.notice} role="alert">
      <Icon name="warning" size={20} />
      <div className={styles.body}>
        <Heading>{words.happened}</Heading>
        {faults.length > 0 && (
          <ul className={styles.faults}>
            {faults.map((fault) => (
              <li key={`${fault.at ?? ''}${fault.code}${fault.message}`}>{fault.message}</li>
            ))}
          </ul>
        )}
        {words.toDo !== '' && <p>{words.toDo}</p>}
        <p className="soft">{id ? t.error.askWithId(id) : t.error.ask}</p>
        {onRetry && (
          <div className={styles.actions}>
            <Button
              size="xs"
              variant="default"
              leftSection={<Icon name="refresh" size={15} />}
              onClick={onRetry}
            >
              {t.action.retry}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}

/** A page that failed before it had a title: what went wrong is its title. */
function useIsAlone(): boolean {
  // what failed was loading before, so a title of the page stands already
  const [isAlone] = useState(() => document.querySelector('h1') === null);
  return isAlone;
}

export interface ErrorWords {
  happened: string;
  toDo: string;
}

export function useErrorWords(error: unknown): ErrorWords {
  const t = useText().error;
  if (!(error instanceof ApiFault)) return { happened: t.screen, toDo: t.screenDo };
  switch (error.kind) {
    case 'network':
      return { happened: t.network, toDo: t.networkDo };
    case 'notFound':
      return { happened: t.notFound, toDo: t.notFoundDo };
    case 'forbidden':
      return { happened: t.forbidden, toDo: t.forbiddenDo };
    case 'tooMany':
      return { happened: t.tooMany, toDo: t.tooManyDo };
    case 'server':
      return { happened: t.server, toDo: t.serverDo };
    default:
      return {
        happened: error.message || t.invalid,
        toDo: error.faults.some((fault) => fault.message !== error.message) ? t.invalidDo : '',
      };
  }
}

interface BoundaryProps {
  children: ReactNode;
}

/** A screen that breaks leaves the frame standing. */
export class ScreenBoundary extends Component<BoundaryProps, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return <ErrorNotice error={this.state.error} onRetry={() => location.reload()} />;
  }
}
