/**
 * Made by the build from the files of `policy/` (src/web-law.ts). What they hold is `LawData` and
 * `ShippedRules`; a declaration like this one may not name types of other files, so who imports says so.
 */
declare module 'virtual:law-data' {
  export const lawData: unknown;
}
declare module 'virtual:law-rules' {
  export const shippedRules: unknown;
}
