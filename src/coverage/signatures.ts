/**
 * A signature says by which cards a resident is insured on a day: for each class of issuers the
 * one category that counts among its cards, or none. Every coverage definition (which issuers are
 * included) is computed from signatures, so one set of counts serves them all. Number 0 is a
 * resident without any card.
 */
import { assert } from '../kernel/assert.ts';
import { ISSUER_CLASSES } from '../registry/types.ts';

/** By issuer, in the order of `ISSUER_CLASSES`. */
export type SignatureCategories = readonly (string | null)[];

export const NO_CARD = 0;

export interface Signatures {
  /** the number of a signature, a new one when it was never seen; codes +1, 0 = none, by issuer */
  idOf(codes: Int32Array): number;
  categoriesOf(id: number): SignatureCategories;
  /** signatures that were added since `makeSignatures` */
  added(): { id: number; categories: SignatureCategories }[];
}

const CODES_MAX = 1024;

/**
 * `known` are the stored signatures; new ones get the numbers after the greatest. `codeOf` and
 * `categoryOf` are those of the law's order (see `law-order.ts`).
 */
export function makeSignatures(
  known: readonly { id: number; categories: SignatureCategories }[],
  order: { codeOf(category: string): number; categoryOf(code: number): string },
): Signatures {
  const ids = new Map<number, number>();
  const byId = new Map<number, SignatureCategories>();
  const added: { id: number; categories: SignatureCategories }[] = [];
  let next = 1;
  ids.set(0, NO_CARD);
  byId.set(
    NO_CARD,
    ISSUER_CLASSES.map(() => null),
  );
  for (const { id, categories } of known) {
    const codes = categories.map((category) =>
      category === null ? 0 : order.codeOf(category) + 1,
    );
    ids.set(packCodes(codes), id);
    byId.set(id, categories);
    next = Math.max(next, id + 1);
  }
  return {
    idOf(codes) {
      const key = packCodes(codes);
      const found = ids.get(key);
      if (found !== undefined) return found;
      const id = next;
      next += 1;
      const categories = [...codes].map((code) => (code === 0 ? null : order.categoryOf(code - 1)));
      ids.set(key, id);
      byId.set(id, categories);
      added.push({ id, categories });
      return id;
    },
    categoriesOf(id) {
      const categories = byId.get(id);
      assert(categories, `signature ${id} is known`);
      return categories;
    },
    added: () => added,
  };
}

function packCodes(codes: ArrayLike<number>): number {
  let key = 0;
  for (let i = 0; i < ISSUER_CLASSES.length; i += 1) {
    const code = codes[i] ?? 0;
    assert(code < CODES_MAX, 'fewer than 1023 categories');
    key = key * CODES_MAX + code;
  }
  return key;
}
