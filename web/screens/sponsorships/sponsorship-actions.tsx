/** Ending a sponsorship early, taking the end back, undoing a mistaken record. */
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import { ENTITLEMENT_KEY } from '../../api/entitlement.ts';
import { type SponsorshipPage, endSponsorship, undoSponsorship } from '../../api/sponsorships.ts';
import { today } from '../../shell/address.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { useSponsorshipWords } from './words.ts';

export interface SponsorshipActionsProps {
  unitId: number;
  page: SponsorshipPage;
}

export function SponsorshipActions({ unitId, page }: SponsorshipActionsProps): ReactNode {
  const t = useSponsorshipWords().page;
  const client = useQueryClient();
  const [asks, setAsks] = useState<'end' | 'undo' | null>(null);
  const [on, setOn] = useState<IsoDate | null>(() => dayToEnd(page));
  const done = async (work: Promise<unknown>): Promise<void> => {
    await work;
    setAsks(null);
    await client.invalidateQueries({ queryKey: [ENTITLEMENT_KEY] });
  };
  if (page.state === 'undone') return null;
  const isEnded = page.endsOn !== null;
  const { sponsorshipId } = page;
  return (
    <>
      {!isEnded && page.state !== 'over' && (
        <Button variant="default" size="xs" onClick={() => setAsks('end')}>
          {t.end}
        </Button>
      )}
      <Button
        variant="default"
        size="xs"
        leftSection={<Icon name="undo" size={14} />}
        onClick={() => setAsks('undo')}
      >
        {isEnded ? t.undoEnd : t.undo}
      </Button>
      <ReasonDialog
        isOpen={asks === 'end'}
        onClose={() => setAsks(null)}
        title={t.endTitle}
        explain={t.endExplain}
        submit={t.end}
        onSubmit={(reason) =>
          done(endSponsorship(unitId, sponsorshipId, { on: on ?? page.to, reason }))
        }
      >
        <DayInput label={t.endOn} value={on} onChange={setOn} required />
      </ReasonDialog>
      <ReasonDialog
        isOpen={asks === 'undo'}
        onClose={() => setAsks(null)}
        title={isEnded ? t.undoEndTitle : t.undoTitle}
        explain={isEnded ? t.undoEndExplain : t.undoExplain}
        submit={isEnded ? t.undoEnd : t.undo}
        isDangerous={!isEnded}
        onSubmit={(reason) => done(undoSponsorship(unitId, sponsorshipId, reason))}
      />
    </>
  );
}

/** Today where it may end today. */
function dayToEnd({ from, to }: SponsorshipPage): IsoDate | null {
  const day = today();
  return from < day && day < to ? day : null;
}
