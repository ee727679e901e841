import { expect, test } from 'vitest';
import { readItems, writeItems } from './items-address.ts';

test('what the address says comes back as it was written', () => {
  const query = {
    unit: '2076',
    kind: 'twoCards',
    state: 'decided',
    overdue: true,
    mine: true,
    list: 7,
    scoreMin: 2.5,
  } as const;
  const written = writeItems(query);
  expect(written).toEqual({
    donvi: '2076',
    loai: 'twoCards',
    tinhtrang: 'da-quyet',
    quahan: '1',
    cuatoi: '1',
    danhsach: '7',
    diem: '2.5',
  });
  expect(readItems(written)).toEqual(query);
});

test('what the address does not know is left out', () => {
  const read = readItems({ loai: 'x', tinhtrang: 'y', danhsach: '-1', diem: 'nhieu' });
  expect(read).toEqual({ state: 'open' });
});
