/** Words and flags of a command line into an endpoint's raw input, by the endpoint's own schemas. */
import { parseArgs } from 'node:util';
import type { z } from 'zod';
import type { AnyEndpoint } from '../http/endpoint.ts';
import type { RawInput } from '../http/input.ts';

/** A mistake in how the command was typed: printed without a stack, exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export interface CommonFlags {
  json: boolean;
  help: boolean;
  /** address of a running server; the token comes from BAOPHU_TOKEN or --token */
  server?: string;
  token?: string;
  /** where a file answer is written */
  out?: string;
  lang: 'vi' | 'en';
}

const COMMON = {
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  server: { type: 'string' },
  token: { type: 'string' },
  out: { type: 'string' },
  lang: { type: 'string' },
  body: { type: 'string' },
} as const;

export interface FieldFlag {
  /** as typed: `--as-of` */
  flag: string;
  field: string;
  part: 'params' | 'query' | 'body';
  isBoolean: boolean;
  /** several values: the flag again, or commas */
  isList: boolean;
  isNumbers: boolean;
  isRequired: boolean;
}

export interface ParsedCommand {
  common: CommonFlags;
  raw: RawInput;
  /** `--body FILE` (or `-` for standard input), still to be read */
  bodyFile?: string;
}

/** Every field of params, query and a body of plain fields as a flag. */
export function listFlags(endpoint: AnyEndpoint): FieldFlag[] {
  const flags: FieldFlag[] = [];
  for (const part of ['params', 'query', 'body'] as const) {
    const shape = shapeOf(endpoint.input[part]);
    for (const [field, schema] of Object.entries(shape)) {
      flags.push({
        flag: toKebab(field),
        field,
        part,
        isBoolean: innerType(schema) === 'boolean',
        isList: innerType(schema) === 'array',
        isNumbers: elementType(schema) === 'number',
        isRequired: !schema.safeParse(undefined).success,
      });
    }
  }
  return flags;
}

export function parseCommand(endpoint: AnyEndpoint, words: readonly string[]): ParsedCommand {
  const flags = listFlags(endpoint);
  const options: Record<
    string,
    { type: 'string' | 'boolean'; multiple?: boolean; short?: string }
  > = { ...COMMON };
  for (const flag of flags) {
    options[flag.flag] = flag.isBoolean ? { type: 'boolean' } : { type: 'string', multiple: true };
  }
  const parsed = parseStrictly(words, options);
  const raw: RawInput = { params: {}, query: new URLSearchParams(), body: undefined };
  const body: Record<string, unknown> = {};
  const positional = endpoint.cli?.positional ?? [];
  if (parsed.positionals.length > positional.length) {
    throw new UsageError(`unexpected: ${parsed.positionals.slice(positional.length).join(' ')}`);
  }
  const given = new Map<string, (string | boolean)[]>();
  parsed.positionals.forEach((word, at) => given.set(toKebab(positional[at] ?? ''), [word]));
  for (const [name, value] of Object.entries(parsed.values)) {
    if (!(name in COMMON) && value !== undefined) given.set(name, [value].flat());
  }
  for (const flag of flags) {
    const values = given.get(flag.flag);
    if (!values) continue;
    if (flag.part === 'params') raw.params[flag.field] = String(values.at(-1));
    else if (flag.part === 'query') {
      for (const value of values) raw.query.append(flag.field, String(value));
    } else body[flag.field] = flag.isList ? listOf(values, flag) : fromText(values);
  }
  if (Object.keys(body).length > 0) raw.body = body;
  return { common: readCommon(parsed.values), raw, bodyFile: textOf(parsed.values['body']) };
}

/** The flags every command knows, for commands that are no endpoints. */
export function parseLocal(
  words: readonly string[],
  options: Record<string, { type: 'string' | 'boolean' }>,
): { common: CommonFlags; values: Record<string, string | boolean | undefined>; rest: string[] } {
  const parsed = parseStrictly(words, { ...COMMON, ...options });
  return {
    common: readCommon(parsed.values),
    values: parsed.values as Record<string, string | boolean | undefined>,
    rest: parsed.positionals,
  };
}

interface StrictResult {
  values: Record<string, string | boolean | (string | boolean)[] | undefined>;
  positionals: string[];
}

function parseStrictly(
  words: readonly string[],
  options: Record<string, { type: 'string' | 'boolean'; multiple?: boolean; short?: string }>,
): StrictResult {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (cause) {
    throw new UsageError((cause as Error).message, { cause });
  }
}

function readCommon(values: StrictResult['values']): CommonFlags {
  return {
    json: values['json'] === true,
    help: values['help'] === true,
    server: textOf(values['server']),
    token: textOf(values['token']),
    out: textOf(values['out']),
    lang: values['lang'] === 'en' ? 'en' : 'vi',
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** `--reason text` is text, `--people 12` a number, `--names '["a"]'` what the JSON says. */
function fromText(values: readonly (string | boolean)[]): unknown {
  const value = values.at(-1);
  if (typeof value !== 'string') return value;
  if (/^(-?\d+|[[{].*[\]}]|true|false|null)$/s.test(value) && !/^0\d/.test(value)) {
    try {
      return JSON.parse(value);
    } catch {
      return value;
    }
  }
  return value;
}

/** `--units 02545,02548` or the flag again: texts, so that codes keep their zeros; JSON as it says. */
function listOf(values: readonly (string | boolean)[], { isNumbers }: FieldFlag): unknown {
  const [first] = values;
  if (values.length === 1 && typeof first === 'string' && first.startsWith('[')) {
    return fromText(values);
  }
  const words = values.flatMap((value) => String(value).split(',')).map((word) => word.trim());
  return isNumbers ? words.map((word) => (/^-?\d+$/.test(word) ? Number(word) : word)) : words;
}

function shapeOf(schema: z.ZodType | undefined): Record<string, z.ZodType> {
  if (!schema) return {};
  const { innerType: inner } = schema.def as unknown as { innerType?: z.ZodType };
  if (inner) return shapeOf(inner);
  if (!('shape' in schema)) return {};
  return (schema as z.ZodObject).shape as Record<string, z.ZodType>;
}

function innerType(schema: z.ZodType): string {
  const definition = schema.def as unknown as { type: string; innerType?: z.ZodType };
  return definition.innerType ? innerType(definition.innerType) : definition.type;
}

/** Of an array, however wrapped: the type of what it holds. */
function elementType(schema: z.ZodType): string | undefined {
  const definition = schema.def as unknown as { innerType?: z.ZodType; element?: z.ZodType };
  if (definition.innerType) return elementType(definition.innerType);
  return definition.element ? innerType(definition.element) : undefined;
}

export function toKebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
