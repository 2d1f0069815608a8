import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { projectRoot } from '#infra/functions.ts';
import { launchBrowser, loaded, openWindow } from '../../tests/browser/browser.ts';
import { bodyOf } from '../../tests/caller.ts';
import { startHost, type RunningHost } from '../../tests/host.ts';
import {
  addClient,
  newContact,
  newOrganization,
  newPerson,
  type TestOrganization,
} from '../../tests/organization.ts';
import { newDeal, newLead } from '../../tests/selling.ts';
import { atMost, plain, type Figure } from '../figure.ts';

/** P7: gzipped JavaScript that a real browser loads for each page when it is the first page of a visit. */
export async function measureSite(): Promise<Figure[]> {
  const host = await startHost({ site: true });
  const browser = await launchBrowser();
  try {
    const person = await newPerson(host);
    const organization = await newOrganization(person);
    await newContact(organization, person.call);
    await newLead(organization);
    await newDeal(organization);
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
    const figures = [
      atMost('P7', 'JavaScript of the sign-in page', signIn.first, 'KB', 75),
      plain('P7', 'fetched ahead there when idle', signIn.later, 'KB'),
    ];
    for (const [name, address] of Object.entries(firstPages)) {
      const page = await load(context, `/o/${organization.id}${address}`, loaded);
      figures.push(
        atMost('P7', `JavaScript of ${name}, as the first page of the app`, page.first, 'KB', 120),
      );
      if (address === '/contacts')
        figures.push(plain('P7', 'fetched ahead there when idle', page.later, 'KB'));
      await page.page.close();
    }
    figures.push(...(await portalFigures(host, browser, organization)));
    return figures;
  } finally {
    await browser.close();
    await host.stop();
  }
}

/** Pages that people start their day with: their names, and their paths in an organization. */
const firstPages = {
  'the dashboard': '',
  'the contact list': '/contacts',
  'the lead list': '/leads',
  'the deal list': '/deals?view=list',
  'the deal board': '/deals?view=board',
  'a list without records': '/vendors',
  "the day's tasks": '/tasks',
};

/** Clients use the portal on their phones, and only now and then, so its pages must be smaller than those of the app. */
async function portalFigures(
  host: RunningHost,
  browser: Browser,
  organization: TestOrganization,
): Promise<Figure[]> {
  const { person } = await addClient(host, organization);
  const { id } = await bodyOf(
    201,
    person.call('POST', `${organization.path}/portal/issues`, { body: { subject: 'The door stays open' } }),
  );
  const tokens = await host.signIn(person.username, person.password);
  const session = { info: host.info, username: person.username, tokens };
  const { context, page: first } = await openWindow(browser, host.url, {}, session);
  await first.close();
  const figures: Figure[] = [];
  for (const [name, path] of Object.entries({ 'start page': '', 'page of an issue': `/issues/${id}` })) {
    const { page, first: kilobytesAtOnce } = await load(context, `/portal/${organization.id}${path}`, loaded);
    figures.push(
      atMost('P7', `JavaScript of the portal's ${name}, as the first page`, kilobytesAtOnce, 'KB', 90),
    );
    await page.close();
  }
  return figures;
}

interface Loaded {
  page: Page;
  /** KB that the page needs at once (`first`), and KB that it prefetches when the browser is idle (`later`). */
  first: number;
  later: number;
}

type Ready = (page: Page) => Promise<unknown>;

/** Opens a page twice with an empty cache. The first time, idle callbacks never run, so nothing is prefetched. */
async function load(context: BrowserContext, address: string, ready: Ready): Promise<Loaded> {
  const busy = await open(context, address, ready, true);
  await busy.page.close();
  const { page, scripts } = await open(context, address, ready, false);
  const later = scripts.filter((script) => !busy.scripts.includes(script));
  return { page, first: kilobytes(busy.scripts), later: kilobytes(later) };
}

async function open(context: BrowserContext, address: string, ready: Ready, neverIdle: boolean) {
  const page = await context.newPage();
  if (neverIdle) await page.addInitScript('window.requestIdleCallback = () => 0');
  const client = await context.newCDPSession(page);
  await client.send('Network.setCacheDisabled', { cacheDisabled: true });
  const scripts = new Set<string>();
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.endsWith('.js')) scripts.add(pathname);
  });
  await page.goto(address, { waitUntil: 'commit' });
  await ready(page);
  await page.waitForLoadState('networkidle');
  return { page, scripts: [...scripts] };
}

const kilobytes = (scripts: readonly string[]): number =>
  scripts.reduce(
    (sum, script) => sum + gzipSync(readFileSync(path.join(projectRoot, '.build/site', script))).length,
    0,
  ) / 1024;
