/** Made by the build from the files of `policy/` (src/web-law.ts). */
declare module 'virtual:law-data' {
  import type { LawData } from '../../src/policy/law-data.ts';

  export const lawData: LawData;
}
declare module 'virtual:law-rules' {
  import type { ShippedRules } from '../../src/web-law-types.ts';

  export const shippedRules: ShippedRules;
}
