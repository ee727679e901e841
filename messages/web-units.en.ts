import { enFormat as f } from './format.ts';
import type { Shape } from './shape.ts';
import type { webUnitsVi } from './web-units.vi.ts';

export const webUnitsEn = {
  level: {
    country: 'Country',
    province: 'Province',
    district: 'District',
    commune: 'Commune',
    village: 'Village',
  },
  count: (count: number) => f.number(count),
} satisfies Shape<typeof webUnitsVi>;
