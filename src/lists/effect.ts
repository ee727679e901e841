/** Months of contribution that a list brings or takes → who pays them, by the law of their days. Pure. */
import { type IsoDate, addMonths } from '../kernel/dates.ts';
import type { LawBook } from '../policy/book.ts';
import { quote } from '../policy/quote.ts';
import type { Payer } from '../policy/topics.ts';
import type { TermGroup } from './effect-sql.ts';

export interface TermMoney {
  personMonths: number;
  stateVnd: number;
  ownVnd: number;
  otherVnd: number;
  /** of categories whose price hangs on an income, or days the law we hold does not reach */
  unpricedMonths: number;
}

const SHARE_OF: Readonly<Record<Payer, keyof MonthlyPrice>> = {
  state: 'stateVnd',
  province: 'stateVnd',
  participant: 'ownVnd',
  employer: 'otherVnd',
  socialInsurance: 'otherVnd',
  commune: 'stateVnd',
  sponsor: 'otherVnd',
};

/** Prices change with the law inside a year: they are asked for a quarter at a time. */
const STEP_MONTHS = 3;
/** Terms a quote may be asked for; not every category allows each. */
const ASKED_MONTHS = [3, 1, 12, 6] as const;

interface MonthlyPrice {
  stateVnd: number;
  ownVnd: number;
  otherVnd: number;
}

/** Each person alone: the first of a household, without support that hangs on where he lives. */
export function priceTerms(book: LawBook, terms: readonly TermGroup[]): TermMoney {
  const money = { personMonths: 0, stateVnd: 0, ownVnd: 0, otherVnd: 0, unpricedMonths: 0 };
  const known = new Map<string, MonthlyPrice | null>();
  for (const { category, from, months, people } of terms) {
    money.personMonths += people * months;
    for (let done = 0; done < months; done += STEP_MONTHS) {
      const count = Math.min(STEP_MONTHS, months - done);
      const startsOn = addMonths(from, done);
      const key = `${category}/${startsOn}`;
      let price = known.get(key);
      if (price === undefined) {
        price = priceOf(book, category, startsOn);
        known.set(key, price);
      }
      if (price) {
        money.stateVnd += people * count * price.stateVnd;
        money.ownVnd += people * count * price.ownVnd;
        money.otherVnd += people * count * price.otherVnd;
      } else money.unpricedMonths += Math.abs(people) * count;
    }
  }
  const { stateVnd, ownVnd, otherVnd } = money;
  return {
    ...money,
    stateVnd: Math.round(stateVnd),
    ownVnd: Math.round(ownVnd),
    otherVnd: Math.round(otherVnd),
  };
}

/** A month's price on a day; null where the law we hold gives none. */
function priceOf(book: LawBook, category: string, startsOn: IsoDate): MonthlyPrice | null {
  for (const months of ASKED_MONTHS) {
    const member = { ref: category, category, paidOn: startsOn, startsOn, months };
    const quoted = quote(book, { members: [member] });
    if (!quoted.ok) continue;
    const price = { stateVnd: 0, ownVnd: 0, otherVnd: 0 };
    for (const [payer, amount] of Object.entries(quoted.value.amounts)) {
      price[SHARE_OF[payer as Payer]] += amount / months;
    }
    return price;
  }
  return null;
}
