/** Asks the browser to keep the calculator; where it cannot, the page works with a network alone. */
export async function keepOffline(): Promise<void> {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  try {
    await navigator.serviceWorker.register('/offline-worker.js', { scope: '/may-tinh' });
    await navigator.serviceWorker.ready;
    document.documentElement.dataset['offline'] = 'ready';
  } catch {
    document.documentElement.dataset['offline'] = 'none';
  }
}
