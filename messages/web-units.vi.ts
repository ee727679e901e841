/** Texts of the administration of units. */
import { viFormat as f } from './format.ts';

export const webUnitsVi = {
  level: {
    country: 'Toàn quốc',
    province: 'Cấp tỉnh',
    district: 'Cấp huyện',
    commune: 'Cấp xã',
    village: 'Thôn, bản, tổ dân phố',
  },
  count: (count: number) => f.number(count),
} as const;
