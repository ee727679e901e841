/** The shock of July 2021 in the plan of Sơn Dương, on the made-up district. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureDemoTemplate } from '../../test/app.ts';
import { cloneDatabase, testContext, testUrl } from '../../test/database.ts';
import type { AreaClass } from '../policy/facts.ts';
import { areaClassesOf } from '../policy/outside-names.ts';
import type { ScenarioChange } from '../policy/scenario.ts';
import { inOwnerTransaction } from '../stores/context.ts';
import { type Database, connectClient, connectDatabase } from '../stores/database.ts';
import { decideRegister } from './decide-ops.ts';
import { runWhatIf } from './what-if-ops.ts';

const NAME = `shock_${process.pid}`;
const BEFORE = '2021-06-30';
const CHANGE = '2021-07-01';
let db: Database | undefined;

beforeAll(async () => {
  await ensureDemoTemplate();
  await cloneDatabase(NAME, 'baophu_demo_template');
  db = connectDatabase({ url: testUrl(NAME), connectionsMax: 4 });
}, 900_000);

afterAll(async () => {
  await db?.destroy();
  const admin = await connectClient(testUrl('postgres'));
  await admin.query(`drop database if exists ${NAME} with (force)`);
  await admin.end();
});

/** "Had the lists not changed": every class a place had on the day before goes on. */
async function unchangedLists(database: Database): Promise<ScenarioChange[]> {
  const found = await sql<{ unitId: number; scheme: string; class: string }>`
    select unit_id as "unitId", scheme, class
    from units.area_class
    where superseded_at is null
      and valid_from <= ${BEFORE}::date
      and valid_to = ${CHANGE}::date`.execute(database);
  const byClass = new Map<AreaClass, number[]>();
  for (const row of found.rows) {
    for (const areaClass of areaClassesOf(row.scheme, row.class)) {
      byClass.set(areaClass, [...(byClass.get(areaClass) ?? []), row.unitId]);
    }
  }
  return [...byClass].map(([areaClass, placeIds]) => ({
    kind: 'areaList' as const,
    placeIds,
    areaClass,
    enters: true,
    from: CHANGE,
  }));
}

interface Ended {
  cards: number;
  /** the law counted the holder elsewhere all along: an employee with an area card beside his own */
  elsewhere: number;
}

async function countEnded(database: Database): Promise<Ended> {
  const found = await sql<Ended>`
    select count(*) as cards,
           count(*) filter (where d.category is distinct from p.category) as elsewhere
    from registry.participation p
    left join entitlement.decision d on d.person_id = p.person_id
    where p.recorded_to is null
      and p.category in ('DT', 'DK')
      and p.valid_from < ${CHANGE}::date
      and p.valid_to = ${CHANGE}::date`.execute(database);
  return found.rows[0] ?? { cards: 0, elsewhere: 0 };
}

test('the lists of 1/7/2021 take the cards of the plan out of the state-paid groups', async () => {
  if (!db) throw new Error('no database');
  const ctx = {
    ...testContext(db),
    now: () => Temporal.Instant.from(`${BEFORE}T08:00:00+07:00`),
  };
  await decideRegister(ctx);
  const ended = await countEnded(db);
  // the plan of Sơn Dương, II.3: 30,082
  expect(Math.abs(ended.cards - 30_082)).toBeLessThan(301);
  const changes = await unchangedLists(db);
  const result = await inOwnerTransaction(ctx, (tx) =>
    runWhatIf(tx, { unit: '076', codeOn: BEFORE, changes }),
  );
  const july = result.days.indexOf(CHANGE);
  const lost = result.today[july]?.leftStatePaid ?? 0;
  const found = `${lost} of ${ended.cards} cards, ${ended.elsewhere} counted elsewhere`;
  // decided from the law alone, without looking at when the cards end
  expect(Math.abs(ended.cards - ended.elsewhere - lost), found).toBeLessThan(100);
  expect(result.scenario[july]?.leftStatePaid, 'had the lists not changed').toBe(0);
  expect(result.communes.length).toBeGreaterThan(20);
}, 900_000);
