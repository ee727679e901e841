/** Everything readable in Vietnamese, the source language; `en.ts` must have the same shape. */
import type { Shape } from './shape.ts';
import { webVi } from './web.vi.ts';

export const vi = {
  web: webVi,
};

export type Messages = Shape<typeof vi>;
