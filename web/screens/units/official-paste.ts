/** An official list of units as copied out of a spreadsheet; pure. */
import { fold } from '../../../src/kernel/text.ts';
import { splitCells } from './village-paste.ts';

export interface PastedUnit {
  code: string;
  name: string;
  level: 'province' | 'district' | 'commune';
  parentCode: string | null;
}

export interface OfficialPaste {
  rows: PastedUnit[];
  /** lines without a name or a code of 2, 3 or 5 digits, by their number from 1 */
  unreadLines: number[];
}

const LEVEL_OF_LENGTH: Readonly<Record<number, PastedUnit['level']>> = {
  2: 'province',
  3: 'district',
  5: 'commune',
};

const TITLE_WORDS = /^(stt|tt|so tt|ma|ten|cap|loai)( |$)/;

/**
 * Lines of cells; the longest code of a line is the unit's own, the next shorter one its parent's,
 * the first cell with letters its name. A line of titles is passed over. `parentCode`: of lines
 * that name no parent.
 */
export function parseOfficialList(text: string, parentCode: string | null): OfficialPaste {
  const paste: OfficialPaste = { rows: [], unreadLines: [] };
  text
    .replaceAll('\r', '')
    .split('\n')
    .forEach((line, at) => {
      const cells = splitCells(line).filter((cell) => cell !== '');
      if (cells.length === 0) return;
      if (at === 0 && cells.some((cell) => TITLE_WORDS.test(fold(cell)))) return;
      const row = readLine(cells, parentCode);
      if (row) paste.rows.push(row);
      else paste.unreadLines.push(at + 1);
    });
  return paste;
}

function readLine(cells: readonly string[], parentCode: string | null): PastedUnit | null {
  const codes = cells
    .filter((cell) => /^\d+$/.test(cell) && LEVEL_OF_LENGTH[cell.length] !== undefined)
    .sort((a, b) => b.length - a.length);
  const name = cells.find((cell) => /\p{L}/u.test(cell));
  const [code, parent] = codes;
  const level = code === undefined ? undefined : LEVEL_OF_LENGTH[code.length];
  if (code === undefined || name === undefined || level === undefined) return null;
  const above = parent !== undefined && parent.length < code.length ? parent : parentCode;
  return { code, name, level, parentCode: above === code ? null : above };
}
