/** `npm run bench [name …]`: every file of this folder in turn, each in a process of its own. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

const folder = import.meta.dirname;
const wanted = process.argv.slice(2);
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => file.slice(0, -3))
  .filter((name) => wanted.length === 0 || wanted.includes(name));

const gigabytes = Math.round(totalmem() / 2 ** 30);
console.log(
  `${cpus().length} × ${cpus()[0]?.model ?? '?'}, ${gigabytes} GB, Node ${process.version}`,
);
for (const name of names) {
  console.log(`\n== ${name}`);
  const args = ['--expose-gc', '--max-old-space-size=1024', join(folder, `${name}.ts`)];
  const done = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (done.status !== 0) process.exitCode = 1;
}
