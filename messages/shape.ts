/** The form a translation must have: the same keys, texts for texts, functions of the same values. */
export type Shape<T> = T extends string
  ? string
  : T extends (...values: infer Values) => string
    ? (...values: Values) => string
    : { readonly [Key in keyof T]: Shape<T[Key]> };

/** Texts of expected faults by code; params fill them. */
export type FaultTexts = Readonly<
  Record<string, (params: Readonly<Record<string, string | number>>) => string>
>;
