/** `npm start`: opens the installation, builds the web app if it changed, serves until told to stop. */
import { serve } from '@hono/node-server';
import { pino } from 'pino';
import { jobHandlers, jobSchedule, makeServer, resumeWork } from './app.ts';
import { type Config, readConfig } from './config.ts';
import { loadDemoWithUsers, welcomeLines } from './demo-start.ts';
import {
  type Installation,
  type OpenStep,
  openInstallation,
  readServerNote,
  removeServerNote,
  writeServerNote,
} from './installation.ts';
import { currentLawBook } from './policy/book-files.ts';
import { OtherRelease } from './stores/migrate.ts';
import { startJobs } from './stores/jobs.ts';
import { FolderInUse } from './stores/pg-embedded.ts';
import { ensureWebBuild } from './web-build.ts';

const STEP_TEXT: Record<OpenStep, string> = {
  database: 'Khởi động cơ sở dữ liệu…',
  migrate: 'Tạo bảng',
  reference: 'Nạp danh mục đơn vị hành chính…',
  linkage: 'Lập bảng đối chiếu từ hồ sơ',
  ready: 'Cơ sở dữ liệu sẵn sàng.',
};

const STOP_SECONDS_MAX = 30;

/** What was opened, in order; closed in the reverse order by a signal, also in the middle of a start. */
const opened: (() => Promise<void>)[] = [];
let stopping = false;

async function main(): Promise<void> {
  const config = readConfig();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);
  const log = pino({ level: config.logLevel === 'info' ? 'warn' : config.logLevel });
  const building = ensureWebBuild(() => say('Dựng ứng dụng web (chỉ khi có thay đổi)…'));
  building.catch(() => {});
  const installation = await open(config, log);
  if (!installation || stopping) return;
  if (process.argv.includes('--demo')) await loadDemoWithUsers(installation, say);
  const webFolder = await building;
  if (!stopping) await serveOn(installation, webFolder);
}

/** A second start on the same folder says where the first one answers. */
async function open(config: Config, log: pino.Logger): Promise<Installation | undefined> {
  try {
    const opening = openInstallation(config, {
      log,
      onStep(step, detail) {
        // leaves between two steps rather than after the last
        if (stopping) throw new Error('told to stop');
        say(detail ? `${STEP_TEXT[step]}: ${detail}` : STEP_TEXT[step]);
      },
    });
    opened.push(async () => (await opening.catch(() => undefined))?.close());
    return await opening;
  } catch (cause) {
    if (!(cause instanceof FolderInUse)) throw cause;
    const note = await readServerNote(config);
    const where = note ? ` tại ${note.url}` : '';
    say(`Bao Phủ đang chạy trên thư mục dữ liệu này${where} (tiến trình ${cause.pid}).`);
    process.exitCode = 1;
    return undefined;
  }
}

async function serveOn(installation: Installation, webFolder: string): Promise<void> {
  const { config, ctx, databaseUrl, log } = installation;
  // nobody's first question waits for the law to be read, and a faulty law stops the start
  currentLawBook();
  const url = config.publicUrl ?? `http://${config.host}:${config.port}`;
  const server = await makeServer({ ctx, databaseUrl, config, url, webFolder });
  opened.push(() => server.close());
  const jobs = await startJobs(databaseUrl, jobHandlers(ctx), log, jobSchedule);
  opened.push(() => jobs.stop());
  await resumeWork(ctx);
  const listening = serve({ fetch: server.app.fetch, hostname: config.host, port: config.port });
  opened.push(async () => {
    await new Promise<void>((resolve) => {
      listening.close(() => resolve());
      if ('closeAllConnections' in listening) listening.closeAllConnections();
    });
  });
  await new Promise<void>((resolve, reject) => {
    listening.once('listening', resolve);
    listening.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE';
      reject(taken ? new Error(`Cổng ${config.port} đang bận: đặt PORT=… khác`, { cause }) : cause);
    });
  });
  await writeServerNote(config, { pid: process.pid, url, databaseUrl });
  opened.push(() => removeServerNote(config));
  say(`\nBao Phủ: ${url}`);
  for (const line of await welcomeLines(ctx, url)) say(line);
}

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  say('Đang dừng…');
  setTimeout(() => process.exit(1), STOP_SECONDS_MAX * 1000).unref();
  await closeAll();
  process.exit(0);
}

let closing: Promise<void> | undefined;

/** Once, whoever asks first: a signal, or a start that failed (also because of the signal). */
async function closeAll(): Promise<void> {
  closing ??= (async () => {
    for (const close of opened.toReversed()) {
      await close().catch((cause: unknown) => console.error(cause));
    }
  })();
  await closing;
}

function say(text: string): void {
  console.log(text);
}

try {
  await main();
} catch (cause) {
  // a start cut short by a signal meets closed doors: that is no fault
  if (!stopping) {
    const isPlain = cause instanceof OtherRelease;
    console.error(cause instanceof Error && !isPlain ? cause.stack : String(cause));
  }
  await closeAll();
  process.exit(stopping ? 0 : 1);
}
