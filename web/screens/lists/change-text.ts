/** One field of a change, before and after, in words. */
import type { Format } from '../../../messages/format.ts';
import type { Messages } from '../../../messages/vi.ts';
import type { ListDifference } from '../../api/lists.ts';

type ChangedField = ListDifference['changes'][number]['fields'][number];

export interface ChangeWords {
  /** names of fields, those of columns and those that are no column */
  fields: Readonly<Record<string, string>>;
  registry: Messages['registry'];
  format: Format;
}

export function changedFieldText(
  { field, before, after }: ChangedField,
  words: ChangeWords,
): string {
  const name = words.fields[field] ?? field;
  const value = (text: string | null): string =>
    text === null ? '–' : valueText(field, text, words);
  return `${name}: ${value(before)} → ${value(after)}`;
}

function valueText(field: string, text: string, { registry, format }: ChangeWords): string {
  const named: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    sex: registry.sex,
    relation: registry.relation,
    status: registry.status,
  };
  switch (field) {
    case 'birthDate':
    case 'validFrom':
    case 'diedOn':
      return format.date(text);
    case 'validTo':
      return format.lastDay(text);
    default:
      return named[field]?.[text] ?? text;
  }
}
