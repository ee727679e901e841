/** Form of a condition in the files of the law; `condition.ts` judges it. */
import { z } from 'zod';
import { isIsoDate } from '../kernel/dates.ts';
import type { Condition } from './condition.ts';
import { AREA_CLASSES, type AreaClass, CLOCKED_STATUSES, DIFFICULT_AREAS } from './facts.ts';
import { STATUSES } from './facts.ts';

function areDifficultAreas(areas: readonly AreaClass[]): boolean {
  return (
    areas.length === DIFFICULT_AREAS.length && areas.every((area) => DIFFICULT_AREAS.includes(area))
  );
}

const day = z.string().refine(isIsoDate);
const years = z.int().min(1).max(120);
const months = z.int().min(1).max(600);

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ status: z.array(z.enum(STATUSES)).min(1) }),
    z.strictObject({ areaClass: z.array(z.enum(AREA_CLASSES)).min(1) }),
    z.strictObject({ minority: z.literal(true) }),
    z.strictObject({ ageFrom: years }),
    z.strictObject({ ageBelow: years }),
    z.strictObject({ underSix: z.literal(true) }),
    z.strictObject({
      leftArea: z.strictObject({
        areas: z
          .array(z.enum(AREA_CLASSES))
          .refine(areDifficultAreas, 'exactly the difficult areas'),
        months,
        countFrom: day.optional(),
        leftFrom: day.optional(),
        leftTo: day.optional(),
      }),
    }),
    z.strictObject({ statusMonths: z.strictObject({ status: z.enum(CLOCKED_STATUSES), months }) }),
    z.strictObject({ everyone: z.literal(true) }),
    z.strictObject({ all: z.array(conditionSchema).min(1) }),
    z.strictObject({ any: z.array(conditionSchema).min(1) }),
    z.strictObject({ not: conditionSchema }),
  ]),
);
