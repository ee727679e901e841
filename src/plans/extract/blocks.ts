/**
 * Second stage: lines become blocks. A block is a heading, a bullet, a numbered item or a plain
 * paragraph; lines wrapped by hand and sentences cut by a page are drawn together again.
 */
import { agenciesAt } from './agencies.ts';
import { type Marker, readMarker } from './markers.ts';
import { isPageNumber } from './lines.ts';
import { type Passage, type SourceLine, makePassage, slicePassage } from './passage.ts';

export interface Block {
  marker: Marker | null;
  passage: Passage;
  /** index into the tables found, for a block that stands for one */
  table: number | null;
  /** the block closed with a blank line or a table after it */
  isMarked: boolean;
}

export interface BlockNotes {
  /** lines on which a sentence goes on after a page break */
  pageBreaks: number[];
}

interface Open {
  marker: Marker | null;
  lines: SourceLine[];
}

/**
 * @param tableAt which table a line belongs to, if any
 * @param width the width at which the text is wrapped, from `wrapWidth`
 */
export function readBlocks(
  lines: readonly SourceLine[],
  tableAt: ReadonlyMap<number, number>,
  width: number | null,
): { blocks: Block[]; notes: BlockNotes } {
  const blocks: Block[] = [];
  const notes: BlockNotes = { pageBreaks: [] };
  let open: Open | null = null;
  let isAfterBlank = false;
  let lastTable = -1;
  function close(): void {
    if (open) blocks.push(finish(open));
    open = null;
  }
  for (const [index, line] of lines.entries()) {
    const table = tableAt.get(line.number);
    if (table !== undefined) {
      close();
      if (table !== lastTable) {
        const passage = makePassage([]);
        blocks.push({ marker: null, passage, table, isMarked: false });
      }
      lastTable = table;
      continue;
    }
    if (line.text === '' || isRuler(line.text)) {
      isAfterBlank = true;
      continue;
    }
    if (isPageNumber(lines, index)) continue;
    const current: Open | null = open;
    const marker = readMarker(line);
    if (current && continues(current, line, marker, { isAfterBlank, width })) {
      if (isAfterBlank && !isTitleGoingOn(current, line)) notes.pageBreaks.push(line.number);
      current.lines.push(line);
    } else {
      close();
      open = { marker, lines: [line] };
    }
    isAfterBlank = false;
  }
  close();
  return { blocks: blocks.flatMap(splitInlineTitle), notes };
}

function finish(open: Open): Block {
  const passage = makePassage(open.lines, open.marker?.length ?? 0);
  const isMarked = open.lines[0]?.isMarked ?? false;
  return { marker: open.marker, passage, table: null, isMarked };
}

function isRuler(text: string): boolean {
  return /^[-–—_=.*\s|:]{3,}$/.test(text);
}

const STOP = /[.:!?…]["”’)]?$|\.\/\.$/;
const JOINING =
  /(?:^|\s)(?:và|của|các|với|tại|về|cho|hoặc|do|theo|từ|đến|là|như|trong|ngày|tháng|năm|quý|số|-|–)$/i;
const STARTS_LOW = /^[("“]?[\p{Ll}]/u;

/** Rule `blocks/preamble`: what a plan is based on begins a paragraph, also right under the title. */
const PREAMBLE_STARTS =
  /^(?:Căn cứ |Xét |Theo đề nghị |Thực hiện (?:Quyết định|Nghị quyết|Kế hoạch|Chỉ thị|Công văn|Chương trình|Kết luận) )/;

interface Setting {
  isAfterBlank: boolean;
  width: number | null;
}

/** Does the line go on with the open block? */
function continues(
  open: Open,
  line: SourceLine,
  marker: Marker | null,
  { isAfterBlank, width }: Setting,
): boolean {
  const last = open.lines.at(-1)?.text ?? '';
  if (marker) return isWrappedDash(last, line, marker, { isAfterBlank, width });
  if (open.marker === null && PREAMBLE_STARTS.test(line.text) && !JOINING.test(last)) return false;
  if (isTitleGoingOn(open, line)) return true;
  const isOpenBracket = count(last, '(') > count(last, ')');
  if (isAfterBlank) {
    if (STOP.test(last) && !last.endsWith(':')) return false;
    if (JOINING.test(last) || isOpenBracket) return true;
    return STARTS_LOW.test(line.text) || /^\d+(?:[.,]\d+)?%/.test(line.text);
  }
  if (width !== null) return last.length >= width * 0.55 || !STOP.test(last);
  return (!STOP.test(last) && STARTS_LOW.test(line.text)) || JOINING.test(last);
}

/** Rule `blocks/wrapped-dash`: "giai đoạn 2022" / "- 2025" is one sentence, no bullet. */
function isWrappedDash(
  last: string,
  line: SourceLine,
  marker: Marker,
  { isAfterBlank, width }: Setting,
): boolean {
  if (isAfterBlank || STOP.test(last) || /[;,]$/.test(last)) return false;
  if (marker.style !== 'dash') return false;
  const rest = line.text.slice(marker.length);
  return /^[\p{Ll}\d]/u.test(rest) && (width !== null ? last.length >= width * 0.55 : false);
}

/** Rule `blocks/title-goes-on`: a part's title may stand on the next lines, in capitals. */
function isTitleGoingOn(open: Open, line: SourceLine): boolean {
  const isTop = open.marker !== null && open.marker.rank <= 0.5;
  const isCapital = /\p{Lu}/u.test(line.text) && line.text === line.text.toUpperCase();
  return isTop && isCapital && open.lines.length < 5;
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}

/**
 * Rule `blocks/inline-title`: "1.7. Sở Tài chính: Tham mưu …" is a title and a paragraph. Only a
 * short title before the first colon, with a sentence after it that begins with a capital.
 */
function splitInlineTitle(block: Block): Block[] {
  const { marker, passage } = block;
  if (!marker || marker.rank < 2) return [block];
  const found = /^([^:;.%]{3,140}):\s+(?=\p{L})/u.exec(passage.text);
  if (!found || !isInlineTitle(passage, found[1]?.length ?? 0)) return [block];
  const cut = found[0].length;
  return [
    { ...block, passage: slicePassage(passage, 0, (found[1]?.length ?? 0) + 1) },
    { ...block, marker: null, passage: slicePassage(passage, cut) },
  ];
}

/** "Giám đốc Sở Y tế: Phó Trưởng ban" lists a committee. */
const POST_BEHIND = /^:\s*(?:pho )?(?:truong ban|uy vien|thanh vien|to truong|thu ky)/;
const TITLE_LEAD = /^(?:de nghi|giao|doi voi|trach nhiem cua)\s+/;

/** Nothing but agencies stands before the colon. */
function isInlineTitle(passage: Passage, colon: number): boolean {
  const lead = TITLE_LEAD.exec(passage.folded)?.[0].length ?? 0;
  const list = agenciesAt(passage, lead);
  if (POST_BEHIND.test(passage.folded.slice(colon))) return false;
  return list !== null && /^\s*(?:\([^)]*\))?\s*$/.test(passage.text.slice(list.end, colon));
}
