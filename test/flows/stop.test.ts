/** `npm start` told to stop, at any point of the start: it closes what it opened and says no fault. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'baophu-stop-'));
const MAIN = join(import.meta.dirname, '..', '..', 'src', 'main.ts');

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A port that was free a moment ago. */
async function findPort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

interface Ended {
  code: number | null;
  errors: string;
  said: string;
}

/** Starts the server, sends SIGTERM as soon as it has said `word`, answers how it ended. */
async function stopAt(word: string): Promise<Ended> {
  const port = String(await findPort());
  const env: NodeJS.ProcessEnv = { ...process.env, BAOPHU_DATA: join(folder, 'var'), PORT: port };
  delete env['DATABASE_URL'];
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  child.stdout.on('data', (chunk: Buffer) => {
    const before = said;
    said += chunk.toString();
    if (!before.includes(word) && said.includes(word)) child.kill('SIGTERM');
  });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { code, errors, said };
}

test.each([
  'Khởi động cơ sở dữ liệu…',
  'Nạp danh mục đơn vị hành chính…',
  'Cơ sở dữ liệu sẵn sàng.',
  'Bao Phủ: http',
  'đặt mật khẩu',
])(
  'told to stop at "%s"',
  async (word) => {
    const ended = await stopAt(word);
    expect(ended.said).toContain(word);
    expect(ended.said).toContain('Đang dừng…');
    expect(ended.errors).toBe('');
    expect(ended.code).toBe(0);
  },
  120_000,
);
