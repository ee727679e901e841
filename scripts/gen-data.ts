/**
 * Writes data/ anew from a folder of source lists: `node scripts/gen-data.ts <folder>`. For those
 * who maintain the reference data; an installation only reads data/. What the files mean:
 * data/README.md.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makePeople } from './gen-data/people.ts';
import { makePopulation } from './gen-data/population.ts';
import { writeTable } from './gen-data/tables.ts';
import { makeUnits } from './gen-data/units.ts';

const OUTPUT = join(import.meta.dirname, '..', 'data');

function main(folder: string | undefined): void {
  if (folder === undefined || !existsSync(join(folder, 'admin'))) {
    process.stderr.write(
      'usage: node scripts/gen-data.ts <folder with admin/ population/ names/ calendar/>\n',
    );
    process.exitCode = 2;
    return;
  }
  const units = makeUnits(folder);
  const tables = [...units.tables, ...makePopulation(folder, units), ...makePeople(folder)];
  for (const table of tables) {
    writeTable(OUTPUT, table);
    process.stdout.write(`${table.path}: ${table.rows.length} rows\n`);
  }
}

main(process.argv[2]);
