/** One pool of connections to PostgreSQL, with the types of values set once for everyone. */
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';

/** Statements are written as SQL with their row type beside them (each domain's sql.ts), not built. */
export type Database = Kysely<unknown>;

export interface DatabaseOptions {
  url: string;
  connectionsMax?: number;
  /** told of a lost connection; the pool opens another */
  onError?: (cause: Error) => void;
}

const INT8 = 20;
const DATE = 1082;
const TIMESTAMPTZ = 1184;
const INT8_ARRAY = 1016;

/** int8 as number (our ids stay below 2^53), date as `YYYY-MM-DD`, instants as ISO text in UTC. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): unknown {
    if (oid === INT8) return toSafeInteger;
    if (oid === DATE) return (text: string) => text;
    if (oid === TIMESTAMPTZ) return toIsoInstant;
    if (oid === INT8_ARRAY) {
      const parse = pg.types.getTypeParser(INT8_ARRAY as number, 'text') as (t: string) => string[];
      return (text: string) => parse(text).map(toSafeInteger);
    }
    return pg.types.getTypeParser(oid, format as 'text');
  },
};

export function connectDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connectionsMax ?? 16,
    types: types as unknown as pg.CustomTypesConfig,
    application_name: 'baophu',
  });
  const lost = (cause: Error): void => options.onError?.(cause);
  pool.on('error', lost);
  pool.on('connect', (client) => {
    // one that breaks in the middle of a statement fails that statement, and must not end the process
    client.on('error', lost);
    clients.set(processIdOf(client), client);
  });
  pool.on('remove', (client) => clients.delete(processIdOf(client)));
  return new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
}

/** Kysely keeps its connection to itself, COPY needs the driver's client: found by the backend's process. */
const clients = new Map<number, pg.PoolClient>();

export function clientOfBackend(processId: number): pg.PoolClient {
  const client = clients.get(processId);
  if (!client) throw new Error(`no open connection with backend ${processId}`);
  return client;
}

function processIdOf(client: pg.PoolClient): number {
  return (client as unknown as { processID: number }).processID;
}

/** A connection of its own, outside the pool (LISTEN, COPY, administration). Caller ends it. */
export async function connectClient(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    types: types as unknown as pg.CustomTypesConfig,
    application_name: 'baophu',
  });
  await client.connect();
  return client;
}

function toSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`integer beyond 2^53: ${text}`);
  return value;
}

function toIsoInstant(text: string): string {
  if (text.endsWith('infinity')) return text;
  return new Date(text.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00')).toISOString();
}
