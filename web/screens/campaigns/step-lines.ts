/** "06/11/2026; xã; Lễ phát động" as a step of a campaign: pure. */
import { fold } from '../../../src/kernel/text.ts';
import { parseTypedDay } from '../../shell/lens.ts';

export interface StepLine {
  title: string;
  level: 'province' | 'district' | 'commune' | 'village';
  deadline: { day: string };
  wantsPhoto: boolean;
}

const LEVELS: readonly [string, StepLine['level']][] = [
  ['tinh', 'province'],
  ['huyen', 'district'],
  ['xa', 'commune'],
  ['phuong', 'commune'],
  ['thon', 'village'],
  ['to dan pho', 'village'],
];

/** Undefined when the line is not of this form. */
export function readStep(line: string): StepLine | undefined {
  const [dayText = '', levelText = '', ...rest] = line.split(';').map((part) => part.trim());
  const day = parseTypedDay(dayText);
  const words = ` ${fold(levelText)} `;
  const level = LEVELS.find(([word]) => words.includes(` ${word} `))?.[1];
  const title = rest.join('; ');
  if (!day || level === undefined || title === '') return undefined;
  return { title, level, deadline: { day }, wantsPhoto: fold(title).includes('phat dong') };
}
