import { type Listeners, NO_LISTENERS } from './stores/context.ts';

/** Which higher domain follows which lower one's writes, in the same transaction. */
export const listeners: Listeners = { ...NO_LISTENERS };
