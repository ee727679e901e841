/** Tables that lost their rows: every cell on a line of its own. */
import type { Cell, Grid, GridRow } from './grids.ts';
import { isNullCell, isNumberCell, isYear } from './numbers.ts';
import type { SourceLine } from './passage.ts';

type Kind = 'number' | 'year' | 'label' | 'other';

interface Item extends Cell {
  kind: Kind;
}

const LABEL_LENGTH_MAX = 110;
const BARE_UNIT = /^\((?:%|người|thẻ|hộ|nhân khẩu|đvt[^)]{0,12})\)$/iu;

/** Rule `grids/stacked`: labels, each followed by the same count of numbers. */
export function findStacked(lines: readonly SourceLine[], taken: ReadonlySet<number>): Grid[] {
  const grids: Grid[] = [];
  let run: Item[] = [];
  let above = '';
  let last = '';
  function close(): void {
    const grid = makeGrid(run, above);
    if (grid) grids.push(grid);
    run = [];
  }
  for (const line of lines) {
    if (line.text === '') continue;
    const kind = taken.has(line.number) ? 'other' : kindOf(line.text);
    if (kind === 'other') {
      close();
      last = line.text;
    } else {
      if (run.length === 0) above = last;
      const before = run.at(-1);
      // "Thực hiện 2025" / "(%)": the unit of measure of the cell above
      if (before?.kind === 'label' && BARE_UNIT.test(line.text))
        run[run.length - 1] = { ...before, text: `${before.text} ${line.plain}` };
      else run.push({ text: line.plain, line: line.number, kind });
    }
  }
  close();
  return grids;
}

function kindOf(text: string): Kind {
  if (isYear(text)) return 'year';
  if (isNumberCell(text) || (text !== '' && isNullCell(text))) return 'number';
  if (text.length > LABEL_LENGTH_MAX || /[:;!?]$/.test(text)) return 'other';
  if (/[^.]\.$/.test(text) && !/\d\.$/.test(text)) return 'other';
  if (
    /^(?:[-–+•]\s|[IVX]+\s*[./)]\s*\p{Lu}{2})/u.test(text) &&
    !/^[IVX]+\s*[./)]\s*nhóm/iu.test(text)
  ) {
    return /^[-–+•]\s/.test(text) && text.length < 60 ? 'label' : 'other';
  }
  return 'label';
}

interface Raw {
  labels: Item[];
  numbers: Item[];
}

function makeGrid(items: readonly Item[], above: string): Grid | null {
  const { head, groups } = splitGroups(items);
  const rows = stripRowNumbers(groups);
  const width = commonWidth(rows);
  const good = rows.filter((row) => row.numbers.length === width);
  if (width === 0 || good.length < (width === 1 ? 3 : 2)) return null;
  const first = rows[0];
  if (!first) return null;
  const opening = [...head, ...first.labels.slice(0, -1)];
  const columns = readHead(opening, width);
  if (width === 1 && columns === null) return null;
  const start = columns?.from ?? first.labels.at(-1);
  const end = rows.at(-1)?.numbers.at(-1);
  if (!start || !end) return null;
  return {
    form: 'stacked',
    head: columns === null ? [] : [columns.label, ...columns.values],
    rows: toRows(good, rows),
    caption: `${above} ${columns?.caption ?? ''}`.trim(),
    firstLine: start.line,
    lastLine: end.line,
    isBroken: columns === null,
  };
}

/** The head ends with the last year before the first number, or right before the row number 1. */
function splitGroups(items: readonly Item[]): { head: Item[]; groups: Raw[] } {
  const firstNumber = items.findIndex(
    (item) => item.kind === 'number' && !isStandAlone(items, item),
  );
  const years = items
    .slice(0, Math.max(firstNumber, 0))
    .findLastIndex((item) => item.kind === 'year');
  const head = items.slice(0, years + 1);
  const groups: Raw[] = [];
  let labels: Item[] = [];
  for (const item of items.slice(years + 1)) {
    if (item.kind === 'number') {
      const last = groups.at(-1);
      if (labels.length > 0 || !last) groups.push({ labels, numbers: [item] });
      else last.numbers.push(item);
      labels = [];
    } else labels.push(item);
  }
  const labelled = groups.filter((group) => group.labels.length > 0);
  const [first, ...others] = labelled;
  const isRowNumber = first?.numbers.length === 1 && first.numbers[0]?.text === '1';
  if (!first || !isRowNumber || first.labels.length < 2) return { head, groups: labelled };
  return { head: [...head, ...first.labels], groups: others };
}

/** A whole number right before a label: a row number, not a value. */
function isStandAlone(items: readonly Item[], item: Item): boolean {
  const at = items.indexOf(item);
  return (
    /^\d{1,3}$/.test(item.text) &&
    items[at + 1]?.kind === 'label' &&
    items[at - 1]?.kind !== 'number'
  );
}

/** Rule `grids/row-numbers`: 1, 2, 3 … at the end of the rows before belong to the labels behind. */
function stripRowNumbers(groups: readonly Raw[]): Raw[] {
  const tails = groups.slice(0, -1).map((group) => group.numbers.at(-1)?.text ?? '');
  const counted = tails.filter((tail) => /^\d{1,3}$/.test(tail));
  const isCounting =
    counted.length >= 2 &&
    counted.every((tail, at) => at === 0 || Number(tail) === Number(counted[at - 1]) + 1);
  const lengths = new Set(groups.map((group) => group.numbers.length));
  if (!isCounting || lengths.size < 2) return groups.map((group) => ({ ...group }));
  const shortest = Math.min(...lengths);
  return groups.map((group) => ({
    labels: group.labels,
    numbers: group.numbers.length > shortest ? group.numbers.slice(0, -1) : group.numbers,
  }));
}

function commonWidth(rows: readonly Raw[]): number {
  const counts = new Map<number, number>();
  for (const row of rows) {
    counts.set(row.numbers.length, (counts.get(row.numbers.length) ?? 0) + 1);
  }
  const best = [...counts].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0];
  return best && best[1] * 2 > rows.length ? best[0] : 0;
}

interface Columns {
  label: string;
  values: string[];
  caption: string;
  from: Item | undefined;
}

/** The last cells before the rows: one for the labels and one for each column of numbers. */
function readHead(opening: readonly Item[], width: number): Columns | null {
  const labels = opening.filter((item) => item.kind === 'label' || item.kind === 'year');
  const cells = wholeCells(labels, width);
  const years = cells.filter((item) => /(?:19|20)\d{2}/.test(item.text));
  const over = headOverYears(cells, width);
  const bare = cells.filter((item) => item !== over);
  if (bare.length < width) return null;
  const values = bare.slice(-width);
  const before = bare.slice(0, -width);
  const isYears = values.every((item) => years.includes(item));
  const labelAt = before.findLastIndex((item) => !isWide(item.text));
  const label = isYears && labelAt >= 0 ? before[labelAt] : before.at(-1);
  const caption = before.filter((item) => item !== label && isWide(item.text));
  const overText = over === undefined ? '' : `${over.text} `;
  return {
    label: label?.text ?? '',
    values: values.map((item) => (item.kind === 'year' ? `${overText}${item.text}` : item.text)),
    caption: caption.map((item) => item.text).join(' '),
    from:
      before.find((item) => /^(?:tt|stt)$/i.test(item.text)) ?? caption[0] ?? label ?? values[0],
  };
}

const ROW_NUMBER = /^(?:tt|stt|số tt)\.?$/iu;
const GOES_ON = /^(?:\p{Ll}|\(|BHYT\b|BHXH\b)/u;

/**
 * Rule `grids/wrapped-head`: "Tỷ lệ tham gia" / "BHYT năm 2025" is one cell over two lines. Joined only
 * behind "STT" and only when exactly as many lines go on as there are lines too many.
 */
function wholeCells(cells: readonly Item[], width: number): readonly Item[] {
  const first = cells.findIndex((item) => ROW_NUMBER.test(item.text)) + 1;
  const behind = cells.slice(first);
  const surplus = behind.length - (width + 1);
  const goesOn = (item: Item, at: number): boolean => at > 0 && GOES_ON.test(item.text);
  if (first === 0 || surplus <= 0 || behind.filter(goesOn).length !== surplus) return cells;
  const whole: Item[] = [];
  behind.forEach((item, at) => {
    const last = whole.at(-1);
    if (last && goesOn(item, at))
      whole[whole.length - 1] = { ...last, text: `${last.text} ${item.text}` };
    else whole.push(item);
  });
  return [...cells.slice(0, first), ...whole];
}

/**
 * Rule `grids/head-over-years`: "Chỉ tiêu (%)" right before two or more bare years stands over them and
 * is no column, when other columns stand before it.
 */
function headOverYears(cells: readonly Item[], width: number): Item | undefined {
  const isBare = (item: Item | undefined): boolean => item?.kind === 'year';
  const first = cells.findLastIndex((item) => !isBare(item)) + 1;
  const years = cells.length - first;
  const over = cells[first - 1];
  const isOver =
    years >= 2 && years < width && /chỉ tiêu|kế hoạch|mục tiêu|lộ trình/iu.test(over?.text ?? '');
  return isOver && !/(?:19|20)\d{2}/.test(over?.text ?? '') ? over : undefined;
}

/** A head over several columns, not the head of the labels. */
function isWide(text: string): boolean {
  return /tỷ lệ|chỉ tiêu (?:bao|thực|tham|giao)|mục tiêu|kết quả|kế hoạch|giai đoạn/iu.test(text);
}

function toRows(good: readonly Raw[], all: readonly Raw[]): GridRow[] {
  let caption = '';
  const rows: GridRow[] = [];
  for (const row of all) {
    const label = row.labels.at(-1);
    const others =
      rows.length === 0 ? [] : row.labels.slice(0, -1).filter((item) => !isRowSign(item.text));
    if (others.length > 0) caption = [...new Set(others.map((item) => item.text))].join(' ');
    if (label && good.includes(row)) rows.push({ cells: [label, ...row.numbers], caption });
  }
  return rows;
}

function isRowSign(text: string): boolean {
  return /^(?:[IVX]{1,5}|[A-D]|\d{1,3})\.?$/.test(text);
}
