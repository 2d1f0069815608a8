import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import chromium, { inflate } from '@sparticuz/chromium';
import {
  chromium as playwright,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type BrowserServer,
  type LaunchOptions,
  type Page,
} from 'playwright-core';
import type { Tokens } from '../../dev/sign-in.ts';
import type { HostInfo } from 'local-aws/host-info.ts';
import { isFull } from '../counts.ts';

const packed = path.join(
  path.dirname(path.dirname(import.meta.dirname)),
  'node_modules/@sparticuz/chromium/bin',
);
export const picturesFolder = path.join(
  path.dirname(path.dirname(import.meta.dirname)),
  '.build/screenshots',
);

/** Starts the bundled Chromium. If the machine lacks libraries, the bundled ones are used. */
export async function launchBrowser(): Promise<Browser> {
  return playwright.launch(await launchOptions());
}

/** Starts the bundled Chromium so that several processes can connect to it. */
export async function serveBrowser(): Promise<BrowserServer> {
  return playwright.launchServer(await launchOptions());
}

async function launchOptions(): Promise<LaunchOptions> {
  const { executablePath, libraries } = await unpackBrowser();
  return {
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none', '--disable-background-networking'],
    env: {
      ...(process.env as Record<string, string>),
      // Sets a locale, in case the machine has none.
      LANG: 'en_US.UTF-8',
      ...(libraries ? { LD_LIBRARY_PATH: libraries } : {}),
    },
  };
}

/** Unpacks the browser if necessary. `libraries` is the folder of libraries that the machine lacks, if any. */
async function unpackBrowser(): Promise<{ executablePath: string; libraries: string | undefined }> {
  const executablePath = await chromium.executablePath();
  return { executablePath, libraries: lacksLibraries(executablePath) ? await ownLibraries() : undefined };
}

function lacksLibraries(executable: string): boolean {
  try {
    return execFileSync('ldd', [executable], { encoding: 'utf8' }).includes('not found');
  } catch {
    return true;
  }
}

async function ownLibraries(): Promise<string> {
  await inflate(path.join(packed, 'al2023.tar.br'));
  return path.join(tmpdir(), 'al2023', 'lib');
}

export interface Look {
  theme?: 'light' | 'dark';
  phone?: boolean;
  /** Width of the window in pixels, for a size between phone and desktop. */
  width?: number;
  locale?: string;
}

/**
 * Opens a browser window with its own storage and cookies. `errors` collects the page's uncaught errors, for tests to
 * check.
 */
export async function openWindow(
  browser: Browser,
  url: string,
  look: Look = {},
  session?: Session,
): Promise<Window> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: look.phone ? { width: 375, height: 812 } : { width: look.width ?? 1440, height: 900 },
    colorScheme: look.theme ?? 'light',
    locale: look.locale ?? 'en-US',
    timezoneId: 'Europe/Madrid',
    reducedMotion: 'reduce',
    hasTouch: look.phone ?? false,
    ...(session ? { storageState: storedSession(url, session) } : {}),
  });
  // Generous, because busy machines are slow. An element that never appears still fails the test.
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  return { context, page, errors };
}

export interface Window {
  context: BrowserContext;
  page: Page;
  /** Uncaught errors of the page so far. */
  errors: string[];
}

/** A user who has signed in to a host. */
export interface Session {
  info: HostInfo;
  username: string;
  tokens: Tokens;
}

/** Browser storage with a session as the site stores it, so that a window can start signed in. */
function storedSession(
  url: string,
  { info, username, tokens }: Session,
): NonNullable<BrowserContextOptions['storageState']> {
  const prefix = `CognitoIdentityServiceProvider.${info.clientId}`;
  const stored = {
    [`${prefix}.LastAuthUser`]: username,
    ...Object.fromEntries(
      Object.entries(tokens).map(([name, token]) => [`${prefix}.${username}.${name}`, token]),
    ),
  };
  const localStorage = Object.entries(stored).map(([name, value]) => ({ name, value }));
  return { cookies: [], origins: [{ origin: new URL(url).origin, localStorage }] };
}

/** Navigates within the site like a click on a link, without reloading the page. */
export async function followLink(page: Page, address: string): Promise<void> {
  await page.evaluate((href) => {
    const link = Object.assign(document.createElement('a'), { href });
    document.querySelector('main')?.append(link);
    link.click();
    link.remove();
  }, address);
  await page.waitForURL((url) => url.href.endsWith(address));
  // The page renders after its URL has changed.
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}

/** Waits until nothing is loading. */
export async function loaded(page: Page): Promise<void> {
  await page.locator('main, [role=main], h1').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true], .skeleton'));
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

/**
 * Waits until transitions and animations have ended, except those that repeat forever. On a busy machine, a transition
 * can begin some frames after the change that causes it, and be followed by another one.
 */
export async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const isPassing = ({ effect, playState }: Animation) =>
      playState === 'running' && effect?.getComputedTiming().endTime !== Infinity;
    for (let calmFrames = 0; calmFrames < 3; calmFrames++) {
      await new Promise(requestAnimationFrame);
      const passing = document.getAnimations().filter(isPassing);
      if (passing.length === 0) continue;
      calmFrames = -1;
      await Promise.allSettled(passing.map(({ finished }) => finished));
    }
  });
}

/** Saves a screenshot of the page for review, in the full tier only. */
export async function takePicture(page: Page, name: string): Promise<void> {
  if (isFull) await savePicture(page, name);
}

/** Saves a screenshot of the page in any tier, for example after a failure. */
export async function savePicture(page: Page, name: string): Promise<void> {
  mkdirSync(picturesFolder, { recursive: true });
  await page.screenshot({ path: path.join(picturesFolder, `${name}.png`) });
}
