/** What was done for a campaign since it was made. Run as owner. */
import { sql } from 'kysely';
import type { Database } from '../stores/database.ts';

export interface LaterOnCampaign {
  campaignId: number;
  unitId: number;
  title: string;
  what: 'mark' | 'figure' | 'staff' | 'cost' | 'practice' | 'commendation' | 'copy' | 'tick';
  /** how many of them */
  count: number;
  by: string;
  at: string;
}

/** One line a kind, the last one named; nothing of a campaign that was cancelled. */
export async function listLaterOnCampaign(
  db: Database,
  campaignId: number,
): Promise<LaterOnCampaign[]> {
  const found = await sql<LaterOnCampaign>`
    with done as (
      select 'mark' as what, m.actor_name as by, m.recorded_at as at
      from campaigns.step_mark m
      join campaigns.step s using (step_id)
      where s.campaign_id = ${campaignId}
        and m.superseded_at is null
      union all
      select 'figure', actor_name, recorded_at
      from campaigns.daily_figure
      where campaign_id = ${campaignId}
        and superseded_at is null
      union all
      select 'staff', actor_name, recorded_at
      from campaigns.staff
      where campaign_id = ${campaignId}
        and ended_at is null
      union all
      select 'cost', actor_name, recorded_at
      from campaigns.cost
      where campaign_id = ${campaignId}
        and withdrawn_at is null
      union all
      select 'practice', actor_name, recorded_at
      from campaigns.practice
      where campaign_id = ${campaignId}
        and withdrawn_at is null
      union all
      select 'commendation', actor_name, recorded_at
      from campaigns.commendation
      where campaign_id = ${campaignId}
        and withdrawn_at is null
      union all
      select 'copy', actor_name, recorded_at
      from campaigns.campaign
      where copied_from = ${campaignId}
        and cancelled_at is null
      union all
      select 'tick', t.actor_name, t.recorded_at
      from tasks.tick t
      join tasks.duty d using (duty_id)
      where d.campaign_id = ${campaignId}
        and t.superseded_at is null
    )
    select c.campaign_id as "campaignId", c.unit_id as "unitId", c.name as title, done.what,
      count(*)::int as count, (array_agg(done.by order by done.at desc))[1] as by,
      max(done.at) as at
    from campaigns.campaign c
    cross join done
    where c.campaign_id = ${campaignId}
      and c.cancelled_at is null
    group by c.campaign_id, done.what
    order by max(done.at), done.what`.execute(db);
  return found.rows;
}
