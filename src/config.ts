import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The only reader of `process.env`. Everything else takes a `Config`. */
export interface Config {
  /** where PostgreSQL's files, uploads and secrets live; 0700 */
  dataFolder: string;
  /** any PostgreSQL ≥ 15; null = the embedded one in `dataFolder` */
  databaseUrl: string | null;
  host: string;
  port: number;
  /** public address, when a proxy stands in front */
  publicUrl: string | null;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  production: boolean;
  isCi: boolean;
  /** where the user stood when he gave a command; names of files are meant from there */
  userFolder: string;
  /** API token for commands that go to a running server */
  token: string | null;
  /** generic OpenID Connect provider (a national identity provider), off when null */
  oidc: { issuer: string; clientId: string; clientSecret: string } | null;
}

export const PROJECT_FOLDER = resolve(import.meta.dirname, '..');

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** Reads the environment; throws one Error that lists every faulty variable. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const faults: string[] = [];
  const port = Number(env['PORT'] ?? 8420);
  if (!Number.isInteger(port) || port < 0 || port > 65535) faults.push(`PORT="${env['PORT']}"`);
  const databaseUrl = env['DATABASE_URL'] ?? null;
  if (databaseUrl !== null && !/^postgres(ql)?:\/\//.test(databaseUrl)) faults.push('DATABASE_URL');
  const level = LOG_LEVELS.find((name) => name === (env['BAOPHU_LOG'] ?? 'info'));
  if (!level) faults.push(`BAOPHU_LOG="${env['BAOPHU_LOG']}" (one of ${LOG_LEVELS.join(', ')})`);
  const issuer = env['BAOPHU_OIDC_ISSUER'];
  const clientId = env['BAOPHU_OIDC_CLIENT_ID'];
  const clientSecret = env['BAOPHU_OIDC_CLIENT_SECRET'];
  if (issuer && !(clientId && clientSecret)) faults.push('BAOPHU_OIDC_CLIENT_ID/SECRET missing');
  if (faults.length > 0) throw new Error(`Cấu hình sai / bad configuration: ${faults.join('; ')}`);
  return {
    dataFolder: resolve(expandHome(env['BAOPHU_DATA'] ?? join(PROJECT_FOLDER, 'var'))),
    databaseUrl,
    host: env['HOST'] ?? '127.0.0.1',
    port,
    publicUrl: env['BAOPHU_URL'] ?? null,
    logLevel: level ?? 'info',
    production: env['NODE_ENV'] === 'production',
    isCi: env['CI'] === 'true',
    userFolder: env['BAOPHU_CWD'] ?? process.cwd(),
    token: env['BAOPHU_TOKEN'] ?? null,
    oidc: issuer && clientId && clientSecret ? { issuer, clientId, clientSecret } : null,
  };
}

function expandHome(path: string): string {
  return path.startsWith('~/') ? join(homedir(), path.slice(2)) : path;
}
