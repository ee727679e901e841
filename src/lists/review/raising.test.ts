import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../../test/database.ts';
import { PLACE, plantSmallTree } from '../../../test/small-tree.ts';
import { recordFacts } from '../../registry/ops.ts';
import type { Context } from '../../stores/context.ts';
import { rowMatter } from './matter.ts';
import {
  listRowDecisions,
  markListApplied,
  raiseItems,
  releaseAppliedBy,
  withdrawItemsOfList,
} from './ops.ts';
import type { RaisedItemInput, RowRecord } from './types.ts';

const database = useTestDatabase();

const ROW = {
  fullName: 'Vàng Thị Xuân',
  birthDate: '1980-01-01',
  birthPrecision: 'day',
  sex: 'female',
  placeId: PLACE.villageA,
} as const;

describe('raising items', () => {
  let ctx: Context;
  const people = { here: 0, elsewhere: 0 };

  beforeAll(async () => {
    ctx = database.ctx();
    await plantSmallTree(ctx.db);
    people.here = await plant('Vàng Thị Xuân', PLACE.villageA);
    people.elsewhere = await plant('Ksor Hờ Nghiêng', PLACE.villageD);
  });

  async function plant(fullName: string, placeId: number): Promise<number> {
    const done = await recordFacts(ctx, { reason: 'cho kiểm thử' }, [
      {
        kind: 'addPerson',
        person: 'new:a',
        attributes: { fullName, birthDate: '1980-01-01', sex: 'female' },
        residence: { placeId, kind: 'permanent', from: '2010-01-01' },
      },
    ]);
    if (!done.ok) throw new Error(JSON.stringify(done.faults));
    return done.value.people['new:a'] ?? 0;
  }

  function doubt(listId: number, personId: number, row: Partial<RowRecord> = {}): RaisedItemInput {
    const cleaned = { ...ROW, ...row };
    const matter = rowMatter('BHXH A', {
      nationalId: null,
      socialInsuranceNumber: null,
      ...cleaned,
    });
    return {
      kind: 'doubtfulMatch',
      matter,
      placeId: PLACE.villageA,
      list: { listId, row: 7 },
      score: 2.4,
      evidence: {
        row: cleaned,
        candidates: [{ personId, bits: 2.4 }],
      },
    };
  }

  test('the same matter of the next list is the same item', async () => {
    expect(await raiseItems(ctx, [doubt(1, people.here)])).toEqual({
      opened: 1,
      waiting: 0,
      decided: 0,
    });
    const again = await raiseItems(ctx, [doubt(2, people.here), doubt(2, people.here)]);
    expect(again).toEqual({ opened: 0, waiting: 1, decided: 0 });
    expect(await listRowDecisions(ctx, 1)).toEqual([]);
    expect(await listRowDecisions(ctx, 2)).toMatchObject([{ listRow: 7, outcome: 'waiting' }]);
  });

  test('a withdrawn matter that comes back is opened again', async () => {
    expect(await withdrawItemsOfList(ctx, 2)).toBe(1);
    expect(await listRowDecisions(ctx, 2)).toEqual([]);
    expect(await raiseItems(ctx, [doubt(3, people.here)])).toMatchObject({ opened: 1 });
  });

  test('a candidate of another commune gives that commune an item', async () => {
    await raiseItems(ctx, [doubt(4, people.elsewhere, { fullName: 'Ksor H Nghieng' })]);
    const found = await ctx.db
      .selectFrom('review.item' as never)
      .select(['kind', 'place_id', 'person_id', 'counterpart_id'] as never[])
      .where('kind' as never, '=', 'inOtherPlace' as never)
      .execute();
    expect(found).toMatchObject([{ place_id: PLACE.villageD, person_id: people.elsewhere }]);
  });

  test('a commit holds the decisions of its list, an undo lets them go', async () => {
    await markListApplied(ctx, 3, 1);
    await releaseAppliedBy(ctx, 1);
    expect(await listRowDecisions(ctx, 3)).toMatchObject([{ outcome: 'waiting' }]);
  });
});
