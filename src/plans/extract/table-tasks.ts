/** Tasks out of a grid with columns for the work, who leads, who joins and until when. */
import { agenciesAt, namesOf } from './agencies.ts';
import { findDeadlines, findRecurrence } from './deadlines.ts';
import type { Cell, Grid, GridRow } from './grids.ts';
import { isTaskHead } from './table-targets.ts';
import { foldSame, textPassage } from './passage.ts';
import { NOT_NAMED, type PlanTask } from '../types.ts';

const WORK = /noi dung|nhiem vu|cong viec|hoat dong|giai phap|viec/;
const LEADS = /chu tri|(?:co quan|don vi) thuc hien|phan cong|nguoi thuc hien/;
const JOINS = /phoi hop/;
const UNTIL = /thoi gian|thoi han|han hoan thanh|tien do|hoan thanh/;

/** Rule `table-tasks/read`. */
export function readTableTasks(grid: Grid, section: string, planLevel: string | null): PlanTask[] {
  if (grid.isBroken || !isTaskHead(grid.head)) return [];
  const head = grid.head.map((text) => foldSame(text));
  const leads = head.findIndex((text) => LEADS.test(text));
  const work = head.findIndex((text, at) => at !== leads && WORK.test(text));
  if (leads < 0 || work < 0) return [];
  const joins = head.findIndex((text, at) => at !== leads && JOINS.test(text));
  const until = head.findIndex((text, at) => at !== work && UNTIL.test(text));
  const rows = mergedDown(grid.rows, [leads, joins, until]);
  return rows.flatMap((row) => {
    const task = readRow(row, { work, leads, joins, until }, { section, planLevel });
    return task ? [task] : [];
  });
}

const AS_ABOVE = /^(?:-?\s*nt\s*-?|như trên|["″”〃]{1,2})$/iu;

/**
 * Rule `table-tasks/merged-down`: who leads may stand once for several rows, or again as "nt"; the other
 * columns only by a sign.
 */
function mergedDown(rows: readonly GridRow[], columns: readonly number[]): GridRow[] {
  const [leads = -1] = columns;
  const above = new Map<number, Cell>();
  return rows.map((row) => {
    const cells = [...row.cells];
    for (const column of columns.filter((at) => at >= 0)) {
      const own = cells[column];
      const text = own?.text ?? '';
      const last = above.get(column);
      const isMerged = AS_ABOVE.test(text) || (text === '' && column === leads);
      if (isMerged && last && own) cells[column] = { ...last, line: own.line };
      else if (own && text !== '') above.set(column, own);
    }
    return { ...row, cells };
  });
}

interface Columns {
  work: number;
  leads: number;
  joins: number;
  until: number;
}

function readRow(
  row: GridRow,
  columns: Columns,
  setting: { section: string; planLevel: string | null },
): PlanTask | null {
  const work = row.cells[columns.work];
  if (!work || !/\p{L}{3}/u.test(work.text)) return null;
  const agency = readNames(row.cells[columns.leads], setting.planLevel);
  const co = readNames(row.cells[columns.joins], setting.planLevel);
  if (agency.length === 0 && co.length === 0) return null;
  const until = row.cells[columns.until]?.text ?? '';
  const limit = readLimit(until);
  const recurrence = findRecurrence(foldSame(`${until} ${work.text}`));
  return {
    agency: agency.length > 0 ? agency : [NOT_NAMED],
    role: 'chủ trì',
    ...(co.length > 0 ? { coAgencies: co } : {}),
    section: [setting.section, row.caption].filter((part) => part !== '').join(' > '),
    start: work.text.slice(0, 200),
    line: work.line,
    kind: 'assigned',
    deadline: limit,
    deadlineText: until === '' ? null : until,
    ...(recurrence === null ? {} : { recurrence }),
    text: work.text,
    lastLine: work.line,
  };
}

function readNames(cell: Cell | undefined, planLevel: string | null): string[] {
  const text = cell?.text ?? '';
  if (text === '' || /^[-–]$/.test(text)) return [];
  const list = agenciesAt(textPassage(text), 0);
  if (list && list.end >= text.length * 0.6) return namesOf(list.agencies, planLevel);
  return text
    .split(/[;,](?=\s*(?:\p{Lu}|các ))/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** In a column for the limit a bare day, month, quarter or year is a limit. */
function readLimit(text: string): string | null {
  if (text === '') return null;
  const found = findDeadlines(
    textPassage(`thời hạn ${text.replace(/^\s*(?:tháng)\s*(?=\d)/i, 'trong tháng ')}`),
  );
  const clock = found.at(-1)?.clock;
  return clock && 'date' in clock ? clock.date : null;
}
