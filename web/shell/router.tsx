/** Which address shows which screen; screens are fetched when first opened. */
import {
  Outlet,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { LENS_NAMES, parseSearch, writeSearch } from './lens.ts';
import { NotFound } from './not-found.tsx';
import { SignedIn } from './signed-in.tsx';
import { PageFault, PagePending } from './page-states.tsx';

/** The lens travels from page to page unless the door sets it otherwise. */
function keepLens({
  search,
  next,
}: {
  search: Record<string, unknown>;
  next: (search: Record<string, unknown>) => Record<string, unknown>;
}): Record<string, unknown> {
  const result = next(search);
  for (const name of LENS_NAMES) {
    if (!(name in result) && search[name] !== undefined) result[name] = search[name];
  }
  return result;
}

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFound,
  search: { middlewares: [keepLens as never] },
});

const signedIn = createRoute({ getParentRoute: () => root, id: 'signedIn', component: SignedIn });

type Screen = () => ReactNode;

function open(path: string, load: () => Promise<Screen>) {
  return createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(async () => ({ default: await load() })),
  });
}

function screen(path: string, load: () => Promise<Screen>) {
  return createRoute({
    getParentRoute: () => signedIn,
    path,
    component: lazyRouteComponent(async () => ({ default: await load() })),
  });
}

const routes = root.addChildren([
  open('/dang-nhap', async () => (await import('../screens/sign-in/sign-in.tsx')).SignIn),
  open('/bat-dau', async () => (await import('../screens/sign-in/link.tsx')).OneTimeLink),
  signedIn.addChildren([
    screen('/', async () => (await import('../screens/start/start.tsx')).Start),
    screen('/do-bao-phu', async () => (await loadCoverage()).CoverageHome),
    screen('/do-bao-phu/$unit', async () => (await loadCoverage()).Coverage),
  ]),
]);

function loadCoverage() {
  return import('../screens/coverage/coverage.tsx');
}

export function makeRouter() {
  return createRouter({
    routeTree: routes,
    parseSearch,
    stringifySearch: writeSearch,
    defaultPendingComponent: PagePending,
    defaultErrorComponent: PageFault,
    defaultPendingMs: 250,
    defaultPreload: 'intent',
    scrollRestoration: true,
  });
}
