/** What stands after the last section: the list of recipients and the signature block. */
import { type SourceLine, foldSame } from './passage.ts';
import type { Signer } from '../types.ts';

/**
 * Rule `closing/recipients`: one entry a line with a dash; a line without one goes on with the one
 * before; entries with a plus belong to the one that ends in a colon. Names after "Lưu:" are left out.
 */
export function readRecipients(lines: readonly SourceLine[]): string[] {
  const entries: string[] = [];
  for (const line of lines) {
    const text = line.text
      .replace(/^noi nhan|^nơi nhận/i, '')
      .replace(/^\s*:\s*/, '')
      .trim();
    if (text === '' || /^[-–_.=\s|]+$/.test(text)) continue;
    const found = /^[-–•]?\s*(\+)?\s*(.*)$/u.exec(text);
    const isEntry = /^[-–•+]/.test(text);
    const words = found?.[2] ?? text;
    const last = entries.length - 1;
    if (found?.[1] === '+' && last >= 0) entries[last] = joinNested(entries[last] ?? '', words);
    else if (isEntry || last < 0) entries.push(words);
    else entries[last] = `${entries[last]} ${words}`;
  }
  return entries.map((entry) => tidyEntry(entry)).filter((entry) => entry !== '');
}

function joinNested(entry: string, words: string): string {
  const bare = entry.replace(/[;.,]\s*$/, '');
  return bare.endsWith(':') ? `${bare} ${words}` : `${bare}; ${words}`;
}

function tidyEntry(entry: string): string {
  const bare = entry.replace(/[;.,:\s]+$/, '').trim();
  const kept = /^(.*?)(Lưu\s*(?::|(?=\s*VT))\s*)(.*)$/u.exec(bare);
  if (!kept) return bare;
  const signs = (kept[3] ?? '')
    .replace(/\([^)]*\)?/g, '')
    .split(/[,;]/)
    .map((part) => unitSign(part.trim()))
    .filter((part) => part !== '');
  return `${kept[1] ?? ''}Lưu: ${signs.join(', ')}`.trim();
}

/** "KGVX.Trang" keeps the sign of the unit; a drafter's name is nobody's business. */
function unitSign(part: string): string {
  const head = part.split(/[.\s]/)[0] ?? '';
  return /^[\p{Lu}\d&/-]{2,}$/u.test(head) ? head : '';
}

const AUTHORITY = /^(?:(?:TM|Q)\s*\.|T\/M)\s*\p{Lu}/u;
const CAPACITY = /^(?:(?:KT|TL|TUQ)\s*\.|[KT]\/[TL])\s*\p{Lu}/u;
const POST =
  /^(?:PHÓ |QUYỀN )?(?:CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG BAN|BÍ THƯ|CHÁNH VĂN PHÒNG|TRƯỞNG PHÒNG|CỤC TRƯỞNG)/u;

/** Rule `closing/signer`: authority, capacity, post, and the line that holds the name. */
export function readSigner(lines: readonly SourceLine[]): Signer | null {
  const signer: Signer = { authority: null, capacity: null, title: null, nameLine: null };
  let isStarted = false;
  for (const line of lines) {
    const text = line.text.trim();
    if (text === '') continue;
    if (AUTHORITY.test(text)) signer.authority ??= text;
    else if (CAPACITY.test(text)) signer.capacity ??= text;
    else if (POST.test(text)) signer.title ??= text;
    else if (isStarted && isName(text)) {
      signer.nameLine = line.number;
      break;
    }
    isStarted ||= AUTHORITY.test(text) || CAPACITY.test(text) || POST.test(text);
  }
  if (!isStarted) return null;
  if (signer.title === null && signer.capacity === null) return signer;
  return signer;
}

function isName(text: string): boolean {
  return (
    /^(?:\p{Lu}[\p{L}'’]*)(?: \p{Lu}[\p{L}'’]*){1,5}$/u.test(text) &&
    !/^(?:ĐÃ KÝ|Đã ký)$/.test(text)
  );
}

const ADDRESSED = /^kinh gui\s*:?\s*/;

/** Rule `closing/addressees`: "Kính gửi:" and the lines with dashes under it. */
export function readAddressees(lines: readonly SourceLine[]): string[] {
  const at = lines.findIndex((line) => ADDRESSED.test(foldSame(line.text)));
  if (at < 0) return [];
  const head = lines[at]?.text.replace(/^[^:]*:?\s*/, '') ?? '';
  const found = head === '' ? [] : [head];
  for (const line of lines.slice(at + 1)) {
    if (line.text === '' && found.length > 0) break;
    if (/^[-–+]/.test(line.text)) found.push(line.text.replace(/^[-–+]\s*/, ''));
    else if (line.text !== '') break;
  }
  return found.map((entry) => entry.replace(/[;.,]\s*$/, '')).filter((entry) => entry !== '');
}
