/**
 * What the web build takes from the law: the parsed book and every rule with its worked cases as
 * modules of plain JSON, and the worker that keeps the public calculator at hand without a network.
 */
import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';
import { Refusal } from './kernel/outcome.ts';
import { type LawBook, makeLawBook } from './policy/book.ts';
import { readTopics } from './policy/book-files.ts';
import { type LawCase, parseCases, runCase } from './policy/cases.ts';
import { type LawData, parseLawData } from './policy/law-data.ts';
import { type Rule, casesOf, listRules } from './policy/rulebook.ts';
import type { ShippedRules } from './web-law-types.ts';

const DATA = 'virtual:law-data';
const RULES = 'virtual:law-rules';

/** `lawData: LawData` of `virtual:law-data`, `shippedRules: ShippedRules` of `virtual:law-rules`. */
export function lawModules(policyFolder: string): Plugin {
  let read: { data: LawData; rules: ShippedRules } | undefined;
  return {
    name: 'law-modules',
    resolveId: (id) => (id === DATA || id === RULES ? `\0${id}` : undefined),
    load(id) {
      if (id !== `\0${DATA}` && id !== `\0${RULES}`) return undefined;
      read ??= readLaw(policyFolder);
      return id === `\0${DATA}`
        ? moduleOf('lawData', read.data)
        : moduleOf('shippedRules', read.rules);
    },
  };
}

/** A browser reads a long JSON text several times faster than the same object written as code. */
function moduleOf(name: string, value: unknown): string {
  return `export const ${name} = JSON.parse(${JSON.stringify(JSON.stringify(value))});`;
}

/**
 * The law as it is sent: the data, and every rule with the worked cases that look at it, each case
 * run against the book. Throws a `Refusal` with every fault when a file is wrong.
 */
export function readLaw(policyFolder: string): { data: LawData; rules: ShippedRules } {
  const raw = readTopics(policyFolder);
  const data = parseLawData(raw);
  if (!data.ok) throw new Refusal(data.faults);
  const cases = parseCases(raw);
  if (!cases.ok) throw new Refusal(cases.faults);
  return { data: data.value, rules: shipRules(makeLawBook(data.value), cases.value) };
}

function shipRules(book: LawBook, cases: readonly LawCase[]): ShippedRules {
  const rules = listRules(book).map((rule, id) => ({
    ...rule,
    id,
    cases: [...new Set([...casesOf(rule, cases), ...quotesOf(rule, cases)])].map(({ id }) => id),
  }));
  const used = new Set(rules.flatMap((rule) => rule.cases));
  const shipped = cases
    .filter(({ id }) => used.has(id))
    .map((row) => {
      const { id, kind, title, citation, confidence, input, expected } = row;
      const { passed } = runCase(book, row);
      return { id, kind, title, citation, confidence, input, expected, passed };
    });
  return { rules, cases: shipped };
}

/** Worked amounts stand under the rules of money whose very clause they cite, while these hold. */
function quotesOf(rule: Rule, cases: readonly LawCase[]): LawCase[] {
  if (rule.topic === 'support' || rule.topic === 'parameter') return [];
  const cited = new Set(rule.citation.filter(({ clause }) => clause).map(keyOf));
  return cases.filter((row) => {
    if (row.kind !== 'quote') return false;
    const members = (row.input as { members: { paidOn: string }[] }).members;
    const paidOn = members[0]?.paidOn ?? '';
    const holds = rule.from <= paidOn && (rule.to === null || paidOn < rule.to);
    return holds && row.citation.some((each) => cited.has(keyOf(each)));
  });
}

function keyOf(citation: Rule['citation'][number]): string {
  return `${citation.document} ${citation.article ?? ''} ${citation.clause ?? ''}`;
}

/** In the worker's text, where the list of what it keeps goes. */
const FILES_PLACE = /["'`]__OFFLINE_FILES__["'`]/;
const VERSION_PLACE = '__OFFLINE_VERSION__';

/**
 * Writes into the worker (chunk `worker`) every file that the page (chunk `page`) may ask for, and
 * a name for the whole that changes with any of them.
 */
export function offlineFiles(names: { page: string; worker: string }): Plugin {
  return {
    name: 'offline-files',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const outputs = Object.values(bundle);
      const chunks = outputs.filter((output) => output.type === 'chunk');
      const worker = chunks.find((chunk) => chunk.isEntry && chunk.name === names.worker);
      const page = chunks.find((chunk) => chunk.isEntry && chunk.name === names.page);
      if (!worker || !page) throw new Error('the offline page and its worker are entries');
      if (worker.imports.length > 0) throw new Error('the worker stands in one file');
      const kept = new Set<string>();
      const visit = (fileName: string): void => {
        const chunk = chunks.find((each) => each.fileName === fileName);
        if (!chunk || kept.has(fileName)) return;
        kept.add(fileName);
        for (const css of chunk.viteMetadata?.importedCss ?? []) kept.add(css);
        for (const asset of chunk.viteMetadata?.importedAssets ?? []) kept.add(asset);
        for (const next of [...chunk.imports, ...chunk.dynamicImports]) visit(next);
      };
      visit(page.fileName);
      const files = [...kept].sort().map((file) => `/${file}`);
      const version = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 12);
      worker.code = worker.code
        .replace(FILES_PLACE, JSON.stringify(files))
        .replaceAll(VERSION_PLACE, version);
    },
  };
}
