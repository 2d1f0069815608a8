import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { BrowserContext, Page } from 'playwright-core';
import { projectRoot } from '#infra/functions.ts';
import { launchBrowser } from '../../tests/browser/browser.ts';
import { startHost } from '../../tests/host.ts';
import { newOrganization, newPerson } from '../../tests/organization.ts';
import { atMost, plain, type Figure } from '../figure.ts';

/** P7: JavaScript that a real browser loads for the first pages, as small as gzip makes it. */
export async function measureSite(): Promise<Figure[]> {
  const host = await startHost({ site: true });
  const browser = await launchBrowser();
  try {
    const person = await newPerson(host);
    const organization = await newOrganization(person);
    const context = await browser.newContext({ baseURL: host.url });
    const signIn = await load(context, '/sign-in', (page) =>
      page
        .getByLabel(/^Password/)
        .first()
        .waitFor(),
    );
    await signIn.page.getByLabel(/^Username or e-mail/).fill(person.username);
    await signIn.page
      .getByLabel(/^Password/)
      .first()
      .fill(person.password);
    await signIn.page.keyboard.press('Enter');
    await signIn.page.waitForURL(/\/o\//);
    const list = await load(context, `/o/${organization.id}/contacts`, async (page) => {
      await page.locator('h1').first().waitFor();
      await page.waitForFunction(() => !document.querySelector('[aria-busy=true], .skeleton'));
    });
    return [
      atMost('P7', 'JavaScript of the sign-in page', signIn.first, 'KB', 75),
      plain('P7', 'fetched ahead there when idle', signIn.later, 'KB'),
      atMost('P7', 'JavaScript of the first page of the app (contacts)', list.first, 'KB', 120),
      plain('P7', 'fetched ahead there when idle', list.later, 'KB'),
    ];
  } finally {
    await browser.close();
    await host.stop();
  }
}

interface Loaded {
  page: Page;
  /** KB that came until the page was ready, and after that. */
  first: number;
  later: number;
}

/** Opens a page with an empty cache. */
async function load(
  context: BrowserContext,
  address: string,
  ready: (page: Page) => Promise<unknown>,
): Promise<Loaded> {
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await client.send('Network.setCacheDisabled', { cacheDisabled: true });
  const scripts = new Set<string>();
  page.on('request', (request) => {
    if (request.resourceType() === 'script' || request.url().endsWith('.js'))
      scripts.add(new URL(request.url()).pathname);
  });
  await page.goto(address, { waitUntil: 'commit' });
  await ready(page);
  const first = [...scripts];
  await page.waitForLoadState('networkidle');
  const later = [...scripts].filter((script) => !first.includes(script));
  return { page, first: kilobytes(first), later: kilobytes(later) };
}

const kilobytes = (scripts: readonly string[]): number =>
  scripts.reduce(
    (sum, script) => sum + gzipSync(readFileSync(path.join(projectRoot, '.build/site', script))).length,
    0,
  ) / 1024;
