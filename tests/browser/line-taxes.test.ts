import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readyToBill } from '../billing.ts';
import { lookAt } from './money-pages.ts';
import { button } from './people.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 300_000 });

let at: Workplace;
let customerId: string;
beforeAll(async () => {
  at = await Workplace.open(undefined, { currency: 'EUR', country: 'ES' });
  await readyToBill(at.person.call, at.organization);
  ({ id: customerId } = await at.create('customers', { name: 'Harbour Foods' }));
  await at.create('products', { name: 'Training', price: { amountMinor: 60_000_00, currency: 'EUR' } });
  await at.create('products', {
    ...{ name: 'Books', price: { amountMinor: 20_00, currency: 'EUR' }, taxPercent: 4 },
  });
});
afterAll(() => at.close());

const line = (page: Page, place: number) => page.locator('fieldset').nth(place);

async function choose(page: Page, place: number, product: string): Promise<void> {
  await line(page, place)
    .getByLabel(/^Product/)
    .click();
  await page.getByRole('option', { name: product }).click();
}

test.each([
  { theme: 'light', phone: false },
  { theme: 'dark', phone: true },
] as const)(
  'a line says where its tax comes from, which is none for a product without one: $theme',
  async (look) => {
    await at.inWindow(async (page) => {
      await page.emulateMedia({ colorScheme: look.theme });
      if (look.phone) await page.setViewportSize({ width: 375, height: 800 });
      await page.goto(`${at.base}/invoices/new?customerId=${customerId}`);
      await button(page, 'Add line').click();
      const tax = line(page, 0).getByLabel(/^Tax/);
      expect(await tax.inputValue()).toBe('21');
      await line(page, 0).getByText('standard rate').waitFor();
      await choose(page, 0, 'Training');
      await line(page, 0).getByText('product’s rate').waitFor();
      expect(await tax.inputValue()).toBe('');
      await choose(page, 0, 'Books');
      await vi.waitFor(async () => expect(await tax.inputValue()).toBe('4'));
      // A new line doesn't take over the reduced rate.
      await button(page, 'Add line').click();
      expect(await line(page, 1).getByLabel(/^Tax/).inputValue()).toBe('21');
      await lookAt(page, `money-line-taxes-${look.theme}`);
      await tax.fill('10');
      await line(page, 0).getByText('product’s rate').waitFor({ state: 'hidden' });
    });
  },
);
