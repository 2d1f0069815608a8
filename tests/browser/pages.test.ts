import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { projectRoot } from '#infra/functions.ts';
import { bodyOf } from '../caller.ts';
import type { RunningHost } from '../host.ts';
import { isFull } from '../counts.ts';
import { newOrganization, newPerson, type Person } from '../organization.ts';
import { axeFindings } from './accessibility.ts';
import { atRest, followLink, loaded, openWindow, takePicture, type Look, type Window } from './browser.ts';
import { furnishedPages, outside } from './furnished-pages.ts';
import { furnishedPortal } from './portal-pages.ts';
import { connectSite, openSignedIn } from './site-under-test.ts';
import { runCommand } from './workplace.ts';

// Long enough for one test to visit all pages. In the full tier, it loads and examines each of them.
vi.setConfig({ testTimeout: isFull ? 2_400_000 : 600_000 });

let host: RunningHost;
let browser: Browser;
let person: Person;
/** URL paths of all pages of an organization with data, by screenshot name. */
let pages: Record<string, string>;
/** URL paths of pages of an empty organization, by screenshot name. */
let emptyPages: Record<string, string>;
/** Someone with access to a portal, and the URL paths of its pages, by screenshot name. */
let portal: Awaited<ReturnType<typeof furnishedPortal>>;

beforeAll(async () => {
  ({ host, browser } = await connectSite());
  person = await newPerson(host);
  ({ pages, emptyPages } = await furnishedPages(host, person));
  portal = await furnishedPortal(host, await newOrganization(person, { currency: 'EUR' }));
});

afterAll(() => browser.close());

const signedIn = (look: Look): Promise<Window> => openSignedIn(browser, host, person, look);

/** Sets the language of the profiles. It applies to all pages that require sign-in. */
async function speak(locale: string): Promise<void> {
  for (const { call } of [person, portal.client]) {
    const { version } = await bodyOf(200, call('GET', '/v1/me'));
    await bodyOf(200, call('PATCH', '/v1/me', { body: { locale }, ifMatch: version }));
  }
}

/** The origin of the URLs from which files are downloaded. */
async function filesOrigin(): Promise<string> {
  const [, , orgId, , id] = pages['contacts-one']!.split('/');
  const path = `/v1/orgs/${orgId}/attachments/contact/${id}`;
  const { items } = await bodyOf(200, person.call('GET', path));
  return new URL((await bodyOf(200, person.call('GET', `${path}/${items[0].id}/download`))).url).origin;
}

/** Opens a page. In the quick tier, only the first page is loaded and the others are reached by navigation. */
async function visit(page: Page, address: string): Promise<void> {
  if (isFull || page.url() === 'about:blank') await page.goto(address);
  else await followLink(page, address);
}

/** axe takes longer than all else, so the quick tier asks it about every third page. */
const axeStep = 3;
let examined = 0;

interface Finding {
  page: string;
  what: string;
}

async function examine(window: Window, name: string, look: Look, part?: string): Promise<Finding[]> {
  const { page, errors } = window;
  const size = look.phone ? 'phone' : (look.width ?? 'desktop');
  const suffix = [size, look.theme ?? 'light', look.locale].filter(Boolean).join('-');
  await atRest(page);
  await takePicture(page, `${name}-${suffix}`);
  const found = errors.splice(0).map((message) => `error: ${message}`);
  const rules = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
  examined += 1;
  if (isFull || examined % axeStep === 0)
    found.push(...(await axeFindings(page, { rules, ...(part ? { within: part } : {}) })));
  const findings: Finding[] = found.map((what) => ({ page: name, what }));
  const { wide, title, heading } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    title: document.title,
    heading: document.querySelector('h1')?.textContent.trim() ?? '',
  }));
  if (wide > 0) findings.push({ page: name, what: `scrolls sideways by ${wide} px` });
  if (!heading || !title) findings.push({ page: name, what: `has no ${heading ? 'title' : 'heading'}` });
  return findings;
}

const kindsIn = (folder: string): string[] =>
  readdirSync(path.join(projectRoot, 'web/src/routes', folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('+page.svelte'))
    .map((file) => path.dirname(file));

/** Fails if `pages` has no URL for a route of the organization's pages, or of its portal. */
test('every kind of page is covered by the look tests', () => {
  const kinds = kindsIn('(app)/o/[org]')
    .map((kind) => kind.replace('[report]', 'deals'))
    .map((kind) => kind.replace(/^\[records=recordType\]/, kind.endsWith('/merge') ? 'contacts' : 'leads'))
    .map((kind) => (kind === '(dashboard)' ? '.' : kind));
  const partsOf = (addresses: Record<string, string>) =>
    Object.values(addresses).map((address) => address.split('?')[0]!.split('/').slice(3).join('/'));
  const visited = partsOf(pages);
  const matches = (kind: string, of: string[]) => {
    const pattern = new RegExp(`^${kind === '.' ? '' : kind.replace('[id]', '[0-9a-f-]{36}')}$`);
    return of.some((address) => pattern.test(address));
  };
  expect(kinds.filter((kind) => kind !== 'settings' && !matches(kind, visited))).toEqual([]);
  const shown = partsOf(portal.pages);
  expect(kindsIn('portal/[org]').filter((kind) => !matches(kind, shown))).toEqual([]);
});

/**
 * Together, these looks cover both themes, both languages, desktop and phone. The full tier visits every page in each
 * look. The quick tier uses the first two looks and visits every page in one of them, alternating.
 */
const looks: Look[] = [
  { theme: 'light' },
  { theme: 'dark', phone: true, locale: 'es' },
  ...(isFull
    ? [
        { theme: 'dark' as const },
        { theme: 'light' as const, phone: true },
        { theme: 'light' as const, width: 900 },
      ]
    : []),
];

const seenIn = (look: Look, all: Record<string, string>): [string, string][] =>
  Object.entries(all).filter((_, index) => isFull || index % looks.length === looks.indexOf(look));

describe.each(looks)('in %o', (look) => {
  test('every page is free of axe findings, errors and sideways scrolling', async () => {
    await speak(look.locale ?? 'en');
    const findings: Finding[] = [];
    const stranger = await openWindow(browser, host.url, look);
    for (const [name, address] of seenIn(look, outside)) {
      await stranger.page.goto(address);
      await loaded(stranger.page);
      findings.push(...(await examine(stranger, name, look)));
    }
    await stranger.context.close();
    const member = await signedIn(look);
    for (const [name, address] of seenIn(look, { ...pages, ...emptyPages })) {
      await visit(member.page, address);
      await loaded(member.page);
      findings.push(...(await examine(member, name, look)));
    }
    await member.context.close();
    const client = await openSignedIn(browser, host, portal.client, look);
    for (const [name, address] of seenIn(look, portal.pages)) {
      await visit(client.page, address);
      await loaded(client.page);
      findings.push(...(await examine(client, name, look)));
    }
    await client.context.close();
    expect(findings).toEqual([]);
  });
});

/** Dialogs and menus by name, with the page from which they are opened (`on`). */
const layers: Record<string, { on: string; phone?: boolean; open: (page: Page) => Promise<void> }> = {
  palette: { on: 'dashboard', open: (page) => page.keyboard.press('Control+k') },
  sheet: { on: 'dashboard', open: (page) => page.keyboard.press('?') },
  account: { on: 'dashboard', open: (page) => named(page, /^Account of /).click() },
  drawer: { on: 'dashboard', phone: true, open: (page) => named(page, 'Open menu').click() },
  'filter-menu': { on: 'contacts', open: (page) => named(page, 'Filter').click() },
  'sort-menu': { on: 'contacts', open: (page) => named(page, 'Sort').click() },
  // Not on a phone, where axe treats the checkboxes behind the menu as adjacent to its controls.
  filter: { on: 'contacts-filtered', phone: false, open: (page) => named(page, /^Status is/).click() },
  // On a phone, the list has neither columns to choose nor room for them.
  columns: {
    on: 'contacts',
    phone: false,
    open: (page) => named(page, 'Columns, density and export').click(),
  },
  views: { on: 'contacts', open: (page) => page.keyboard.press('w') },
  'save-view': { on: 'contacts-filtered', open: (page) => page.keyboard.press('Control+s') },
  assign: {
    on: 'contacts',
    async open(page) {
      await page.keyboard.press('Control+a');
      await page.getByRole('toolbar').waitFor();
      await page.keyboard.press('a');
    },
  },
  tags: { on: 'contacts-one', open: (page) => named(page, 'Add tag').click() },
  more: { on: 'contacts-one', open: (page) => named(page, 'More').click() },
  member: {
    on: 'settings-members',
    open: (page) => named(page, /^Actions for The manager/).click(),
  },
  question: { on: 'settings-tags', open: (page) => named(page, /^Delete tag/).click() },
  export: { on: 'contacts', open: (page) => runCommand(page, 'Export the list') },
};
const named = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first();

/** Whether to open a layer in this look. The quick tier opens each layer in only one of the two looks. */
const opensIn = ({ phone }: { phone?: boolean }, index: number, look: Look): boolean => {
  const isPhone = look.phone ?? false;
  return phone === undefined ? isFull || (index % 2 === 1) === isPhone : phone === isPhone;
};

describe.each<Look>([{ theme: 'light' }, { theme: 'dark', phone: true }])('in %o', (look) => {
  test('dialogs and menus are free of axe findings too', async () => {
    await speak('en');
    const findings: Finding[] = [];
    const member = await signedIn(look);
    const layer = 'dialog[open], [role=menu], [role=dialog], [role=listbox]';
    const shown = Object.entries(layers).filter(([, layer], index) => opensIn(layer, index, look));
    for (const [name, { on, open }] of shown) {
      await member.page.goto(pages[on]!);
      await loaded(member.page);
      // On a phone, the details are in the last tab.
      if (look.phone && name === 'tags') await member.page.getByRole('tab').last().click();
      await open(member.page);
      await member.page.locator(layer).first().waitFor();
      findings.push(...(await examine(member, `layer-${name}`, look, layer)));
    }
    await member.context.close();
    expect(findings).toEqual([]);
  });
});

describe('a page of the site', () => {
  test('loads without errors, and nothing from other origins except the files bucket', async () => {
    const member = await signedIn({});
    const files = await filesOrigin();
    const foreign: string[] = [];
    member.page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol.startsWith('http') && ![host.url, files].includes(origin)) foreign.push(request.url());
    });
    for (const address of [pages.dashboard!, pages['contacts-one']!, '/docs']) {
      await member.page.goto(address);
      await member.page.waitForLoadState('networkidle');
    }
    await member.context.close();
    expect(foreign).toEqual([]);
    expect(member.errors).toEqual([]);
  });

  test('shows what failed and can be retried in place when the service does not answer', async () => {
    const member = await signedIn({});
    await member.page.route('**/v1/orgs/*/contacts?*', (route) =>
      route.fulfill({ status: 503, body: '{"message":"Service Unavailable"}' }),
    );
    await member.page.goto(pages.contacts!);
    await member.page
      .getByRole('button', { name: /again|retry/i })
      .first()
      .waitFor();
    await takePicture(member.page, 'contacts-failed-desktop-light');
    await member.page.unroute('**/v1/orgs/*/contacts?*');
    await member.page
      .getByRole('button', { name: /again|retry/i })
      .first()
      .click();
    await member.page.getByText(/^1–25 of \d+$/).waitFor();
    await member.context.close();
  });

  test('keeps form input across a reload', async () => {
    const member = await signedIn({});
    await member.page.goto(pages['contacts-new']!);
    await member.page.getByLabel(/^First name/).fill('Nearly lost');
    await member.page.waitForTimeout(500);
    member.page.on('dialog', (dialog) => void dialog.accept());
    await member.page.reload();
    await expect.poll(() => member.page.getByLabel(/^First name/).inputValue()).toBe('Nearly lost');
    await member.context.close();
  });

  test('returns to the requested page after the session has expired', async () => {
    const member = await signedIn({});
    await member.page.goto(pages.dashboard!);
    await member.page.evaluate(() => localStorage.clear());
    await member.page.goto(pages['settings-tags']!);
    await member.page.waitForURL(/\/sign-in/);
    await member.page.getByLabel(/^Username or e-mail/).fill(person.email);
    await member.page
      .getByLabel(/^Password/)
      .first()
      .fill(person.password);
    await member.page.keyboard.press('Enter');
    await member.page.waitForURL(/settings\/tags/);
    await member.context.close();
  });
});
