/**
 * Keeps the calculator at hand without a network: its page, the law and the code, all of one build
 * together. With a network the page is asked for first, so that a newer law is seen at once. The
 * build writes the list of files and a name for it here; a new list makes a new store.
 */
interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface FetchEvent extends WorkerEvent {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface Worker {
  location: Location;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  addEventListener(name: 'install' | 'activate', listener: (event: WorkerEvent) => void): void;
  addEventListener(name: 'fetch', listener: (event: FetchEvent) => void): void;
}

const worker = globalThis as unknown as Worker;

const PAGE = '/may-tinh';
const FILES = '__OFFLINE_FILES__' as unknown as readonly string[];
const STORES = 'calculator-';
const STORE = `${STORES}__OFFLINE_VERSION__`;
/** longer than this and the kept page is shown instead */
const NETWORK_MS = 3000;

worker.addEventListener('install', (event) => {
  event.waitUntil(keepAll().then(() => worker.skipWaiting()));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(forgetOlder().then(() => worker.clients.claim()));
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (pathname === PAGE) event.respondWith(freshPage(request));
  else if (FILES.includes(pathname)) event.respondWith(keptFile(request));
});

async function keepAll(): Promise<void> {
  const store = await caches.open(STORE);
  await store.addAll([PAGE, ...FILES]);
}

async function forgetOlder(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(STORES) && name !== STORE) await caches.delete(name);
  }
}

async function freshPage(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(NETWORK_MS) });
    if (answer.ok) return answer;
  } catch {
    // no network, or too slow: the kept page follows
  }
  const kept = await caches.match(PAGE, { cacheName: STORE });
  return kept ?? Response.error();
}

async function keptFile(request: Request): Promise<Response> {
  const kept = await caches.match(request, { cacheName: STORE, ignoreSearch: true });
  return kept ?? (await fetch(request));
}
