/** Who takes part in a campaign: each unit enters its own people or teams. */
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { CAMPAIGN_KEY, type CampaignPage, addLine } from '../../api/campaigns.ts';
import { Section } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { FormDialog, filled } from '../work/form-dialog.tsx';
import { useManagesWork } from '../work/manages.ts';
import styles from '../work/work.module.css';
import { useWorkWords } from '../work/words.ts';
import { WithdrawLine } from './withdraw-line.tsx';

export function Staff({ unit, page }: { unit: number; page: CampaignPage }): ReactNode {
  const all = useWorkWords();
  const t = all.campaigns;
  const client = useQueryClient();
  const mayManage = useManagesWork();
  return (
    <Section
      title={t.staff}
      aside={
        mayManage && (
          <FormDialog
            isSmall
            label={t.addStaff}
            fields={[
              { name: 'name', label: t.staffName, required: true },
              { name: 'work', label: t.staffWork },
              { name: 'username', label: all.committees.username },
            ]}
            onSubmit={async ({ name, work, username }) => {
              const body = { name, work, username: filled(username) };
              await addLine(unit, page.campaignId, 'staff', body);
              await client.invalidateQueries({ queryKey: [CAMPAIGN_KEY] });
            }}
          />
        )
      }
    >
      {page.staff.length === 0 ? (
        <Empty title={t.noStaff} />
      ) : (
        <ul className={styles.list}>
          {page.staff.map((one) => (
            <li key={one.staffId} className={styles.line}>
              <span className={styles.grow}>
                {one.name}
                <span className={styles.small}>
                  {' '}
                  · {one.unit.name}
                  {one.work !== '' && ` · ${one.work}`}
                </span>
              </span>
              <WithdrawLine
                unit={unit}
                campaignId={page.campaignId}
                kind="staff"
                id={one.staffId}
                of={one.unit.unitId}
              />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
