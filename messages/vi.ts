/** Everything readable on screens in Vietnamese, the source language; `en.ts` has the same shape. */
import type { Shape } from './shape.ts';
import { registryVi, registryWarningsVi } from './registry.vi.ts';
import { webAccessVi } from './web-access.vi.ts';
import { webCoverageVi } from './web-coverage.vi.ts';
import { webPeopleVi } from './web-people.vi.ts';
import { webSystemVi } from './web-system.vi.ts';
import { webUnitsVi } from './web-units.vi.ts';
import { webVi } from './web.vi.ts';

export const vi = {
  web: webVi,
  coverage: webCoverageVi,
  access: webAccessVi,
  people: webPeopleVi,
  registry: registryVi,
  warnings: registryWarningsVi,
  units: webUnitsVi,
  system: webSystemVi,
};

export type Messages = Shape<typeof vi>;
