/** Everything readable on screens in Vietnamese, the source language; `en.ts` has the same shape. */
import type { Shape } from './shape.ts';
import { webAccessVi } from './web-access.vi.ts';
import { webCoverageVi } from './web-coverage.vi.ts';
import { webUnitsVi } from './web-units.vi.ts';
import { webVi } from './web.vi.ts';

export const vi = {
  web: webVi,
  coverage: webCoverageVi,
  access: webAccessVi,
  units: webUnitsVi,
};

export type Messages = Shape<typeof vi>;
