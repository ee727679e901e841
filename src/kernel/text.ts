/**
 * Vietnamese text: stored in NFC, searched without marks. The fold must equal PostgreSQL's
 * `kernel.fold(text)` (sql/000001_kernel.sql); a test holds the two together.
 */

/** NFC, whitespace runs to one space, trimmed; control and bidirectional marks removed. */
export function clean(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * Lower case, no marks, đ→d, anything but a–z and 0–9 becomes one space: "Nguyễn  Văn-Đức" → "nguyen
 * van duc". The eth Ð and the African Ɖ are what old fonts and forms put for Đ: they look alike.
 */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[đðɖ]/g, 'd')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** Folded words in alphabetical order: one key for a name typed in any order. */
export function foldSorted(text: string): string {
  return fold(text).split(' ').sort().join(' ');
}

const PREFIX: readonly RegExp[] = [
  /^(tinh|thanh pho|tp|thi xa|tx|quan|huyen|thi tran|tt|phuong|xa|dac khu|thon|ban|to dan pho|tdp|ap|khom|khu pho|buon|plei|p|x|h|q|t)\s+/,
];

/** A unit's name for comparison: folded, without its kind ("TT. Sơn Dương" → "son duong"). */
export function foldUnitName(name: string): string {
  const folded = fold(name);
  for (const prefix of PREFIX) {
    const bare = folded.replace(prefix, '');
    if (bare !== folded && bare !== '') return bare;
  }
  return folded;
}

/** Collation key order for names of persons: given name first, then the rest (Nguyễn Văn An before Lê Thị Bình). */
export function personSortKey(fullName: string): string {
  const words = clean(fullName).split(' ');
  const given = words.pop() ?? '';
  return `${given} ${words.join(' ')}`.trim();
}

const vietnamese = new Intl.Collator('vi');

export function comparePersonNames(a: string, b: string): number {
  return vietnamese.compare(personSortKey(a), personSortKey(b));
}
