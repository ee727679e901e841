import { enFormat as f } from './format.ts';
import type { linkageFaultsVi } from './linkage.vi.ts';
import type { FaultTexts } from './shape.ts';

const n = (value: string | number | undefined): string => f.number(Number(value ?? 0));

export const linkageFaultsEn = {
  'linkage.model.notFound': ({ version }) =>
    `There is no linkage model of version ${n(version)}. See: baophu lists model show.`,
  'linkage.model.tooFewPairs': ({ pairs, needed }) =>
    `Only ${n(pairs)} pairs are known to be one person; ${n(needed)} are needed to train the weights. Review more, or link a list that has personal numbers.`,
} satisfies Record<keyof typeof linkageFaultsVi, FaultTexts[string]>;
