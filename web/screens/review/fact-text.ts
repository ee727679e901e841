/** What a detector or the difference of a list found, in words. */
import type { Messages } from '../../../messages/vi.ts';
import type { Format } from '../../../messages/format.ts';
import type { ItemLine } from '../../api/review.ts';
import type { ReviewWords } from './words.ts';

export type Facts = ItemLine['facts'];

export function factText(
  item: Pick<ItemLine, 'kind' | 'facts'>,
  t: ReviewWords,
  registry: Messages['registry'],
  format: Format,
): string {
  const { facts } = item;
  const text = (name: string): string => String(facts[name] ?? '');
  const day = (name: string): string => format.date(text(name) || null);
  switch (item.kind) {
    case 'twoCards':
      return ['A', 'B'].map((side) => cardText(facts, side, t, registry, format)).join(' · ');
    case 'insuredNotResident': {
      const why = facts['why'];
      const gone =
        why === 'left' || why === 'died' ? t.facts.gone[why](day('since')) : t.facts.gone.nowhere();
      return `${gone}; ${t.facts.insuredTo(text('category'), format.lastDay(text('to') || null))}`;
    }
    case 'ageAgainstGroup':
      return t.facts.age(Number(facts['age'] ?? 0), text('category'));
    case 'nearPoorUninsured': {
      const names: Readonly<Record<string, string>> = registry.status;
      const status = t.facts.status(names[text('status')] ?? text('status'), day('since'));
      const lapsed = text('lapsedOn');
      return lapsed === '' ? status : `${status}; ${t.facts.lapsed(format.lastDay(lapsed))}`;
    }
    case 'leftOutOfHousehold': {
      const names: Readonly<Record<string, string>> = registry.status;
      const status = names[text('status')] ?? text('status');
      return t.facts.leftOut(status, Number(facts['people'] ?? 0), day('joined'));
    }
    case 'sharedNumber': {
      const fields: Readonly<Record<string, string>> = t.words.field;
      return t.facts.number(fields[text('field')] ?? '', Number(facts['people'] ?? 0));
    }
    case 'sourceConflict':
    case 'inOtherPlace': {
      const reasons: Readonly<Record<string, string>> = t.changeReasons;
      return reasons[text('reason')] ?? '';
    }
    case 'repeatedRow':
      return t.facts.repeated(
        Number(facts['line'] ?? 0),
        Number(facts['firstLine'] ?? 0),
        text('firstName'),
      );
    case 'duplicatePeople':
      return equalText(text('equalIn'), t);
    case 'vanished':
      return t.facts.missing(text('sender'), day('asOf'));
    default:
      return '';
  }
}

/** Somebody looked for records equal in these, and raised the pair. */
function equalText(keys: string, t: ReviewWords): string {
  if (keys === '') return '';
  const names: Readonly<Record<string, string>> = t.facts.equalKeys;
  return t.facts.equalIn(
    keys
      .split(',')
      .map((key) => names[key] ?? key)
      .join(', '),
  );
}

export function cardText(
  facts: Facts,
  side: string,
  t: ReviewWords,
  registry: Messages['registry'],
  format: Format,
): string {
  const issuers: Readonly<Record<string, string>> = registry.issuer;
  const text = (name: string): string => String(facts[`${name}${side}`] ?? '');
  return t.facts.card(
    text('category'),
    issuers[text('issuer')] ?? '',
    format.date(text('from') || null),
    format.lastDay(text('to') || null),
  );
}
