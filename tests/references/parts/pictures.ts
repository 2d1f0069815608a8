import { createHash } from 'node:crypto';
import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { recordTypes } from '#contract/record-types.ts';
import { atRest, launchBrowser, loaded, openWindow, type Look, type Window } from '../../browser/browser.ts';
import { callerWith, type Call } from '../../caller.ts';
import type { Opened } from '../../stored-data/opened.ts';
import { addressesOf } from '../addresses.ts';
import { present, withStored, type Checkout } from '../checkout.ts';
import type { Values } from '../values.ts';

const version = '0.9.1';
const looks: Record<string, Look> = {
  light: { theme: 'light' },
  'dark-phone-es': { theme: 'dark', phone: true, locale: 'es' },
};
/** Who looks at the pages of each part of the site. */
const parts = [
  { folder: '(auth)', username: undefined, organization: 'main' },
  { folder: '(app)', username: 'ada', organization: 'main' },
  { folder: '(app)', username: 'ada', organization: 'shop' },
  { folder: 'portal', username: 'pia', organization: 'shop' },
];
/** Where the pictures of both checkouts are kept, to be looked at. */
const folder = path.join(present.folder, '.build/references');

/** Digests of pictures of all pages, over stored data. */
export const readPictures = (checkout: Checkout): Promise<Values> =>
  withStored(checkout, version, async (opened) => readAll(checkout, opened), { site: true });

async function readAll(checkout: Checkout, opened: Opened): Promise<Values> {
  const values: Values = {};
  mkdirSync(path.join(folder, checkout.name), { recursive: true });
  const browser = await launchBrowser();
  try {
    for (const part of parts) {
      const orgId = opened.stored.ids[part.organization]!;
      const call = await signedIn(opened, part.username);
      const addresses = await addressesIn(checkout, part.folder, call, orgId);
      for (const [look, of] of Object.entries(looks)) {
        const { context, page } = await windowOf(browser, opened, part.username, of);
        for (const address of addresses) {
          const name = `${address.replace(orgId, part.organization).replaceAll(/[^\w-]+/g, '_')}-${look}`;
          const picture = await pictureOf(page, address);
          writeFileSync(path.join(folder, checkout.name, `${name}.png`), picture);
          values[name] = createHash('sha256').update(picture).digest('hex');
        }
        await context.close();
      }
    }
  } finally {
    await browser.close();
  }
  return values;
}

/** Calls of somebody, or of nobody. Pictures take longer than an access token is valid. */
async function signedIn({ host, stored, calls }: Opened, username: string | undefined): Promise<Call> {
  if (username === undefined) return calls.nobody!;
  return callerWith(host.url, (await host.signIn(username, stored.password)).accessToken);
}

/** A window in which somebody is signed in, or nobody. */
async function windowOf(
  browser: Browser,
  { host, stored }: Opened,
  username: string | undefined,
  look: Look,
): Promise<Window> {
  if (username === undefined) return openWindow(browser, host.url, look);
  const tokens = await host.signIn(username, stored.password);
  return openWindow(browser, host.url, look, { info: host.info, username, tokens });
}

async function pictureOf(page: Page, address: string): Promise<Buffer> {
  await page.goto(address);
  await loaded(page);
  await atRest(page);
  return page.screenshot({ fullPage: true, caret: 'hide' });
}

/** The addresses of a part of the site's routes, in an organization, with the first record of each list. */
async function addressesIn(checkout: Checkout, part: string, call: Call, orgId: string): Promise<string[]> {
  const routes = globSync(`${part}/**/+page.svelte`, { cwd: path.join(checkout.folder, 'web/src/routes') });
  const found = await Promise.all(
    routes.map((file) =>
      addressesOf(
        path
          .dirname(file)
          .split('/')
          .filter((segment) => !segment.startsWith('(')),
        (segment, before) => {
          if (segment === '[org]') return [orgId];
          if (segment === '[records=recordType]')
            return Object.values(recordTypes).map(({ plural }) => plural);
          if (segment === '[report]') return ['deals', 'invoices'];
          return segment === '[id]' ? firstOf(before, call, orgId) : [segment];
        },
      ),
    ),
  );
  return found.flat().sort();
}

/** The id of the first record in the list at an address of the site. */
async function firstOf(address: string, call: Call, orgId: string): Promise<string[]> {
  const list = address.slice(address.indexOf(orgId) + orgId.length);
  const at = `/v1/orgs/${orgId}${address.startsWith('/portal') ? '/portal' : ''}${list}`;
  const { status, body } = await call('GET', at);
  if (status >= 500 || status === 401) throw new Error(`${at} answered ${status}`);
  return body?.items?.length ? [body.items[0].id as string] : [];
}
