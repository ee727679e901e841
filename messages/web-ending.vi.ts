import { viFormat as f } from './format.ts';

/** Said before rules of the law end. */
export const webEndingVi = {
  soon: (count: number, day: string) =>
    count === 1
      ? `Một quy định trong sổ luật chỉ còn hiệu lực đến hết ${day}.`
      : `${f.number(count)} quy định trong sổ luật sắp hết hiệu lực, sớm nhất hết ${day}.`,
  named: (names: string) => `Gồm: ${names}.`,
  open: 'Xem quy định nào, có gì thay thế',
};
