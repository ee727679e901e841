/**
 * `npm run gen` writes what is derived: the dump of the schema and the guide's pages. With `--check` it writes nothing and fails where a file
 * is not what it would be.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../src/config.ts';
import { startTestServer } from '../test/database.ts';
import { dumpSchema } from './schema-dump.ts';

async function main(): Promise<void> {
  const checking = process.argv.includes('--check');
  const stale: string[] = [];
  const put = (file: string, text: string): void => {
    const path = join(PROJECT_FOLDER, file);
    const before = readOrEmpty(path);
    if (before === text) return;
    if (checking) stale.push(file);
    else writeFileSync(path, text);
  };
  const server = await startTestServer();
  try {
    const url = server.url('baophu_template');
    put('sql/schema.sql', await dumpSchema(url));
  } finally {
    await server.stop();
  }
  for (const file of stale) console.log(`${file} is stale: run \`npm run gen\``);
  if (stale.length > 0) process.exitCode = 1;
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

await main();
