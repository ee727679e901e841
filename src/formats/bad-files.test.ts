import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { findFaultText } from '../../messages/faults.ts';
import type { BadFilesReport } from '../../test/bad-files-child.ts';
import { badFiles } from '../../test/bad-files.ts';

const MEGABYTES_MAX = 300;
const CHILD = join(import.meta.dirname, '../../test/bad-files-child.ts');

describe('bad files', () => {
  test('there are more than a hundred, each fault has its text', () => {
    const files = badFiles();
    expect(files.length).toBeGreaterThan(100);
    expect(new Set(files.map(({ name }) => name)).size).toBe(files.length);
    for (const { expected } of files) {
      if (typeof expected !== 'string') continue;
      for (const language of ['vi', 'en'] as const) {
        expect(findFaultText({ code: expected }, language), expected).toBeTruthy();
      }
    }
  });

  test('each ends as it should', async () => {
    const report = await readAside();
    const ended = new Map(report.results.map((result) => [result.name, result]));
    for (const { name, expected, firstRow } of badFiles()) {
      const result = ended.get(name);
      expect.soft(result?.ended, name).toBe(expected);
      if (firstRow && firstRow.length > 0) expect.soft(result?.firstRow, name).toEqual(firstRow);
    }
  }, 300_000);

  test.each([
    'a gigabyte of shared texts',
    'a gigabyte of empty shared texts',
    'a row without end',
    'three thousand rows with the last column only',
    'two million and one rows',
  ])(
    'little memory for %s',
    async (name) => {
      const report = await readAside(name);
      expect(report.results).toHaveLength(1);
      expect(report.memoryMegabytes).toBeLessThan(MEGABYTES_MAX);
    },
    100_000,
  );
});

/** In a process of its own, whose memory is only what reading takes and what Node and the maker of the files need. */
async function readAside(...names: string[]): Promise<BadFilesReport> {
  const args = ['--max-old-space-size=128', CHILD, ...names];
  const options = { timeout: 280_000, maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)(process.execPath, args, options);
  return JSON.parse(stdout) as BadFilesReport;
}
