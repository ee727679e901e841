/** Words of the search for exact duplicates: rows of a list, or persons, equal in chosen columns. */
import { z } from 'zod';
import { FaultView, ListKind, ShownPerson } from '../types.ts';

/**
 * How two cells are the same. same: letter by letter · folded: without marks, capitals, spaces and
 * points · digits: only the digits, without zeros at the beginning, which number cells lose · day:
 * the same date however written · year: the same year.
 */
export const KEY_WAYS = ['same', 'folded', 'digits', 'day', 'year'] as const;
export const KeyWay = z.enum(KEY_WAYS);
export type KeyWay = z.infer<typeof KeyWay>;

/** By what persons of the register may be the same. */
export const PERSON_KEYS = [
  'fullName',
  'birthDate',
  'birthYear',
  'sex',
  'nationalId',
  'socialInsuranceNumber',
  'phone',
  'village',
  'household',
  'cardNumber',
] as const;
export const PersonKey = z.enum(PERSON_KEYS);
export type PersonKey = z.infer<typeof PersonKey>;

/** A column of a search: compared in a way, or only shown beside. */
export const SearchColumn = z.object({
  /** of the file, 1 = A; null in the register */
  column: z.int().min(1).nullable(),
  /** what it is: a field of lists, a key of persons; null = a column of the sender's own */
  field: z.string().nullable(),
  /** as the file names it; '' in the register */
  header: z.string(),
  way: KeyWay.nullable(),
});
export type SearchColumn = z.infer<typeof SearchColumn>;

const count = z.int().min(0);

export const SearchView = z.object({
  searchId: z.int(),
  unitId: z.int(),
  /** null = the register */
  listId: z.int().nullable(),
  columns: z.array(SearchColumn),
  state: z.enum(['waiting', 'done', 'failed']),
  jobId: z.string().nullable(),
  /** rows or persons that were compared, and those left out for an empty cell */
  compared: count,
  blank: count,
  groups: count,
  members: count,
  isCut: z.boolean(),
  failure: z.array(FaultView).nullable(),
  actorName: z.string(),
  madeAt: z.string(),
});
export type SearchView = z.infer<typeof SearchView>;

export const DuplicateMember = z.object({
  /** of a list: the row, and where it stands in the file */
  rowNo: z.int().nullable(),
  sheet: z.int().nullable(),
  line: z.int().nullable(),
  personId: z.int().nullable(),
  /** in the order of the search's columns, numbers masked */
  cells: z.array(z.string()),
  /** of persons: as the register knows them now; null = not seen by the caller any more */
  person: ShownPerson.nullable(),
});
export type DuplicateMember = z.infer<typeof DuplicateMember>;

export const SearchPage = z.object({
  search: SearchView,
  groups: z.array(z.object({ groupNo: z.int(), members: count, shown: z.array(DuplicateMember) })),
  /** group to go on after; null = the last one is here */
  next: z.int().nullable(),
});
export type SearchPage = z.infer<typeof SearchPage>;

/** For which kind of lists, or the register, columns are kept under a name. */
export const ChoiceKind = z.union([ListKind, z.literal('register')]);
export type ChoiceKind = z.infer<typeof ChoiceKind>;

export const ColumnTexts = z.array(z.string().trim().min(1).max(200)).min(1).max(12);

export const ChoiceView = z.object({
  /** null = comes with the product */
  choiceId: z.int().nullable(),
  unitId: z.int().nullable(),
  kind: ChoiceKind,
  /** of those that come with the product a word of the messages */
  name: z.string(),
  columns: z.array(z.string()),
});
export type ChoiceView = z.infer<typeof ChoiceView>;
