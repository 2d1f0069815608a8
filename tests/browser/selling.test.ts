import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { newOrganization, newPerson, type Person, type TestOrganization } from '../organization.ts';
import type { RunningHost } from '../host.ts';
import { newDeal, newLead, openStages, usd } from '../selling.ts';
import { openWindow, savePicture, takePicture, type Window } from './browser.ts';
import { holdCard, middleOf } from './cards.ts';
import { button, field, join } from './people.ts';
import { connectSite, openSignedIn } from './site-under-test.ts';

vi.setConfig({ testTimeout: 180_000 });

let host: RunningHost;
let browser: Browser;
let owner: Person;
let organization: TestOrganization;
let window: Window;
let other: Window;
let page: Page;
/** Path with which the URLs of the organization's pages begin. */
let base: string;
/** The deal created from the lead. */
let dealId: string;

const colleague = {
  username: 'nerea.vidal',
  email: 'nerea@ateneo.example',
  password: 'another long phrase',
  firstName: 'Nerea',
  lastName: 'Vidal',
};

beforeAll(async () => {
  ({ host, browser } = await connectSite());
  owner = await newPerson(host);
  organization = await newOrganization(owner);
  base = `/o/${organization.id}`;
  [window, other] = [await openSignedIn(browser, host, owner), await openWindow(browser, host.url)];
  ({ page } = window);
});

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await savePicture(page, `failed-selling-${task.name}`);
  await savePicture(other.page, `failed-selling-${task.name}-colleague`);
});

afterAll(() => browser.close());

const cardIn = (on: Page, stageId: string, id: string) =>
  on.locator(`[data-column="${stageId}"] [data-card="${id}"]`);
const stageOf = async (id: string): Promise<string> =>
  (await bodyOf(200, owner.call('GET', `${organization.path}/deals/${id}`))).stageId as string;

const isClosed = async (id: string): Promise<boolean> =>
  Boolean((await bodyOf(200, owner.call('GET', `${organization.path}/deals/${id}`))).closedAt);

async function liftByKey(stageId: string, id: string): Promise<void> {
  await cardIn(page, stageId, id).getByRole('link').first().focus();
  await page.keyboard.press('Space');
}

describe('selling in a real browser', () => {
  test('a colleague is invited as admin and joins in another browser', async () => {
    await page.goto(`${base}/settings/members`);
    await field(page, 'E-mail').fill(colleague.email);
    await page.getByLabel(/^Role\*?$/).selectOption('admin');
    await button(page, 'Send invitation').click();
    await join(other.page, host, colleague);
  });

  test('a new lead is called, qualified and converted', async () => {
    await page.goto(`${base}/leads`);
    await page.getByText('No leads yet').waitFor();
    await page.keyboard.press('c');
    await page.waitForURL(/\/leads\/new/);
    await field(page, 'First name').fill('Olalla');
    await field(page, 'Last name').fill('Freire');
    await field(page, 'Company').fill('Astilleros Freire');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'Olalla Freire' }).waitFor();
    await page.getByRole('tab', { name: 'Call' }).or(button(page, 'Call')).first().click();
    await field(page, 'Title').fill('Wants an offer for two docks');
    await button(page, 'Add call').click();
    await page.getByText('Wants an offer for two docks').first().waitFor();
    await button(page, 'Qualify').click();
    await page.locator('header h1', { hasText: 'Qualified' }).waitFor();
    await takePicture(page, 'selling-lead');
    await page.getByRole('link', { name: 'Convert' }).click();
    await page.waitForURL(/\/convert$/);
    await page.getByLabel('Create a deal').check();
    await field(page, 'Title').fill('Two docks');
    await button(page, /^Convert/).click();
    await page.waitForURL(/\/(deals|customers|contacts)\/[0-9a-f-]{36}$/);
    await host.settled();
    const deals = await bodyOf(200, owner.call('GET', `${organization.path}/deals`));
    expect(deals.items).toMatchObject([{ title: 'Two docks' }]);
    dealId = deals.items[0].id as string;
  });

  test('a conversion requires picking the other contact, and shows the customer of a known one', async () => {
    const post = async (path: string, body: object) =>
      bodyOf(201, owner.call('POST', `${organization.path}/${path}`, { body }));
    const customer = await post('customers', { name: 'Naviera Fisterra' });
    const email = 'breixo@fisterra.example';
    await post('contacts', { firstName: 'Breixo', lastName: 'Lema', email, customerId: customer.id });
    const lead = await newLead(organization, { firstName: 'B. Lema', email });
    await host.settled();
    await page.goto(`${base}/leads/${lead.id}/convert`);
    await page.getByLabel('Another contact').check();
    await button(page, /^Convert/).click();
    await page.locator('[data-form] fieldset[data-invalid]', { hasText: 'Another contact' }).waitFor();
    await page.getByLabel(/Breixo Lema/).check();
    await page.getByText('Naviera Fisterra, the customer of the chosen contact').waitFor();
    expect(await page.getByLabel(/^New customer/).count()).toBe(0);
    await button(page, /^Convert/).click();
    await page.waitForURL(new RegExp(`/customers/${customer.id}$`));
  });

  test('its deal moves across the board by mouse and by keyboard', async () => {
    const [first, second, third] = await openStages(organization);
    await newDeal(organization, { title: 'A crane', value: usd(1_200_000) });
    await newDeal(organization, { title: 'Ropes', value: usd(40_000) });
    await host.settled();
    await page.goto(`${base}/deals`);
    await cardIn(page, first!, dealId).waitFor();
    await holdCard(page, cardIn(page, first!, dealId));
    const to = await middleOf(page.locator(`[data-column="${second!}"]`));
    await page.mouse.move(to.x, to.y, { steps: 8 });
    await takePicture(page, 'selling-held');
    await page.mouse.up();
    await cardIn(page, second!, dealId).waitFor();
    await expect.poll(() => stageOf(dealId)).toBe(second);
    await liftByKey(second!, dealId);
    await page.keyboard.press('ArrowRight');
    await page.locator('[aria-live=assertive]', { hasText: 'Proposal' }).waitFor({ state: 'attached' });
    await page.keyboard.press('Space');
    await cardIn(page, third!, dealId).waitFor();
    await expect.poll(() => stageOf(dealId)).toBe(third);
    const focused = page.locator('[data-card]:focus-within');
    expect(await focused.getAttribute('data-card')).toBe(dealId);
  });

  test('touch drags it back across the edge of a phone screen', async () => {
    const [, , third, fourth] = await openStages(organization);
    const phone = await openSignedIn(browser, host, owner, { phone: true });
    await phone.page.goto(`${base}/deals`);
    const card = cardIn(phone.page, third!, dealId);
    await card.waitFor();
    await card.scrollIntoViewIfNeeded();
    await phone.page.waitForTimeout(500);
    const at = await middleOf(card);
    const client = await phone.context.newCDPSession(phone.page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x?: number, y?: number) =>
      client.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: x === undefined || y === undefined ? [] : [{ x, y }],
      });
    await touch('touchStart', at.x, at.y);
    await phone.page.locator('.lifted').first().waitFor();
    // At the edge, the board scrolls until the next stage is under the pointer.
    const next = phone.page.locator(`[data-column="${fourth!}"]`);
    for (let step = 0; step < 60; step += 1) {
      const { x } = await middleOf(next);
      if (x < 260) break;
      await touch('touchMove', 366 + (step % 2), at.y);
      await phone.page.waitForTimeout(60);
    }
    const { x } = await middleOf(next);
    await touch('touchMove', Math.min(x, 300), at.y);
    await touch('touchEnd');
    await cardIn(phone.page, fourth!, dealId).waitFor();
    await expect.poll(() => stageOf(dealId)).toBe(fourth);
    await takePicture(phone.page, 'selling-phone');
    expect(phone.errors).toEqual([]);
    await phone.context.close();
  });

  test('it can be moved and won by keyboard while a move is pending, and is counted', async () => {
    const [, , third, fourth] = await openStages(organization);
    await host.settled();
    await page.goto(`${base}/deals`);
    await page.route(/\/move$/, async (route) => {
      await page.waitForTimeout(700);
      await route.continue();
    });
    await liftByKey(fourth!, dealId);
    for (const key of ['ArrowLeft', 'Space']) await page.keyboard.press(key);
    await liftByKey(third!, dealId);
    await page.locator('.lifted').first().waitFor();
    await page.keyboard.press('w');
    await page
      .getByText(/Two docks.* won/i)
      .first()
      .waitFor();
    await expect.poll(() => isClosed(dealId)).toBe(true);
    await page.locator('[data-zone=won]', { hasText: '1' }).waitFor();
  });

  test('it can be won again after reopening, although it was moved before', async () => {
    const [, , third] = await openStages(organization);
    await button(page, 'Undo').first().click();
    await expect.poll(() => isClosed(dealId)).toBe(false);
    await liftByKey(third!, dealId);
    await page.locator('.lifted').first().waitFor();
    await page.keyboard.press('w');
    await expect.poll(() => isClosed(dealId)).toBe(true);
  });

  test('it can be won while a move is pending and other filters are active', async () => {
    const [, second, third] = await openStages(organization);
    await button(page, 'Undo').first().click();
    await expect.poll(() => isClosed(dealId)).toBe(false);
    await cardIn(page, third!, dealId).waitFor();
    const board = page.waitForResponse(
      (response) => response.request().method() === 'POST' && response.url().endsWith('/deals/board'),
    );
    await page.unroute(/\/move$/);
    await page.route(/\/move$/, async (route) => {
      await board;
      await page.waitForTimeout(700);
      await route.continue();
    });
    await liftByKey(third!, dealId);
    for (const key of ['ArrowLeft', 'Space']) await page.keyboard.press(key);
    await cardIn(page, second!, dealId).waitFor();
    await button(page, 'Filter').click();
    await page.getByRole('option', { name: 'Owner', exact: true }).click();
    await page.getByRole('checkbox', { name: /Ada/ }).click();
    await page.keyboard.press('Escape');
    // The move that is pending is shown in what the filter finds.
    await cardIn(page, second!, dealId).waitFor();
    await liftByKey(second!, dealId);
    await page.locator('.lifted').first().waitFor();
    await page.keyboard.press('w');
    await expect.poll(() => isClosed(dealId)).toBe(true);
  });

  test('the colleague sees everything, and after a demotion only their own records', async () => {
    const { items } = await bodyOf(200, owner.call('GET', `${organization.path}/members`));
    const { userId } = items.find((member: { displayName: string }) => member.displayName.includes('Nerea'));
    await newDeal(organization, { title: 'A lighthouse', ownerId: userId });
    await newLead(organization, { firstName: 'Somebody else’s' });
    await host.settled();
    await other.page.goto(`${base}/deals?view=list`);
    await other.page.getByText(/^1–4 of 4$/).waitFor();
    await page.goto(`${base}/settings/members`);
    await page.getByLabel('Role of Nerea Vidal').selectOption('employee');
    await button(page, 'Save').click();
    await expect
      .poll(async () => {
        const after = await bodyOf(200, owner.call('GET', `${organization.path}/members`));
        return after.items.find((member: { userId: string }) => member.userId === userId).role as string;
      })
      .toBe('employee');
    await other.page.getByRole('link', { name: 'Leads' }).first().click();
    await other.page.getByText('No leads yet').waitFor();
    await other.page.goto(`${base}/deals?view=list`);
    await other.page.getByText(/^1–1 of 1$/).waitFor();
    await other.page.getByRole('link', { name: 'A lighthouse' }).first().waitFor();
    await takePicture(other.page, 'selling-employee');
    await other.page.goto(`${base}/deals/${dealId}`);
    await other.page.getByRole('heading', { name: 'Two docks' }).waitFor({ state: 'detached' });
    await other.page.goto(`${base}/settings/pipelines`);
    await other.page.locator('main h1').first().waitFor();
    expect(await other.page.getByRole('button', { name: 'Create pipeline' }).count()).toBe(0);
    expect(other.errors).toEqual([]);
  });

  test('causes no uncaught error', () => {
    expect(window.errors).toEqual([]);
  });
});
