import '../theme/fonts.css';
import './colours.css';
import '../theme/base.css';
import '../theme/print.css';
import { createRoot } from 'react-dom/client';
import { Calculator } from './calculator.tsx';
import { keepOffline } from './offline.ts';

/** Browsers without Temporal fetch it first: the law is computed with it. */
async function start(): Promise<void> {
  if (!('Temporal' in globalThis)) await import('temporal-polyfill/global');
  const host = document.getElementById('root');
  if (!host) throw new Error('the page has no #root');
  createRoot(host).render(<Calculator />);
  await keepOffline();
}

void start();
