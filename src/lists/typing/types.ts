/** Rows typed by hand from a paper list, and what is said of them while they are typed. */
import { z } from 'zod';
import { CellFault, Day, Field, ListKind, ShownPerson } from '../types.ts';

/** A typed list is as long as a village; longer ones come as files. */
export const TYPED_ROWS_MAX = 500;

/** Field → text as typed. */
export const TypedRow = z.partialRecord(Field, z.string().max(300));
export type TypedRow = z.infer<typeof TypedRow>;

const unit = z.string().regex(/^(u?\d{1,10}|VN)$/);
const rows = z.array(TypedRow).min(1).max(TYPED_ROWS_MAX);

export const TypedCheck = z.object({ kind: ListKind, unit, asOf: Day, rows });

export const TypedInput = TypedCheck.extend({
  sender: z.string().trim().min(1).max(200),
  isFull: z.boolean().default(false),
  unknownPeople: z.enum(['add', 'review']).optional(),
});

export const CheckedRow = z.object({
  faults: z.array(CellFault),
  /** null = not asked: the row has faults, or no name yet */
  outcome: z.enum(['linked', 'review', 'duplicate', 'new']).nullable(),
  /** the row it repeats, counted from 0 */
  duplicateOfRow: z.int().nullable(),
  /** who it is or may be; null with `linked` or `review` = somebody in a place of others */
  personId: z.int().nullable(),
  person: ShownPerson.nullable(),
});
export type CheckedRow = z.infer<typeof CheckedRow>;
