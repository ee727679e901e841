/** Facts of a person from outside (CLI, HTTP, cases): everything may be left out. */
import { z } from 'zod';
import { AREAS, type PersonFacts, STATUSES } from './facts.ts';
import { isoDate } from './types.ts';

const spell = { from: isoDate, to: isoDate.nullable().default(null) };
const provinceCode = z
  .string()
  .regex(/^\d{2}$/)
  .nullable()
  .default(null);

export const factsSchema = z.strictObject({
  birthDate: isoDate.nullable().default(null),
  ethnicityCode: z
    .string()
    .regex(/^\d{2}$/)
    .nullable()
    .default(null),
  statuses: z
    .array(z.strictObject({ status: z.enum(STATUSES), ...spell }))
    .max(200)
    .default([]),
  areas: z
    .array(z.strictObject({ area: z.enum(AREAS), ...spell }))
    .max(200)
    .default([]),
  provinceCode,
  formerProvinceCode: provinceCode,
  choices: z
    .array(
      z.strictObject({
        kind: z.enum(['household', 'highestSupport', 'kept', 'individual']),
        category: z.string().optional(),
        ...spell,
      }),
    )
    .max(50)
    .default([]),
}) satisfies z.ZodType<PersonFacts>;
