/**
 * What must not lie in the database: secrets, and what proves that the database was not rewritten.
 * Small files in the installation's own folder (0700), readable by its user alone (0600).
 */
import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Vault {
  /** 32 random bytes under a name, made when first asked for and the same ever after */
  secret(name: string): Promise<Buffer>;
  /** lines appended to a file so far, oldest first */
  readLines(name: string): Promise<string[]>;
  appendLine(name: string, line: string): Promise<void>;
}

const SECRET_BYTES = 32;

export function openVault(folder: string): Vault {
  const ready = mkdir(folder, { recursive: true, mode: 0o700 });
  return {
    async secret(name) {
      await ready;
      const path = join(folder, `${name}.key`);
      await createSecret(path);
      const secret = Buffer.from((await readFile(path, 'utf8')).trim(), 'base64');
      if (secret.length !== SECRET_BYTES) throw new Error(`${path} is damaged`);
      return secret;
    },
    async readLines(name) {
      await ready;
      const text = await readFile(join(folder, name), 'utf8').catch((cause: unknown) => {
        if (isCode(cause, 'ENOENT')) return '';
        throw cause;
      });
      return text.split('\n').filter((line) => line !== '');
    },
    async appendLine(name, line) {
      await ready;
      await appendFile(join(folder, name), `${line}\n`, { mode: 0o600 });
    },
  };
}

/** Two processes may start at once: whoever creates the file first decides. */
async function createSecret(path: string): Promise<void> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(`${randomBytes(SECRET_BYTES).toString('base64')}\n`);
    await file.sync();
    await file.close();
  } catch (cause) {
    if (!isCode(cause, 'EEXIST')) throw cause;
  }
}

function isCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code;
}
