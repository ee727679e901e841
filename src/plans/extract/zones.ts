/** Which lines are the head, the body, the list of recipients, the signature and the annexes. */
import { type SourceLine, foldSame } from './passage.ts';

export interface Zones {
  /** before the line that names the kind of document */
  head: readonly SourceLine[];
  /** the kind itself ("KẾ HOẠCH") and where it stands; null when no line names it */
  docType: { text: string; line: SourceLine } | null;
  /** title, preamble and all sections, annexes behind the signature too */
  body: readonly SourceLine[];
  recipients: readonly SourceLine[];
  signature: readonly SourceLine[];
}

/** Kinds of document, by the folded words that stand alone on their line. */
const DOC_TYPES: readonly [RegExp, string][] = [
  [/^ke hoach(?: (?:lien nganh|lien tich|phoi hop|hanh dong))?$/, 'Kế hoạch'],
  [/^k hoach$/, 'Kế hoạch'],
  [/^quyet dinh:?$/, 'Quyết định'],
  [/^nghi quyet:?$/, 'Nghị quyết'],
  [/^chi thi$/, 'Chỉ thị'],
  [/^chuong trinh hanh dong$/, 'Chương trình hành động'],
  [/^chuong trinh(?: phoi hop)?$/, 'Chương trình'],
  [/^de an$/, 'Đề án'],
  [/^phuong an$/, 'Phương án'],
  [/^huong dan$/, 'Hướng dẫn'],
  [/^thong bao$/, 'Thông báo'],
  [/^bao cao$/, 'Báo cáo'],
];

const HEAD_LINES_MAX = 40;

/** Rule `zones/split`. */
export function splitZones(lines: readonly SourceLine[]): Zones {
  const docType = findDocType(lines);
  const start = docType ? docType.line.number : headEnd(lines);
  const recipientsAt = lines.findIndex(
    (line) => line.number > start && /^noi nhan\b/.test(foldSame(line.text)),
  );
  const signatureAt = findSignature(lines, recipientsAt, start);
  const ends = [recipientsAt, signatureAt].filter((at) => at >= 0);
  const closing = ends.length > 0 ? Math.min(...ends) : lines.length;
  const annexAt = findAnnex(lines, closing);
  const tail = lines.slice(closing, annexAt);
  const split = splitTail(tail);
  return {
    head: lines.slice(0, docType ? start - 1 : start).map((line) => inCells(line)),
    docType,
    body: [...lines.slice(start, closing), ...lines.slice(annexAt)],
    recipients: split.recipients,
    signature: split.signature,
  };
}

function findDocType(lines: readonly SourceLine[]): Zones['docType'] {
  for (const line of lines.filter((each) => each.text !== '').slice(0, HEAD_LINES_MAX)) {
    const folded = foldSame(line.text);
    const found = DOC_TYPES.find(([pattern]) => pattern.test(folded));
    if (found && line.text === line.text.toUpperCase()) return { text: found[1], line };
  }
  return null;
}

/** Without a line for the kind: the head ends before the first line that is no head line. */
function headEnd(lines: readonly SourceLine[]): number {
  let end = 0;
  for (const line of lines.slice(0, HEAD_LINES_MAX)) {
    if (line.text !== '' && !isHeadLine(line.text)) break;
    end = line.number;
  }
  return end;
}

const HEAD_LINE =
  /^(?:uy ban nhan dan|hoi dong nhan dan|cong hoa xa hoi|doc lap|so( hieu)?\s*:|tinh |thanh pho |huyen |xa |phuong |[-_* |]+$|ngay |noi ban hanh|loai van ban|nguoi ky|linh vuc|co quan ban hanh|tinh trang|bao hiem xa hoi|dang cong san|dang bo|ban chi dao)/;

function isHeadLine(text: string): boolean {
  const folded = foldSame(text);
  return HEAD_LINE.test(folded) || /,\s*ngay\s*\d*\s*thang/.test(folded);
}

const SIGNATURE =
  /^(?:TM|KT|TL|TUQ|Q)\s*\.\s*\p{Lu}|^T\/M\s|^(?:PHÓ\s+)?(?:CHỦ TỊCH|TRƯỞNG BAN)\s*$|^GIÁM ĐỐC\s*$/u;

function isSignatureText(text: string): boolean {
  return SIGNATURE.test(text.replace(/^[|\s]+/, ''));
}

function findSignature(lines: readonly SourceLine[], recipientsAt: number, start: number): number {
  const from = recipientsAt >= 0 ? recipientsAt : Math.max(start, lines.length - 40);
  const at = lines.findIndex(
    (line, index) => index >= from && cellsOf(line).some((cell) => isSignatureText(cell)),
  );
  return at < 0 || recipientsAt >= 0 ? at : Math.max(at, start);
}

/** Annexes, or the plan annexed to a decision, may follow the signature: body again. */
function findAnnex(lines: readonly SourceLine[], from: number): number {
  const at = lines.findIndex(
    (line, index) =>
      index >= from &&
      /^(?:phu luc|phu bieu|bieu|ke hoach$|de an$|chuong trinh$)/.test(foldSame(line.text)) &&
      (line.text === line.text.toUpperCase() || line.text.length <= 24),
  );
  return at < 0 ? lines.length : at;
}

function cellsOf(line: SourceLine): string[] {
  const raw = line.raw.normalize('NFC').replace(/[*#]/g, '');
  return raw.split(/\s{3,}|\t+|\s*\|\s*/).map((cell) => cell.trim());
}

/** A gap behind these words is a blank to be filled in by hand, no column. */
const BLANK_LEFT = /(?:số\s*:|ngày|tháng|năm)$/iu;

/** Two columns of a head stand on the same lines; bars keep them apart. */
function inCells(line: SourceLine): SourceLine {
  const cells: string[] = [];
  for (const cell of cellsOf(line)) {
    const last = cells.at(-1);
    if (cell === '') continue;
    if (last !== undefined && BLANK_LEFT.test(last)) cells[cells.length - 1] = `${last} ${cell}`;
    else cells.push(cell);
  }
  return cells.length < 2 ? line : { ...line, text: cells.join(' | ') };
}

/** Recipients and signature may stand side by side on the same lines. */
function splitTail(tail: readonly SourceLine[]): Pick<Zones, 'recipients' | 'signature'> {
  const recipients: SourceLine[] = [];
  const signature: SourceLine[] = [];
  let isSigned = false;
  for (const line of tail) {
    const cells = cellsOf(line).filter((cell) => cell !== '');
    const at = cells.findIndex((cell) => isSignatureText(cell));
    if (at >= 0) isSigned = true;
    const isListed = /^[-–+•]/.test(line.text) || foldSame(line.text).startsWith('noi nhan');
    const isBeside = isSigned && at < 0 && isListed && cells.length === 2;
    if (isBeside) signature.push({ ...line, text: cells[1] ?? '', plain: cells[1] ?? '' });
    if (isBeside) recipients.push({ ...line, text: cells[0] ?? '', plain: cells[0] ?? '' });
    else if (at > 0) {
      recipients.push({ ...line, text: cells[0] ?? '', plain: cells[0] ?? '' });
      signature.push({ ...line, text: cells[at] ?? '', plain: cells[at] ?? '' });
    } else if (isSigned && !isListed) signature.push(line);
    else recipients.push(line);
  }
  return { recipients, signature };
}
