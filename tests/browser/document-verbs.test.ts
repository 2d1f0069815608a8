import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { recordKey } from '#data/store/keys.ts';
import { issued, readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { openTable } from '../table.ts';
import { lookAt, status } from './money-pages.ts';
import { button } from './people.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
let customerId: string;
beforeAll(async () => {
  at = await Workplace.open();
  await readyToBill(at.person.call, at.organization);
  ({ id: customerId } = await at.create('customers', { name: 'Harbour Foods' }));
});
afterAll(() => at.close());

const totalOf = async (path: string): Promise<number> =>
  (await bodyOf(200, at.person.call('GET', `${at.organization.path}/${path}`))).total;
const lines = [
  { description: 'Translation of contracts', quantity: 2.5, unitPriceMinor: 2_330_000, taxPercent: 9.975 },
];

test('an order is billed once, and an invoice of a part leaves the rest for another one', async () => {
  const order = await at.create('orders', { customerId, currency: 'EUR', lines });
  const invoices = () => totalOf(`invoices?orderId=${order.id}`);
  const listOf = ({ id }: any) => `${at.organization.path}/invoices?orderId=${id}`;
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/orders/${order.id}`);
    await button(page, 'Confirm').click();
    await button(page, 'Create invoice').dblclick();
    await page.waitForURL(/\/invoices\/[0-9a-f-]{36}$/);
    expect(await invoices()).toBe(1);
    await page.goBack();
    await status(page, 'Confirmed').waitFor();
    await button(page, 'Create invoice').click();
    await page.getByText('All of this order is already on invoices or drafts.').waitFor();
    await lookAt(page, 'money-all-billed');
    expect(await invoices()).toBe(1);
    const { items } = await bodyOf(200, at.person.call('GET', listOf(order)));
    const [{ id, version }] = items;
    const path = `${at.organization.path}/invoices/${id}`;
    const part = { lines: [{ ...lines[0], orderLine: 0, quantity: 1 }] };
    await bodyOf(200, at.person.call('PATCH', path, { body: part, ifMatch: version }));
    await button(page, 'Create invoice').click();
    await page.waitForURL(/\/invoices\/[0-9a-f-]{36}$/);
    await page.getByText(/^D-\d{4} was created with what wasn’t billed yet$/).waitFor();
    await page.getByRole('cell', { name: '1.5', exact: true }).waitFor();
    await lookAt(page, 'money-rest-billed');
    expect(await invoices()).toBe(2);
  });
});

test('a second draft of the same order is issued only if its issuer confirms that it bills more', async () => {
  const order = await at.create('orders', { customerId, currency: 'EUR', lines });
  const path = (rest: string) => `${at.organization.path}/${rest}`;
  const confirmed = path(`orders/${order.id}/confirm`);
  await bodyOf(200, at.person.call('POST', confirmed, { ifMatch: order.version }));
  const first = await at.create('invoices/from-order', { orderId: order.id });
  const { currency, lines: billed, orderId } = first;
  const second = await at.create('invoices', { customerId, orderId, currency, lines: billed });
  await issued(at.person.call, at.organization, first);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/invoices/${second.id}`);
    const ask = async () => {
      const known = page.waitForResponse(/issue-notices/);
      await page.getByRole('button', { name: 'Issue', exact: true }).click();
      await known;
      await page.getByRole('dialog').getByRole('button', { name: 'Issue', exact: true }).click();
      const asked = page.getByRole('alertdialog', { name: 'Bill more than is left of the order?' });
      await asked.getByText('Translation of contracts: 2.5 here, 0 left.').waitFor();
      return asked;
    };
    const asked = await ask();
    await lookAt(page, 'money-beyond-order');
    await asked.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await status(page, 'Draft').waitFor();
    await (await ask()).getByRole('button', { name: 'Issue anyway' }).click();
    await status(page, 'Open').waitFor();
  });
});

test('a won deal asks before it becomes a second order', async () => {
  const { pipelines } = await bodyOf(200, at.person.call('GET', at.organization.path));
  const stageId = pipelines[0].stages.find(({ meaning }: { meaning: string }) => meaning === 'won').id;
  const deal = await at.create('deals', { title: 'Contracts', customerId, stageId, lines });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/deals/${deal.id}`);
    await button(page, 'Create order').dblclick();
    await page.waitForURL(/\/orders\/[0-9a-f-]{36}$/);
    await page.goBack();
    await button(page, 'Create order').click();
    await page.getByRole('alertdialog', { name: 'Create another order?' }).waitFor();
    expect(await totalOf(`orders?dealId=${deal.id}`)).toBe(1);
  });
});

test('an open deal becomes a quote with its lines', async () => {
  const deal = await at.create('deals', { title: 'Renewal', customerId, lines });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/deals/${deal.id}`);
    await button(page, 'Create quote').dblclick();
    await page.waitForURL(/\/quotes\/[0-9a-f-]{36}$/);
    await page.getByRole('cell', { name: 'Translation of contracts' }).waitFor();
    expect(await totalOf(`quotes?dealId=${deal.id}`)).toBe(1);
  });
});

test('a selection of documents offers no status, because only operations set it', async () => {
  await at.create('invoices', { customerId, currency: 'EUR', lines });
  await at.create('products', { name: 'Scanner' });
  await at.inWindow(async (page) => {
    for (const [plural, count] of [
      ['products', 1],
      ['invoices', 0],
    ] as const) {
      await page.goto(`${at.base}/${plural}`);
      await page.getByRole('row').nth(1).getByRole('checkbox').check();
      await page.getByText('1 selected').first().waitFor();
      expect([plural, await page.getByRole('button', { name: 'Status', exact: true }).count()]).toEqual([
        plural,
        // The head of the column sorts by the status.
        count + (await page.locator('thead').getByRole('button', { name: 'Status', exact: true }).count()),
      ]);
    }
  });
});

test('between phone and desktop, the buttons of a document leave its number whole, also in lists', async () => {
  const body = { customerId, title: 'Contracts', currency: 'EUR', lines };
  const { id, code, version } = await at.create('quotes', body);
  const sent = `${at.organization.path}/quotes/${id}/mark-sent`;
  await bodyOf(200, at.person.call('POST', sent, { ifMatch: version }));
  await at.inWindow(async (page) => {
    await page.setViewportSize({ width: 900, height: 800 });
    await page.goto(`${at.base}/quotes/${id}`);
    await button(page, 'Back to draft').waitFor();
    await lookAt(page, 'money-header-900');
    expect((await page.locator('header h1').boundingBox())!.height).toBeLessThan(50);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(900);
    await page.goto(`${at.base}/quotes`);
    const title = page.locator(`[data-row="${id}"] a.title`, { hasText: code });
    await title.waitFor();
    expect(await title.evaluate((link) => link.scrollWidth <= link.clientWidth)).toBe(true);
  });
});

test('on a phone, the lines of a document keep their whole words, and say their price below', async () => {
  const { id } = await at.create('quotes', { customerId, title: 'Contracts', currency: 'EUR', lines });
  await at.speak('es');
  try {
    await at.inWindow(async (page) => {
      await page.setViewportSize({ width: 375, height: 812 });
      await page.goto(`${at.base}/quotes/${id}`);
      const price = page.getByText('2,5 × 23.300,00 € · 9,975 % de impuesto');
      await price.waitFor();
      const word = page.getByRole('columnheader', { name: 'Descripción' });
      expect(await word.evaluate((cell) => cell.scrollHeight < 40)).toBe(true);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
      await lookAt(page, 'money-lines-phone');
    });
  } finally {
    await at.speak('en');
  }
});

test('an open invoice whose customer is permanently deleted can be paid on its page', async () => {
  const gone = await at.create('customers', { name: 'Closed Bakery' });
  const draft = await at.create('invoices', { customerId: gone.id, currency: 'EUR', lines });
  const { id } = await issued(at.person.call, at.organization, draft);
  const path = `${at.organization.path}/customers/${gone.id}`;
  await bodyOf(200, at.person.call('DELETE', path, { ifMatch: gone.version }));
  await openTable(at.host).letTrashTimePass(recordKey(at.organization.id, 'customer', gone.id));
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/invoices/${id}`);
    await page.getByRole('link', { name: 'Record payment' }).click();
    await page.getByLabel('Amount for').waitFor();
    await lookAt(page, 'money-pay-without-customer');
    await button(page, /^Save/).click();
    await page.waitForURL(/\/payments\/[0-9a-f-]{36}$/);
    await page.goto(`${at.base}/invoices/${id}`);
    await status(page, 'Paid').waitFor();
  });
});

test('a dialog of a verb leads the keyboard back to the verbs, also to those that follow it', async () => {
  const draft = await at.create('invoices', { customerId, currency: 'EUR', lines });
  await at.inWindow(async (page) => {
    const dialog = page.getByRole('dialog');
    const focused = page.locator(':focus');
    await page.goto(`${at.base}/invoices/${draft.id}`);
    await page.getByRole('button', { name: 'Issue', exact: true }).focus();
    const known = page.waitForResponse(/issue-notices/);
    await page.keyboard.press('Enter');
    await dialog.waitFor();
    await known;
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await focused.innerText()).toBe('Issue');
    await page.keyboard.press('Enter');
    await dialog.waitFor();
    await dialog.getByRole('button', { name: 'Issue', exact: true }).focus();
    await page.keyboard.press('Enter');
    await status(page, 'Open').waitFor();
    await dialog.waitFor({ state: 'hidden' });
    await page.keyboard.press('Tab');
    expect(await focused.innerText()).toBe('Record payment');
  });
});
