/** From when to when what a row asserts holds, where the row does not say. Pure. */
import type { IsoDate } from '../kernel/dates.ts';
import type { DefaultPeriod } from './compare-facts-sql.ts';
import type { KindRule } from './kinds.ts';
import type { ListOptions } from './types.ts';

/** First month of a school year; its lists hold until the next begins. */
const SCHOOL_YEAR_BEGINS = '-09-01';

export function defaultPeriod(
  rule: Pick<KindRule, 'period'>,
  options: ListOptions,
  asOf: IsoDate,
): DefaultPeriod {
  return {
    from: options.validFrom ?? asOf,
    to: options.validTo ?? endOf(rule.period, options.validFrom ?? asOf),
  };
}

function endOf(period: KindRule['period'], from: IsoDate): IsoDate | null {
  const year = Number(from.slice(0, 4));
  switch (period) {
    case 'open':
      return null;
    case 'yearEnd':
      return `${year + 1}-01-01`;
    case 'schoolYearEnd': {
      const begins = `${year}${SCHOOL_YEAR_BEGINS}`;
      // a list of late August is of the school year that is about to begin
      return from < `${year}-08-15` ? begins : `${year + 1}${SCHOOL_YEAR_BEGINS}`;
    }
  }
}
