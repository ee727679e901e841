/**
 * Takes a file the whole way on the data folder given and kills itself in the middle of the step named,
 * in its transaction, when all of it is written but nothing is committed: test/flows/list-crash.test.ts.
 */
import type { KyselyPlugin } from 'kysely';
import { pino } from 'pino';
import { readConfig } from '../src/config.ts';
import { openInstallation } from '../src/installation.ts';
import { undoList } from '../src/lists/commit-ops.ts';
import { importList } from '../src/lists/import-ops.ts';
import type { Context } from '../src/stores/context.ts';

const [dataFolder = '', path = '', step = ''] = process.argv.slice(2);
const installation = await openInstallation(
  { ...readConfig({}), dataFolder, databaseUrl: null },
  { log: pino({ level: 'silent' }) },
);
const { ctx } = installation;
const writes = step === 'commit' || step === 'undo';
let isIn = false;

/** Every step ends by writing into the list that it is done. */
const killer: KyselyPlugin = {
  transformQuery({ node }) {
    const isEnd = node.kind === 'RawNode' && node.sqlFragments[0]?.includes('update lists.list');
    if (isIn && isEnd) process.kill(process.pid, 'SIGKILL');
    return node;
  },
  transformResult: async ({ result }) => result,
};
const dying: Context = {
  ...ctx,
  db: ctx.db.withPlugin(killer),
  listeners: {
    ...ctx.listeners,
    async factsRecorded(tx, entryId) {
      await ctx.listeners.factsRecorded(tx, entryId);
      if (writes) process.kill(process.pid, 'SIGKILL');
    },
  },
};
const list = await importList(dying, {
  path,
  kind: 'residents',
  unit: '02545',
  sender: 'Công an xã',
  asOf: '2026-10-01',
  commits: writes,
  onProgress: (now) => (isIn = now === step),
});
if (step === 'undo') await undoList(dying, list.listId, 'gửi nhầm');
console.log('alive');
await installation.close();
