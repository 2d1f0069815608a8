import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { takePicture } from './browser.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 300_000 });

/** Twelve billion pesos and some cents. */
const minor = 1_234_567_890_123;

let at: Workplace;
let pages: Record<string, string>;
beforeAll(async () => {
  at = await Workplace.open(undefined, { country: 'CO', currency: 'COP' });
  const { call } = at.person;
  const { organization } = at;
  const create = (plural: string, body: object): Promise<any> =>
    bodyOf(201, call('POST', `${organization.path}/${plural}`, { body }));
  await readyToBill(call, organization);
  const { id: customerId } = await create('customers', { name: 'Puerto Sur' });
  const line = {
    description: 'Crane',
    quantity: 1,
    unitPriceMinor: minor,
    taxPercent: 19,
    withholdingPercent: 2.5,
  };
  const lines = [line, { ...line, discountPercent: 5 }];
  const money = (amountMinor: number) => ({ amountMinor, currency: 'COP' });
  const priced = { customerId, currency: 'COP', lines };
  const invoice = await issued(
    call,
    organization,
    await newDraft(call, organization, customerId, [], priced),
  );
  const draft = await newDraft(call, organization, customerId, [], priced);
  const part = money(Math.floor(minor / 2));
  const payment = await create('payments', {
    customerId,
    amount: part,
    allocations: [{ invoiceId: invoice.id, amountMinor: part.amountMinor }],
  });
  const [quote, order, product, deal] = await Promise.all([
    create('quotes', { title: 'Crane', ...priced }),
    create('orders', priced),
    create('products', { name: 'Crane', price: money(minor) }),
    create('deals', { title: 'Crane', customerId, value: money(minor) }),
  ]);
  await at.host.settled(organization);
  pages = {
    dashboard: '',
    invoices: '/invoices',
    payments: '/payments',
    deals: '/deals?view=board',
    invoice: `/invoices/${invoice.id}`,
    'invoice-form': `/invoices/${draft.id}/edit`,
    quote: `/quotes/${quote.id}`,
    order: `/orders/${order.id}`,
    'payment-form': `/payments/new?customerId=${customerId}&amount=${part.amountMinor}COP`,
    payment: `/payments/${payment.id}`,
    product: `/products/${product.id}`,
    deal: `/deals/${deal.id}`,
    customer: `/customers/${customerId}`,
    report: '/analytics/invoices',
    unpaid: '/analytics/unpaid',
  };
});
afterAll(() => at.close());

/** What doesn't fit the window, or its own field, unless it can be scrolled to. */
const cutIn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const scrolls = (node: Element | null): boolean =>
      node !== null && (/auto|scroll/.test(getComputedStyle(node).overflowX) || scrolls(node.parentElement));
    const amounts = [...document.querySelectorAll('main *, dialog *')].filter(
      (node) =>
        node.children.length === 0 &&
        /\d{3}[.,]\d{3}/.test(node.textContent) &&
        node.getClientRects().length > 0,
    );
    const beyond = amounts.filter((node) => {
      const { left, right, width: own } = node.getBoundingClientRect();
      return own > 1 && (right > width + 1 || left < -1) && !scrolls(node);
    });
    const clipped = amounts.filter(
      (node) => node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).overflowX !== 'visible',
    );
    const inputs = [...document.querySelectorAll<HTMLInputElement>('main input')].filter(
      (node) => /\d{3}[.,]\d{3}/.test(node.value) && node.scrollWidth > node.clientWidth + 1,
    );
    const overflow = document.documentElement.scrollWidth - width;
    return [
      ...(overflow > 0 ? [`scrolls by ${overflow} px`] : []),
      ...beyond.map((node) => `beyond: ${node.textContent.trim()}`),
      ...clipped.map((node) => `cut: ${node.textContent.trim()}`),
      ...inputs.map((node) => `cut: ${node.value}`),
    ];
  });

test.each([320, 375, 1440])('amounts of billions are shown as a whole on pages of %i px', async (width) => {
  const found: Record<string, string[]> = {};
  await at.inWindow(async (page) => {
    await page.setViewportSize({ width, height: 812 });
    for (const [name, address] of Object.entries(pages)) {
      await page.goto(`${at.base}${address}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await page.waitForLoadState('networkidle');
      await takePicture(page, `long-amounts-${name}-${width}`);
      const cut = await cutIn(page);
      if (cut.length > 0) found[name] = cut;
    }
  });
  expect(found).toEqual({});
});
