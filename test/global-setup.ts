import { startTestServer } from './database.ts';

/** Vitest's global setup: PostgreSQL for the whole run; its address reaches the workers by the environment. */
export default async function setup(): Promise<() => Promise<void>> {
  const server = await startTestServer();
  process.env['BAOPHU_TEST_URL'] = server.url('DATABASE');
  return () => server.stop();
}
