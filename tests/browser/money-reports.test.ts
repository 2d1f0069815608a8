import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { addDays, dateIn } from '#data/values/day.ts';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { newOrganization, newPerson } from '../organization.ts';
import { openWindow, takePicture } from './browser.ts';
import { newDeal } from '../selling.ts';
import { lookAround, stat } from './money-pages.ts';
import { signIn, Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
/** In the time zone of the organization. */
let today: string;

beforeAll(async () => {
  at = await Workplace.open();
  const { path, owner } = at.organization;
  const { timeZone } = await bodyOf(200, owner.call('GET', path));
  today = dateIn(timeZone, new Date());
  await readyToBill(owner.call, at.organization);
  const post = (rest: string, body: object, ifMatch?: number): Promise<any> =>
    owner.call('POST', `${path}/${rest}`, { body, ...(ifMatch ? { ifMatch } : {}) });
  const { id: customerId } = await bodyOf(201, post('customers', { name: 'Muelle Norte' }));
  const { id: productId } = await bodyOf(201, post('products', { name: 'Inspection' }));
  const bill = async (unitPriceMinor: number, issuedOn: string, dueOn: string, more: object = {}) => {
    const line = { description: 'Inspection', quantity: 1, unitPriceMinor, taxPercent: 21, productId };
    const draft = await newDraft(owner.call, at.organization, customerId, [], {
      currency: 'EUR',
      lines: [line],
      dueOn,
      ownerId: owner.userId,
      ...more,
    });
    return issued(owner.call, at.organization, draft, { issuedOn });
  };
  await bill(100_000, addDays(today, -100), addDays(today, -95));
  await bill(20_000, addDays(today, -80), addDays(today, -20));
  const paid = await bill(50_000, addDays(today, -10), addDays(today, 20));
  await bill(300, today, addDays(today, 30), { currency: 'JPY' });
  await bodyOf(
    201,
    post('payments', {
      customerId,
      amount: { amountMinor: 40_500, currency: 'EUR' },
      allocations: [{ invoiceId: paid.id, amountMinor: 40_500 }],
    }),
  );
  await at.host.settled(at.organization);
});
afterAll(() => at.close());

const range = () => `from=${addDays(today, -200)}&to=${today}&currency=EUR`;
const names = ['invoices', 'receivables', 'taxes', 'payments', 'customerSales', 'productSales', 'ownerSales'];

test('each number of a report about money opens the list whose sum it is', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/analytics/invoices?${range()}`);
    await stat(page, 'Invoiced').getByRole('link', { name: '€2,057' }).waitFor();
    await stat(page, 'Paid').getByRole('link', { name: '€405' }).waitFor();
    await takePicture(page, 'report-invoices');
    await stat(page, 'Invoices issued').getByRole('link', { name: '3' }).click();
    await page.waitForURL(/\/invoices\?/);
    await page.getByText('1–3 of 3').waitFor();
    await page.goto(`${at.base}/analytics/receivables?currency=EUR`);
    await stat(page, 'Over 90 days').getByRole('link', { name: '€1,210' }).waitFor();
    await stat(page, 'Not due yet').getByText('€200', { exact: true }).waitFor();
    await page.getByRole('row', { name: /^Muelle Norte/ }).waitFor();
    await takePicture(page, 'report-receivables');
    await stat(page, '1–30 days').getByRole('link', { name: '€242' }).click();
    await page.waitForURL(/\/invoices\?/);
    await page.getByText('1–1 of 1').waitFor();
    await page.goto(`${at.base}/analytics/taxes?${range()}`);
    await stat(page, 'Tax owed').getByText('€357', { exact: true }).waitFor();
    await page.getByRole('row', { name: /^Tax 21%/ }).waitFor();
    await takePicture(page, 'report-taxes');
    await page
      .getByRole('row', { name: /^Tax 21%/ })
      .getByRole('link')
      .first()
      .click();
    await page.waitForURL(/\/invoices\?/);
    await page.getByText('Tax rates (%)').first().waitFor();
    await takePicture(page, 'list-tax-rate');
    await page.goto(`${at.base}/analytics/productSales?${range()}`);
    await page.getByRole('row', { name: /^Inspection/ }).waitFor();
    await takePicture(page, 'report-products');
  });
});

test('links to reports fade at the edge behind which there are more, and nowhere if all fit', async () => {
  await at.inWindow(async (page) => {
    const links = page.getByRole('navigation', { name: 'Reports', exact: true });
    const masks = () => links.evaluate((nav) => getComputedStyle(nav).maskImage);
    const atWidth = async (width: number) => {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`${at.base}/analytics/invoices?${range()}`);
      await page.locator('.stats').first().waitFor();
    };
    await atWidth(2_400);
    expect(await masks()).toBe('none');
    for (const width of [900, 375]) {
      await atWidth(width);
      await links.evaluate((nav) => nav.scrollTo(0, 0));
      await expect.poll(masks).toMatch(/^linear-gradient\(270deg, rgba\(0, 0, 0, 0\)/);
      await takePicture(page, `report-links-${width}`);
      await links.evaluate((nav) => nav.scrollTo(nav.scrollWidth / 4, 0));
      await expect.poll(masks).toMatch(/calc\(100% - 40px\), rgba\(0, 0, 0, 0\)\)$/);
      await links.evaluate((nav) => nav.scrollTo(nav.scrollWidth, 0));
      await expect.poll(masks).toMatch(/^linear-gradient\(90deg, rgba\(0, 0, 0, 0\), rgb\(0, 0, 0\) 40px\)$/);
    }
  });
});

test('a report says why it refuses a period, and the palette why it refuses a search', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/analytics/invoices?from=${addDays(today, -2_000)}&to=${today}`);
    await page.getByText('A range can have at most 1,100 days').waitFor();
    await page.goto(`${at.base}/analytics/invoices?from=${today}&to=${addDays(today, -1)}`);
    await page.getByText('The end of a range can’t be below its start').waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('word '.repeat(30));
    await page.getByText('At most 100 characters').waitFor();
  });
});

test('a report about money is in the currency that is chosen', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/analytics/receivables`);
    await page.getByRole('combobox', { name: 'Currency' }).selectOption('JPY');
    await page.waitForURL(/currency=JPY/);
    await page.getByText('¥363').first().waitFor();
  });
});

test('the dashboard shows what is unpaid, overdue and paid by currency, and leads to the lists', async () => {
  await at.inWindow(async (page) => {
    await page.goto(at.base);
    const card = (name: string) => page.locator(`[data-card-of=${name}]`);
    await card('due').getByRole('link', { name: '€1,652' }).waitFor();
    await card('due').getByRole('link', { name: '¥363' }).waitFor();
    await card('paidThisMonth').getByRole('link', { name: '€405' }).waitFor();
    await takePicture(page, 'dashboard-money');
    await card('overdue').getByRole('link', { name: '€1,452' }).click();
    await page.waitForURL(/\/invoices\?/);
    await page.getByText('1–2 of 2').waitFor();
    const empty = await newOrganization(at.person);
    await bodyOf(201, at.person.call('POST', `${empty.path}/customers`, { body: { name: 'Somebody' } }));
    await at.host.settled(empty);
    await page.goto(`/o/${empty.id}`);
    await card('due').getByRole('link', { name: 'Create invoice' }).waitFor();
    await page.goto(`/o/${empty.id}/analytics/invoices`);
    await page.getByText('Nothing in this period').waitFor();
    await page.getByRole('link', { name: 'Create invoice' }).waitFor();
  });
});

test('the dashboard shows what was won and paid by month and by customer, and the newest customers', async () => {
  const own = await newOrganization(at.person, { currency: 'EUR' });
  const post = (rest: string, body: object) => at.person.call('POST', `${own.path}/${rest}`, { body });
  const customer = await bodyOf(201, post('customers', { name: 'Muelle Este' }));
  const value = { amountMinor: 250_000, currency: 'EUR' };
  const { id } = await newDeal(own, { customerId: customer.id, value });
  const win = at.person.call('POST', `${own.path}/deals/${id}/win`, { body: {}, ifMatch: 1 });
  await bodyOf(200, win);
  const amount = { amountMinor: 40_500, currency: 'EUR' };
  await bodyOf(201, post('payments', { customerId: customer.id, amount }));
  await at.host.settled(own);
  await at.inWindow(async (page) => {
    await page.goto(`/o/${own.id}`);
    await page.locator('.stats').getByText('1 new this month').waitFor();
    const revenue = page.locator('[data-card-of=revenue]');
    const chart = revenue.getByRole('slider', { name: 'Won' });
    await chart.focus();
    await expect
      .poll(() => chart.getAttribute('aria-valuetext'))
      .toMatch(/: €2,500(\.00)?; Paid: €405(\.00)?$/);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => chart.getAttribute('aria-valuetext')).toMatch(/: €0(\.00)?; Paid: €0(\.00)?$/);
    await revenue.getByRole('button', { name: 'Show as table' }).click();
    await revenue.getByRole('row').nth(1).getByText('€405').waitFor();
    await revenue.getByRole('button', { name: 'Show as chart' }).click();
    await revenue.getByRole('combobox', { name: 'Group by' }).selectOption('customer');
    await revenue.getByRole('link', { name: 'Muelle Este' }).waitFor();
    await revenue.getByText('€2,500').waitFor();
    const newest = page.locator('[data-card-of=latestCustomers]');
    await newest.getByText('Active').waitFor();
    await lookAround(page, 'dashboard-revenue');
    await newest.getByRole('link', { name: 'Muelle Este' }).click();
    await page.waitForURL(new RegExp(`/customers/${customer.id}$`));
  });
});

test.each([
  ['en', 'No unpaid invoices', 'Issued invoices appear here until they’re paid.'],
  ['es', 'No hay facturas por cobrar', 'Las facturas emitidas aparecen aquí hasta que se pagan.'],
])('once all invoices are paid, the report about unpaid ones says so (%s)', async (locale, title, text) => {
  const person = await newPerson(at.host);
  const paid = await newOrganization(person);
  const { call } = person;
  const { version } = await bodyOf(200, call('GET', '/v1/me'));
  await bodyOf(200, call('PATCH', '/v1/me', { body: { locale }, ifMatch: version }));
  await readyToBill(call, paid);
  const customer = call('POST', `${paid.path}/customers`, { body: { name: 'Muelle Sur' } });
  const { id: customerId } = await bodyOf(201, customer);
  const invoice = await issued(call, paid, await newDraft(call, paid, customerId, [5_000]));
  const body = {
    customerId,
    amount: invoice.total,
    allocations: [{ invoiceId: invoice.id, amountMinor: invoice.total.amountMinor }],
  };
  await bodyOf(201, call('POST', `${paid.path}/payments`, { body }));
  await at.host.settled(paid);
  await at.inWindow(async (page) => {
    await page.goto(`/o/${paid.id}/analytics/receivables`);
    await page.getByRole('heading', { name: title }).waitFor();
    await page.getByText(text).waitFor();
    await lookAround(page, `report-nothing-unpaid-${locale}`);
  }, person);
});

test.each(['light', 'dark'] as const)('on a phone, reports about money fit the screen, %s', async (theme) => {
  const { page, context } = await openWindow(at.browser, at.host.url, { phone: true, theme });
  await page.goto('/sign-in');
  await signIn(page, at.person);
  await page.waitForURL(/\/o\//);
  for (const name of names) {
    await page.goto(`${at.base}/analytics/${name}?${range()}`);
    await page.locator('.stats > div').first().waitFor();
    expect([name, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([name, 375]);
    if (name === 'invoices' || name === 'receivables')
      await takePicture(page, `report-${name}-phone-${theme}`);
  }
  await context.close();
});
