/** A hundred bad files: each ends in words or in a list that waits, and the register is as before. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findFaultText } from '../../messages/faults.ts';
import { badFiles } from '../../test/bad-files.ts';
import { Refusal } from '../kernel/outcome.ts';
import { importList } from './import-ops.ts';
import { plantPlaces, useTestLists } from './test-lists.ts';

const lists = useTestLists();
const folder = mkdtempSync(join(tmpdir(), 'baophu-bad-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(async () => {
  await plantPlaces(lists.database.db());
});

test.each(badFiles().map((file) => [file.name, file] as const))(
  '%s',
  async (_name, file) => {
    const path = join(folder, 'bad');
    writeFileSync(path, file.make());
    const request = {
      path,
      kind: 'residents' as const,
      unit: '02545',
      sender: 'Nơi gửi',
      asOf: '2026-10-01',
      commits: false,
    };
    const faults = await importList(lists.ctx(), request).then(
      () => [],
      (cause: unknown) => {
        if (cause instanceof Refusal) return cause.faults;
        throw cause;
      },
    );
    for (const fault of faults) expect(findFaultText(fault, 'vi')).toMatch(/\S/);
    const found = await sql<{ n: number }>`
    select count(*)::int as n from registry.entry`.execute(lists.database.db());
    expect(found.rows).toEqual([{ n: 0 }]);
  },
  60_000,
);
