/** Columns that come with the product: what people ask first. Names are words of the messages. */
import type { PersonKey } from './types.ts';

interface ReadyChoice {
  name: string;
  columns: readonly string[];
}

interface RegisterChoice extends ReadyChoice {
  columns: readonly PersonKey[];
}

/** Of lists, a choice is offered where the file has its columns. */
export const READY_CHOICES: {
  list: readonly ReadyChoice[];
  register: readonly RegisterChoice[];
} = {
  list: [
    { name: 'nameAndBirth', columns: ['fullName', 'birthDate'] },
    { name: 'nameAndYear', columns: ['fullName', 'birthYear'] },
    { name: 'nationalId', columns: ['nationalId'] },
    { name: 'cardNumber', columns: ['cardNumber'] },
    { name: 'nameAndHousehold', columns: ['fullName', 'householdCode'] },
  ],
  register: [
    { name: 'nameAndBirth', columns: ['fullName', 'birthDate', 'sex'] },
    { name: 'nameYearVillage', columns: ['fullName', 'birthYear', 'village'] },
    { name: 'nationalId', columns: ['nationalId'] },
    { name: 'socialInsuranceNumber', columns: ['socialInsuranceNumber'] },
    { name: 'cardNumber', columns: ['cardNumber'] },
    { name: 'nameAndHousehold', columns: ['fullName', 'household'] },
  ],
};
