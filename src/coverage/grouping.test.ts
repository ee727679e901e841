import { beforeAll, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import type { Outcome } from '../kernel/outcome.ts';
import type { Context } from '../stores/context.ts';
import { addGroupingNode, createGrouping, setGroupingMembers } from '../units/groupings.ts';
import { loadReference } from '../units/loading.ts';
import { listChildren } from '../units/ops.ts';
import { MembersInput } from '../units/types.ts';
import { coverageByGrouping } from './grouping-ops.ts';
import { coverageTree } from './ops.ts';
import { type NewResident, addResidents } from './test-register.ts';

const database = useTestDatabase();
const TUYEN_QUANG = 1208;
const DAY = '2026-03-01';

let ctx: Context;
let communes: number[] = [];

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.faults.map((fault) => fault.code).join(' '));
  return outcome.value;
}

beforeAll(async () => {
  ctx = database.ctx();
  await loadReference(ctx);
  const { units } = await listChildren(ctx, TUYEN_QUANG, DAY);
  communes = units.slice(0, 4).map((unit) => unit.unitId);
  await addResidents(
    ctx,
    Array.from({ length: 40 }, (_, at): NewResident => ({
      placeId: communes[at % 4] ?? 0,
      from: '2020-01-01',
      cards: at % 5 < 3 ? [['GD', 'own', '2026-01-01', '2027-01-01']] : [],
    })),
  );
});

test('an office has the sum of the communes it serves on the day, the one above it all of them', async () => {
  const { groupingId } = valueOf(await createGrouping(ctx, { code: 'bhxh', name: 'BHXH cơ sở' }));
  const node = async (code: string, parentId: number | null): Promise<number> =>
    valueOf(
      await addGroupingNode(ctx, {
        groupingId,
        parentId,
        code,
        name: `BHXH ${code}`,
        validFrom: '2025-10-01',
      }),
    ).nodeId;
  const province = await node('tq', null);
  const north = await node('bac', province);
  await node('nam', province);
  const serve = (units: number[], from: string) =>
    setGroupingMembers(ctx, MembersInput.parse({ nodeId: north, units, from }));
  valueOf(await serve(communes.slice(0, 2), '2025-10-01'));
  valueOf(await serve(communes.slice(2, 3), '2026-06-01'));
  const answer = await coverageByGrouping(ctx, { unit: TUYEN_QUANG, asOf: DAY, groupingId });
  const whole = await coverageTree(ctx, { unit: TUYEN_QUANG, asOf: DAY });
  const served = (whole.children ?? []).filter((child) =>
    communes.slice(0, 2).includes(child.unit.unitId),
  );
  const insured = served.reduce((sum, child) => sum + child.insured, 0);
  expect(insured).toBeGreaterThan(0);
  expect(answer.nodes.map((row) => [row.code, row.units, row.residents, row.insured])).toEqual([
    ['bac', 2, 20, insured],
    ['tq', 2, 20, insured],
  ]);
  expect(answer.nodes[0]?.rateBp).toBe(Math.round((insured / 20) * 10_000));
  expect(answer.unserved).toHaveLength((whole.children?.length ?? 0) - 2);
  const later = await coverageByGrouping(ctx, {
    unit: TUYEN_QUANG,
    asOf: '2026-07-01',
    groupingId,
  });
  expect(later.nodes.find((row) => row.code === 'tq')?.residents).toBe(30);
});
