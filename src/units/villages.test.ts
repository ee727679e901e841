import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../test/database.ts';
import { loadReference } from './loading.ts';
import { listChildren, pathOf, resolveUnit, searchUnits } from './ops.ts';
import { undoChange } from './reorganisation.ts';
import { type VillagesOutcome, VillagesInput } from './types.ts';
import { importVillages } from './villages.ts';

const database = useTestDatabase();
const TODAY = '2026-11-22';

beforeAll(async () => {
  await loadReference(database.ctx());
});

async function run(rows: object[], more: object = {}, preview = false): Promise<VillagesOutcome> {
  const input = VillagesInput.parse({ on: TODAY, rows, ...more });
  const outcome = await importVillages(database.ctx(), input, preview);
  if (!outcome.ok) throw new Error(outcome.faults.map((fault) => fault.code).join(' '));
  return outcome.value;
}

describe('a list of villages', () => {
  const rows = [
    { name: 'Thôn Tân Lập', commune: '02545' },
    { name: 'Đồng Ma', commune: 'Xã Tân Trào, Tuyên Quang', code: 'DM' },
    { name: 'TDP 5', commune: 'Sơn Dương', type: 'to-dan-pho' },
  ];

  test('is previewed without writing', async () => {
    const preview = await run(rows, { within: 1208 }, true);
    expect(preview).toMatchObject({ rows: 3, added: 3, same: 0, faults: [], operationId: null });
    expect((await listChildren(database.ctx(), 202545, TODAY)).units).toEqual([]);
  });

  test('names each village officially and puts it under its commune', async () => {
    expect(await run(rows, { within: 1208 })).toMatchObject({ added: 3, preview: false });
    const children = await listChildren(database.ctx(), 202545, TODAY);
    expect(children.units.map((unit) => [unit.name, unit.code])).toEqual([
      ['Thôn Đồng Ma', 'DM'],
      ['Thôn Tân Lập', null],
    ]);
  });

  test('a second time changes nothing', async () => {
    expect(await run(rows, { within: 1208 })).toMatchObject({ added: 0, same: 3 });
  });

  test('a code is filled in where there was none; another code is a fault', async () => {
    const coded = [{ name: 'thôn tân lập', commune: '02545', code: 'TL' }];
    expect(await run(coded)).toMatchObject({ added: 0, coded: 1 });
    const again = [{ name: 'Thôn Tân Lập', commune: '02545', code: 'XX' }];
    await expect(run(again)).rejects.toThrow('units.villageCodeDiffers');
  });

  test('everything wrong with it is said at once, with the rows', async () => {
    const faulty = [
      { name: 'Thôn A', commune: '99999' },
      { name: 'Thôn B', commune: 'xã Tân Thành' },
      { name: 'Thôn C', commune: '18796' },
      { name: 'Thôn D', commune: '02545', code: 'DM' },
      { name: 'Thôn E', commune: '02545' },
      { name: 'thôn e', commune: '02545' },
      { name: 'Thôn F', commune: '02545', formerCommune: '02536' },
    ];
    const preview = await run(faulty, {}, true);
    expect(preview.added).toBe(1);
    expect(preview.faults.map((fault) => [fault.at, fault.code])).toEqual([
      ['rows.0.commune', 'units.communeUnknown'],
      ['rows.1.commune', 'units.communeAmbiguous'],
      ['rows.2.commune', 'units.communeSplit'],
      ['rows.3', 'units.codeTaken'],
      ['rows.5', 'units.rowTwice'],
      ['rows.6.formerCommune', 'units.notSuccessor'],
    ]);
    await expect(run(faulty)).rejects.toThrow('units.communeUnknown');
    expect(await run(faulty, { skipFaulty: true })).toMatchObject({ added: 1 });
  });

  test('is found by search and in addresses', async () => {
    const ctx = database.ctx();
    const [hit] = await searchUnits(ctx, { text: 'thôn tân lập', on: TODAY });
    expect(hit).toMatchObject({ name: 'Thôn Tân Lập', above: ['Xã Tân Trào', 'Tỉnh Tuyên Quang'] });
    // whoever may choose communes too, and says "thôn", means a village
    const levels = ['commune', 'village'] as const;
    const [typed] = await searchUnits(ctx, { text: 'thon tan lap', levels, on: TODAY });
    expect(typed?.level).toBe('village');
    const found = await resolveUnit(ctx, {
      text: 'thôn Đồng Ma, xã Tân Trào, huyện Sơn Dương, tỉnh Tuyên Quang',
      on: '2021-12-31',
    });
    expect(found.today.unit?.name).toBe('Thôn Đồng Ma');
    // on the day of the list the village lay in one of the old communes: nobody has said which
    expect(found.on?.certain).toBe(false);
  });
});

describe('villages and the reorganisation of 2025', () => {
  test('under an old commune that went whole, a village follows it', async () => {
    await run([{ name: 'Thôn Cũ', commune: '02542' }], { on: '2021-12-31' });
    const [hit] = await searchUnits(database.ctx(), { text: 'thôn cũ', on: TODAY });
    const path = await pathOf(database.ctx(), hit?.unitId ?? 0, TODAY);
    expect(path.certain).toBe(true);
    expect(path.path.at(-1)?.unitId).toBe(hit?.unitId);
    expect(path.path.at(-2)?.unitId).toBeGreaterThan(200_000);
  });

  test('of a split commune it is told which part it went to', async () => {
    await run([{ name: 'Thôn Hải Phong', commune: '18823', formerCommune: '18796' }]);
    const ctx = database.ctx();
    const found = await resolveUnit(ctx, {
      text: 'Thôn Hải Phong, xã Kỳ Lợi, thị xã Kỳ Anh, Hà Tĩnh',
      on: '2024-01-01',
    });
    expect(found.certainty).toBe('certain');
    expect(found.on?.unit?.name).toBe('Thôn Hải Phong');
    const then = await pathOf(ctx, found.today.unit?.unitId ?? 0, '2024-01-01');
    const now = await pathOf(ctx, found.today.unit?.unitId ?? 0, TODAY);
    expect(then.path.at(-2)?.name).toBe('Xã Kỳ Lợi');
    expect(now.path.at(-2)?.name).toBe('Phường Vũng Áng');
  });

  test('a whole list is undone', async () => {
    const { operationId } = await run([{ name: 'Thôn Nhầm', commune: '02548' }]);
    const undone = await undoChange(database.ctx(), { operationId: operationId ?? 0 });
    expect(undone.ok).toBe(true);
    expect((await listChildren(database.ctx(), 202548, TODAY)).units).toEqual([]);
    const found = await resolveUnit(database.ctx(), { text: 'Thôn Nhầm, xã Bình Ca, Tuyên Quang' });
    expect(found.rest).toEqual(['Nhầm']);
  });
});
