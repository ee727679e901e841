/** The web app is built on the machine once a content: a second start finds it ready. */
import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { PROJECT_FOLDER } from './config.ts';

const SOURCES = ['web', 'messages', 'src', 'policy', 'vite.config.ts', 'package-lock.json'];
const SKIPPED = /(\.test\.tsx?|\.md)$/;

/** Answers the folder with the built files. `onBuild` is told when a build is really needed. */
export async function ensureWebBuild(onBuild?: () => void): Promise<string> {
  const folder = join(PROJECT_FOLDER, 'dist', 'web');
  const stamp = join(folder, '.content');
  const content = await hashSources();
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === content) return folder;
  onBuild?.();
  const fresh = `${folder}.${randomUUID()}`;
  await mkdir(join(PROJECT_FOLDER, 'dist'), { recursive: true });
  await runVite(fresh);
  await compressFolder(fresh);
  await writeFile(join(fresh, '.content'), content);
  await rm(folder, { recursive: true, force: true });
  await rename(fresh, folder).catch(async (cause: unknown) => {
    // another process put the same build there meanwhile
    if ((await readFile(stamp, 'utf8').catch(() => '')) !== content) throw cause;
    await rm(fresh, { recursive: true, force: true });
  });
  return folder;
}

const COMPRESSIBLE = /\.(js|css|json|svg|webmanifest|txt)$/;
/** Below this a copy saves less than its header costs. */
const COMPRESS_BYTES_MIN = 1024;

/** Leaves `.br` and `.gz` beside each text, once a build, so that no request waits for it. */
export async function compressFolder(folder: string): Promise<void> {
  const paths = (await listFiles(folder)).filter((path) => COMPRESSIBLE.test(path));
  await Promise.all(
    paths.map(async (path) => {
      const bytes = await readFile(path);
      if (bytes.length < COMPRESS_BYTES_MIN) return;
      const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
      await writeFile(`${path}.br`, await promisify(brotliCompress)(bytes, { params }));
      await writeFile(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }));
    }),
  );
}

async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of await listFiles(join(PROJECT_FOLDER, source))) {
      hash.update(relative(PROJECT_FOLDER, file));
      hash.update(await readFile(file));
    }
  }
  return hash.digest('hex');
}

async function listFiles(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { withFileTypes: true });
  const nested = entries
    .filter((entry) => !SKIPPED.test(entry.name))
    .map((entry) => listFiles(join(path, entry.name)));
  return (await Promise.all(nested)).flat().sort();
}

function runVite(outFolder: string): Promise<void> {
  const vite = join(PROJECT_FOLDER, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '--outDir', outFolder, '--emptyOutDir', '--logLevel', 'error'];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: PROJECT_FOLDER, stdio: ['ignore', 2, 2] });
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`the web app could not be built (vite: ${code})`)),
    );
  });
}
