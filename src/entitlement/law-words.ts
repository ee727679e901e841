/** Decisions and quotes in sentences, with where the law says it, for who asks without the web app. */
import { policyEn } from '../../messages/policy.en.ts';
import { policyVi } from '../../messages/policy.vi.ts';
import type { LawBook } from '../policy/book.ts';
import type { Change } from '../policy/changes.ts';
import type { Decision, TraceLine } from '../policy/decide.ts';
import { type Language, bookNames, citationText, explainLine } from '../policy/explain.ts';
import type { MemberQuote, Quote } from '../policy/quote.ts';

/** A line with its sentence; `unverified` where no primary text stands behind it. */
export interface SaidLine extends TraceLine {
  text: string;
  basis: string[];
  unverified?: true;
}

export type SaidDecision = Omit<Decision, 'trace'> & { trace: SaidLine[] };
export type SaidMember = Omit<MemberQuote, 'lines' | 'warnings'> & {
  lines: SaidLine[];
  warnings: SaidLine[];
};
export type SaidQuote = Omit<Quote, 'members'> & { members: SaidMember[] };
export type SaidChange = Change & { text: string };

export interface LawWords {
  decision(decision: Decision): SaidDecision;
  changes(changes: readonly Change[]): SaidChange[];
  quote(quote: Quote): SaidQuote;
}

export function lawWords(book: LawBook, language: Language): LawWords {
  const texts = language === 'en' ? policyEn : policyVi;
  const names = bookNames(book, language);
  const say = (line: TraceLine): SaidLine => ({
    ...line,
    text: explainLine(line, texts.lines, names),
    basis: line.citation.map((row) => citationText(book, row, language, texts.citation)),
    ...((line.confidence === 'memory' || line.confidence === 'secondary') && { unverified: true }),
  });
  const causes: Readonly<Record<string, (params: TraceLine['params']) => string>> = texts.causes;
  return {
    decision: (decision) => ({ ...decision, trace: decision.trace.map(say) }),
    changes: (changes) =>
      changes.map((change) => ({
        ...change,
        text: change.causes.map(({ code, params }) => causes[code]?.(params) ?? code).join('; '),
      })),
    quote: (quoted) => ({
      ...quoted,
      members: quoted.members.map((member) => ({
        ...member,
        lines: member.lines.map(say),
        warnings: member.warnings.map(say),
      })),
    }),
  };
}
