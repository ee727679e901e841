import { expect, test } from 'vitest';
import { codeOf, lineOfCode } from './sheet-codes.ts';

test('a code leads back to its line, however it is typed', () => {
  for (let line = 1; line <= 3000; line += 1) {
    const code = codeOf(41, line);
    expect(lineOfCode(41, code)).toBe(line);
    expect(lineOfCode(41, ` 0${code.toLowerCase()} `)).toBe(line);
  }
});

test('a slip of one digit, or two swapped, is no code of the sheet', () => {
  let wrong = 0;
  let caught = 0;
  for (let line = 100; line < 1000; line += 1) {
    const [a, b, c] = [...String(line)];
    const letter = codeOf(41, line).slice(-1);
    const slips = [`${a}${c}${b}`, `${b}${a}${c}`, `${Number(line) + 1}`, `${Number(line) + 10}`];
    for (const slip of slips.filter((one) => Number(one) !== line && !one.startsWith('0'))) {
      wrong += 1;
      if (lineOfCode(41, `${slip}${letter}`) === null) caught += 1;
    }
  }
  expect(caught / wrong).toBeGreaterThan(0.9);
});

test('a code of another sheet, or no code', () => {
  expect(lineOfCode(42, codeOf(41, 12))).toBeNull();
  for (const written of ['', '12', 'K', '12KK', '99999A', 'abc']) {
    expect(lineOfCode(41, written)).toBeNull();
  }
});
