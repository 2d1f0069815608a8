import type { Locator, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { addClient } from '../organization.ts';
import { openWindow } from './browser.ts';
import { lookAround } from './money-pages.ts';
import { invite } from './portal-people.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
let invitation: string;
beforeAll(async () => {
  at = await Workplace.open(undefined, { name: 'Harbour Foods' });
  const { version } = await bodyOf(200, at.person.call('GET', at.organization.path));
  const body = { portal: { takesRequests: true } };
  await bodyOf(200, at.person.call('PATCH', at.organization.path, { body, ifMatch: version }));
  ({ link: invitation } = await invite(at.host, at.organization));
});
afterAll(() => at.close());

const portal = (rest = ''): string => `/portal/${at.organization.id}${rest}`;
const focused = (control: Locator, page: Page): Promise<void> =>
  control.and(page.locator(':focus')).waitFor({ timeout: 10_000 });
const fail = (route: Route): Promise<void> =>
  route.fulfill({
    status: 500,
    contentType: 'application/problem+json',
    body: JSON.stringify({ type: 'about:blank', title: 'x', status: 500, code: 'internal', requestId: 'r' }),
  });

/** Has requests to a path fail, presses the button that tries again twice, and lets the second attempt succeed. */
async function retryByKeyboard(page: Page, address: string, path: string): Promise<void> {
  let isDown = true;
  let held: Promise<unknown> = Promise.resolve();
  await page.route(path, async (route) => {
    // A page can have the same path.
    if (route.request().resourceType() === 'document') return route.fallback();
    await held;
    await (isDown ? fail(route) : route.fallback());
  });
  await page.goto(address);
  const retry = page.getByRole('button', { name: 'Try again' });
  await retry.waitFor();
  for (const isLast of [false, true]) {
    const { promise, resolve: answer } = Promise.withResolvers<true>();
    held = promise;
    await retry.press('Enter');
    await focused(page.locator('[aria-busy=true]').and(retry), page);
    isDown = !isLast;
    answer(true);
    if (!isLast) await focused(page.locator(':not([aria-busy=true])').and(retry), page);
  }
}

test.each([
  { page: 'sign-in', address: () => portal(), shown: 'Ask for access' },
  {
    page: 'request',
    address: () => `/portal-request?organization=${at.organization.id}`,
    shown: 'Ask Harbour Foods for access',
  },
  { page: 'invitation', address: () => invitation, shown: 'Harbour Foods invites you to its portal' },
])(
  'without a connection, the $page page of a portal says so, and shows what it is about once there is one',
  async ({ page: name, address, shown }) => {
    const { page, context, errors } = await openWindow(at.browser, at.host.url);
    await page.route('**/v1/**', (route) => route.abort());
    await page.goto(address());
    await page.getByText('You’re offli', { exact: false }).waitFor({ timeout: 15_000 });
    await lookAround(page, `portal-${name}-offline`);
    await page.unroute('**/v1/**');
    // An error has such a button, too.
    await page.getByRole('button', { name: 'Try again' }).last().click();
    await page.getByText(shown, { exact: true }).first().waitFor();
    expect(errors).toEqual([]);
    await context.close();
  },
);

test.each([
  {
    page: 'sign-in',
    address: () => portal(),
    path: '**/portal/entrance**',
    next: 'Portal of Harbour Foods',
  },
  {
    page: 'request',
    address: () => `/portal-request?organization=${at.organization.id}`,
    path: '**/portal/entrance**',
    next: 'Ask Harbour Foods for access',
  },
  {
    page: 'invitation',
    address: () => invitation,
    path: '**/portal/invitations/preview',
    next: 'Harbour Foods invites you to its portal',
  },
])(
  'trying again on the $page page of a portal keeps the focus on the button, then moves it to what was loaded',
  async ({ address, path, next }) => {
    const { page, context, errors } = await openWindow(at.browser, at.host.url);
    await retryByKeyboard(page, address(), path);
    await focused(page.locator('[tabindex="-1"]', { hasText: next }).last(), page);
    expect(errors).toEqual([]);
    await context.close();
  },
);

test('trying again to load a list keeps the focus in its part of the page', async () => {
  const { person } = await addClient(at.host, at.organization);
  await at.inWindow(async (page) => {
    let isDown = true;
    await page.route('**/v1/**/portal/issues**', (route) => (isDown ? fail(route) : route.fallback()));
    await page.goto(portal('/issues'));
    const retry = page.getByRole('button', { name: 'Try again' });
    await retry.press('Enter');
    await focused(retry, page);
    isDown = false;
    await retry.press('Enter');
    await page.getByText('No open issues').waitFor();
    await focused(page.getByRole('heading', { level: 1, name: 'Issues' }), page);
  }, person);
});
