/** A development page with the primitives on made-up figures; never part of the product's build. */
import '../theme/fonts.css';
import '../theme/mantine.css';
import '../theme/base.css';
import '../theme/print.css';
import { RouterProvider, createRootRoute, createRouter } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { parseSearch, writeSearch } from '../shell/lens.ts';
import { Providers } from '../shell/providers.tsx';
import { Gallery } from './gallery.tsx';

const router = createRouter({
  routeTree: createRootRoute({ component: Gallery, notFoundComponent: Gallery }),
  parseSearch,
  stringifySearch: writeSearch,
});

const host = document.getElementById('root');
if (host) {
  createRoot(host).render(
    <Providers>
      <RouterProvider router={router} />
    </Providers>,
  );
}
