/** Headers every answer carries, and who may send a change with a browser's cookie. */

const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
];

/**
 * Scripts come from files alone. Style elements need the page's nonce; style attributes are free:
 * charts are drawn with them and they cannot run anything.
 */
export function contentPolicy(nonce?: string): string {
  const styles = nonce
    ? [`style-src-elem 'self' 'nonce-${nonce}'`, "style-src-attr 'unsafe-inline'"]
    : ["style-src 'self'"];
  return [...CONTENT_POLICY, ...styles].join('; ');
}

/** What a page takes in and that is no document of its own, whatever its address. */
const PARTS_OF_PAGES = /^(text\/javascript|text\/css|font\/|image\/(png|jpeg|webp))/;

export function setSecurityHeaders(headers: Headers, isHttps: boolean): void {
  headers.set('x-content-type-options', 'nosniff');
  headers.set('cross-origin-resource-policy', 'same-origin');
  if (isHttps) headers.set('strict-transport-security', 'max-age=31536000');
  const hasPolicy = headers.has('content-security-policy');
  // half a kilobyte on each of fifty small files is the price of a page on a slow line
  if (!hasPolicy && PARTS_OF_PAGES.test(headers.get('content-type') ?? '')) return;
  if (!hasPolicy) headers.set('content-security-policy', contentPolicy());
  headers.set('referrer-policy', 'same-origin');
  headers.set('x-frame-options', 'DENY');
  headers.set('cross-origin-opener-policy', 'same-origin');
  headers.set(
    'permissions-policy',
    'camera=(self), geolocation=(self), microphone=(), payment=(), usb=(), publickey-credentials-get=(self)',
  );
}

/**
 * A change sent with a cookie must come from our own pages: same host in `Origin`, or the browser's
 * word that it is same-origin. Programs send a token and no cookie.
 */
export function isFromOwnPage(request: Request, publicUrl: string | null): boolean {
  const origin = request.headers.get('origin');
  if (origin === null) return request.headers.get('sec-fetch-site') === 'same-origin';
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  if (publicUrl !== null) return from.origin === new URL(publicUrl).origin;
  return from.host === (request.headers.get('host') ?? new URL(request.url).host);
}
