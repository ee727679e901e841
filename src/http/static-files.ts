/**
 * The built web app: hashed files kept for ever, the page itself asked for each time. The build
 * leaves compressed copies beside its files (`.br`, `.gz`), see src/web-build.ts.
 */
import { createHash, randomBytes } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { contentPolicy } from './security.ts';

export interface StaticFiles {
  /** undefined = no such file and not a page either */
  answer(request: Request): Promise<Response | undefined>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.map': 'application/json',
};

/** Smallest first. Browsers take brotli over TLS and on the own machine only. */
const ENCODINGS = [
  { ending: '.br', name: 'br', accepted: /\bbr\b/ },
  { ending: '.gz', name: 'gzip', accepted: /\bgzip\b/ },
] as const;

/** Vite writes a hash of the content into these names. */
const HASHED = /^\/assets\/.+-[\w-]{8,}\.\w+$/;

/** In the page, where the nonce of its style elements goes. */
const NONCE_PLACE = '__CSP_NONCE__';

interface File {
  bytes: Buffer<ArrayBuffer>;
  encoded: { name: string; accepted: RegExp; bytes: Buffer<ArrayBuffer> }[];
  type: string;
  tag: string;
}

/** Reads the folder when first asked; a few hundred files of a few MB stay in memory. */
export function openStaticFiles(folder: string): StaticFiles {
  let files: Promise<Map<string, File>> | undefined;
  return {
    async answer(request) {
      files ??= readFiles(folder).catch((cause: unknown) => {
        files = undefined;
        throw cause;
      });
      const known = await files;
      const path = decodePath(new URL(request.url).pathname);
      const file = path === '/' ? undefined : known.get(path);
      if (file && path.endsWith('.html') === false) return fileResponse(path, file, request);
      // a missing file with an ending is missing; anything else is a page of the app
      if (!file && extname(path) !== '') return undefined;
      // `/may-tinh` is a page of its own, `may-tinh.html`; every other address is the office app
      const page = file ?? known.get(`${path}.html`) ?? known.get('/index.html');
      return page && pageResponse(page);
    },
  };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

async function readFiles(folder: string): Promise<Map<string, File>> {
  const bytesOf = new Map<string, Buffer<ArrayBuffer>>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((item) => item.isFile())) {
    const path = join(entry.parentPath, entry.name);
    bytesOf.set(`/${relative(folder, path).split(sep).join('/')}`, await readFile(path));
  }
  const files = new Map<string, File>();
  for (const [path, bytes] of bytesOf) {
    if (ENCODINGS.some(({ ending }) => path.endsWith(ending))) continue;
    files.set(path, {
      bytes,
      encoded: ENCODINGS.flatMap(({ ending, ...encoding }) => {
        const copy = bytesOf.get(path + ending);
        return copy ? [{ ...encoding, bytes: copy }] : [];
      }),
      type: TYPES[extname(path)] ?? 'application/octet-stream',
      tag: `"${createHash('sha1').update(bytes).digest('base64url')}"`,
    });
  }
  return files;
}

function fileResponse(path: string, file: File, request: Request): Response {
  const headers = new Headers({
    'content-type': file.type,
    etag: file.tag,
    'cache-control': HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  // a worker answers to the policy of its own script
  if (!HASHED.test(path)) headers.set('content-security-policy', contentPolicy());
  if (file.encoded.length > 0) headers.set('vary', 'accept-encoding');
  if (request.headers.get('if-none-match') === file.tag) {
    return new Response(null, { status: 304, headers });
  }
  const accepted = request.headers.get('accept-encoding') ?? '';
  const copy = file.encoded.find((each) => each.accepted.test(accepted));
  if (copy) headers.set('content-encoding', copy.name);
  const { bytes } = copy ?? file;
  headers.set('content-length', String(bytes.length));
  return new Response(bytes, { headers });
}

/** The page carries a fresh nonce each time, so it is never answered with 304. */
function pageResponse(page: File): Response {
  const nonce = randomBytes(16).toString('base64url');
  const html = page.bytes.toString('utf8').replaceAll(NONCE_PLACE, nonce);
  return new Response(html, {
    headers: {
      'content-type': page.type,
      'cache-control': 'no-store',
      'content-security-policy': contentPolicy(nonce),
    },
  });
}
