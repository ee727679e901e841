import { countsSet } from './coverage/keep-ops.ts';
import { linkageSet } from './lists/linkage/keep-ops.ts';
import { searchSet } from './registry/search-rows.ts';
import type { KeptSet } from './stores/kept.ts';

/** What is kept beside the facts and made anew after an upgrade, in this order. */
export const keptSets: readonly KeptSet[] = [searchSet, linkageSet, countsSet];
