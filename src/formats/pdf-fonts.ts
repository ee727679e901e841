/** What the bytes of a shown text mean: characters by the font's own table, and their widths. */
import { type PdfFile, PdfParser, type PdfValue } from './pdf-objects.ts';

export interface PdfFont {
  /** bytes of one code: 2 for composite fonts, else 1 */
  codeBytes: number;
  /** characters of a code; undefined when the font does not say */
  text(code: number): string | undefined;
  /** width in thousandths of the font size */
  width(code: number): number;
}

export function readFont(file: PdfFile, value: PdfValue | undefined): PdfFont {
  const font = file.dict(value);
  const isComposite = file.name(font.get('Subtype')) === 'Type0';
  const meanings = readMeanings(file.streamOf(font.get('ToUnicode')));
  const widths = isComposite ? compositeWidths(file, font) : simpleWidths(file, font);
  const differences = isComposite ? new Map<number, string>() : readDifferences(file, font);
  return {
    codeBytes: isComposite ? 2 : 1,
    text(code) {
      const known = meanings.get(code) ?? differences.get(code);
      if (known !== undefined || isComposite) return known;
      return WINDOWS.decode(Uint8Array.of(code));
    },
    width: (code) => widths.get(code) ?? widths.get(-1) ?? 500,
  };
}

const WINDOWS = new TextDecoder('windows-1252');

/** The table "ToUnicode": bfchar and bfrange. */
function readMeanings(bytes: string): Map<number, string> {
  const meanings = new Map<number, string>();
  if (bytes === '') return meanings;
  const parser = new PdfParser(bytes);
  let operands: PdfValue[] = [];
  while (!parser.isAtEnd) {
    const value = parser.read();
    const isWord = value !== null && typeof value === 'object' && value.kind === 'operator';
    if (!isWord) {
      operands.push(value);
      continue;
    }
    if (value.name === 'endbfchar') takeChars(meanings, operands);
    if (value.name === 'endbfrange') takeRanges(meanings, operands);
    operands = [];
  }
  return meanings;
}

function codeOf(value: PdfValue | undefined): number | null {
  if (value === undefined || value === null || typeof value !== 'object') return null;
  if (value.kind !== 'text' || value.bytes === '') return null;
  return [...value.bytes].reduce((sum, sign) => sum * 256 + sign.charCodeAt(0), 0);
}

/** UTF-16, high byte first. */
function wideText(value: PdfValue | undefined): string | null {
  if (value === undefined || value === null || typeof value !== 'object') return null;
  if (value.kind !== 'text') return null;
  const { bytes } = value;
  let text = '';
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    text += String.fromCharCode(bytes.charCodeAt(at) * 256 + bytes.charCodeAt(at + 1));
  }
  return bytes.length === 1 ? bytes : text;
}

function takeChars(meanings: Map<number, string>, operands: readonly PdfValue[]): void {
  for (let at = 0; at + 1 < operands.length; at += 2) {
    const code = codeOf(operands[at]);
    const text = wideText(operands[at + 1]);
    if (code !== null && text !== null) meanings.set(code, text);
  }
}

const RANGE_MAX = 65_536;

function takeRanges(meanings: Map<number, string>, operands: readonly PdfValue[]): void {
  for (let at = 0; at + 2 < operands.length; at += 3) {
    const first = codeOf(operands[at]);
    const last = codeOf(operands[at + 1]);
    const to = operands[at + 2];
    if (first === null || last === null || last - first > RANGE_MAX) continue;
    const list = to !== null && typeof to === 'object' && to.kind === 'list' ? to.items : null;
    const start = wideText(to);
    for (let code = first; code <= last; code += 1) {
      const text = list ? wideText(list[code - first]) : shifted(start, code - first);
      if (text !== null) meanings.set(code, text);
    }
  }
}

function shifted(text: string | null, by: number): string | null {
  if (text === null || text === '') return null;
  const last = text.charCodeAt(text.length - 1) + by;
  return text.slice(0, -1) + String.fromCharCode(last);
}

/** Widths by code; -1 holds the width of all others. */
function simpleWidths(file: PdfFile, font: ReadonlyMap<string, PdfValue>): Map<number, number> {
  const widths = new Map<number, number>();
  const first = file.number(font.get('FirstChar')) ?? 0;
  file.list(font.get('Widths')).forEach((width, index) => {
    const value = file.number(width);
    if (value !== null) widths.set(first + index, value);
  });
  return widths;
}

function compositeWidths(file: PdfFile, font: ReadonlyMap<string, PdfValue>): Map<number, number> {
  const [descendant] = file.list(font.get('DescendantFonts'));
  const own = file.dict(descendant);
  const widths = new Map<number, number>([[-1, file.number(own.get('DW')) ?? 1000]]);
  const items = file.list(own.get('W'));
  let at = 0;
  while (at < items.length) {
    const first = file.number(items[at]) ?? 0;
    const list = file.list(items[at + 1]);
    if (list.length > 0) {
      list.forEach((width, index) => widths.set(first + index, file.number(width) ?? 0));
      at += 2;
    } else {
      const last = file.number(items[at + 1]) ?? first;
      const width = file.number(items[at + 2]) ?? 0;
      for (let code = first; code <= Math.min(last, first + RANGE_MAX); code += 1)
        widths.set(code, width);
      at += 3;
    }
  }
  return widths;
}

/** Names of glyphs that say their character: "/uni1EA1", "/space". */
function readDifferences(file: PdfFile, font: ReadonlyMap<string, PdfValue>): Map<number, string> {
  const found = new Map<number, string>();
  let code = 0;
  for (const item of file.list(file.dict(font.get('Encoding')).get('Differences'))) {
    const number = file.number(item);
    if (number !== null) {
      code = number;
      continue;
    }
    const name = file.name(item) ?? '';
    const wide = /^uni([\dA-Fa-f]{4})/.exec(name) ?? /^u([\dA-Fa-f]{4,6})$/.exec(name);
    if (wide) found.set(code, String.fromCodePoint(Number.parseInt(wide[1] ?? '0', 16)));
    else if (name === 'space') found.set(code, ' ');
    else if (/^[A-Za-z]$/.test(name)) found.set(code, name);
    code += 1;
  }
  return found;
}
