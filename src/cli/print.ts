/** Answers for eyes: objects as lines, lists as tables. `--json` prints the answer as it is. */

const COLUMN_WIDTH_MAX = 48;
const number = new Intl.NumberFormat('vi-VN');

export function printAnswer(value: unknown, indent = ''): string {
  if (Array.isArray(value)) return printList(value, indent);
  if (value !== null && typeof value === 'object') return printObject(value, indent);
  return `${indent}${formatCell(value)}\n`;
}

function printObject(value: object, indent: string): string {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const width = Math.max(0, ...entries.map(([key]) => key.length));
  let text = '';
  for (const [key, item] of entries) {
    if (item !== null && typeof item === 'object') {
      if (Object.keys(item).length === 0) continue;
      text += `${indent}${key}:\n${printAnswer(item, `${indent}  `)}`;
    } else {
      text += `${indent}${key.padEnd(width)}  ${formatCell(item, key)}\n`;
    }
  }
  return text;
}

function printList(items: readonly unknown[], indent: string): string {
  const rows = items.filter((item) => item !== null && typeof item === 'object') as object[];
  if (rows.length !== items.length || rows.length === 0) {
    return items.map((item) => `${indent}${formatCell(item)}\n`).join('');
  }
  if (rows.every(isSentence)) return rows.map((row) => printSentence(row, indent)).join('');
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((column) =>
    rows.some((row) => isPlain((row as Record<string, unknown>)[column])),
  );
  const cells = rows.map((row) =>
    columns.map((column) => formatCell((row as Record<string, unknown>)[column], column)),
  );
  const widths = columns.map((column, at) =>
    Math.min(
      COLUMN_WIDTH_MAX,
      Math.max(column.length, ...cells.map((row) => row[at]?.length ?? 0)),
    ),
  );
  const line = (row: readonly string[]): string =>
    `${indent}${row.map((cell, at) => fit(cell, widths[at] ?? 0)).join('  ')}`.trimEnd();
  return [line(columns), ...cells.map(line)].join('\n').concat('\n');
}

interface Sentence {
  text: string;
  basis: readonly string[];
  unverified?: boolean;
}

function isSentence(row: object): row is Sentence {
  return 'text' in row && typeof row.text === 'string' && 'basis' in row;
}

/** A line that explains itself is read, not tabulated. */
function printSentence({ text, basis, unverified }: Sentence, indent: string): string {
  const mark = unverified ? ' (chưa kiểm chứng)' : '';
  return `${indent}– ${text}${mark}${basis.length > 0 ? ` [${basis.join('; ')}]` : ''}\n`;
}

function isPlain(value: unknown): boolean {
  return value !== undefined && value !== null && typeof value !== 'object';
}

function fit(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);
}

/** Numbers that name something, as they are typed back; the others are amounts. */
const NAMING = /(^|[a-z])(id|ids|pid|year|code|seq|port)$/i;

function formatCell(value: unknown, name = ''): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number') return NAMING.test(name) ? String(value) : number.format(value);
  if (typeof value === 'object') return '…';
  return String(value);
}
