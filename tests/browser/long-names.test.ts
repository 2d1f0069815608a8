import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { RecordType } from '#contract/record-type.ts';
import { recordTypes } from '#contract/record-types.ts';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { linkTo, pageAt } from '../documents.ts';
import { openWindow, takePicture } from './browser.ts';
import { openSignedIn } from './site-under-test.ts';
import { expectInView, Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 300_000 });

const name = 'Asociación de Amigos de la Cigüeña Blanca y del Ñandú de Extremadura y Castilla';
let at: Workplace;
let customerId: string;
let invoice: any;
beforeAll(async () => {
  at = await Workplace.open(undefined, { currency: 'COP', country: 'CO' });
  const { person, organization } = at;
  await readyToBill(person.call, organization);
  const body = { name, country: 'CO' };
  ({ id: customerId } = await bodyOf(201, person.call('POST', `${organization.path}/customers`, { body })));
  const draft = await newDraft(person.call, organization, customerId, [296_426_257_550], { currency: 'COP' });
  invoice = await issued(person.call, organization, draft);
});
afterAll(() => at.close());

async function onPhone(work: (page: Page) => Promise<void>): Promise<void> {
  const { context, page, errors } = await openSignedIn(at.browser, at.host, at.person, { phone: true });
  await work(page);
  expect(errors).toEqual([]);
  await context.close();
}

/** The edges of a text itself, without the space around it, and how many lines it has. */
const textIn = (element: Locator) =>
  element.evaluate((node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = [...range.getClientRects()];
    const { left, right } = range.getBoundingClientRect();
    return { left, right, lines: new Set(lines.map(({ top }) => Math.round(top))).size };
  });
const widthOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

test('a form with the name of a customer is as wide as a phone', async () => {
  await onPhone(async (page) => {
    await page.goto(`${at.base}/payments/new?customerId=${customerId}`);
    await page.getByText(invoice.number).waitFor();
    await takePicture(page, 'payment-of-long-name-phone');
    expect(await widthOf(page)).toBe(375);
  });
});

test('the list on a phone cuts the name of a customer and shows the whole amount', async () => {
  await onPhone(async (page) => {
    await page.goto(`${at.base}/invoices`);
    const amount = page
      .locator('tbody')
      .getByText(/2,964,262,575\.50$/)
      .locator('visible=true');
    await amount.waitFor();
    await takePicture(page, 'invoices-of-long-name-phone');
    const { left, right } = await textIn(amount);
    const card = await page.locator('.card-sub').first().boundingBox();
    expect(left).toBeGreaterThan(card!.x);
    expect(right).toBeLessThanOrEqual(card!.x + card!.width);
  });
});

test('titles of lists are whole on a phone in Spanish, with the count and the actions in view', async () => {
  await at.speak('es');
  await onPhone(async (page) => {
    for (const { plural } of Object.values<RecordType>(recordTypes as never)) {
      await page.goto(`${at.base}/${plural}`);
      const title = page.locator('h1 .name');
      await title.and(page.getByText(/^Tod[oa]s l[oa]s /)).waitFor();
      const isWhole = await title.evaluate((node) => node.scrollWidth <= node.clientWidth);
      expect(isWhole, plural).toBe(true);
      await expectInView(page.locator('header a.primary'));
    }
    await takePicture(page, 'title-of-list-phone');
    expect(await widthOf(page)).toBe(375);
  });
  await at.speak('en');
});

test('everything that can be added to a record’s timeline is in view on a phone in Spanish', async () => {
  await at.speak('es');
  await onPhone(async (page) => {
    await page.goto(`${at.base}/customers/${customerId}`);
    const kinds = page.getByRole('group', { name: 'Añadir a la cronología' });
    await kinds.getByRole('button', { name: 'Tarea' }).waitFor();
    expect(await kinds.evaluate((node) => node.scrollWidth - node.clientWidth)).toBe(0);
  });
  await at.speak('en');
});

test('a large amount in a report stays on one line on a phone', async () => {
  await onPhone(async (page) => {
    await page.goto(`${at.base}/analytics/invoices`);
    const amount = page.locator('dd').getByText(/2,964,262,575\.50$/);
    await amount.first().waitFor();
    await takePicture(page, 'report-of-large-amount-phone');
    expect((await textIn(amount.first())).lines).toBe(1);
  });
});

test('a document that a link opens shows what is due on one line of a phone, and space before its totals', async () => {
  const key = await linkTo(at.organization, invoice);
  const { page, context } = await openWindow(at.browser, at.host.url, { phone: true });
  await page.goto(pageAt(key));
  await takePicture(page, 'totals-of-document-phone');
  expect((await textIn(page.locator('.sum'))).lines).toBe(1);
  for (const row of await page.locator('.totals tr').all()) {
    const [label, amount] = [await textIn(row.locator('th')), await textIn(row.locator('td'))];
    expect(amount.left - label.right).toBeGreaterThanOrEqual(12);
  }
  await context.close();
});
