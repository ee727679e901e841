/** A birth date as precisely as it is known: "20/05/1958", "05/1958", "1958". */
import type { Format } from '../../../messages/format.ts';
import type { IsoDate } from '../../../src/kernel/dates.ts';

export function birthText(
  format: Format,
  birthDate: IsoDate | null,
  precision: 'day' | 'month' | 'year' | null,
): string {
  if (birthDate === null) return '';
  if (precision === 'year') return birthDate.slice(0, 4);
  return precision === 'month' ? format.month(birthDate) : format.date(birthDate);
}
