/**
 * More than a hundred files that senders send by mistake or by malice, made in memory. Each either
 * ends in a fault that says what to do, or is read right; none may crash, hang or eat memory.
 */
import { badBinaries } from './bad-binaries.ts';
import { badTexts } from './bad-texts.ts';
import { badWorkbooks } from './bad-workbooks.ts';

export interface BadFile {
  name: string;
  /** made when asked for: some unpack to a gigabyte */
  make: () => Uint8Array;
  /** code of the fault that it ends in, or how many rows its sheets hold together */
  expected: string | number;
  /** texts of the first row that is read, where they are the point */
  firstRow?: readonly string[];
}

export function badFiles(): BadFile[] {
  return [...badWorkbooks(), ...badTexts(), ...badBinaries()];
}
