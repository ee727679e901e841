/** A sponsorship as it is typed, and what is sent of it once enough is said. Pure. */
import { type IsoDate, addDays, addYears } from '../../../src/kernel/dates.ts';
import type { SponsorshipInput } from '../../api/sponsorships.ts';

/** A place, a person or a household chosen by name. */
export interface Chosen {
  id: number;
  name: string;
}

export interface SponsorshipDraft {
  payer: SponsorshipInput['payer'];
  payerName: string;
  way: SponsorshipInput['way'];
  percent: number | '';
  monthlyVnd: number | '';
  from: IsoDate | null;
  lastDay: IsoDate | null;
  moneyMaxVnd: number | '';
  peopleMax: number | '';
  places: readonly Chosen[];
  categories: readonly string[];
  people: readonly Chosen[];
  households: readonly Chosen[];
  withoutCard: boolean;
  document: string;
  note: string;
}

/** For a year from the first of the next month. */
export function newDraft(today: IsoDate, people: readonly Chosen[] = []): SponsorshipDraft {
  const next = `${addDays(`${today.slice(0, 7)}-28`, 4).slice(0, 7)}-01`;
  return {
    payer: 'sponsor',
    payerName: '',
    way: 'share',
    percent: '',
    monthlyVnd: '',
    from: next,
    lastDay: addDays(addYears(next, 1), -1),
    moneyMaxVnd: '',
    peopleMax: '',
    places: [],
    categories: [],
    people,
    households: [],
    withoutCard: false,
    document: '',
    note: '',
  };
}

/** Null while something is not said yet; the server judges the rest. */
export function inputOf(draft: SponsorshipDraft): SponsorshipInput | null {
  const { way, percent, monthlyVnd, from, lastDay } = draft;
  const isSaid = way === 'card' || (way === 'share' ? Number(percent) > 0 : Number(monthlyVnd) > 0);
  if (draft.payerName.trim() === '' || !isSaid || from === null || lastDay === null) return null;
  return {
    payer: draft.payer,
    payerName: draft.payerName.trim(),
    unitIds: draft.places.map((place) => place.id),
    categories: [...draft.categories],
    personIds: draft.people.map((person) => person.id),
    householdIds: draft.households.map((household) => household.id),
    withoutCard: draft.withoutCard,
    way,
    shareBp: way === 'share' ? Math.round(Number(percent) * 100) : null,
    monthlyVnd: way === 'fixed' ? Number(monthlyVnd) : null,
    from,
    to: addDays(lastDay, 1),
    moneyMaxVnd: draft.moneyMaxVnd === '' ? null : draft.moneyMaxVnd,
    peopleMax: draft.peopleMax === '' ? null : draft.peopleMax,
    document: draft.document.trim(),
    note: draft.note.trim(),
  };
}
