/** Facts of a person from outside (CLI, HTTP, cases): everything may be left out. */
import { z } from 'zod';
import { AREA_CLASSES, type PersonFacts, STATUSES } from './facts.ts';
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
  areaClasses: z
    .array(z.strictObject({ areaClass: z.enum(AREA_CLASSES), ...spell }))
    .max(200)
    .default([]),
  provinceCode,
  formerProvinceCode: provinceCode,
  school: z
    .strictObject({ level: z.enum(['central', 'province']), provinceCode })
    .nullable()
    .default(null),
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
