/**
 * The text of a PDF, line by line as it stands on the pages; gaps between columns are kept as runs
 * of spaces, pages are parted by a blank line. Only text that the file holds as text: a scanned page
 * has none. Our own, because no package at hand reads PDF and the few operators of text are enough.
 */
import { type Outcome, failure, success } from '../kernel/outcome.ts';
import { type PdfFont, readFont } from './pdf-fonts.ts';
import { PdfFile, PdfParser, type PdfValue } from './pdf-objects.ts';

const BYTES_MAX = 64 * 1024 * 1024;
const PAGES_MAX = 2_000;

/**
 * @returns the text; `pdf.notPdf` for other bytes, `pdf.tooLarge` over 64 MB, `pdf.encrypted` for a
 * file with a password, `pdf.withoutText` when the pages hold pictures only
 */
export function readPdfText(bytes: Uint8Array): Outcome<string> {
  if (bytes.length > BYTES_MAX) return failure('pdf.tooLarge');
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const plain = buffer.toString('latin1');
  if (!plain.slice(0, 1024).includes('%PDF-')) return failure('pdf.notPdf');
  const file = new PdfFile(plain);
  if (file.isEncrypted) return failure('pdf.encrypted');
  const pages = pagesOf(file).map((page) => pageText(file, page));
  const text = pages.join('\n\n').normalize('NFC');
  return /\p{L}/u.test(text) ? success(text) : failure('pdf.withoutText');
}

interface Page {
  contents: PdfValue | undefined;
  resources: ReadonlyMap<string, PdfValue>;
}

function pagesOf(file: PdfFile): Page[] {
  const pages: Page[] = [];
  const seen = new Set<PdfValue>();
  function visit(value: PdfValue | undefined, inherited: ReadonlyMap<string, PdfValue>): void {
    const node = file.follow(value);
    if (node === null || typeof node !== 'object' || node.kind !== 'dict') return;
    if (seen.has(node) || pages.length >= PAGES_MAX) return;
    seen.add(node);
    const own = node.map.has('Resources') ? file.dict(node.map.get('Resources')) : inherited;
    const kids = file.list(node.map.get('Kids'));
    if (kids.length === 0) pages.push({ contents: node.map.get('Contents'), resources: own });
    for (const kid of kids) visit(kid, own);
  }
  visit(file.dict(file.trailer.get('Root')).get('Pages'), new Map());
  return pages;
}

/** A run of characters at one place of the page; y grows upwards. */
interface Run {
  x: number;
  end: number;
  y: number;
  size: number;
  text: string;
}

function pageText(file: PdfFile, page: Page): string {
  const contents = file.list(page.contents);
  const streams = contents.length > 0 ? contents : [page.contents];
  const bytes = streams.map((stream) => file.streamOf(stream)).join('\n');
  const reader = new PageReader(file, page.resources);
  reader.run(bytes, IDENTITY);
  return layLines(reader.runs);
}

type Matrix = readonly [number, number, number, number, number, number];

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
const FORMS_DEEP_MAX = 8;

function multiply(a: Matrix, b: Matrix): Matrix {
  return [
    a[0] * b[0] + a[1] * b[2],
    a[0] * b[1] + a[1] * b[3],
    a[2] * b[0] + a[3] * b[2],
    a[2] * b[1] + a[3] * b[3],
    a[4] * b[0] + a[5] * b[2] + b[4],
    a[4] * b[1] + a[5] * b[3] + b[5],
  ];
}

interface TextState {
  font: PdfFont | null;
  size: number;
  charSpace: number;
  wordSpace: number;
  scale: number;
  leading: number;
  rise: number;
}

const FRESH: TextState = {
  font: null,
  size: 1,
  charSpace: 0,
  wordSpace: 0,
  scale: 1,
  leading: 0,
  rise: 0,
};

/** Carries out the operators of a page that place text. */
class PageReader {
  readonly runs: Run[] = [];
  readonly #file: PdfFile;
  #resources: ReadonlyMap<string, PdfValue>;
  readonly #fonts = new Map<PdfValue, PdfFont>();
  #matrix: Matrix = IDENTITY;
  #state: TextState = { ...FRESH };
  #text: Matrix = IDENTITY;
  #line: Matrix = IDENTITY;
  #depth = 0;

  constructor(file: PdfFile, resources: ReadonlyMap<string, PdfValue>) {
    this.#file = file;
    this.#resources = resources;
  }

  run(bytes: string, matrix: Matrix): void {
    const parser = new PdfParser(bytes);
    const saved: { matrix: Matrix; state: TextState }[] = [];
    this.#matrix = matrix;
    let operands: PdfValue[] = [];
    while (!parser.isAtEnd) {
      const value = parser.read();
      const isOperator = value !== null && typeof value === 'object' && value.kind === 'operator';
      if (!isOperator) {
        operands.push(value);
        continue;
      }
      const { name } = value;
      if (name === 'q') saved.push({ matrix: this.#matrix, state: { ...this.#state } });
      else if (name === 'Q') {
        const last = saved.pop();
        if (last) {
          this.#matrix = last.matrix;
          this.#state = last.state;
        }
      } else if (name === 'cm') this.#matrix = multiply(matrixOf(operands), this.#matrix);
      else if (name === 'ID') parser.at = endOfImage(bytes, parser.at);
      else this.#operate(name, operands);
      operands = [];
    }
  }

  #operate(name: string, operands: readonly PdfValue[]): void {
    const numbers = operands.map((value) => (typeof value === 'number' ? value : 0));
    const [first = 0, second = 0] = numbers;
    const state = this.#state;
    if (name === 'BT') this.#moveTo(IDENTITY);
    else if (name === 'Tf') this.#setFont(operands[0], second);
    else if (name === 'Tc') state.charSpace = first;
    else if (name === 'Tw') state.wordSpace = first;
    else if (name === 'Tz') state.scale = first / 100;
    else if (name === 'TL') state.leading = first;
    else if (name === 'Ts') state.rise = first;
    else if (name === 'Tm') this.#moveTo(matrixOf(operands));
    else if (name === 'Td') this.#moveTo(multiply([1, 0, 0, 1, first, second], this.#line));
    else if (name === 'TD') {
      state.leading = -second;
      this.#moveTo(multiply([1, 0, 0, 1, first, second], this.#line));
    } else if (name === 'T*') this.#nextLine();
    else if (name === 'Tj') this.#show(operands[0]);
    else if (name === 'TJ') this.#showList(operands[0]);
    else if (name === "'" || name === '"') {
      this.#nextLine();
      this.#show(operands.at(-1));
    } else if (name === 'Do') this.#drawForm(operands[0]);
  }

  #moveTo(matrix: Matrix): void {
    this.#line = matrix;
    this.#text = matrix;
  }

  #nextLine(): void {
    this.#moveTo(multiply([1, 0, 0, 1, 0, -this.#state.leading], this.#line));
  }

  #setFont(name: PdfValue | undefined, size: number): void {
    const fonts = this.#file.dict(this.#resources.get('Font'));
    const value = fonts.get(this.#file.name(name) ?? '') ?? null;
    const key = this.#file.follow(value);
    const known = this.#fonts.get(key) ?? readFont(this.#file, value);
    this.#fonts.set(key, known);
    this.#state.font = known;
    this.#state.size = size;
  }

  #showList(value: PdfValue | undefined): void {
    for (const item of this.#file.list(value)) {
      if (typeof item === 'number') {
        const by = (-item / 1000) * this.#state.size * this.#state.scale;
        this.#text = multiply([1, 0, 0, 1, by, 0], this.#text);
      } else this.#show(item);
    }
  }

  #show(value: PdfValue | undefined): void {
    const { font, size, charSpace, wordSpace, scale, rise } = this.#state;
    if (!font || value === undefined || value === null || typeof value !== 'object') return;
    if (value.kind !== 'text') return;
    for (let at = 0; at + font.codeBytes <= value.bytes.length; at += font.codeBytes) {
      const high = value.bytes.charCodeAt(at);
      const code = font.codeBytes === 2 ? high * 256 + value.bytes.charCodeAt(at + 1) : high;
      const text = font.text(code) ?? '';
      const space = font.codeBytes === 1 && code === 32 ? wordSpace : 0;
      const advance = ((font.width(code) / 1000) * size + charSpace + space) * scale;
      const placed = multiply([1, 0, 0, 1, 0, rise], multiply(this.#text, this.#matrix));
      const next = multiply([1, 0, 0, 1, advance, 0], this.#text);
      const end = multiply(next, this.#matrix);
      const height = Math.hypot(placed[2], placed[3]) * size;
      if (text !== '') {
        this.runs.push({ x: placed[4], end: end[4], y: placed[5], size: height, text });
      }
      this.#text = next;
    }
  }

  /** Text may stand in a form that the page draws. */
  #drawForm(name: PdfValue | undefined): void {
    const forms = this.#file.dict(this.#resources.get('XObject'));
    const value = forms.get(this.#file.name(name) ?? '');
    const form = this.#file.dict(value);
    if (this.#file.name(form.get('Subtype')) !== 'Form' || this.#depth >= FORMS_DEEP_MAX) return;
    const outer = { matrix: this.#matrix, state: { ...this.#state }, resources: this.#resources };
    const own = matrixOf(this.#file.list(form.get('Matrix')));
    if (form.has('Resources')) this.#resources = this.#file.dict(form.get('Resources'));
    this.#depth += 1;
    this.run(this.#file.streamOf(value), multiply(own, outer.matrix));
    this.#depth -= 1;
    this.#matrix = outer.matrix;
    this.#state = outer.state;
    this.#resources = outer.resources;
  }
}

function matrixOf(values: readonly PdfValue[]): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = values.map((value) =>
    typeof value === 'number' ? value : 0,
  );
  return values.length < 6 ? IDENTITY : [a, b, c, d, e, f];
}

function endOfImage(bytes: string, at: number): number {
  const end = /\sEI(?=\s|$)/.exec(bytes.slice(at));
  return end ? at + end.index + 3 : bytes.length;
}

/** Runs of the same height make a line; the distance between lines tells paragraphs apart. */
function layLines(runs: readonly Run[]): string {
  const lines: Run[][] = [];
  for (const run of runs.toSorted((a, b) => b.y - a.y || a.x - b.x)) {
    const line = lines.at(-1);
    const near = line?.[0];
    if (near && Math.abs(near.y - run.y) <= Math.max(near.size, run.size) * 0.35) line.push(run);
    else lines.push([run]);
  }
  const gaps = lines.slice(1).map((line, at) => (lines[at]?.[0]?.y ?? 0) - (line[0]?.y ?? 0));
  const usual = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
  const texts: string[] = [];
  lines.forEach((line, index) => {
    const gap = gaps[index - 1] ?? 0;
    if (index > 0 && usual > 0 && gap > usual * 1.5) texts.push('');
    texts.push(lineText(line));
  });
  return texts.join('\n');
}

/** A gap of a quarter of the letter's size is a space; a wide one keeps columns apart. */
function lineText(line: readonly Run[]): string {
  const sorted = line.toSorted((a, b) => a.x - b.x);
  let text = '';
  let end: number | null = null;
  for (const run of sorted) {
    const gap: number = end === null ? 0 : run.x - end;
    if (end !== null && gap > run.size) text = `${text.trimEnd()}    `;
    else if (gap > run.size * 0.22 && !text.endsWith(' ') && run.text !== ' ') text += ' ';
    if (!(run.text === ' ' && text.endsWith(' '))) text += run.text;
    end = Math.max(end ?? run.end, run.end);
  }
  return text.trimEnd();
}
