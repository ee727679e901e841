/** `npm run check`: everything a machine can judge, all of it run even when one part fails. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../src/config.ts';

interface Step {
  name: string;
  command: string;
  args: string[];
}

const bin = (name: string): string => join(PROJECT_FOLDER, 'node_modules', '.bin', name);
const node = process.execPath;

const STEPS: readonly Step[] = [
  { name: 'types', command: bin('tsc'), args: ['-p', 'tsconfig.json'] },
  { name: 'types of the web', command: bin('tsc'), args: ['-p', 'web/tsconfig.json'] },
  {
    name: 'lint, import directions, cycles',
    command: bin('oxlint'),
    args: ['--deny-warnings', 'src', 'web', 'test', 'bench', 'scripts', 'messages'],
  },
  {
    name: 'format',
    command: bin('prettier'),
    args: [
      '--check',
      '--log-level=warn',
      '--cache',
      '--cache-strategy=content',
      '--cache-location=dist/check/format.json',
      '.',
    ],
  },
  { name: 'tidy', command: node, args: ['scripts/tidy.ts'] },
  { name: 'dead code', command: bin('knip'), args: ['--no-progress'] },
  { name: 'the law', command: node, args: ['src/cli/main.ts', 'law', 'check'] },
  { name: 'migrations', command: node, args: ['scripts/check-migrations.ts'] },
  { name: 'traceability', command: node, args: ['scripts/check-traceability.ts'] },
  { name: 'glossary', command: node, args: ['scripts/check-glossary.ts'] },
  { name: 'generated files', command: node, args: ['scripts/gen.ts', '--check'] },
  {
    name: 'lock file',
    command: 'npm',
    args: ['ci', '--dry-run', '--no-audit', '--no-fund', '--loglevel=error'],
  },
];

function main(): void {
  const only = process.argv.slice(2);
  const steps = STEPS.filter((step) => only.length === 0 || only.includes(step.name));
  const failed: string[] = [];
  for (const step of steps) {
    const started = performance.now();
    const done = spawnSync(step.command, step.args, {
      cwd: PROJECT_FOLDER,
      encoding: 'utf8',
      maxBuffer: 64 << 20,
    });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const fine = done.status === 0;
    console.log(`${fine ? 'ok    ' : 'FAILED'} ${step.name} (${seconds} s)`);
    if (fine) continue;
    failed.push(step.name);
    console.log(`${done.stdout ?? ''}${done.stderr ?? ''}${done.error?.message ?? ''}`.trimEnd());
  }
  if (failed.length > 0) {
    console.log(`\n${failed.length} of ${steps.length} checks failed: ${failed.join(', ')}`);
    process.exitCode = 1;
  }
}

main();
