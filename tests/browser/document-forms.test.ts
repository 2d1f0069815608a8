import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import type { Person, TestOrganization } from '../organization.ts';
import { labeled, lookAt } from './money-pages.ts';
import { button } from './people.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 300_000 });

let at: Workplace;
let owner: Person;
let organization: TestOrganization;
let customerId: string;
let base: string;
beforeAll(async () => {
  at = await Workplace.open(undefined, { currency: 'EUR', country: 'ES' });
  ({ person: owner, organization, base } = at);
  await readyToBill(owner.call, organization);
  ({ id: customerId } = await create('customers', { name: 'Harbour Foods' }));
});
afterAll(() => at.close());

const create = (path: string, body: object): Promise<any> =>
  bodyOf(201, owner.call('POST', `${organization.path}/${path}`, { body }));
const read = (path: string): Promise<any> => bodyOf(200, owner.call('GET', `${organization.path}/${path}`));
const saved = async (page: Page, plural: string): Promise<any> => {
  await page.waitForURL(new RegExp(`/${plural}/[0-9a-f-]{36}$`));
  return read(`${plural}/${page.url().split('/').pop()}`);
};
const line = (page: Page, place: number) => page.locator('fieldset').nth(place);

test('rates and quantities of a document are shown with all their decimals', async () => {
  const lines = [
    { description: 'Grains', quantity: 0.0005, unitPriceMinor: 100_000_000, taxPercent: 9.975 },
    { description: 'Sand', quantity: 1, unitPriceMinor: 50_000_00, taxPercent: 9.98 },
  ];
  const draft = await create('invoices', { customerId, currency: 'EUR', lines });
  await at.inWindow(async (page) => {
    await page.goto(`${base}/invoices/${draft.id}`);
    await page.getByRole('cell', { name: '0.0005' }).waitFor();
    await page.getByRole('cell', { name: '9.975%' }).waitFor();
    await page.getByText('Tax 9.975% on €500.00').waitFor();
    await page.getByText('Tax 9.98% on €50,000.00').waitFor();
  });
});

test('the description of a line has space beside long amounts and all percentages, with the long headings of Spanish', async () => {
  await at.speak('es');
  const one = { description: 'Mantenimiento', quantity: 10, unitPriceMinor: 12_000_000, taxPercent: 19 };
  for (const rates of [{ withholdingPercent: 11 }, { withholdingPercent: 11, discountPercent: 2.5 }]) {
    const draft = await create('invoices', { customerId, currency: 'EUR', lines: [{ ...one, ...rates }] });
    await at.inWindow(async (page) => {
      await page.goto(`${base}/invoices/${draft.id}`);
      const description = page.getByRole('cell', { name: /^Mantenimiento/ });
      await description.waitFor();
      await lookAt(page, `line-with-${Object.keys(rates).length}-rates`);
      // No word of the description or of a heading is broken.
      expect((await page.locator('.lines thead').boundingBox())!.height).toBeLessThan(60);
      expect((await description.boundingBox())!.width).toBeGreaterThan(100);
      expect(await page.locator('.lines table').innerText()).toMatch(/11\s%/);
    });
  }
  await at.speak('en');
});

test('prices stay the same numbers in another currency, also if it has fewer decimals', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${base}/invoices/new?customerId=${customerId}`);
    await button(page, 'Add line').click();
    await line(page, 0)
      .getByLabel(/^Description/)
      .fill('Hours');
    await line(page, 0)
      .getByLabel(/^Unit price/)
      .fill('1.234,56');
    await page.keyboard.press('Enter');
    await line(page, 1)
      .getByLabel(/^Description/)
      .fill('Days');
    await line(page, 1)
      .getByLabel(/^Unit price/)
      .fill('300');
    await labeled(page, 'Currency').selectOption('JPY');
    await page.getByText('¥300').first().waitFor();
    await button(page, /^Save/).click();
    const { id, lines } = await saved(page, 'invoices');
    expect(lines).toMatchObject([{ unitPriceMinor: 1_235, unitPrice: '1234.56' }, { unitPriceMinor: 300 }]);
    await page.goto(`${base}/invoices/${id}/edit`);
    await labeled(page, 'Currency').selectOption('EUR');
    await page.getByText('€1,234.56').first().waitFor();
    await button(page, /^Save/).click();
    const changed = await saved(page, 'invoices');
    expect(changed.currency).toBe('EUR');
    const prices = changed.lines.map(({ unitPriceMinor, unitPrice }: any) => [unitPriceMinor, unitPrice]);
    expect(prices).toEqual([
      [123_456, undefined],
      [30_000, undefined],
    ]);
  });
});

test('the lines of a deal are in the currency of its value', async () => {
  const deal = await create('deals', { title: 'Abroad', value: { amountMinor: 500, currency: 'JPY' } });
  await at.inWindow(async (page) => {
    await page.goto(`${base}/deals/${deal.id}/edit`);
    await button(page, 'Add line').click();
    await line(page, 0)
      .getByLabel(/^Description/)
      .fill('Translation');
    await line(page, 0)
      .getByLabel(/^Unit price/)
      .fill('700');
    await page.getByText('¥700').first().waitFor();
    await button(page, /^Save/).click();
    expect((await saved(page, 'deals')).lines[0].unitPriceMinor).toBe(700);
  });
});

test('an amount that isn’t valid is marked in its own line, after lines that aren’t filled in', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${base}/invoices/new?customerId=${customerId}`);
    for (const _ of [1, 2]) await button(page, 'Add line').click();
    await line(page, 1)
      .getByLabel(/^Description/)
      .fill('Rice');
    await line(page, 1)
      .getByLabel(/^Quantity/)
      .fill('1.5');
    await line(page, 1)
      .getByLabel(/^Unit price/)
      .fill('0.0000335');
    await button(page, /^Save/).click();
    await line(page, 1).getByText('Enter an amount with at most 6 decimals').waitFor();
    await page.getByRole('link', { name: 'Lines 2' }).waitFor();
    expect(await page.locator('[aria-invalid=true]').count()).toBe(1);
    await lookAt(page, 'money-wrong-amount');
    await line(page, 1)
      .getByLabel(/^Unit price/)
      .fill('0.33');
    await button(page, /^Save/).click();
    const { lines, subtotal } = await saved(page, 'invoices');
    // 1.5 × 0.33 = 0.495
    expect([lines.length, subtotal.amountMinor]).toEqual([1, 50]);
  });
});

test('the form of a document says which withholding a new line takes over from the last one', async () => {
  const lines = [{ description: 'Hours', quantity: 1, unitPriceMinor: 10_000, withholdingPercent: 15 }];
  const draft = await create('invoices', { customerId, currency: 'EUR', lines });
  await at.inWindow(async (page) => {
    await page.goto(`${base}/invoices/${draft.id}/edit`);
    const note = page.getByText('A new line starts with the withholding of the last one: 15%.');
    await note.waitFor();
    await lookAt(page, 'money-inherited-withholding');
    await button(page, 'Add line').click();
    const withholding = line(page, 1).getByLabel(/^Withholding/);
    expect(await withholding.inputValue()).toBe('15');
    await withholding.fill('');
    await note.waitFor({ state: 'hidden' });
    await button(page, 'Add line').click();
    expect(
      await line(page, 2)
        .getByLabel(/^Withholding/)
        .inputValue(),
    ).toBe('');
  });
});

test('a form with ten lines is kept over a reload, and only by keyboard it is filled in and saved', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${base}/invoices/new?customerId=${customerId}`);
    await button(page, 'Add line').focus();
    await page.keyboard.press('Enter');
    for (let place = 1; place <= 10; place += 1) {
      await page.keyboard.type(`Part ${place}`);
      await page.keyboard.press('Tab');
      await page.keyboard.type(String(place));
      await page.keyboard.press('Tab');
      await page.keyboard.type('1.10');
      if (place < 10) await page.keyboard.press('Enter');
      if (place < 10) await line(page, place).waitFor();
    }
    await page.reload();
    await page.getByText('Your unsaved changes were restored').waitFor();
    expect(
      await line(page, 9)
        .getByLabel(/^Description/)
        .inputValue(),
    ).toBe('Part 10');
    await page.keyboard.press('Control+Enter');
    const { lines, subtotal } = await saved(page, 'invoices');
    expect([lines.length, subtotal.amountMinor]).toEqual([10, 55 * 110]);
  });
});

test('a payment that was saved during a reload is recorded once', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${base}/payments/new?customerId=${customerId}`);
    await labeled(page, 'Amount').fill('75');
    await labeled(page, 'Reference').fill('once');
    const { promise: isSaved, resolve: arrived } = Promise.withResolvers<true>();
    // The service saves the payment, but its answer never comes.
    await page.route('**/payments', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      await route.fetch();
      arrived(true);
    });
    await button(page, /^Save/).click();
    await isSaved;
    await page.reload();
    await page.getByText('Your unsaved changes were restored').waitFor();
    // Not before, because the site would send the payment again and be answered.
    await page.unroute('**/payments');
    await button(page, /^Save/).click();
    await saved(page, 'payments');
    await at.host.settled(organization);
    const { total } = await read('payments?q=once');
    expect(total).toBe(1);
  });
});

test('a form that a link fills in doesn’t continue what was typed for another customer', async () => {
  const other = await create('customers', { name: 'Quay Bakery' });
  await at.inWindow(async (page) => {
    await page.goto(`${base}/payments/new?customerId=${customerId}&amount=100EUR`);
    await labeled(page, 'Reference').fill('for the first');
    await page.getByText('Not saved yet. Reloading the page keeps your changes.').waitFor();
    await page.goto(`${base}/payments/new?customerId=${other.id}&amount=200EUR`);
    await page.getByText('Quay Bakery').first().waitFor();
    expect(await labeled(page, 'Reference').inputValue()).toBe('');
    expect(await labeled(page, 'Amount').inputValue()).toBe('2');
  });
});

test('a smaller amount pays an invoice in part, without changing what it settles by hand', async () => {
  const draft = await newDraft(owner.call, organization, customerId, [90_000]);
  const invoice = await issued(owner.call, organization, draft);
  await at.inWindow(async (page) => {
    await page.goto(`${base}/invoices/${invoice.id}`);
    await page.getByRole('link', { name: 'Record payment' }).click();
    const settled = page.getByLabel(`Amount for ${invoice.title}`);
    await settled.waitFor();
    await labeled(page, 'Amount').fill('');
    await labeled(page, 'Amount').pressSequentially('250.50');
    await expect.poll(() => settled.inputValue()).toBe('250.50');
    await button(page, /^Save/).click();
    await saved(page, 'payments');
    const { paid, due } = await read(`invoices/${invoice.id}`);
    expect([paid.amountMinor, due.amountMinor]).toEqual([25_050, 64_950]);
    await page.goto(`${base}/invoices/${invoice.id}`);
    await page.getByText('recorded a payment that settles €250.50 of this').waitFor();
    await lookAt(page, 'money-partly-paid');
  });
});

test('a payment beyond what is due says how much is due, in its currency', async () => {
  const draft = await newDraft(owner.call, organization, customerId, [30_000]);
  const invoice = await issued(owner.call, organization, draft);
  await at.inWindow(async (page) => {
    await page.goto(`${base}/payments/new?customerId=${customerId}&amount=50000EUR`);
    const settled = page.getByLabel(`Amount for ${invoice.title}`);
    for (const [typed, answer] of [
      ['300.01', 'Only €300.00 is due'],
      ['300.001', 'Enter an amount with at most 2 decimals'],
    ] as const) {
      await settled.fill(typed);
      await button(page, /^Save/).click();
      await page.locator('.allocations .error', { hasText: answer }).waitFor();
    }
    await settled.fill('300');
    await button(page, /^Save/).click();
    expect((await saved(page, 'payments')).unallocated.amountMinor).toBe(20_000);
  });
});

test('what the user says that a payment settles stays when its amount changes', async () => {
  const draft = await newDraft(owner.call, organization, customerId, [40_000]);
  const invoice = await issued(owner.call, organization, draft);
  await at.inWindow(async (page) => {
    await page.goto(`${base}/payments/new?customerId=${customerId}&amount=40000EUR`);
    const settled = page.getByLabel(`Amount for ${invoice.title}`);
    await settled.fill('100');
    await labeled(page, 'Amount').fill('300');
    await page.getByText('€200.00 not allocated').waitFor();
    expect(await settled.inputValue()).toBe('100');
  });
});

test('a form whose first field is a picker begins with it, and removing the last line leads to the button that adds one', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${base}/orders/new`);
    const focused = () => page.evaluate(() => document.activeElement?.textContent.trim());
    await expect.poll(focused).toBe('Choose customer');
    await button(page, 'Add line').click();
    await page.getByRole('button', { name: 'Line 1' }).click();
    await page.getByRole('menuitem', { name: 'Remove line 1' }).click();
    await expect.poll(focused).toBe('Add line');
  });
});
