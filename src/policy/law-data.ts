/**
 * From the files of `policy/` to plain, frozen data, with every fault of form at once. The only
 * part of the law that needs zod: a browser gets the data as JSON and calls `makeLawBook`.
 */
import type { z } from 'zod';
import { type Fault, type Outcome, failures, success } from '../kernel/outcome.ts';
import { type LocalFile, localFile, TOPICS, type TopicName } from './topics.ts';

export type LawData = { [Name in TopicName]: z.infer<(typeof TOPICS)[Name]> } & {
  /** support of provinces, by file name */
  local: Record<string, LocalFile>;
};

/** What was read from the files, by path relative to `policy/` without extension. */
export type RawTopics = Readonly<Record<string, unknown>>;

/**
 * Parses every topic and reports the faults of all of them at once (`at` = file and field).
 * Cross checks (holes, overlaps, unknown groups) are `check.ts`.
 */
export function parseLawData(raw: RawTopics): Outcome<LawData> {
  const faults: Fault[] = [];
  const data: Partial<Record<TopicName, unknown>> = {};
  for (const name of Object.keys(TOPICS) as TopicName[]) {
    const file = raw[name];
    if (file === undefined) {
      faults.push({ code: 'policy.fileMissing', params: { file: name }, at: name });
      continue;
    }
    const parsed = TOPICS[name].safeParse(inheritCheckedOn(file));
    if (parsed.success) data[name] = parsed.data;
    else faults.push(...issuesOf(name, parsed.error));
  }
  const local: Record<string, LocalFile> = {};
  for (const name of Object.keys(raw).filter((key) => key.startsWith('local/'))) {
    const parsed = localFile.safeParse(inheritCheckedOn(raw[name]));
    if (!parsed.success) {
      faults.push(...issuesOf(name, parsed.error));
      continue;
    }
    const { checkedOn, documents, province, resolutions } = parsed.data;
    local[name.slice('local/'.length)] = { checkedOn, documents, province, resolutions };
  }
  return faults.length > 0
    ? failures(faults)
    : success(deepFreeze({ ...data, local } as unknown as LawData));
}

/** Zod issues as faults of one file. */
export function issuesOf(file: string, error: z.ZodError): Fault[] {
  return error.issues.map((issue): Fault => {
    const at = `${file}: ${issue.path.join('.')}`;
    if (issue.code === 'custom' && issue.message.startsWith('input.')) {
      return { code: issue.message, at };
    }
    return issue.path.at(-1) === 'citation'
      ? { code: 'policy.noCitation', params: { rule: at }, at }
      : { code: 'policy.schema', params: { file, reason: issue.message }, at };
  });
}

/** Rows with a citation and no `checkedOn` of their own take the one of their file. */
export function inheritCheckedOn(file: unknown): unknown {
  if (!isRecord(file)) return file;
  const checkedOn = file['checkedOn'];
  const walk = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(walk);
    if (!isRecord(node)) return node;
    const copy: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(node)) copy[key] = walk(value);
    if ('citation' in copy && !('checkedOn' in copy)) copy['checkedOn'] = checkedOn;
    return copy;
  };
  return walk(file);
}

function isRecord(node: unknown): node is Record<string, unknown> {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}

export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}
