/**
 * One row of the endpoint table: what it takes and gives (zod), who may call it for which place,
 * whether the call goes into the journal, and the command that reaches it. `src/app.ts` lists all
 * rows; the server, OpenAPI, the command line and the refusal test are derived from them.
 */
import { z } from 'zod';
import type { Role } from '../kernel/actor.ts';
import type { Context } from '../stores/context.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Which place a call touches. Outside the caller's places every answer is "not found". */
export type Access<Input> =
  | { kind: 'public' }
  /** any signed-in person, own account only */
  | { kind: 'signedIn' }
  /** a unit by id or code; `boundaries` when the code is of another day's tree */
  | {
      kind: 'unit';
      roles: readonly Role[];
      unit: (input: Input) => string | number;
      on?: (input: Input) => string | undefined;
    }
  | { kind: 'person'; roles: readonly Role[]; personId: (input: Input) => number }
  | { kind: 'household'; roles: readonly Role[]; householdId: (input: Input) => number }
  /** a list cut to the caller's own places by the operation and by row-level security */
  | { kind: 'own'; roles: readonly Role[] }
  /** an administrator of the root of the tree */
  | { kind: 'system' };

export interface InputShape {
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
}

/** Body of an endpoint with `uploadBytesMax`, made by the server, never by the caller. */
export const UploadedFile = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().min(0),
});

export interface InputOf<Shape extends InputShape> {
  params: Shape['params'] extends z.ZodObject ? z.output<Shape['params']> : Record<string, never>;
  query: Shape['query'] extends z.ZodObject ? z.output<Shape['query']> : Record<string, never>;
  body: Shape['body'] extends z.ZodType ? z.output<Shape['body']> : undefined;
}

/** Bytes for the browser to save, instead of JSON. */
export interface FileReply {
  file: {
    name: string;
    type: string;
    bytes: Uint8Array | ReadableStream<Uint8Array>;
    /** a picture that a page may show; everything else is only saved */
    isShown?: boolean;
  };
}

export interface Endpoint<Shape extends InputShape = InputShape, Output = unknown> {
  /** stable name `domain.verb`, the operationId of OpenAPI */
  id: string;
  method: Method;
  /** `/v1/units/{unit}` */
  path: string;
  summary: string;
  input: Shape;
  /** absent when the answer is a file */
  output?: z.ZodType<Output>;
  access: Access<InputOf<Shape>>;
  /** reads of personal data and every change are journaled */
  journal: 'none' | 'read' | 'change';
  /** words of the command, e.g. `coverage` or `units tree`; params and query become flags */
  cli?: {
    command: string;
    positional?: readonly string[];
    /** of two rows with the same command this one is meant where the flag is typed */
    whenFlag?: string;
  };
  /** a valid call for the documentation and for the refusal test (ids are replaced there) */
  example?: { params?: object; query?: object; body?: unknown };
  /** largest body in bytes, 1 MiB unless said */
  bodyBytesMax?: number;
  /**
   * The body is a file of at most so many bytes, streamed to the store of files once the caller is
   * known to have the right; `body` is then its hash and size (`UploadedFile`).
   */
  uploadBytesMax?: number;
  /** longest a call may take, 30 s unless said */
  timeoutMs?: number;
  /** why the caller needs it, for the journal (unmasking, corrections) */
  reason?: (input: InputOf<Shape>) => string | undefined;
  /** persons and units the answer showed, entry it wrote: what the journal cannot see beforehand */
  reach?: (
    input: InputOf<Shape>,
    output: Output,
  ) => { personIds?: readonly number[]; unitIds?: readonly number[]; entryId?: number };
  handle: (ctx: Context, input: InputOf<Shape>) => Promise<Output | FileReply>;
}

/** Any row, for the table; the handler's types are checked where the row is written. */
export type AnyEndpoint = Endpoint<InputShape, unknown>;

export function defineEndpoint<Shape extends InputShape, Output>(
  endpoint: Endpoint<Shape, Output>,
): AnyEndpoint {
  return endpoint as unknown as AnyEndpoint;
}
