/**
 * The one door to the server: JSON over fetch, faults as RFC 9457 problem details, abort by signal.
 * A lost session is told to whoever listens (the frame leads to the sign-in page).
 */
import { storedLanguage } from '../text/language.tsx';

export interface FaultLine {
  at?: string;
  code: string;
  message: string;
}

export type FaultKind =
  'network' | 'signIn' | 'forbidden' | 'notFound' | 'invalid' | 'conflict' | 'tooMany' | 'server';

/** What went wrong with a call, with everything the server said about it. */
export class ApiFault extends Error {
  override name = 'ApiFault';
  readonly kind: FaultKind;
  readonly status: number;
  readonly code: string;
  readonly faults: readonly FaultLine[];
  /** to quote when asking for help */
  readonly id: string | undefined;

  constructor(kind: FaultKind, status: number, problem: Partial<ProblemBody>) {
    super(problem.title ?? kind);
    this.kind = kind;
    this.status = status;
    this.code = problem.code ?? kind;
    this.faults = problem.faults ?? [];
    this.id = problem.id;
  }
}

interface ProblemBody {
  title: string;
  code: string;
  faults: FaultLine[];
  id: string;
}

export type QueryValue =
  string | number | boolean | null | undefined | readonly (string | number)[];

export interface CallOptions {
  query?: Readonly<Record<string, QueryValue>>;
  body?: unknown;
  /** sent as it is, instead of a body in JSON */
  file?: Blob;
  signal?: AbortSignal;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Who is signed in. */
export const ME_PATH = '/v1/me';

const signInListeners = new Set<() => void>();

/** Told when a call is refused because nobody is signed in; answers how to stop listening. */
export function onSignInNeeded(listener: () => void): () => void {
  signInListeners.add(listener);
  return () => signInListeners.delete(listener);
}

/** `/v1/units/{unit}` with values → `/v1/units/12?asOf=…`; empty values are left out. */
export function addressOf(path: string, query: CallOptions['query'] = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue;
    if (typeof value === 'object') {
      if (value.length > 0) search.set(name, value.join(','));
    } else search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** The answer's JSON, or undefined for an empty one. Throws ApiFault. */
export async function call<T>(method: Method, path: string, options: CallOptions = {}): Promise<T> {
  const response = await send(method, path, options);
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

export function get<T>(
  path: string,
  query?: CallOptions['query'],
  signal?: AbortSignal,
): Promise<T> {
  return call<T>('GET', path, { query, signal });
}

export function post<T>(path: string, body?: unknown): Promise<T> {
  return call<T>('POST', path, { body: body ?? {} });
}

export function sendFile<T>(path: string, file: Blob): Promise<T> {
  return call<T>('POST', path, { file });
}

/** Saves a file answer under the server's name for it. */
export async function download(path: string, query?: CallOptions['query']): Promise<void> {
  const response = await send('GET', path, { query });
  const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '');
  saveBytes(await response.blob(), name?.[1] ? decodeURIComponent(name[1]) : 'bao-phu');
}

export function saveBytes(bytes: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(bytes);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function send(method: Method, path: string, options: CallOptions): Promise<Response> {
  const headers: Record<string, string> = {
    accept: 'application/json, application/problem+json',
    'accept-language': storedLanguage(),
  };
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  if (options.file !== undefined) headers['content-type'] = 'application/octet-stream';
  let response: Response;
  try {
    response = await fetch(addressOf(path, options.query), {
      method,
      headers,
      body: options.file ?? (options.body === undefined ? undefined : JSON.stringify(options.body)),
      signal: options.signal,
      credentials: 'same-origin',
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiFault('network', 0, {});
  }
  if (response.ok) return response;
  throw await faultOf(response, path);
}

async function faultOf(response: Response, path: string): Promise<ApiFault> {
  const problem = (await response.json().catch(() => ({}))) as Partial<ProblemBody>;
  const kind = kindOf(response.status);
  // a wrong password and the question who is signed in are no lost session
  if (kind === 'signIn' && !path.startsWith('/v1/auth/') && path !== ME_PATH) {
    for (const listener of signInListeners) listener();
  }
  return new ApiFault(kind, response.status, problem);
}

export function kindOf(status: number): FaultKind {
  if (status === 401) return 'signIn';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'notFound';
  if (status === 409) return 'conflict';
  if (status === 429) return 'tooMany';
  return status >= 500 ? 'server' : 'invalid';
}
