import { useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';

/** True while the page is laid out for paper, so that long tables are drawn whole. */
export function usePrinting(): boolean {
  return useSyncExternalStore(subscribe, isPrinting, () => false);
}

const media = typeof matchMedia === 'undefined' ? null : matchMedia('print');
let isBetweenEvents = false;

function isPrinting(): boolean {
  return isBetweenEvents || (media?.matches ?? false);
}

function subscribe(onChange: () => void): () => void {
  const before = (): void => {
    isBetweenEvents = true;
    flushSync(onChange);
  };
  const after = (): void => {
    isBetweenEvents = false;
    onChange();
  };
  addEventListener('beforeprint', before);
  addEventListener('afterprint', after);
  media?.addEventListener('change', onChange);
  return () => {
    removeEventListener('beforeprint', before);
    removeEventListener('afterprint', after);
    media?.removeEventListener('change', onChange);
  };
}
