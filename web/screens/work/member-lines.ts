/** "Phó trưởng ban thường trực; Giám đốc BHXH tỉnh; BHXH tỉnh" as a member: pure. */
import { fold } from '../../../src/kernel/text.ts';

export interface MemberLine {
  position: 'chair' | 'standingDeputy' | 'deputy' | 'member' | 'secretary';
  title: string;
  agency: string;
}

/** The first that stands in the words. */
const POSITIONS: readonly [string, MemberLine['position']][] = [
  ['thuong truc', 'standingDeputy'],
  ['pho truong', 'deputy'],
  ['pho ban', 'deputy'],
  ['truong ban', 'chair'],
  ['thu ky', 'secretary'],
];

/** Without a semicolon the whole line is the office of a plain member. */
export function readMember(line: string): MemberLine {
  const parts = line.split(';').map((part) => part.trim());
  const [first = '', second, third = ''] = parts;
  if (second === undefined) return { position: 'member', title: first, agency: '' };
  const words = fold(first);
  const position = POSITIONS.find(([word]) => words.includes(word))?.[1] ?? 'member';
  return { position, title: second, agency: third };
}
