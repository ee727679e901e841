/**
 * The shape of the files in `policy/`: the law as dated data. Every row says from when to when it
 * holds (`[from, to)`, to the day), where it stands (citation), how sure we are of it (confidence)
 * and when somebody last looked (checkedOn, inherited from the file).
 */
import { z } from 'zod';
import { isIsoDate } from '../kernel/dates.ts';

/** A day some law or fact may name: what is computed from it stays a day of four-digit years. */
export const isoDate = z
  .string()
  .refine(isIsoDate, { error: 'input.notADate', abort: true })
  .refine((day) => day >= '1800-01-01' && day < '2200-01-01', { error: 'input.dayOutOfRange' });

/**
 * confirmed: stated in the primary text · secondary: in a source that quotes it · inferred: from
 * confirmed rows · memory: unverified, shown as such · assumed: set by a what-if scenario.
 */
export const confidence = z.enum(['confirmed', 'secondary', 'inferred', 'memory', 'assumed']);
export type Confidence = z.infer<typeof confidence>;

export interface Citation {
  document: string;
  article?: string;
  clause?: string;
}

const CITATION = /^([\p{L}0-9-]+)(?: ([^\s.]+)(?:\.(\S+))?)?$/u;

/** "LAW51 12.3o; ND188 6.3a" → document, article, clause of each. */
export const citations = z.string().transform((text, ctx): Citation[] => {
  const found: Citation[] = [];
  for (const part of text.split(';')) {
    const match = CITATION.exec(part.trim());
    if (!match?.[1]) {
      ctx.addIssue(`not a citation: "${part.trim()}"`);
      continue;
    }
    const [, document, article, clause] = match;
    found.push({ document, ...(article && { article }), ...(clause && { clause }) });
  }
  return found;
});

export const localName = z.strictObject({ vi: z.string().min(1), en: z.string().min(1) });
export type LocalName = z.infer<typeof localName>;

/** What stands behind every row. */
const sourced = {
  citation: citations,
  confidence,
  checkedOn: isoDate,
  note: z.string().optional(),
};

export const dated = { from: isoDate, to: isoDate.nullable().default(null), ...sourced };

export const bp = z.int().min(0).max(10_000);
export const vnd = z.int().min(0);
export const categories = z.array(z.string()).min(1).max(100);

/** A rule that is read by people, not computed. */
export const textRule = z.strictObject({ id: z.string(), ...localName.shape, ...dated });

export interface Sourced {
  citation: Citation[];
  confidence: Confidence;
  checkedOn: string;
  note?: string | undefined;
}

// ── documents.yaml ────────────────────────────────────────────────────────────────────────────

export const documentRow = z.strictObject({
  id: z.string(),
  vi: z.string(),
  en: z.string(),
  from: isoDate.optional(),
  basis: z.string(),
});
export type DocumentRow = z.infer<typeof documentRow>;
export const documentsFile = z.strictObject({
  checkedOn: isoDate,
  documents: z.array(documentRow).max(500),
});

// ── groups.yaml ───────────────────────────────────────────────────────────────────────────────

export const taxonomyRow = z.strictObject({
  id: z.string(),
  name: localName,
  groups: z
    .array(
      z.strictObject({
        group: z.int().min(1).max(9),
        vi: z.string(),
        en: z.string(),
        subgroups: z.array(z.string()),
      }),
    )
    .max(9),
  ...dated,
});
export type TaxonomyRow = z.infer<typeof taxonomyRow>;

export const categoryPlace = z.strictObject({
  taxonomy: z.string(),
  group: z.int().min(1).max(9),
  point: z.string().nullable().default(null),
  /** only where it differs from the category's own sub-group */
  subgroup: z.string().optional(),
  /** only where the category starts or ends inside the taxonomy's period */
  from: isoDate.optional(),
  to: isoDate.optional(),
  ...sourced,
});
export type CategoryPlace = z.infer<typeof categoryPlace>;

export const categoryRow = z.strictObject({
  id: z.string().regex(/^([A-Z]{2}|[a-z][A-Za-z]+)$/),
  name: localName,
  subgroup: z.string(),
  cardCode: z
    .strictObject({
      code: z.string().regex(/^[A-Z]{2}$/),
      confidence,
      citation: citations,
      checkedOn: isoDate,
    })
    .optional(),
  note: z.string().optional(),
  places: z.array(categoryPlace),
});
export type CategoryRow = z.infer<typeof categoryRow>;

export const groupsFile = z.strictObject({
  checkedOn: isoDate,
  taxonomies: z.array(taxonomyRow),
  subgroups: z.array(z.strictObject({ id: z.string(), vi: z.string(), en: z.string() })),
  categories: z.array(categoryRow).max(200),
});

// ── precedence.yaml ───────────────────────────────────────────────────────────────────────────

export const orderRow = z.strictObject({
  taxonomy: z.string(),
  order: z.array(z.string()),
  ...sourced,
});

export const choiceRule = z.strictObject({
  id: z.string(),
  kind: z.enum(['highestSupport', 'household']),
  automatic: z.boolean(),
  among: z.array(z.string()),
  ...dated,
});
export type ChoiceRule = z.infer<typeof choiceRule>;

export const precedenceFile = z.strictObject({
  checkedOn: isoDate,
  orders: z.array(orderRow),
  choices: z.array(choiceRule),
  contracts: z.array(
    z.strictObject({ rule: z.enum(['highestSalary', 'compulsorySocialInsurance']), ...dated }),
  ),
  benefit: z.array(z.strictObject({ rule: z.literal('highest'), ...dated })),
});
