/** Everything readable on screens in English; the compiler holds it to the shape of `vi.ts`. */
import type { Messages } from './vi.ts';
import { webAccessEn } from './web-access.en.ts';
import { webCoverageEn } from './web-coverage.en.ts';
import { webUnitsEn } from './web-units.en.ts';
import { webEn } from './web.en.ts';

export const en = {
  web: webEn,
  coverage: webCoverageEn,
  access: webAccessEn,
  units: webUnitsEn,
} satisfies Messages;
