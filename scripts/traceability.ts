/**
 * Reads docs/traceability.yaml and its parts: the thread from every duty and feature to the place
 * that serves it and the test that shows it. Faults are collected, never thrown, so that one run
 * of the checker reports them all.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';

const Row = z.strictObject({
  id: z.string(),
  at: z.string().optional(),
  text: z.string().min(3),
  en: z.string().min(3).optional(),
  features: z.array(z.string()).default([]),
  needs: z.array(z.string()).default([]),
  state: z.enum(['open', 'partly', 'served']),
  where: z.array(z.string()).default([]),
  tests: z.array(z.string()).default([]),
});

const Main = z.strictObject({
  parts: z.strictObject({
    duties: z.array(z.string()).min(1),
    features: z.array(z.string()).min(1),
    needs: z.array(z.string()).min(1),
  }),
  plans: z.array(z.strictObject({ id: z.string(), name: z.string() })).min(1),
  areas: z.array(z.strictObject({ letter: z.string().length(1), name: z.string() })).min(1),
  page: z.strictObject({
    title: z.string(),
    intro: z.string(),
    summary: z.string(),
    duties: z.string(),
    features: z.string(),
    needs: z.string(),
    all: z.string(),
    none: z.string(),
    columns: z.strictObject({
      part: z.string(),
      total: z.string(),
      id: z.string(),
      at: z.string(),
      duty: z.string(),
      feature: z.string(),
      need: z.string(),
      state: z.string(),
      where: z.string(),
      links: z.string(),
    }),
    states: z.strictObject({ open: z.string(), partly: z.string(), served: z.string() }),
  }),
});

export type Kind = 'duties' | 'features' | 'needs';
export type TraceRow = z.infer<typeof Row> & { file: string };
export type TraceMain = z.infer<typeof Main>;
export interface Traceability {
  main: TraceMain;
  duties: TraceRow[];
  features: TraceRow[];
  needs: TraceRow[];
}

export const MAIN_FILE = 'docs/traceability.yaml';
export const PAGE_FILE = 'docs/guide/nhiem-vu-va-tinh-nang.md';
export const KINDS: readonly Kind[] = ['duties', 'features', 'needs'];

/**
 * Reads the main file and every part under `root`. Faulty rows are left out of the answer and named
 * in `faults`; `trace` is null only when the main file itself cannot be used.
 */
export function readTraceability(root: string): { trace: Traceability | null; faults: string[] } {
  const faults: string[] = [];
  const parsed = Main.safeParse(readYaml(root, MAIN_FILE, faults));
  if (!parsed.success) {
    faults.push(...issuesOf(MAIN_FILE, parsed.error));
    return { trace: null, faults };
  }
  const main = parsed.data;
  const rows = (kind: Kind) => main.parts[kind].flatMap((file) => readRows(root, file, faults));
  const trace = { main, duties: rows('duties'), features: rows('features'), needs: rows('needs') };
  return { trace, faults };
}

/** `C1-C3` → C1, C2, C3; a single id stays; a range that cannot be read comes back as it stands. */
export function expandLink(link: string): string[] {
  const [, letter, first, end, last] = /^([A-Z])(\d+)-([A-Z])(\d+)$/.exec(link) ?? [];
  if (letter === undefined || letter !== end) return [link];
  const count = Number(last) - Number(first) + 1;
  if (count < 2) return [link];
  return Array.from({ length: count }, (_, step) => `${letter}${Number(first) + step}`);
}

function readRows(root: string, file: string, faults: string[]): TraceRow[] {
  const content = readYaml(root, file, faults);
  if (!Array.isArray(content)) {
    faults.push(`${file}: must be a list of rows`);
    return [];
  }
  return content.flatMap((item: unknown, index) => {
    const parsed = Row.safeParse(item);
    if (parsed.success) return [{ ...parsed.data, file }];
    faults.push(...issuesOf(`${file}: ${nameOf(item, index)}`, parsed.error));
    return [];
  });
}

function readYaml(root: string, file: string, faults: string[]): unknown {
  const path = join(root, file);
  if (!existsSync(path)) {
    faults.push(`${file}: missing`);
    return null;
  }
  const document = parseDocument(readFileSync(path, 'utf8'));
  for (const error of document.errors) faults.push(`${file}: ${error.message.split('\n')[0]}`);
  return document.errors.length > 0 ? null : document.toJS();
}

function nameOf(item: unknown, index: number): string {
  const id = typeof item === 'object' && item !== null && 'id' in item ? item.id : undefined;
  return id === undefined ? `row ${index + 1}` : `row ${String(id)}`;
}

function issuesOf(at: string, error: z.ZodError): string[] {
  return error.issues.map((issue) => `${at}: ${issue.path.join('.')} ${issue.message}`);
}
