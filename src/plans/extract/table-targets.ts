/** Targets and results out of a grid: what its columns mean, what its rows mean, what each cell is. */
import type { Grid, GridRow } from './grids.ts';
import { isTotalLabel } from './grids-delimited.ts';
import { EVERYONE, groupOfLabel, indicatorOf } from './indicators.ts';
import { isNullCell, isNumberCell, parseNumber } from './numbers.ts';
import { foldSame } from './passage.ts';
import type { SectionKind } from './sections.ts';
import type { PlanTarget } from '../types.ts';

export interface TableSetting {
  /** "Tỉnh …": whose figures they are when rows name groups */
  unit: string;
  sectionKind: SectionKind;
  /** titles above the table */
  sectionWords: string;
  /** the year of the section ("năm 2021") or of the plan, when a column names none */
  defaultYear: number | string | null;
  /** first year of the plan's period: a bare year before it is a result */
  firstYear: number | null;
}

interface Column {
  at: number;
  year: number | string | null;
  kind: 'target' | 'actual';
  uom: string | null;
  /** the group a column speaks of, when rows are places */
  group: string | null;
  indicator: string | null;
}

/** Rule `table-targets/read`: every cell of a column with a meaning; nothing from a broken head. */
export function readTableTargets(grid: Grid, setting: TableSetting): PlanTarget[] {
  if (grid.isBroken || isTaskHead(grid.head)) return [];
  const labelAt = labelColumn(grid);
  const columns = readColumns(grid, setting).filter((column) => column.at > labelAt);
  if (columns.length === 0) return [];
  const arePlaces = hasPlaces(grid, labelAt);
  return grid.rows.flatMap((row) =>
    columns.flatMap((column) => {
      const target = readCell(row, { column, labelAt, arePlaces, grid, setting });
      return target ? [target] : [];
    }),
  );
}

export function isTaskHead(head: readonly string[]): boolean {
  const folded = head.map((text) => foldSame(text)).join(' | ');
  return /chu tri|co quan thuc hien|don vi thuc hien|phan cong/.test(folded);
}

/** The first column whose cells are words. */
function labelColumn(grid: Grid): number {
  const width = Math.max(...grid.rows.map((row) => row.cells.length));
  for (let at = 0; at < width; at += 1) {
    const words = grid.rows.filter((row) => /\p{L}{2}/u.test(row.cells[at]?.text ?? ''));
    if (words.length * 2 > grid.rows.length) return at;
  }
  return 0;
}

const PLACE_HEAD =
  /don vi|(?:bhxh|bao hiem xa hoi) (?:co so|huyen|khu vuc|cap)|dia phuong|tinh,? thanh pho|huyen|xa,? phuong|phuong,? xa|ten xa|dia ban|thon/;
const PLACE_LABEL =
  /^(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh|đặc khu|thôn|bản|tp\.?|tt\.?|ấp|khóm|tổ dân phố|khu phố)\s+[\p{Lu}\d]/iu;

function hasPlaces(grid: Grid, labelAt: number): boolean {
  if (PLACE_HEAD.test(foldSame(grid.head[labelAt] ?? ''))) return true;
  const named = grid.rows.filter((row) => PLACE_LABEL.test(row.cells[labelAt]?.text ?? ''));
  return named.length * 2 > grid.rows.length;
}

const RESULT =
  /ket qua|hien trang|da dat|dat duoc|hien co|da co|uoc (?:thuc hien|dat)|da tham gia|dang tham gia|da cap|thuc te/;
const AIM = /chi tieu|ke hoach|muc tieu|phan dau|giao|lo trinh|du kien|can dat/;
const DIFFERENCE =
  /so sanh|tang|giam|chenh lech|so voi|con thieu|con phai|chua (?:co|tham gia)|ghi chu|tien do|ty trong|co cau/;

/** How large a place is: no aim of anybody. */
const COUNTS_OF_PLACES: readonly string[] = ['Dân số', 'Số hộ'];

/** Rule `table-targets/columns`: a column that says no kind and year has those of its left neighbour. */
function readColumns(grid: Grid, setting: TableSetting): Column[] {
  const columns: Column[] = [];
  let said: Column | null = null;
  for (const [at, text] of grid.head.entries()) {
    const column = readColumn(text, at, grid, setting);
    if (!column) continue;
    const folded = foldSame(text);
    const saysKind = RESULT.test(folded) || AIM.test(folded) || yearOf(folded) !== null;
    if (said && !saysKind && !COUNTS_OF_PLACES.includes(column.group ?? '')) {
      column.kind = said.kind;
      column.year = said.year;
    }
    if (saysKind) said = column;
    columns.push(column);
  }
  return columns;
}

function readColumn(text: string, at: number, grid: Grid, setting: TableSetting): Column | null {
  const folded = foldSame(text);
  if (
    /^(?:stt|tt|so tt)$/.test(folded.trim()) ||
    (DIFFERENCE.test(folded) && !folded.startsWith('dan so'))
  )
    return null;
  const words = foldSame(`${grid.caption} ${setting.sectionWords}`);
  const group = columnGroup(text, folded);
  const kind = columnKind(folded, words, { group, setting });
  return {
    at,
    year: yearOf(folded) ?? yearOfCaption(grid, kind) ?? yearUnsaid(kind, setting),
    kind,
    uom: uomOf(folded),
    group,
    indicator:
      indicatorOf(folded) ??
      (group === 'Số hộ' ? group : COUNTED.test(folded) ? 'số đối tượng' : null),
  };
}

/** The caption's year is that of what the caption speaks of. */
function yearOfCaption(grid: Grid, kind: 'target' | 'actual'): number | null {
  const folded = foldSame(grid.caption);
  const isOfKind = kind === 'target' || RESULT.test(folded) || !AIM.test(folded);
  return isOfKind ? yearOf(folded) : null;
}

/** A result without a year is of no stated year; a target without one is the plan's. */
function yearUnsaid(kind: 'target' | 'actual', setting: TableSetting): number | string | null {
  if (kind === 'target' || setting.sectionKind === 'assessment') return setting.defaultYear;
  return 'không nêu';
}

/** How many there are to be insured, not how many are. */
const COUNTED = /^(?:tong )?so (?:doi tuong|nguoi)(?! (?:\S+ )?(?:tham gia|da |co the|the |dang))/;

function columnKind(
  folded: string,
  words: string,
  { group, setting }: { group: string | null; setting: TableSetting },
): 'target' | 'actual' {
  if (COUNTS_OF_PLACES.includes(group ?? '') && !AIM.test(folded)) return 'actual';
  if (RESULT.test(folded)) return 'actual';
  if (AIM.test(folded)) return 'target';
  if (/thuc hien/.test(folded)) return 'actual';
  const year = yearOf(folded);
  if (year !== null && setting.firstYear !== null && year < setting.firstYear) return 'actual';
  if (setting.sectionKind === 'assessment' || (RESULT.test(words) && !AIM.test(words)))
    return 'actual';
  return 'target';
}

function yearOf(folded: string): number | null {
  const bare = folded.replace(/(?:19|20)\d{2}\s*[-–]\s*(?:19|20)\d{2}/g, '');
  const found = /(?:19|20)\d{2}/.exec(bare);
  return found ? Number(found[0]) : null;
}

function uomOf(folded: string): string | null {
  if (/%|ty le|phan tram/.test(folded)) return '%';
  if (/so the|\(the\)/.test(folded)) return 'thẻ';
  if (/so ho\b|\(ho\)/.test(folded)) return 'hộ';
  if (/so (?:nguoi|doi tuong|luong)|dan so|\(nguoi\)|nguoi tham gia|nhan khau/.test(folded))
    return 'người';
  return null;
}

/** What is left of a column's head without its year, kind and unit of measure. */
function columnGroup(text: string, folded: string): string | null {
  if (/^(?:tong )?(?:dan so|so dan|(?:so )?nhan khau)\b/.test(folded) && !/tham gia/.test(folded))
    return 'Dân số';
  if (/^(?:tong )?so ho\b/.test(folded) && !/tham gia/.test(folded)) return 'Số hộ';
  const found =
    /(?:ho gia dinh|hssv|hoc sinh,? ?sinh vien|hoc sinh|sinh vien|can ngheo|ho ngheo|nong,? lam[^%()]*|doanh nghiep|tu nguyen|bat buoc|tre em duoi 6 tuoi|nguoi cao tuoi|that nghiep)/.exec(
      folded,
    );
  if (!found) return null;
  return text
    .slice(found.index, found.index + found[0].length)
    .replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())
    .trim();
}

interface CellSetting {
  column: Column;
  labelAt: number;
  arePlaces: boolean;
  grid: Grid;
  setting: TableSetting;
}

function readCell(
  row: GridRow,
  { column, labelAt, arePlaces, grid, setting }: CellSetting,
): PlanTarget | null {
  const cell = row.cells[column.at];
  const labelCell = row.cells[labelAt];
  const label = labelCell?.text ?? '';
  if (!cell || label === '' || column.year === null) return null;
  const isNull = isNullCell(cell.text);
  if (!isNull && !isNumberCell(cell.text)) return null;
  if (isNull && cell.text === '' && grid.form !== 'delimited') return null;
  const value = isNull ? null : parseNumber(cell.text);
  const folded = foldSame(label);
  const uom = cell.text.includes('%')
    ? '%'
    : (column.uom ?? uomOf(folded) ?? guessUom(value, `${row.caption} ${grid.caption}`));
  if (isNull && cell.text === '' && uom !== '%') return null;
  // a column whose head was misread: better no figure than a wrong one
  if (uom === '%' && value !== null && value > 100) return null;
  const isTotal = isTotalLabel(label);
  const unit = arePlaces && !isTotal ? label : setting.unit;
  const group = arePlaces
    ? (column.group ?? EVERYONE)
    : groupOfLabel(withNumber(row, labelAt), folded);
  const indicator = column.indicator ?? indicatorOf(foldSame(group)) ?? null;
  const kind =
    group === 'Dân số' && column.kind === 'target' && !arePlaces ? 'actual' : column.kind;
  return {
    unit,
    group,
    year: column.year,
    value,
    op: '=',
    uom,
    kind,
    source: 'table',
    line: cell.line,
    raw: cell.text,
    ...(indicator === null ? {} : { indicator }),
  };
}

/** "1.1" in a column of its own belongs to the label: "1.1. Lao động …". */
function withNumber(row: GridRow, labelAt: number): string {
  const label = row.cells[labelAt]?.text ?? '';
  const sign = labelAt > 0 ? (row.cells[labelAt - 1]?.text ?? '') : '';
  if (!/^\d+(?:\.\d+)+\.?$|^[IVX]+\.?$/.test(sign) || /^\d/.test(label)) return label;
  return `${sign.replace(/\.$/, '')}. ${label}`;
}

/** Without a word for it: numbers up to 100 under a head that speaks of a rate are percent. */
function guessUom(value: number | null, words: string): string {
  const isRate = value === null || (value >= 0 && value <= 100);
  if (isRate && /tỷ lệ|%|bao phủ/iu.test(words)) return '%';
  return value !== null && value > 100 ? 'người' : '%';
}
