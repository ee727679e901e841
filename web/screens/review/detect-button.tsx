/** Looks through the register again; what it finds shows when it is done. */
import { Button, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useJobProgress } from '../../api/progress.ts';
import { REVIEW_KEY, startDetection } from '../../api/review.ts';
import { useHoldsAny } from '../../shell/session.ts';
import { Icon } from '../../ui/icon.tsx';
import { Progress } from '../../ui/progress.tsx';
import { useShowFault } from '../../ui/show-fault.tsx';
import { useReviewWords } from './words.ts';

const DETECTING_ROLES = ['administrator', 'socialInsuranceOfficer'] as const;

export function DetectButton(): ReactNode {
  const t = useReviewWords();
  const mayDetect = useHoldsAny(DETECTING_ROLES);
  const client = useQueryClient();
  const showFault = useShowFault();
  const [jobId, setJobId] = useState<string | null>(null);
  const { state } = useJobProgress(jobId);
  useEffect(() => {
    if (state === 'done') void client.invalidateQueries({ queryKey: [REVIEW_KEY] });
  }, [state, client]);
  if (!mayDetect) return null;
  const isRunning = jobId !== null && state !== 'done' && state !== 'failed';
  const start = async (): Promise<void> => {
    try {
      setJobId((await startDetection()).jobId);
    } catch (cause) {
      showFault(cause);
    }
  };
  return (
    <Stack gap={4}>
      <Button
        variant="default"
        leftSection={<Icon name="search" size={16} />}
        disabled={isRunning}
        onClick={() => void start()}
      >
        {t.detect}
      </Button>
      {isRunning && jobId !== null && <Progress jobId={jobId} name={t.detecting} />}
    </Stack>
  );
}
