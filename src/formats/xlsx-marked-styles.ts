/**
 * The formats of a workbook, each once more with the colour of a fault: a marked cell keeps its
 * borders, number format and alignment.
 */
export interface MarkedStyles {
  xml: string;
  /** what is added to a cell's format number to mark it */
  markedOffset: number;
  /** format of the reasons: marked, lines broken */
  reason: number;
}

const FILL_COLOUR = 'FFFFE699';
const FORMATS_MAX = 30_000;

/** Undefined when the part is not as expected: cells are then left unmarked, reasons are written all the same. */
export function markStyles(xml: string): MarkedStyles | undefined {
  const fills = findBlock(xml, 'fills');
  const formats = findBlock(xml, 'cellXfs');
  if (!fills || !formats || fills.end > formats.start) return undefined;
  const items = itemsOf(xml.slice(formats.contentStart, formats.contentEnd), formats.prefix);
  const fillCount =
    xml.slice(fills.contentStart, fills.contentEnd).split(`<${fills.prefix}fill>`).length - 1;
  if (items.length === 0 || items.length > FORMATS_MAX || fillCount === 0) return undefined;
  const p = formats.prefix;
  const fill = `<${p}fill><${p}patternFill patternType="solid"><${p}fgColor rgb="${FILL_COLOUR}"/><${p}bgColor indexed="64"/></${p}patternFill></${p}fill>`;
  const marked = items.map((item) => withFill(item, fillCount));
  const reason = `<${p}xf numFmtId="0" fontId="0" fillId="${fillCount}" borderId="0" xfId="0" applyFill="1" applyAlignment="1"><${p}alignment vertical="top" wrapText="1"/></${p}xf>`;
  const total = items.length * 2 + 1;
  return {
    xml: [
      xml.slice(0, fills.start),
      `<${p}fills count="${fillCount + 1}">`,
      xml.slice(fills.contentStart, fills.contentEnd),
      fill,
      xml.slice(fills.contentEnd, formats.start),
      `<${p}cellXfs count="${total}">`,
      xml.slice(formats.contentStart, formats.contentEnd),
      ...marked,
      reason,
      xml.slice(formats.contentEnd),
    ].join(''),
    markedOffset: items.length,
    reason: total - 1,
  };
}

interface Block {
  prefix: string;
  start: number;
  contentStart: number;
  contentEnd: number;
  end: number;
}

function findBlock(xml: string, name: string): Block | undefined {
  const found = new RegExp(`<([\\w.-]+:)?${name}(?:\\s[^>]*)?>`).exec(xml);
  if (!found || found[0].endsWith('/>')) return undefined;
  const prefix = found[1] ?? '';
  const contentStart = found.index + found[0].length;
  const close = `</${prefix}${name}>`;
  const contentEnd = xml.indexOf(close, contentStart);
  if (contentEnd < 0) return undefined;
  return { prefix, start: found.index, contentStart, contentEnd, end: contentEnd + close.length };
}

/** The formats one by one, with what is in them. */
function itemsOf(content: string, prefix: string): string[] {
  const items: string[] = [];
  const open = `<${prefix}xf`;
  const close = `</${prefix}xf>`;
  let at = content.indexOf(open);
  while (at >= 0) {
    const tagEnd = content.indexOf('>', at);
    if (tagEnd < 0) return [];
    const isEmpty = content[tagEnd - 1] === '/';
    const found = isEmpty ? tagEnd + 1 : content.indexOf(close, tagEnd) + close.length;
    if (found < tagEnd) return [];
    items.push(content.slice(at, found));
    at = content.indexOf(open, found);
  }
  return items;
}

function withFill(item: string, fill: number): string {
  const tagEnd = item.indexOf('>');
  const tag = item.slice(0, tagEnd).replace(/\s(?:fillId|applyFill)="[^"]*"/g, '');
  const end = tag.endsWith('/') ? tag.length - 1 : tag.length;
  return `${tag.slice(0, end)} fillId="${fill}" applyFill="1"${tag.slice(end)}${item.slice(tagEnd)}`;
}
