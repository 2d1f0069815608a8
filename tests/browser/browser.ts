import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import chromium, { inflate } from '@sparticuz/chromium';
import { chromium as playwright, type Browser, type BrowserContext, type Page } from 'playwright-core';

const packed = path.join(
  path.dirname(path.dirname(import.meta.dirname)),
  'node_modules/@sparticuz/chromium/bin',
);
/** Where pictures of pages are kept as output of a run. */
export const picturesFolder = path.join(
  path.dirname(path.dirname(import.meta.dirname)),
  '.build/screenshots',
);

/** Starts the Chromium that npm brought; libraries that the machine lacks come with it. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, libraries } = await unpackBrowser();
  return playwright.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none', '--disable-background-networking'],
    env: {
      ...(process.env as Record<string, string>),
      // A reader's language, where the machine has none.
      LANG: 'en_US.UTF-8',
      ...(libraries ? { LD_LIBRARY_PATH: libraries } : {}),
    },
  });
}

/** Unpacks what is not unpacked yet. Gives the folder of the libraries where the machine lacks them. */
export async function unpackBrowser(): Promise<{ executablePath: string; libraries: string | undefined }> {
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
  /** Pixels, between a phone's and a desktop's. */
  width?: number;
  locale?: string;
}

/** A browser window of one person: storage and cookies of its own. Errors of the page fail the test that asks for them. */
export async function openWindow(browser: Browser, url: string, look: Look = {}): Promise<Window> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: look.phone ? { width: 375, height: 812 } : { width: look.width ?? 1440, height: 900 },
    colorScheme: look.theme ?? 'light',
    locale: look.locale ?? 'en-US',
    timezoneId: 'Europe/Madrid',
    reducedMotion: 'reduce',
    hasTouch: look.phone ?? false,
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  // A busy machine is slow; what never comes fails all the same.
  page.setDefaultTimeout(45_000);
  return { context, page, errors };
}

export interface Window {
  context: BrowserContext;
  page: Page;
  /** Uncaught errors of the page so far. */
  errors: string[];
}

/** Keeps a picture of the page as it is. */
export async function takePicture(page: Page, name: string): Promise<void> {
  mkdirSync(picturesFolder, { recursive: true });
  await page.screenshot({ path: path.join(picturesFolder, `${name}.png`) });
}
