/** Everything readable on screens in English; the compiler holds it to the shape of `vi.ts`. */
import type { Messages } from './vi.ts';
import { registryEn, registryWarningsEn } from './registry.en.ts';
import { webAccessEn } from './web-access.en.ts';
import { webCoverageEn } from './web-coverage.en.ts';
import { webPeopleEn } from './web-people.en.ts';
import { webSystemEn } from './web-system.en.ts';
import { webUnitsEn } from './web-units.en.ts';
import { webEn } from './web.en.ts';

export const en = {
  web: webEn,
  coverage: webCoverageEn,
  access: webAccessEn,
  people: webPeopleEn,
  registry: registryEn,
  warnings: registryWarningsEn,
  units: webUnitsEn,
  system: webSystemEn,
} satisfies Messages;
