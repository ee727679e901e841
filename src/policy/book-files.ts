/** The only reader of the files in `policy/`: Node, YAML. Everything else takes the parsed book. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { Refusal } from '../kernel/outcome.ts';
import { type LawBook, makeLawBook } from './book.ts';
import { type RawTopics, parseLawData } from './law-data.ts';

export const POLICY_FOLDER = fileURLToPath(new URL('../../policy/', import.meta.url));

/** Every `.yaml` under the folder, keyed by its path without extension (`local/bac-giang`). */
export function readTopics(folder: string = POLICY_FOLDER): RawTopics {
  return readFiles(folder, listFiles(folder));
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.replaceAll('\\', '/'))
    .sort();
}

function readFiles(folder: string, names: readonly string[]): RawTopics {
  const topics: Record<string, unknown> = {};
  for (const name of names) {
    const text = readFileSync(join(folder, name), 'utf8');
    topics[name.slice(0, -'.yaml'.length)] = parse(text, { prettyErrors: true });
  }
  return topics;
}

/**
 * Reads and parses the law; throws a `Refusal` with every fault when a file is wrong. Worked cases, a
 * third of all text, are no part of the book and stay unread.
 */
export function loadLawBook(folder: string = POLICY_FOLDER): LawBook {
  const names = listFiles(folder).filter((name) => !name.startsWith('cases/'));
  const data = parseLawData(readFiles(folder, names));
  if (!data.ok) throw new Refusal(data.faults);
  return makeLawBook(data.value);
}

let current: LawBook | undefined;

/** The law of this process: read on first use, once for all domains (0.2 s). */
export function currentLawBook(): LawBook {
  current ??= loadLawBook();
  return current;
}
