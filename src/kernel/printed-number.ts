/** Numbers as Vietnamese documents and Excel sheets print them. */

/** `null` = a blank cell ("-", "…", nothing); undefined = no number can be read. */
export interface PrintedNumber {
  value: number | null;
  /** words or signs before the number: "trên 99 %", "≥ 96,2" */
  operator: '>=' | '>' | '<' | '<=' | '=';
}

const BLANK = /^[-–—_.…\s]*$/u;

const SIGNS: readonly [RegExp, PrintedNumber['operator']][] = [
  [/^(>=|≥|tối thiểu|ít nhất|đạt từ|từ)\s*/iu, '>='],
  [/^(<=|≤|tối đa|không quá)\s*/iu, '<='],
  [/^(>|trên|hơn)\s*/iu, '>'],
  [/^(<|dưới)\s*/iu, '<'],
];

/** "72,99" → 72.99 · "182.330" → 182330 · "96.35" → 96.35 · "-" → null. */
export function parsePrintedNumber(text: string): PrintedNumber | undefined {
  const bare = text.normalize('NFC').replace(/\s+/gu, ' ').trim();
  if (BLANK.test(bare)) return { value: null, operator: '=' };
  const sign = SIGNS.find(([pattern]) => pattern.test(bare));
  const [, operator] = sign ?? [null, '=' as const];
  const rest = (sign ? bare.replace(sign[0], '') : bare)
    .replace(/\s*(%|người|phần trăm|trở lên)\s*/giu, '')
    .replaceAll(' ', '');
  const value = parseDigits(rest);
  if (value === undefined) return undefined;
  const isUpwards = /trở lên/iu.test(bare);
  return { value, operator: isUpwards ? '>=' : operator };
}

/** Dots and commas in groups of three part thousands; a single one elsewhere parts decimals. */
function parseDigits(text: string): number | undefined {
  if (/^\d{1,3}([.,]\d{3})+$/.test(text) && !/^0[.,]/.test(text)) {
    const separators = new Set(text.replace(/\d/g, ''));
    return separators.size === 1 ? Number(text.replace(/[.,]/g, '')) : undefined;
  }
  if (/^\d{1,3}(\.\d{3})+,\d+$/.test(text)) {
    return Number(text.replaceAll('.', '').replace(',', '.'));
  }
  if (/^\d{1,3}(,\d{3})+\.\d+$/.test(text)) return Number(text.replaceAll(',', ''));
  return /^\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : undefined;
}
