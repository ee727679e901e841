/** How far a job has come, told by the server as it happens. */
import { Progress as Bar } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../text/language.tsx';
import { useJobProgress } from '../api/progress.ts';

export interface ProgressProps {
  jobId: string;
  name: string;
  /** the step in words */
  stepText?: (step: string, params: Readonly<Record<string, string | number>>) => string;
}

export function Progress({ jobId, name, stepText }: ProgressProps): ReactNode {
  const t = useText().progress;
  const progress = useJobProgress(jobId);
  const state = progress.state ?? 'waiting';
  const percent = Math.round((progress.share ?? 0) * 100);
  return (
    <div>
      <div style={{ display: 'flex', justifyContent: 'space-between', gap: '1rem' }}>
        <span>{name}</span>
        <span className="soft number" aria-live="polite">
          {t[state]}
          {state === 'running' && progress.share !== null && ` · ${t.share(percent)}`}
        </span>
      </div>
      <Bar
        value={state === 'done' || (state === 'running' && progress.share === null) ? 100 : percent}
        animated={state === 'running' && progress.share === null}
        color={state === 'failed' ? 'gap' : undefined}
        aria-label={name}
      />
      {stepText && progress.step !== null && (
        <div className="soft number">{stepText(progress.step, progress.params ?? {})}</div>
      )}
      {!progress.isConnected && (state === 'running' || state === 'waiting') && (
        <div className="soft">{t.lost}</div>
      )}
    </div>
  );
}
