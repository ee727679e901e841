/**
 * Lines of a source and passages made of them. A line is kept twice: `plain` as printed (marks of
 * Markdown taken out, whitespace collapsed) and `text` for recognising, with letter-spaced words
 * drawn together. A passage is a run of lines that reads as one; any place in it leads back to its
 * line and to its printed form.
 */
export interface SourceLine {
  /** 1-based, as in the file */
  number: number;
  raw: string;
  plain: string;
  text: string;
  /** for every character of `text`, its place in `plain`; one more at the end */
  map: readonly number[];
  /** the line is bold or a Markdown heading */
  isMarked: boolean;
}

export interface Passage {
  text: string;
  /** same length as `text`: lower case, no marks, đ → d */
  folded: string;
  verbatim: string;
  map: readonly number[];
  /** where each source line begins in `text` */
  starts: readonly { at: number; line: number }[];
}

const foldedLetters = new Map<string, string>();

/** A letter O or l among digits, as scanners print 0 and 1: "ngày 1O tháng 3", "1OO%", "2O24", "l5/3". */
const MISREAD =
  /(?<=\d[oO]*)[oO](?=[oO]*(?:[\d\s%.,/]|$))|(?<=(?:^|[\s/.,])[oO]?)[oO](?=\d)|(?<=\d)[lI](?=\d)|(?<=(?:^|[\s/]))l(?=\d)/g;

/** Letters that a scanner took for digits are digits again; as long as the text was. */
export function digitsRead(text: string): string {
  if (!/\d/.test(text)) return text;
  return text.replace(MISREAD, (letter) => (/o/i.test(letter) ? '0' : '1'));
}

/** Folds letter by letter, so that places in the result are places in the text. */
export function foldSame(text: string): string {
  let folded = '';
  for (const letter of digitsRead(text)) {
    const known = foldedLetters.get(letter);
    if (known !== undefined) {
      folded += known;
      continue;
    }
    const base = (letter.normalize('NFD')[0] ?? letter).toLowerCase();
    const plain = base === 'đ' ? 'd' : base;
    const made = plain.length === letter.length ? plain : letter;
    foldedLetters.set(letter, made);
    folded += made;
  }
  return folded;
}

/** Joins the lines with single spaces; `from` leaves out that many characters of the first line. */
export function makePassage(lines: readonly SourceLine[], from = 0): Passage {
  const starts: { at: number; line: number }[] = [];
  const map: number[] = [];
  let text = '';
  let verbatim = '';
  lines.forEach((line, index) => {
    const skip = index === 0 ? from : 0;
    const skipPlain = line.map[skip] ?? line.plain.length;
    if (index > 0) {
      map.push(verbatim.length);
      text += ' ';
      verbatim += ' ';
    }
    starts.push({ at: text.length, line: line.number });
    for (let at = skip; at < line.text.length; at += 1) {
      map.push(verbatim.length + (line.map[at] ?? 0) - skipPlain);
    }
    text += line.text.slice(skip);
    verbatim += line.plain.slice(skipPlain);
  });
  map.push(verbatim.length);
  return { text, folded: foldSame(text), verbatim, map, starts };
}

/** The passage from one place to another, with its own line starts. */
export function slicePassage(passage: Passage, from: number, to = passage.text.length): Passage {
  const start = passage.map[from] ?? passage.verbatim.length;
  const end = passage.map[to] ?? passage.verbatim.length;
  return {
    text: passage.text.slice(from, to),
    folded: passage.folded.slice(from, to),
    verbatim: passage.verbatim.slice(start, end),
    map: passage.map.slice(from, to + 1).map((at) => at - start),
    starts: [
      { at: 0, line: lineAt(passage, from) },
      ...passage.starts
        .filter((each) => each.at > from && each.at < to)
        .map((each) => ({ at: each.at - from, line: each.line })),
    ],
  };
}

/** Source line of a place in the passage. */
export function lineAt(passage: Passage, at: number): number {
  let line = passage.starts[0]?.line ?? 1;
  for (const start of passage.starts) {
    if (start.at > at) break;
    line = start.line;
  }
  return line;
}

export function lastLineOf(passage: Passage): number {
  return passage.starts.at(-1)?.line ?? 1;
}

/** What is printed between two places. */
export function printed(passage: Passage, from: number, to: number): string {
  return passage.verbatim
    .slice(passage.map[from] ?? 0, passage.map[to] ?? passage.verbatim.length)
    .trim();
}

/** A passage of words that stand nowhere else, as a table's cell. */
export function textPassage(text: string, line = 1): Passage {
  return {
    text,
    folded: foldSame(text),
    verbatim: text,
    map: Array.from({ length: text.length + 1 }, (_, at) => at),
    starts: [{ at: 0, line }],
  };
}
