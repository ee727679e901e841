/** How a quote explains itself: lines and warnings as codes with values. */
import type { LawBook } from './book.ts';
import { findRow } from './book.ts';
import type { TraceLine } from './decide.ts';
import type { MemberQuote, QuoteMember, QuoteRequest, Segment } from './quote.ts';
import type { TermEnd } from './term.ts';

/** Line by line: base, rate, step, month, months, who pays what, what a change of the base does. */
export function quoteLines(book: LawBook, quoted: MemberQuote): TraceLine[] {
  const lines = quoted.segments.flatMap((segment) => segmentLines(book, quoted, segment));
  const { baseChange } = quoted;
  if (baseChange) {
    lines.push({
      code: `quote.baseChange.${baseChange.rule}`,
      params: { on: quoted.paidOn },
      citation: baseChange.citation,
      confidence: baseChange.confidence,
    });
  }
  const rounding = findRow(book.data.contribution.rounding, quoted.paidOn);
  if (rounding) {
    const { citation, confidence } = rounding;
    lines.push({ code: `quote.rounding.${rounding.rule}`, params: {}, citation, confidence });
  }
  return lines;
}

function segmentLines(book: LawBook, quoted: MemberQuote, segment: Segment): TraceLine[] {
  const { base, rate, position, stepBp, months, monthlyVnd } = segment;
  const lines: TraceLine[] = [
    {
      code: `quote.base.${base.rule}`,
      params: { baseVnd: base.value, since: base.from },
      citation: base.citation,
      confidence: base.confidence,
    },
    {
      code: 'quote.rate',
      params: { rateBp: rate.value },
      citation: rate.citation,
      confidence: rate.confidence,
    },
  ];
  const ladder = findRow(book.data.contribution.ladder, quoted.paidOn);
  if (position !== null && ladder) {
    const { citation, confidence } = ladder;
    lines.push({ code: 'quote.step', params: { position, stepBp }, citation, confidence });
  }
  lines.push({
    code: 'quote.months',
    params: { monthlyVnd, months, amountVnd: monthlyVnd * months, from: segment.from },
    citation: [],
    confidence: 'confirmed',
  });
  for (const part of segment.shares) {
    const { numerator, denominator, amountVnd, citation, confidence } = part;
    lines.push({
      code: `quote.share.${part.payer}`,
      params: {
        numerator,
        denominator,
        monthlyVnd: part.monthlyVnd,
        amountVnd,
        ...(part.name !== undefined && { name: part.name }),
      },
      citation,
      confidence,
    });
  }
  return lines;
}

/** What the law leaves open in this quote, said aloud. */
export function quoteWarnings(
  request: QuoteRequest,
  member: QuoteMember,
  quoted: MemberQuote,
  known: TermEnd & { localUnknown: boolean },
): TraceLine[] {
  const warnings: TraceLine[] = [];
  const warn = (
    code: string,
    confidence: TraceLine['confidence'] = 'inferred',
    params: TraceLine['params'] = {},
  ) => warnings.push({ code: `quote.warning.${code}`, params, citation: [], confidence });
  const isOnLadder = quoted.segments[0]?.position !== null;
  const household = request.members.filter(
    (other) =>
      other.category === member.category && other.paidOn.slice(0, 4) === member.paidOn.slice(0, 4),
  );
  if (isOnLadder && household.some((other) => other.months !== member.months)) {
    warn('differentTerms');
  }
  if (isOnLadder && household.some((other) => isOtherBase(quoted, other))) warn('differentBases');
  if (quoted.baseChange?.confidence === 'inferred') warn('baseChangeNotStated');
  if (known.endsInside !== null) {
    warn('supportEndsInside', 'inferred', { until: known.endsInside });
  }
  if (known.endNotKnown) warn('supportEndNotKnown');
  if (known.localUnknown) warn('localSupportUnknown', 'secondary');
  const weak = [...quoted.snapshot, ...quoted.segments.flatMap((segment) => segment.shares)];
  if (weak.some((row) => row.confidence === 'memory' || row.confidence === 'secondary')) {
    warn('notVerified', 'secondary');
  }
  if (weak.some((row) => row.confidence === 'inferred')) warn('inferred');
  if (weak.some((row) => row.confidence === 'assumed')) warn('assumed', 'assumed');
  return warnings;
}

/** Another member of the household pays on a different side of a change of the base. */
function isOtherBase(quoted: MemberQuote, other: QuoteMember): boolean {
  const base = quoted.segments[0]?.base;
  if (!base) return false;
  return other.paidOn < base.from || (base.to !== null && other.paidOn >= base.to);
}
