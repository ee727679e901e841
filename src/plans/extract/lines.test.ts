import { describe, expect, test } from 'vitest';
import { isPageNumber, joinSpacedLetters, readLines, wrapWidth } from './lines.ts';
import { foldSame, lineAt, makePassage, printed, slicePassage } from './passage.ts';

describe('lines/spaced-letters', () => {
  test.each([
    ['nhiệm vụ t h ư ờ n g  x u y ê n  tuyên truyền', 'nhiệm vụ thường xuyên tuyên truyền'],
    ['đề xuất v i ệ c  t ổ  chức', 'đề xuất việc tổ chức'],
    ['t ỉ n h    theo  quy định', 'tỉnh theo quy định'],
    ['chỉ tiêu t ỷ  l ệ tham gia', 'chỉ tiêu tỷ lệ tham gia'],
    ['Luật B ả o  h i ể m  x ã  h ộ i ,  L u ậ t  Bảo', 'Luật Bảo hiểm xã hội , Luật Bảo'],
    ['t h ư ờ n g x u y ê n', 'thường xuyên'],
    ['chăm sóc ở y tế cơ sở', 'chăm sóc ở y tế cơ sở'],
    ['nhóm a b và c d', 'nhóm a b và c d'],
    ['Sở Y tế', 'Sở Y tế'],
  ])('%s', (line, text) => {
    expect(joinSpacedLetters(line).text).toBe(text);
  });

  test('the printed form stays', () => {
    expect(joinSpacedLetters('t ỷ  l ệ đạt').plain).toBe('t ỷ l ệ đạt');
  });
});

test('lines/read: marks of Markdown go, bullets and line numbers stay', () => {
  const lines = readLines('## **1. Sở Y tế**\n\n* việc một\n- việc \\- hai');
  expect(lines.map(({ number, text }) => [number, text])).toEqual([
    [1, '1. Sở Y tế'],
    [2, ''],
    [3, '• việc một'],
    [4, '- việc - hai'],
  ]);
});

test('lines/page-number: alone between blank lines, or far from the margin', () => {
  const numbers = (text: string): number[] => {
    const lines = readLines(text);
    return lines.flatMap((line, at) => (isPageNumber(lines, at) ? [line.number] : []));
  };
  expect(numbers('câu dang dở\n\n5\n\ntiếp theo')).toEqual([3]);
  expect(numbers('65\n68\n71')).toEqual([]);
  expect(numbers('dòng\n                   - 3 -\n\ndòng')).toEqual([2]);
});

test('lines/wrap: a text wrapped by hand is told from one line a paragraph', () => {
  const wrapped = `${'Ủy ban nhân dân huyện đã triển khai đồng bộ các giải pháp tuyên truyền\nchính sách đến mọi tầng lớp nhân dân.\n\n'.repeat(8)}`;
  expect(wrapWidth(readLines(wrapped))).toBeGreaterThan(50);
  const whole =
    'Sở Y tế chủ trì, phối hợp với các sở, ngành tổ chức thực hiện kế hoạch này.\n'.repeat(12);
  expect(wrapWidth(readLines(whole))).toBeNull();
});

describe('passages', () => {
  const passage = makePassage(readLines('- chỉ tiêu t ỷ  l ệ\ntham gia đạt 100%'), 2);

  test('fold letter by letter', () => {
    expect(foldSame('Đạt 95,5% – Ủy ban')).toBe('dat 95,5% – uy ban');
    expect(passage.folded).toBe('chi tieu ty le tham gia dat 100%');
  });

  test('lead back to line and print', () => {
    const at = passage.folded.indexOf('tham gia');
    expect(lineAt(passage, at)).toBe(2);
    expect(lineAt(passage, at - 3)).toBe(1);
    expect(printed(passage, passage.folded.indexOf('ty le'), at)).toBe('t ỷ l ệ');
  });

  test('a slice keeps its own lines', () => {
    const slice = slicePassage(passage, passage.folded.indexOf('ty'));
    expect(slice.text).toBe('tỷ lệ tham gia đạt 100%');
    expect(slice.verbatim).toBe('t ỷ l ệ tham gia đạt 100%');
    expect(lineAt(slice, slice.folded.indexOf('dat'))).toBe(2);
  });
});
