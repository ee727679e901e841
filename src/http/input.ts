/** Path, query and body of a request into an endpoint's input: all faults at once, by its schemas. */
import type { z } from 'zod';
import type { Fault } from '../kernel/outcome.ts';
import type { AnyEndpoint, InputOf, InputShape } from './endpoint.ts';

export type ParsedInput = { ok: true; input: InputOf<InputShape> } | { ok: false; faults: Fault[] };

export interface RawInput {
  params: Record<string, string>;
  query: URLSearchParams;
  /** parsed JSON, form fields or bytes; undefined when the request has none */
  body: unknown;
}

/**
 * Text of the path and the query becomes numbers, booleans and lists where the schema wants them;
 * unknown names in the query are faults, so that a mistyped filter never widens an answer.
 */
export function parseInput(shape: AnyEndpoint['input'], raw: RawInput): ParsedInput {
  const faults: Fault[] = [];
  const params = parsePart(
    shape.params,
    () => coerceParams(shape.params, raw.params),
    'params',
    faults,
  );
  const query = parsePart(
    shape.query,
    () => coerceQuery(shape.query, raw.query, faults),
    'query',
    faults,
  );
  const body = parsePart(shape.body, () => raw.body, 'body', faults);
  if (faults.length > 0) return { ok: false, faults };
  return {
    ok: true,
    input: { params: params ?? {}, query: query ?? {}, body } as unknown as InputOf<InputShape>,
  };
}

function parsePart(
  schema: z.ZodType | undefined,
  value: () => unknown,
  at: string,
  faults: Fault[],
): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value(), { reportInput: true });
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) faults.push(...faultsOf(issue, at));
  return undefined;
}

function coerceParams(
  schema: z.ZodObject | undefined,
  params: Record<string, string>,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(params)) {
    const field = schema?.shape[name] as z.ZodType | undefined;
    values[name] = field ? coerceText([text], field) : text;
  }
  return values;
}

function coerceQuery(
  schema: z.ZodObject | undefined,
  query: URLSearchParams,
  faults: Fault[],
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const name of new Set(query.keys())) {
    const field = schema?.shape[name] as z.ZodType | undefined;
    if (field) values[name] = coerceText(query.getAll(name), field);
    else faults.push({ code: 'input.unknownName', params: { name }, at: `query.${name}` });
  }
  return values;
}

interface Definition {
  type: string;
  innerType?: z.ZodType;
  in?: z.ZodType;
  element?: z.ZodType;
  options?: z.ZodType[];
  values?: unknown[];
}

/** The text(s) of one name as what the schema wants; what does not fit is left for it to fault. */
function coerceText(texts: readonly string[], schema: z.ZodType): unknown {
  const definition = schema.def as unknown as Definition;
  const text = texts.at(-1) ?? '';
  switch (definition.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'catch':
    case 'readonly':
    case 'nonoptional':
      return definition.innerType ? coerceText(texts, definition.innerType) : text;
    case 'pipe':
      return definition.in ? coerceText(texts, definition.in) : text;
    case 'number':
      // a leading zero is a code (076), never a number
      return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) ? Number(text) : text;
    case 'boolean':
      return coerceBoolean(text);
    case 'literal':
      return definition.values?.find((value) => String(value) === text) ?? text;
    case 'array': {
      const element = definition.element;
      const items = texts.flatMap((item) => item.split(',')).filter((item) => item !== '');
      return element ? items.map((item) => coerceText([item], element)) : items;
    }
    case 'union':
      return coerceUnion(texts, definition.options ?? []);
    default:
      return text;
  }
}

function coerceBoolean(text: string): unknown {
  if (text === 'true' || text === '1' || text === '') return true;
  return text === 'false' || text === '0' ? false : text;
}

function coerceUnion(texts: readonly string[], options: readonly z.ZodType[]): unknown {
  for (const option of options) {
    const value = coerceText(texts, option);
    if (option.safeParse(value).success) return value;
  }
  return texts.at(-1);
}

function faultsOf(issue: z.core.$ZodIssue, part: string): Fault[] {
  const at = [part, ...issue.path.map(String)].join('.');
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? [{ code: 'input.missing', at }]
        : [{ code: 'input.wrongType', params: { expected: issue.expected }, at }];
    case 'too_small':
      return [tooSmall(issue.origin, Number(issue.minimum), at)];
    case 'too_big':
      return [tooBig(issue.origin, Number(issue.maximum), at)];
    case 'invalid_format':
      return [{ code: 'input.wrongFormat', params: { format: issue.format }, at }];
    case 'invalid_value':
      return [{ code: 'input.notOneOf', params: { values: issue.values.join(', ') }, at }];
    case 'unrecognized_keys':
      return issue.keys.map((name) => ({
        code: 'input.unknownName',
        params: { name },
        at: `${at}.${name}`,
      }));
    case 'custom':
      // a schema of ours names a fault code as its message
      return [{ code: issue.message || 'input.invalid', at }];
    default:
      return [{ code: 'input.invalid', at }];
  }
}

function tooSmall(origin: string, minimum: number, at: string): Fault {
  if (origin === 'string') {
    return minimum <= 1
      ? { code: 'input.missing', at }
      : { code: 'input.tooShort', params: { minimum }, at };
  }
  if (origin === 'array' || origin === 'set') {
    return { code: 'input.tooFew', params: { minimum }, at };
  }
  return { code: 'input.tooSmall', params: { minimum }, at };
}

function tooBig(origin: string, maximum: number, at: string): Fault {
  if (origin === 'string') return { code: 'input.tooLong', params: { maximum }, at };
  if (origin === 'array' || origin === 'set') {
    return { code: 'input.tooMany', params: { maximum }, at };
  }
  return { code: 'input.tooBig', params: { maximum }, at };
}
