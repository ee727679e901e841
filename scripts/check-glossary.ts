/**
 * Proves docs/glossary.yaml (one word for one thing) and holds the code to it: no exported
 * identifier of src/ or web/ uses a word that the glossary tells to avoid. The scan is light, by
 * text: it reads names, not meanings. All faults at once. Run: `node scripts/check-glossary.ts`
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { isIsoDate } from '../src/kernel/dates.ts';

const CAMEL = /^[a-z][a-z0-9]*([A-Z][a-z0-9]*)*$/;
const Word = z.string().regex(CAMEL, 'must be camelCase');
const Day = z.string().refine(isIsoDate, 'must be a day YYYY-MM-DD');

const Term = z.strictObject({
  id: Word,
  vi: z.string().min(2),
  short: z.string().min(2).max(30),
  means: z.string().min(8),
  citation: z.string().min(4).optional(),
  from: Day.optional(),
  to: Day.optional(),
  avoid: z.array(Word).default([]),
});

const Allowance = z.strictObject({
  word: Word,
  names: z.array(z.string()).optional(),
  why: z.string().min(10),
});

const Glossary = z.strictObject({ terms: z.array(z.unknown()), allow: z.array(Allowance) });

type Term = z.infer<typeof Term>;
type Allowance = z.infer<typeof Allowance>;

const GLOSSARY_FILE = 'docs/glossary.yaml';
const SCANNED = ['src', 'web'] as const;

/** Every fault of the glossary under `root` and of the names in its code, one line each. */
export function glossaryFaults(root: string): string[] {
  const path = join(root, GLOSSARY_FILE);
  if (!existsSync(path)) return [`${GLOSSARY_FILE}: missing`];
  const document = parseDocument(readFileSync(path, 'utf8'));
  const broken = document.errors.map((error) => error.message.split('\n')[0]);
  if (broken.length > 0) return broken.map((message) => `${GLOSSARY_FILE}: ${message}`);
  const parsed = Glossary.safeParse(document.toJS());
  if (!parsed.success) return issuesOf(GLOSSARY_FILE, parsed.error);
  const { terms, faults } = readTerms(parsed.data.terms);
  faults.push(...termFaults(terms), ...allowFaults(parsed.data.allow, terms));
  return [...faults, ...nameFaults(root, terms, parsed.data.allow)];
}

function readTerms(items: unknown[]): { terms: Term[]; faults: string[] } {
  const terms: Term[] = [];
  const faults: string[] = [];
  items.forEach((item, index) => {
    const parsed = Term.safeParse(item);
    if (parsed.success) terms.push(parsed.data);
    else faults.push(...issuesOf(`${GLOSSARY_FILE}: ${labelOf(item, index)}`, parsed.error));
  });
  return { terms, faults };
}

function termFaults(terms: Term[]): string[] {
  const faults: string[] = [];
  const ids = new Map<string, Term>();
  const names = new Map<string, string>();
  for (const term of terms) {
    const fault = (text: string) => faults.push(`${GLOSSARY_FILE}: ${term.id}: ${text}`);
    if (ids.has(term.id)) fault('stands twice');
    ids.set(term.id, term);
    const name = term.vi.normalize('NFC').toLowerCase();
    const other = names.get(name);
    if (other !== undefined) fault(`"${term.vi}" is already ${other}`);
    names.set(name, term.id);
    if (term.from && term.to && term.from >= term.to) fault(`from ${term.from} is not before to`);
  }
  for (const term of terms) {
    for (const word of term.avoid.filter((avoided) => ids.has(avoided))) {
      faults.push(`${GLOSSARY_FILE}: ${term.id}: avoid ${word} is a term of its own`);
    }
  }
  return faults;
}

function allowFaults(allow: Allowance[], terms: Term[]): string[] {
  const avoided = new Set(terms.flatMap((term) => term.avoid));
  return allow
    .filter(({ word }) => !avoided.has(word))
    .map(({ word }) => `${GLOSSARY_FILE}: allow ${word}: no term avoids it`);
}

function nameFaults(root: string, terms: Term[], allow: Allowance[]): string[] {
  const kept = terms.map((term) => wordsOf(term.id)).sort((a, b) => b.length - a.length);
  const avoided = terms.flatMap((term) =>
    term.avoid.map((word) => ({ word, words: wordsOf(word), instead: term.id })),
  );
  const faults: string[] = [];
  for (const file of SCANNED.flatMap((folder) => listSources(root, folder))) {
    for (const { name, line } of exportedNames(readFileSync(join(root, file), 'utf8'))) {
      const rest = withoutTerms(wordsOf(name), kept);
      for (const { word, words, instead } of avoided) {
        if (indexOfWords(rest, words) < 0 || isAllowed(allow, word, name)) continue;
        faults.push(`${file}:${line}: ${name} says "${word}"; the glossary's word is ${instead}`);
      }
    }
  }
  return faults;
}

function isAllowed(allow: Allowance[], word: string, name: string): boolean {
  return allow.some((entry) => entry.word === word && (entry.names?.includes(name) ?? true));
}

function listSources(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        return /^(node_modules|dist)$/.test(entry.name) ? [] : listSources(root, path);
      }
      return /\.tsx?$/.test(path) && !/\.(test|generated)\.tsx?$/.test(path) ? [path] : [];
    });
}

/** The names a module gives to others, with the lines they stand in. */
export function exportedNames(text: string): { name: string; line: number }[] {
  const found: { name: string; line: number }[] = [];
  const kinds = 'const|let|function\\*?|class|interface|type|enum';
  const declared = new RegExp(`^export (?:(?:declare|async|abstract) )*(?:${kinds}) (\\w+)`, 'gm');
  const listed = /^export (?:type )?\{([^}]*)\}/gm;
  const lineAt = (index: number) => text.slice(0, index).split('\n').length;
  for (const match of text.matchAll(declared)) {
    found.push({ name: match[1] ?? '', line: lineAt(match.index) });
  }
  for (const match of text.matchAll(listed)) {
    for (const part of (match[1] ?? '').split(',')) {
      const name = part.trim().split(/\s+/).at(-1) ?? '';
      if (name !== '') found.push({ name, line: lineAt(match.index) });
    }
  }
  return found;
}

/** `listNearPoorHouseholds`, `XmlClaim`, `PAGE_SIZE` → their words in lower case. */
export function wordsOf(identifier: string): string[] {
  return identifier
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[\s_$]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}

/** Words that belong to a term are taken out, so that `areaClass` may say what `area` may not. */
function withoutTerms(words: string[], kept: string[][]): string[] {
  const rest = [...words];
  for (const term of kept) {
    for (let at = indexOfWords(rest, term); at >= 0; at = indexOfWords(rest, term)) {
      rest.splice(at, term.length, '');
    }
  }
  return rest;
}

function indexOfWords(words: string[], sought: string[]): number {
  return words.findIndex((_, start) =>
    sought.every((word, offset) => isForm(words[start + offset] ?? '', word)),
  );
}

function isForm(word: string, base: string): boolean {
  const plural = base.endsWith('y') ? `${base.slice(0, -1)}ies` : `${base}s`;
  return word === base || word === plural || word === `${base}es`;
}

function labelOf(item: unknown, index: number): string {
  const id = typeof item === 'object' && item !== null && 'id' in item ? item.id : undefined;
  return id === undefined ? `term ${index + 1}` : String(id);
}

function issuesOf(at: string, error: z.ZodError): string[] {
  return error.issues.map((issue) => `${at}: ${issue.path.join('.')} ${issue.message}`);
}

if (import.meta.main) {
  const root = process.argv[2] ?? join(import.meta.dirname, '..');
  const faults = glossaryFaults(root);
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) {
    console.error(`glossary: ${faults.length} faults`);
    process.exitCode = 1;
  } else {
    console.log('glossary: one word for one thing');
  }
}
