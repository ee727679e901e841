import './theme/fonts.css';
import './theme/mantine.css';
import './theme/base.css';
import './theme/print.css';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { Providers, styleNonce } from './shell/providers.tsx';
import { makeRouter } from './shell/router.tsx';

/** Browsers without Temporal (all but the newest) fetch it before anything is drawn. */
async function start(): Promise<void> {
  if (!('Temporal' in globalThis)) await import('temporal-polyfill/global');
  // the library that locks scrolling behind dialogs writes a style element and looks for this name
  Object.assign(globalThis, { __webpack_nonce__: styleNonce() });
  const host = document.getElementById('root');
  if (!host) throw new Error('the page has no #root');
  createRoot(host).render(
    <Providers>
      <RouterProvider router={makeRouter()} />
    </Providers>,
  );
}

void start();
