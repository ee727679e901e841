/** What an endpoint answers, as a Response. */
import { createHash } from 'node:crypto';
import { isFileReply } from './call.ts';
import type { AnyEndpoint } from './endpoint.ts';

/**
 * Answers without personal data may be asked for again with `If-None-Match`; the others are kept
 * nowhere, not even in the browser's cache.
 */
export function replyOf(endpoint: AnyEndpoint, value: unknown, request: Request): Response {
  if (isFileReply(value)) {
    const name = encodeURIComponent(value.file.name);
    const disposition = value.file.isShown === true ? 'inline' : 'attachment';
    return new Response(value.file.bytes as BodyInit, {
      headers: {
        'content-type': value.file.type,
        'content-disposition': `${disposition}; filename*=UTF-8''${name}`,
        // opened by its address, a file of users is a page of ours: nothing in it may run
        'content-security-policy': FILE_POLICY,
        'cache-control': 'no-store',
      },
    });
  }
  if (value === undefined || value === null) {
    return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
  }
  const text = JSON.stringify(value);
  const headers = new Headers({ 'content-type': 'application/json; charset=utf-8' });
  headers.set('content-length', String(Buffer.byteLength(text)));
  if (!mayBeKept(endpoint)) {
    headers.set('cache-control', 'no-store');
    return new Response(text, { headers });
  }
  const tag = `W/"${createHash('sha1').update(text).digest('base64url')}"`;
  headers.set('cache-control', 'private, no-cache');
  headers.set('etag', tag);
  headers.set('vary', 'accept-language, cookie, authorization');
  if (request.headers.get('if-none-match') === tag) {
    headers.delete('content-length');
    return new Response(null, { status: 304, headers });
  }
  return new Response(text, { headers });
}

const FILE_POLICY = "default-src 'none'; img-src 'self'; frame-ancestors 'none'; sandbox";

function mayBeKept(endpoint: AnyEndpoint): boolean {
  return (
    endpoint.method === 'get' &&
    endpoint.journal === 'none' &&
    (endpoint.access.kind === 'public' || endpoint.access.kind === 'unit')
  );
}
