import { enFormat as f } from './format.ts';
import type { Shape } from './shape.ts';
import type { webEndingVi } from './web-ending.vi.ts';

export const webEndingEn: Shape<typeof webEndingVi> = {
  soon: (count, day) =>
    count === 1
      ? `One rule of the law book holds only to ${day}.`
      : `${f.number(count)} rules of the law book end soon, the first on ${day}.`,
  named: (names) => `Among them: ${names}.`,
  open: 'See which, and what follows',
};
