/** `npm start`: opens the installation, builds the web app if it changed, serves until told to stop. */
import { serve } from '@hono/node-server';
import { pino } from 'pino';
import { jobHandlers, makeServer } from './app.ts';
import { type Config, readConfig } from './config.ts';
import {
  type Installation,
  type OpenStep,
  openInstallation,
  readServerNote,
  removeServerNote,
  writeServerNote,
} from './installation.ts';
import { loadDemoWithUsers } from './demo-start.ts';
import { startJobs } from './stores/jobs.ts';
import { FolderInUse } from './stores/pg-embedded.ts';
import { ensureWebBuild } from './web-build.ts';

const STEP_TEXT: Record<OpenStep, string> = {
  database: 'Khởi động cơ sở dữ liệu…',
  migrate: 'Tạo bảng',
  reference: 'Nạp danh mục đơn vị hành chính…',
  ready: 'Cơ sở dữ liệu sẵn sàng.',
};

const STOP_SECONDS_MAX = 10;

async function main(): Promise<void> {
  const config = readConfig();
  const wantsDemo = process.argv.includes('--demo');
  const log = pino({ level: config.logLevel === 'info' ? 'warn' : config.logLevel });
  const building = ensureWebBuild(() => say('Dựng ứng dụng web (chỉ khi có thay đổi)…'));
  building.catch(() => {});
  const installation = await open(config, log);
  if (!installation) return;
  if (wantsDemo) await loadDemoWithUsers(installation, say);
  const webFolder = await building;
  await serveUntilStopped(installation, webFolder, wantsDemo);
}

/** A second start on the same folder says where the first one answers. */
async function open(config: Config, log: pino.Logger): Promise<Installation | undefined> {
  try {
    return await openInstallation(config, {
      log,
      onStep: (step, detail) => say(detail ? `${STEP_TEXT[step]}: ${detail}` : STEP_TEXT[step]),
    });
  } catch (cause) {
    if (!(cause instanceof FolderInUse)) throw cause;
    const note = await readServerNote(config);
    say(
      `Bao Phủ đang chạy trên thư mục dữ liệu này${note ? ` tại ${note.url}` : ''} (tiến trình ${cause.pid}).`,
    );
    process.exitCode = 1;
    return undefined;
  }
}

async function serveUntilStopped(
  installation: Installation,
  webFolder: string,
  isDemo: boolean,
): Promise<void> {
  const { config, log } = installation;
  const server = await makeServer(installation, webFolder);
  const jobs = await startJobs(installation.databaseUrl, jobHandlers(installation.ctx), log);
  const listening = serve({ fetch: server.app.fetch, hostname: config.host, port: config.port });
  await new Promise<void>((resolve, reject) => {
    listening.once('listening', resolve);
    listening.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE';
      reject(taken ? new Error(`Cổng ${config.port} đang bận: đặt PORT=… khác`, { cause }) : cause);
    });
  });
  const address = listening.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  const url = config.publicUrl ?? `http://${config.host}:${port}`;
  await writeServerNote(config, { pid: process.pid, url, databaseUrl: installation.databaseUrl });
  say(`\nBao Phủ: ${url}`);
  for (const line of await server.welcome(url, isDemo)) say(line);

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    say('Đang dừng…');
    setTimeout(() => process.exit(1), STOP_SECONDS_MAX * 1000).unref();
    await new Promise<void>((resolve) => {
      listening.close(() => resolve());
      if ('closeAllConnections' in listening) listening.closeAllConnections();
    });
    await jobs.stop();
    await server.close();
    await removeServerNote(config);
    await installation.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
}

function say(text: string): void {
  console.log(text);
}

try {
  await main();
} catch (cause) {
  console.error(cause instanceof Error ? (cause.stack ?? cause.message) : cause);
  process.exit(1);
}
