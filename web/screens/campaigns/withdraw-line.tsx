/** Takes back a line that the unit of the address entered itself. */
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { CAMPAIGN_KEY, type KeptLine, withdrawLine } from '../../api/campaigns.ts';
import { FormDialog } from '../work/form-dialog.tsx';
import { useManagesWork } from '../work/manages.ts';
import { useWorkWords } from '../work/words.ts';

export interface WithdrawLineProps {
  unit: number;
  campaignId: number;
  kind: KeptLine;
  id: number;
  /** the unit that entered it */
  of: number;
}

export function WithdrawLine({ unit, campaignId, kind, id, of }: WithdrawLineProps): ReactNode {
  const t = useWorkWords().campaigns;
  const client = useQueryClient();
  const mayManage = useManagesWork();
  if (!mayManage || of !== unit) return null;
  return (
    <FormDialog
      isSmall
      icon="close"
      label={t.withdrawLine}
      about={t.withdrawLineHint}
      submit={t.withdrawLine}
      fields={[]}
      onSubmit={async () => {
        await withdrawLine(unit, campaignId, kind, id);
        await client.invalidateQueries({ queryKey: [CAMPAIGN_KEY] });
      }}
    />
  );
}
