/**
 * Delimited text, piece by piece, to records: quotes as spreadsheets write them, line ends of any
 * kind, a record over several lines when quoted. Knows characters, not bytes.
 */
export interface TextRecord {
  /** 1-based; a record that spans lines counts once, as in a spreadsheet */
  row: number;
  fields: string[];
}

/** Why the text can not be read on, and where. */
export interface TextFault {
  code: 'cellTooLong' | 'rowTooLong' | 'tooManyColumns' | 'unclosedQuote';
  row: number;
  column: number;
}

export interface TextRowsOptions {
  delimiter: string;
  fieldCharsMax: number;
  fieldsMax: number;
}

const QUOTE = '"';
/** a record is read again with each piece until its end is there, so it must not grow without end */
const RECORD_CHARS_MAX = 4_000_000;

/** Fed with pieces of text; keeps only the record that is not finished. */
export class TextRows {
  #rest = '';
  #row = 0;
  #fault: TextFault | undefined;
  readonly #options: TextRowsOptions;

  constructor(options: TextRowsOptions) {
    this.#options = options;
  }

  get fault(): TextFault | undefined {
    return this.#fault;
  }

  /** Records that end within what was pushed so far. */
  push(text: string): TextRecord[] {
    return this.#cut(this.#rest + text, false);
  }

  /** What is left when the text ends. */
  finish(): TextRecord[] {
    return this.#cut(this.#rest, true);
  }

  #cut(text: string, isEnd: boolean): TextRecord[] {
    const records: TextRecord[] = [];
    let at = 0;
    while (at < text.length && !this.#fault) {
      const next = this.#record(text, at, isEnd, records);
      if (next < 0) break;
      at = next;
    }
    this.#rest = this.#fault ? '' : text.slice(at);
    return records;
  }

  /** Reads one record from `start`; where the next one begins, or -1 when more text is needed. */
  #record(text: string, start: number, isEnd: boolean, into: TextRecord[]): number {
    const { delimiter, fieldsMax } = this.#options;
    const fields: string[] = [];
    let at = start;
    for (;;) {
      const field = text[at] === QUOTE ? quoted(text, at, delimiter) : plain(text, at, delimiter);
      if (field.end >= text.length && !isEnd) {
        return this.#unfinished(text, start, at, fields.length);
      }
      if (!field.isClosed) return this.#fail('unclosedQuote', fields.length);
      if (field.value.length > this.#options.fieldCharsMax) {
        return this.#fail('cellTooLong', fields.length);
      }
      fields.push(field.value);
      if (fields.length > fieldsMax) return this.#fail('tooManyColumns', fieldsMax);
      if (field.end < text.length && text[field.end] === delimiter) {
        at = field.end + 1;
        continue;
      }
      const next = afterLineEnd(text, field.end, isEnd);
      if (next < 0) return -1;
      this.#row += 1;
      into.push({ row: this.#row, fields });
      return next;
    }
  }

  /** A field without an end so far: fine, unless it is already longer than any cell may be. */
  #unfinished(text: string, start: number, fieldStart: number, fieldsBefore: number): number {
    if (text.length - start > RECORD_CHARS_MAX) return this.#fail('rowTooLong', fieldsBefore);
    // twice, as each quote within may be doubled
    if (text.length - fieldStart > this.#options.fieldCharsMax * 2 + 2) {
      return this.#fail('cellTooLong', fieldsBefore);
    }
    return -1;
  }

  #fail(code: TextFault['code'], fieldsBefore: number): number {
    this.#fault = { code, row: this.#row + 1, column: fieldsBefore + 1 };
    return -1;
  }
}

interface Field {
  value: string;
  /** where the delimiter or line end stands */
  end: number;
  isClosed: boolean;
}

function plain(text: string, start: number, delimiter: string): Field {
  const end = fieldEnd(text, start, delimiter);
  return { value: text.slice(start, end), end, isClosed: true };
}

function fieldEnd(text: string, start: number, delimiter: string): number {
  const separator = delimiter.charCodeAt(0);
  let end = start;
  for (; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (code === separator || code === 10 || code === 13) break;
  }
  return end;
}

/** Text between quotes, two quotes for one; what follows the closing quote belongs to the field, as in Excel. */
function quoted(text: string, start: number, delimiter: string): Field {
  let value = '';
  let at = start + 1;
  for (;;) {
    const close = text.indexOf(QUOTE, at);
    if (close < 0) {
      return { value: value + text.slice(at), end: text.length, isClosed: false };
    }
    value += text.slice(at, close);
    if (text[close + 1] !== QUOTE) {
      const end = fieldEnd(text, close + 1, delimiter);
      return { value: value + text.slice(close + 1, end), end, isClosed: true };
    }
    value += QUOTE;
    at = close + 2;
  }
}

/** -1 when a line feed may still follow a carriage return. */
function afterLineEnd(text: string, end: number, isEnd: boolean): number {
  if (end >= text.length) return end;
  if (text.charCodeAt(end) === 10) return end + 1;
  if (end + 1 >= text.length && !isEnd) return -1;
  return text.charCodeAt(end + 1) === 10 ? end + 2 : end + 1;
}
