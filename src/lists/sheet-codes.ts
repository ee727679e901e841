/** Codes printed at the beginning of a row: its number and a letter that a slip of the pen changes. Pure. */

/** Without letters that are mistaken for each other or for digits. */
const LETTERS = 'ABCDEHKLMNPRTVXY';
/** Prime to the number of letters, so that a wrong or swapped digit gives another letter. */
const WEIGHTS = [1, 3, 7, 9] as const;

/** 12 on sheet 7 → "12K" */
export function codeOf(sheetId: number, line: number): string {
  return `${line}${letterOf(sheetId, line)}`;
}

/** The line of a code on a sheet; null where the letter does not fit. */
export function lineOfCode(sheetId: number, written: string): number | null {
  const parts = /^\s*0*(\d{1,4})\s*([A-Za-z])\s*$/.exec(written);
  if (!parts) return null;
  const line = Number(parts[1]);
  return letterOf(sheetId, line) === parts[2]?.toUpperCase() ? line : null;
}

function letterOf(sheetId: number, line: number): string {
  const digits = [...String(line)].reverse().map(Number);
  const sum = digits.reduce((total, digit, at) => total + digit * (WEIGHTS[at] ?? 1), sheetId * 5);
  return LETTERS[sum % LETTERS.length] ?? '';
}
