/**
 * Tags and texts of a small XML part, in one pass whatever the bytes: no entities but the five of
 * XML and numbers, no document types. Large parts (sheets, shared texts) have scanners of their own.
 */
export interface XmlTag {
  /** without its prefix */
  name: string;
  attributes: string;
  isEnd: boolean;
  isEmpty: boolean;
}

export type XmlToken = { tag: XmlTag } | { text: string };

/** Ends quietly where the text stops being XML. */
export function* xmlTokens(xml: string): Generator<XmlToken> {
  let at = 0;
  while (at < xml.length) {
    const open = xml.indexOf('<', at);
    if (open !== at) {
      yield { text: decodeXml(xml.slice(at, open < 0 ? xml.length : open)) };
      if (open < 0) return;
    }
    if (xml.startsWith('<![CDATA[', open)) {
      const close = xml.indexOf(']]>', open);
      yield { text: xml.slice(open + 9, close < 0 ? xml.length : close) };
      if (close < 0) return;
      at = close + 3;
      continue;
    }
    at = xml.startsWith('<!--', open) ? endOf(xml, '-->', open + 4) : tagEnd(xml, open + 1);
    if (at < 0) return;
    const first = xml[open + 1];
    if (first !== '!' && first !== '?') yield { tag: tagOf(xml.slice(open + 1, at - 1)) };
  }
}

function endOf(xml: string, mark: string, from: number): number {
  const found = xml.indexOf(mark, from);
  return found < 0 ? -1 : found + mark.length;
}

/** After the `>` that closes a tag; one between quotes does not count. */
function tagEnd(xml: string, start: number): number {
  let quote = 0;
  for (let at = start; at < xml.length; at += 1) {
    const code = xml.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 34 || code === 39) quote = code;
    else if (code === 62) return at + 1;
  }
  return -1;
}

const TAG_NAME = /^\/?\s*(?:[\w.-]+:)?([\w.-]*)/;

function tagOf(inside: string): XmlTag {
  const matched = TAG_NAME.exec(inside);
  const isEmpty = inside.endsWith('/');
  const attributes = inside.slice(matched?.[0].length ?? 0, isEmpty ? -1 : undefined);
  return { name: matched?.[1] ?? '', attributes, isEnd: inside.startsWith('/'), isEmpty };
}

/** By local name: `id` finds `r:id` as well. */
export function attributeOf(attributes: string, name: string): string | undefined {
  const pattern = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
  const found = pattern.exec(attributes);
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? undefined : decodeXml(value);
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};

/** An entity that XML does not know stays as it is written. */
export function decodeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x?[\da-fA-F]{1,8}|\w{1,8});/g, (whole, code: string) => {
    if (!code.startsWith('#')) return ENTITIES[code] ?? whole;
    const value = /^#x/i.test(code)
      ? Number.parseInt(code.slice(2), 16)
      : Number.parseInt(code.slice(1), 10);
    return value > 0 && value <= 0x10ffff ? String.fromCodePoint(value) : '';
  });
}

/** Office writes characters that XML forbids as `_x000D_`. */
export function decodeOfficeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([\dA-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** For texts and attributes; control characters, which XML has no way to write, are left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\P{Cc}\t\n\r]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
