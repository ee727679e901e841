/** What a row of a file is when it is no person: numbers of columns, sums, headings, signatures. Pure. */
import { fold } from '../kernel/text.ts';

/** `A, B, 1, 2 …` or `(1) (2) (3)` under a header. */
export function isColumnNumbers(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '');
  return (
    filled.length >= 3 &&
    filled.every((cell) => /^\s*[([]?(\d{1,2}|[A-ZĐ])[)\]]?(\s*=.*)?\s*$/.test(cell))
  );
}

const TOTAL =
  /^(tong cong|tong so|cong don)\b|^(tong|cong|total)( (so )?(nguoi|the|ho|\d.*))?( \d.*)?$/;

/** "Tổng cộng: 125 người" and its like in one of the first cells; never "Tống Công Danh". */
export function isTotal(cells: readonly string[]): boolean {
  return cells.slice(0, 4).some((cell) => {
    const folded = fold(cell);
    if (!TOTAL.test(folded)) return false;
    const hasMarks =
      folded !==
      cell
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, ' ')
        .trim();
    return !hasMarks || /(^|\s)(tổng|cộng)([\s:.,]|$)/iu.test(cell.normalize('NFC'));
  });
}

/** How many persons a row of sums states: its only whole number, or the one that says what it counts. */
export function statedPeople(cells: readonly string[]): number | null {
  const text = cells.join(' ');
  const said = /(\d[\d.]*)\s*(người|nhân khẩu|thẻ|học sinh|đối tượng)/i.exec(text)?.[1];
  if (said !== undefined) return toWhole(said);
  const numbers = cells.filter((cell) => /^\s*\d{1,3}(\.?\d{3})*\s*$/.test(cell));
  return numbers.length === 1 ? toWhole(numbers[0] ?? '') : null;
}

function toWhole(text: string): number | null {
  const value = Number(text.replace(/[.\s]/g, ''));
  return Number.isSafeInteger(value) ? value : null;
}

export type Heading =
  | { kind: 'increase' | 'decrease' }
  | { kind: 'village' | 'class' | 'commune'; name: string }
  | { kind: 'other' };

/**
 * A heading among the rows: "I Tăng", "II. Giảm", "I.1 Người tham gia", "Thôn Đồng Găng", "Lớp 6A".
 * Null = the row says more than a heading does.
 */
export function headingOf(cells: readonly string[]): Heading | null {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (filled.length === 0 || filled.length > 2) return null;
  const [first = '', second] = filled;
  const hasNumber = second !== undefined || /^[IVX\d]+(\.\d+)*[.)\s:-]/.test(first);
  const text = (second ?? first).replace(/^([IVX]+|\d+)(\.\d+)*[.)\s:-]+/, '').trim();
  if (second !== undefined && !/^([IVX]+|[A-ZĐ]|\d+)(\.\d+)*[.)]?$/.test(first)) return null;
  const folded = fold(text);
  if (/^(nguoi )?(tang|tang moi|bao tang|tham gia moi)\b/.test(folded)) return { kind: 'increase' };
  if (/^(nguoi )?(giam|bao giam|dung dong)\b/.test(folded)) return { kind: 'decrease' };
  if (/^(thon|ban|xom|to dan pho|tdp|khu pho|ap|buon)\b/.test(folded)) {
    return { kind: 'village', name: text.replace(/[:;.,]+$/, '') };
  }
  if (/^(xa|phuong|thi tran)\b/.test(folded)) return { kind: 'commune', name: text };
  if (/^lop\b/.test(folded)) return { kind: 'class', name: text.replace(/^lớp\s*:?\s*/i, '') };
  if (/^(nguoi tham gia|tien luong|muc dong|dieu chinh|doi tuong)\b/.test(folded))
    return { kind: 'other' };
  if (hasNumber && second === undefined) return { kind: 'other' };
  return null;
}

const FOOT =
  /^(nguoi lap|nguoi (lap )?bieu|thu truong|giam doc|ke toan|chu tich|tm |kt |ky ten|ky ghi ro|noi nhan|xac nhan|can bo|truong thon|hieu truong|ghi chu|luu y|ngay \d|ngay thang)|ngay \d* ?thang \d* ?nam|\bcong hoa xa hoi\b|\bdoc lap tu do\b/;

/** Under "Người lập biểu … Thủ trưởng": the names of those who sign, and nothing else. */
export function isSignatures(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '');
  return (
    filled.length > 0 &&
    filled.length <= 3 &&
    filled.every((cell) => /^\s*[\p{L}\p{M}.]+(\s+[\p{L}\p{M}.]+)+\s*$/u.test(cell))
  );
}

/** Titles above and signatures below: text that names nobody. */
export function isTitle(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '');
  return filled.length > 0 && filled.length <= 3 && filled.some((cell) => FOOT.test(fold(cell)));
}
