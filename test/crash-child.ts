/** Loads a demo on the data folder given and says each step; test/flows/crash.test.ts kills it. */
import { pino } from 'pino';
import { readConfig } from '../src/config.ts';
import { loadDemo } from '../src/demo/load.ts';
import { openInstallation } from '../src/installation.ts';

const [dataFolder = '', people = '20000'] = process.argv.slice(2);
const log = pino({ level: 'silent' });
const installation = await openInstallation(
  { ...readConfig(), dataFolder, databaseUrl: null },
  { log },
);
console.log('open');
await loadDemo(installation.ctx, {
  name: 'son-la',
  people: Number(people),
  onProgress: ({ step }) => console.log(step),
});
console.log('loaded');
await installation.close();
