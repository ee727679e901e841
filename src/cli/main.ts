/** `bin/baophu COMMAND …`: the operations of the product from a terminal, in the machine's own language for scripts: `--json`. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isFault, runEndpoint } from './endpoint-command.ts';
import { UsageError } from './arguments.ts';
import { type LocalCommand, localCommands } from './local-commands.ts';
import { endpoints } from '../app.ts';
import { readConfig } from '../config.ts';
import { OtherRelease } from '../stores/migrate.ts';
import { FolderInUse } from '../stores/pg-embedded.ts';
import type { AnyEndpoint } from '../http/endpoint.ts';
import { helpOf, helpOfAll } from './help.ts';

const EXIT_FAULT = 1;
const EXIT_USAGE = 2;

async function main(words: readonly string[]): Promise<number> {
  const local = findLocal(words);
  const endpoint = findEndpoint(words);
  const localLength = local?.command.split(' ').length ?? 0;
  const endpointLength = endpoint?.cli?.command.split(' ').length ?? 0;
  if (local && localLength >= endpointLength) {
    const rest = words.slice(localLength);
    if (asksHelp(rest)) return say(local.help);
    return await local.run(rest);
  }
  if (endpoint) {
    const rest = words.slice(endpointLength);
    if (asksHelp(rest)) return say(helpOf(endpoint));
    return await runEndpoint(endpoint, rest, readUserFile);
  }
  const asked = words.length === 0 || asksHelp(words);
  const text = helpOfAll(endpoints, localCommands);
  if (asked) return say(text);
  console.error(`Không có lệnh "${words.join(' ')}".\n\n${text}`);
  return EXIT_USAGE;
}

function asksHelp(words: readonly string[]): boolean {
  return words.includes('--help') || words.includes('-h');
}

function say(text: string): number {
  console.log(text);
  return 0;
}

/** The longest command that the words begin with. */
function findLocal(words: readonly string[]): LocalCommand | undefined {
  return localCommands
    .filter((command) => startsWith(words, command.command))
    .sort((a, b) => b.command.length - a.command.length)[0];
}

function findEndpoint(words: readonly string[]): AnyEndpoint | undefined {
  return endpoints
    .filter((endpoint) => endpoint.cli && startsWith(words, endpoint.cli.command))
    .filter(({ cli }) => cli?.whenFlag === undefined || hasFlag(words, cli.whenFlag))
    .sort(
      (a, b) =>
        (b.cli?.command.length ?? 0) - (a.cli?.command.length ?? 0) ||
        Number(b.cli?.whenFlag !== undefined) - Number(a.cli?.whenFlag !== undefined),
    )[0];
}

function hasFlag(words: readonly string[], flag: string): boolean {
  return words.some((word) => word === `--${flag}` || word.startsWith(`--${flag}=`));
}

function startsWith(words: readonly string[], command: string): boolean {
  return command.split(' ').every((word, at) => words[at] === word);
}

/** File names are meant from where the user stands. `-` is standard input. */
async function readUserFile(name: string): Promise<string> {
  if (name !== '-') return await readFile(resolve(readConfig().userFolder, name), 'utf8');
  let text = '';
  for await (const chunk of process.stdin) text += String(chunk);
  return text;
}

// a reader that has seen enough (`| head`) closes the pipe: that is no fault
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code !== 'EPIPE') throw cause;
  process.exit(0);
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (cause) {
  if (cause instanceof UsageError) {
    console.error(`${cause.message}\nXem: bin/baophu --help`);
    process.exitCode = EXIT_USAGE;
  } else if (isFault(cause) || cause instanceof OtherRelease || cause instanceof FolderInUse) {
    console.error(cause.message);
    process.exitCode = EXIT_FAULT;
  } else {
    throw cause;
  }
}
