/** Tags and texts of HTML or XML that arrives in pieces; scripts, styles and comments are left out. */
import { attributeOf, decodeXml } from './xml-tokens.ts';

export interface MarkupTag {
  /** lower case, without prefix */
  name: string;
  attributes: string;
  isEnd: boolean;
  isEmpty: boolean;
}

export type MarkupToken = { tag: MarkupTag } | { text: string };

/** A `<` with no `>` for so long is a letter like any other. */
const TAG_CHARS_MAX = 64 * 1024;
const CDATA_CHARS_MAX = 512 * 1024;
/** of the longest entity */
const ENTITY_CHARS = 12;

export class MarkupStream {
  #rest = '';
  /** what ends a stretch that nobody reads */
  #skipTo = '';

  *push(piece: string, isEnd = false): Generator<MarkupToken> {
    const text = this.#rest + piece;
    let at = 0;
    while (at < text.length) {
      const next = this.#skipTo === '' ? yield* this.#token(text, at, isEnd) : this.#skip(text, at);
      if (next < 0) break;
      at = next;
    }
    this.#rest =
      at < text.length ? text.slice(this.#skipTo === '' ? at : Math.max(at, text.length - 16)) : '';
  }

  #skip(text: string, at: number): number {
    const end = new RegExp(this.#skipTo, 'gi');
    end.lastIndex = at;
    if (!end.test(text)) return -1;
    this.#skipTo = '';
    return end.lastIndex;
  }

  /** Reads what begins at `at`; -1 when its end has not come yet. */
  *#token(text: string, at: number, isEnd: boolean): Generator<MarkupToken, number> {
    const open = text.indexOf('<', at);
    if (open !== at) {
      const end = open < 0 ? this.#textEnd(text, at, isEnd) : open;
      if (end > at) yield { text: decodeHtml(text.slice(at, end)) };
      return open < 0 && end < text.length ? -1 : end;
    }
    if (text.startsWith('<![CDATA[', at)) {
      const close = text.indexOf(']]>', at);
      if (close < 0) {
        if (!isEnd && text.length - at < CDATA_CHARS_MAX) return -1;
        yield { text: '<' };
        return at + 1;
      }
      yield { text: text.slice(at + 9, close) };
      return close + 3;
    }
    if (text.startsWith('<!--', at)) {
      this.#skipTo = '-->';
      return at + 4;
    }
    if (!isEnd && text.length - at < 9) return -1;
    const close = /[a-z!?/]/i.test(text.charAt(at + 1)) ? closeOf(text, at + 1) : at;
    const isTooLong = close < 0 && (isEnd || text.length - at > TAG_CHARS_MAX);
    if (close === at || isTooLong) {
      yield { text: '<' };
      return at + 1;
    }
    if (close < 0) return -1;
    const tag = tagOf(text.slice(at + 1, close));
    if (tag) yield { tag };
    if (tag && !tag.isEnd && !tag.isEmpty && /^(script|style)$/.test(tag.name)) {
      this.#skipTo = `</${tag.name}`;
    }
    return close + 1;
  }

  /** An entity is not cut in two. */
  #textEnd(text: string, at: number, isEnd: boolean): number {
    const ampersand = text.lastIndexOf('&');
    const isCut = !isEnd && ampersand >= at && text.length - ampersand < ENTITY_CHARS;
    return isCut ? ampersand : text.length;
  }
}

function closeOf(text: string, start: number): number {
  let quote = 0;
  const end = Math.min(text.length, start + TAG_CHARS_MAX);
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if ((code === 34 || code === 39) && text.charCodeAt(at - 1) === 61) quote = code;
    else if (code === 62) return at;
    // another tag begins: the first was none
    else if (code === 60) return start - 1;
  }
  return -1;
}

const NAME = /^(\/?)\s*(?:[\w.-]+:)?([\w.-]+)/;

function tagOf(inside: string): MarkupTag | undefined {
  const found = NAME.exec(inside);
  if (!found) return undefined;
  return {
    name: (found[2] ?? '').toLowerCase(),
    attributes: inside.slice(found[0].length),
    isEnd: found[1] === '/',
    isEmpty: inside.endsWith('/'),
  };
}

/** The value of an attribute, also without quotes, as HTML allows. */
export function markupAttribute(attributes: string, name: string): string | undefined {
  const quoted = attributeOf(attributes, name);
  if (quoted !== undefined) return quoted;
  return new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*([^\\s"'>]+)`, 'i').exec(attributes)?.[1];
}

/** Names of the letters 0xa0 to 0xff, in their order. */
const LATIN1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn ' +
  'sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave ' +
  'Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ' +
  'ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN ' +
  'szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute ' +
  'icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml ' +
  'yacute thorn yuml';
const NAMED: ReadonlyMap<string, string> = new Map([
  ...LATIN1.split(' ').map((name, at): [string, string] => [name, String.fromCharCode(0xa0 + at)]),
  ['ndash', '–'],
  ['mdash', '—'],
  ['lsquo', '‘'],
  ['rsquo', '’'],
  ['ldquo', '“'],
  ['rdquo', '”'],
  ['hellip', '…'],
  ['bull', '•'],
]);

function decodeHtml(text: string): string {
  if (!text.includes('&')) return text;
  return decodeXml(text.replace(/&(\w{2,8});/g, (whole, name: string) => NAMED.get(name) ?? whole));
}
