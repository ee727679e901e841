/** What is typed of each kind of list, in the order of paper lists, as data. Pure. */
import type { Field, ListKind } from '../types.ts';

export interface TypedColumn {
  field: Field;
  /** the row above says it for the next one */
  carries: boolean;
  /** in characters */
  width: number;
}

const typed = (field: Field, width: number): TypedColumn => ({ field, width, carries: false });
const carried = (field: Field, width: number): TypedColumn => ({ field, width, carries: true });

const PERSON = [
  typed('fullName', 26),
  typed('birthDate', 11),
  typed('sex', 6),
  typed('nationalId', 14),
];
const PHONE = typed('phone', 12);
const VILLAGE = carried('village', 18);
const HOUSEHOLD = [...PERSON, typed('relation', 11), PHONE, VILLAGE];
const DECISION = [carried('decisionNumber', 14), carried('validFrom', 11)];

/** Columns that carry stand last: Enter passes them by while they are filled. */
export const TYPED_COLUMNS: Partial<Readonly<Record<ListKind, readonly TypedColumn[]>>> = {
  residents: HOUSEHOLD,
  poor: HOUSEHOLD,
  'near-poor': HOUSEHOLD,
  'average-living': HOUSEHOLD,
  insured: [
    ...PERSON,
    typed('cardNumber', 17),
    carried('validFrom', 11),
    carried('validTo', 11),
    VILLAGE,
  ],
  pupils: [...PERSON, PHONE, carried('schoolClass', 8), carried('school', 20), VILLAGE],
  employees: [
    ...PERSON,
    typed('socialInsuranceNumber', 12),
    carried('employer', 22),
    carried('validFrom', 11),
    VILLAGE,
  ],
  merit: [...PERSON, ...DECISION, VILLAGE],
  'social-protection': [...PERSON, ...DECISION, VILLAGE],
  newborns: [...PERSON, typed('headName', 24), VILLAGE],
  deaths: [...PERSON, typed('diedOn', 11), VILLAGE],
};
