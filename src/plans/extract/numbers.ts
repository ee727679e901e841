/** Numbers as printed in Vietnamese texts: "72,99" = 72.99, "182.330" = 182330, "92.60%" = 92.6. */

/** A number in running text; the percent sign belongs to it. */
export const NUMBER = '\\d{1,3}(?:[.\\s]\\d{3})+(?:,\\d+)?|\\d+(?:[.,]\\d+)?';

/**
 * Rule `numbers/parse`. Dots before three digits part thousands unless a percent sign follows;
 * a comma parts decimals. Null for anything that is no number.
 */
export function parseNumber(text: string): number | null {
  const bare = text.replace(/[%\s\u00a0]/g, '');
  if (!/^[-−]?\d[\d.,]*$/.test(bare)) return null;
  const isPercent = text.includes('%');
  const sign = /^[-−]/.test(bare) ? -1 : 1;
  const digits = bare.replace(/^[-−]/, '');
  const value = parseDigits(digits, isPercent);
  return value === null ? null : sign * value;
}

function parseDigits(digits: string, isPercent: boolean): number | null {
  if (/^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(digits) && !isPercent) {
    return Number(digits.replaceAll('.', '').replace(',', '.'));
  }
  if (/^\d{1,3}(?:,\d{3}){2,}$/.test(digits)) return Number(digits.replaceAll(',', ''));
  if (/^\d+,\d+$/.test(digits)) return Number(digits.replace(',', '.'));
  if (/^\d+(?:\.\d+)?$/.test(digits)) return Number(digits);
  return null;
}

/** "-", "–", "…" and an empty cell say that there is no number. */
export function isNullCell(text: string): boolean {
  return /^(?:[-–—−]|\.{2,}|…|x)?$/i.test(text.trim());
}

/** A cell that holds one number and nothing else. */
export function isNumberCell(text: string): boolean {
  return parseNumber(text.trim()) !== null;
}

export function isYear(text: string): boolean {
  return /^(?:năm\s*)?(?:19|20)\d{2}$/i.test(text.trim());
}
