/**
 * A real browser for tests: Debian's Chromium when it is there, else the one npm carries. Every page
 * collects what went wrong on it; `expectCalm` fails a test that passed over errors in the console.
 */
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type Page, chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { TestApp } from '../app.ts';

const DEBIAN_CHROMIUM = '/usr/bin/chromium';

const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A browser on a busy machine with two cores is slow; a test that would never end still ends. */
export const PATIENCE_MS = 180_000;

export const DESK = { width: 1360, height: 900 };
export const PHONE = { width: 360, height: 740 };

export async function launchBrowser(): Promise<Browser> {
  if (existsSync(DEBIAN_CHROMIUM)) {
    return await chromium.launch({ executablePath: DEBIAN_CHROMIUM, args: FLAGS });
  }
  // without the flags that its package proposes: they are for one page in one process, and such a
  // browser ends with the first context that closes
  const { default: carried } = await import('@sparticuz/chromium');
  const executablePath = await inOwnFolder(() => carried.executablePath());
  return await chromium.launch({ executablePath, args: FLAGS });
}

/** The carried browser unpacks into the temporary folder; what another user unpacked there he alone may run. */
async function inOwnFolder<T>(unpack: () => Promise<T>): Promise<T> {
  const shared = join(tmpdir(), 'chromium');
  if (!existsSync(shared) || isRunnable(shared)) return await unpack();
  const before = process.env['TMPDIR'];
  const own = join(tmpdir(), `baophu-chromium-${userInfo().uid}`);
  mkdirSync(own, { recursive: true, mode: 0o700 });
  process.env['TMPDIR'] = own;
  try {
    return await unpack();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface OpenedPage {
  page: Page;
  /** errors of the console, of scripts and of the server seen so far */
  troubles: string[];
}

export interface PageOptions {
  viewport?: { width: number; height: number };
  dark?: boolean;
  /** a page nobody is signed in on */
  stranger?: boolean;
}

export interface TestBrowser {
  /** a page of its own context, signed in as the demo's first user unless `stranger` */
  open(path: string, options?: PageOptions): Promise<OpenedPage>;
}

/** Call at the top level of a test file, after `useTestApp`. */
export function useBrowser(app: TestApp): TestBrowser {
  let browser: Browser | undefined;
  let signedIn: Awaited<ReturnType<BrowserContext['storageState']>> | undefined;
  const ofFile: BrowserContext[] = [];
  const ofTest: BrowserContext[] = [];
  let contexts = ofFile;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  beforeEach(() => {
    contexts = ofTest;
  });
  // pages left open go on asking the server while the next test runs
  afterEach(async () => {
    contexts = ofFile;
    for (const context of ofTest.splice(0)) await context.close();
  });
  afterAll(async () => {
    for (const context of ofFile) await context.close();
    await browser?.close();
  });
  async function newContext(options: PageOptions): Promise<BrowserContext> {
    if (!browser) throw new Error('the browser runs only inside tests');
    if (!options.stranger) signedIn ??= await signIn(browser, await app.demoAddress());
    const context = await browser.newContext({
      viewport: options.viewport ?? DESK,
      colorScheme: options.dark ? 'dark' : 'light',
      locale: 'vi-VN',
      timezoneId: 'Asia/Ho_Chi_Minh',
      // colours are looked at as they are, not on their way
      reducedMotion: 'reduce',
      acceptDownloads: true,
      ...(options.stranger ? {} : { storageState: signedIn }),
    });
    contexts.push(context);
    return context;
  }
  return {
    async open(path, options = {}) {
      const context = await newContext(options);
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE_MS / 3);
      const troubles = watchTroubles(page);
      await page.goto(`${app.url()}${path}`);
      return { page, troubles };
    },
  };
}

async function signIn(browser: Browser, address: string) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address);
  await page.getByRole('button', { name: 'Vào xem' }).click();
  await page.getByRole('navigation').first().waitFor();
  const state = await context.storageState();
  await context.close();
  return state;
}

function watchTroubles(page: Page): string[] {
  const troubles: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('response', (response) => {
    if (response.status() >= 500) troubles.push(`${response.status()} ${response.url()}`);
  });
  return troubles;
}

/** Nothing went wrong that the test did not expect. */
export function expectCalm(opened: OpenedPage): void {
  expect(opened.troubles).toEqual([]);
}

/** The page has no sideways scrolling and nothing reaches over its right edge unclipped. */
export async function expectNothingCut(page: Page): Promise<void> {
  const cut = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll('main *')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .slice(0, 5)
      .map((element) => `${element.tagName} ${element.textContent?.slice(0, 40)}`);
  });
  expect(cut).toEqual([]);
}
