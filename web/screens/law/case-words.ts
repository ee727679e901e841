/** A worked case in words: what comes out on which day, or for whom. Pure. */
import type { ShippedCase } from '../../../src/web-law-types.ts';
import type { LawSpeech } from './law-speech.ts';
import { amountWords, rateWords } from './rule-words.ts';

export interface CaseLine {
  /** a day, or whom and when */
  at: string;
  result: string;
}

/** One line a day, or a member of the household. */
export function caseLines(speech: LawSpeech, row: ShippedCase): CaseLine[] {
  if (row.kind === 'quote') return quoteLines(speech, row);
  const days = row.expected as Readonly<Record<string, unknown>>;
  return Object.entries(days).map(([day, value]) => ({
    at: speech.format.date(day),
    result: value === null ? speech.t.caseNothing : dayResult(speech, row, value),
  }));
}

function dayResult(speech: LawSpeech, row: ShippedCase, value: unknown): string {
  const { book, names, law, t } = speech;
  switch (row.kind) {
    case 'values': {
      const { parameter } = row.input as { parameter: string };
      return amountWords(speech, Number(value), book.parameters.get(parameter)?.unit ?? '');
    }
    case 'support': {
      const [state = 0, province = 0] = String(value).split(' ').map(Number);
      const extra = province > 0 ? rateWords(speech, province) : '';
      return t.words.stateAndProvince(rateWords(speech, state), extra);
    }
    case 'benefit':
      return rateWords(speech, Number(value));
    case 'groups': {
      const [taxonomy = '', group = ''] = String(value).split(' ');
      return t.words.groupOf(names.taxonomy(taxonomy), Number(group));
    }
    default:
      return String(value)
        .split(', ')
        .map((share) => {
          const [payer = '', part = ''] = share.split(' ');
          const name = (law.payers as Readonly<Record<string, string>>)[payer] ?? payer;
          return t.words.share(name, partWords(speech, part));
        })
        .join(', ');
  }
}

/** "7000/10000" → "70%", "2/3" stays, "1/1" is the whole. */
function partWords(speech: LawSpeech, part: string): string {
  const [numerator = 0, denominator = 1] = part.split('/').map(Number);
  if (denominator === 10_000) return rateWords(speech, numerator);
  return numerator === denominator ? speech.t.words.whole : part;
}

interface QuoteInput {
  members: { category: string; paidOn: string; months: number }[];
}

type PayerAmounts = Partial<Record<keyof LawSpeech['law']['payers'] | 'each', number[]>>;

function quoteLines(speech: LawSpeech, row: ShippedCase): CaseLine[] {
  const { t, law, names, format } = speech;
  const expected = row.expected as PayerAmounts & { fault?: unknown; totalVnd?: number };
  const payers = Object.keys(law.payers) as (keyof typeof law.payers)[];
  const lines = (row.input as QuoteInput).members.map((member, at) => {
    const { category, paidOn, months } = member;
    const amounts = payers.flatMap((payer) => {
      const amount = expected[payer]?.[at];
      return amount ? [t.words.share(law.payers[payer], format.money(amount))] : [];
    });
    const full = expected.each?.[at];
    if (full !== undefined) amounts.unshift(t.caseFull(format.money(full)));
    if (amounts.length === 0) amounts.push(expected.fault ? t.caseRefused : t.caseNoAmount);
    return {
      at: t.casePays(names.category(category), format.date(paidOn), months),
      result: amounts.join('; '),
    };
  });
  if (expected.totalVnd === undefined) return lines;
  return [...lines, { at: t.caseTotal, result: format.money(expected.totalVnd) }];
}
