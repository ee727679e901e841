/** Figures and units that exist nowhere, for looking at primitives. */
import { addMonths, endOfMonth } from '../../src/kernel/dates.ts';
import { makeRandom } from '../../src/kernel/random.ts';

export interface MadeUpUnit {
  id: string;
  name: string;
  lon: number;
  lat: number;
  population: number;
  insured: number;
  rateBp: number;
  ending: number;
}

const NAMES = [
  'Tân Trào',
  'Minh Thanh',
  'Sơn Dương',
  'Bình Ca',
  'Tân Thanh',
  'Sơn Thủy',
  'Phú Lương',
  'Trường Sinh',
  'Hồng Sơn',
  'Đông Thọ',
  'Hợp Thành',
  'Kháng Nhật',
  'Đại Phú',
  'Tam Đa',
  'Hào Phú',
  'Ninh Lai',
];

export function madeUpUnits(count: number): MadeUpUnit[] {
  const random = makeRandom('gallery');
  return Array.from({ length: count }, (_, at) => {
    const population = 2500 + random.int(21_000);
    const rateBp = 7200 + random.int(2790);
    return {
      id: String(at + 1),
      name: `Xã ${NAMES[at % NAMES.length]}${at >= NAMES.length ? ` ${Math.floor(at / NAMES.length) + 1}` : ''}`,
      lon: 105.3 + random.next() * 0.5,
      lat: 21.5 + random.next() * 0.4,
      population,
      insured: Math.round((population * rateBp) / 10_000),
      rateBp,
      ending: random.int(400),
    };
  });
}

export function madeUpMonths(count: number): { days: string[]; values: number[]; other: number[] } {
  const random = makeRandom('months');
  const days = Array.from({ length: count }, (_, at) => endOfMonth(addMonths('2019-12-01', at)));
  let level = 9400;
  const values = days.map((day) => {
    level += random.int(60) - 20;
    if (day === '2021-07-31') level -= 1450;
    return Math.min(level, 9990);
  });
  return { days, values, other: values.map((value) => Math.min(9990, value + 220)) };
}
