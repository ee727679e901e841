/** Faults of demonstration data. */
import type { demoFaultsVi } from './demo.vi.ts';
import type { FaultTexts, Shape } from './shape.ts';

export const demoFaultsEn = {
  'demo.unknown': ({ name }) =>
    `There is no demonstration data "${name}". Use son-duong, or a province of today by name or code (son-la, 14).`,
  'demo.fixedPeople': ({ name }) =>
    `"${name}" has the population of its plan; it cannot be chosen. Leave out --people, or load a province.`,
  'demo.registerUsed': () =>
    'The register holds data already, so no demonstration data is loaded into it. Use an empty data folder (BAOPHU_DATA).',
  'demo.otherLoaded': ({ name }) =>
    `Other demonstration data is here (${name}, or another population or seed). Use an empty data folder (BAOPHU_DATA).`,
  'demo.unknownUser': ({ username, known }) =>
    `There is no demonstration user "${username}". There are: ${known}.`,
} satisfies FaultTexts & Shape<typeof demoFaultsVi>;
