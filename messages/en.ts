/** Everything readable in English; the compiler holds it to the shape of `vi.ts`. */
import type { Messages } from './vi.ts';
import { webEn } from './web.en.ts';

export const en = {
  web: webEn,
} satisfies Messages;
