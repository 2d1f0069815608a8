import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { lookAround } from './money-pages.ts';
import { button } from './people.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 300_000 });

let at: Workplace;
let customerId: string;
let base: string;
beforeAll(async () => {
  at = await Workplace.open(undefined, { currency: 'EUR', country: 'ES' });
  ({ base } = at);
  ({ id: customerId } = await at.create('customers', { name: 'Harbour Foods' }));
});
afterAll(() => at.close());

const saved = async (page: Page, plural: string): Promise<any> => {
  await page.waitForURL(new RegExp(`/${plural}/[0-9a-f-]{36}$`));
  const path = `${at.organization.path}/${plural}/${page.url().split('/').pop()}`;
  return bodyOf(200, at.person.call('GET', path));
};
const line = (page: Page, place: number) => page.locator('fieldset').nth(place);

test('a price of less than a cent is typed, added up exactly, and shown with its unit, in both languages', async () => {
  const product = await at.create('products', {
    name: 'Message',
    unit: 'SMS',
    price: { amount: '0.0125', currency: 'EUR' },
  });
  for (const [language, texts] of [
    [
      'es',
      {
        add: 'Añadir línea',
        price: /^Precio unitario/,
        typed: '0,0125',
        net: /^12,50\s€$/,
        shown: /0,0125\s€ \/ SMS/,
        alone: /0,0125\s€/,
      },
    ],
    [
      'en',
      {
        add: 'Add line',
        price: /^Unit price/,
        typed: '0.0125',
        net: '€12.50',
        shown: /€0\.0125 \/ SMS/,
        alone: /€0\.0125/,
      },
    ],
  ] as const) {
    await at.speak(language);
    const lines = [{ description: 'Messages', quantity: 1_000, productId: product.id, unitPriceMinor: 5 }];
    const draft = await at.create('invoices', { customerId, currency: 'EUR', lines });
    await at.inWindow(async (page) => {
      await page.goto(`${base}/invoices/${draft.id}/edit`);
      await line(page, 0).getByLabel(texts.price).fill(texts.typed);
      await page.getByText(texts.net).first().waitFor();
      await button(page, language === 'es' ? 'Unidad' : 'Unit').click();
      await line(page, 0)
        .getByLabel(language === 'es' ? /^Unidad/ : /^Unit$/)
        .fill('SMS');
      await lookAround(page, `exact-price-${language}`);
      await button(page, language === 'es' ? /^Guardar/ : /^Save/).click();
      const [savedLine] = (await saved(page, 'invoices')).lines;
      expect(savedLine).toMatchObject({ unitPriceMinor: 1, unitPrice: '0.0125', unit: 'SMS' });
      await page.getByRole('cell', { name: texts.shown }).first().waitFor();
      await lookAround(page, `exact-price-page-${language}`);
      await page.goto(`${base}/products/${product.id}`);
      await page.getByText(texts.alone).first().waitFor();
    });
  }
});
