import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { addClient } from '../organization.ts';
import { lookAround } from './money-pages.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open(undefined, { currency: 'EUR', name: 'Olivares S.L.' });
  await readyToBill(at.person.call, at.organization);
});
afterAll(() => at.close());

const portal = (rest = ''): string => `/portal/${at.organization.id}${rest}`;
const create = (plural: string, body: object): Promise<any> =>
  bodyOf(201, at.person.call('POST', `${at.organization.path}/${plural}`, { body }));

test.each([
  {
    locale: 'en',
    said: {
      '/quotes': 'Quotes from Olivares S.L. will appear here.',
      '/orders': 'Your orders to Olivares S.L. will appear here.',
      '/payments': 'Your payments to Olivares S.L. will appear here.',
      '': 'You have no unpaid invoices.',
      '/issues': 'Do you need help? Open an issue.',
    },
  },
  {
    locale: 'es',
    said: {
      '/quotes': 'Los presupuestos de Olivares S.L. aparecerán aquí.',
      '/orders': 'Tus pedidos a Olivares S.L. aparecerán aquí.',
      '/payments': 'Tus pagos a Olivares S.L. aparecerán aquí.',
      '': 'No tienes facturas sin pagar.',
      '/issues': '¿Necesitas ayuda? Abre una incidencia.',
    },
  },
])(
  'an empty portal says what will appear, and claims nothing of the past ($locale)',
  async ({ locale, said }) => {
    const { person } = await addClient(at.host, at.organization);
    const { version } = await bodyOf(200, person.call('GET', '/v1/me'));
    await bodyOf(200, person.call('PATCH', '/v1/me', { body: { locale }, ifMatch: version }));
    await at.inWindow(async (page) => {
      for (const [rest, text] of Object.entries(said)) {
        await page.goto(portal(rest));
        await page.getByText(text, { exact: true }).waitFor({ timeout: 10_000 });
        expect(await page.getByText('..').count()).toBe(0);
      }
    }, person);
  },
);

test('quotes say that they wait for an answer, issues whom they are about, and payments name an invoice once', async () => {
  const { person, customerId, contactId } = await addClient(at.host, at.organization);
  const { call } = at.person;
  const lines = [{ description: 'Door', quantity: 1, unitPriceMinor: 10_000 }];
  const quote = await create('quotes', { customerId, lines, currency: 'EUR', title: 'A new door' });
  const sent = `${at.organization.path}/quotes/${quote.id}/mark-sent`;
  await bodyOf(200, call('POST', sent, { ifMatch: quote.version }));
  const order = await create('orders', { customerId, lines, currency: 'EUR' });
  const confirmed = `${at.organization.path}/orders/${order.id}/confirm`;
  await bodyOf(200, call('POST', confirmed, { ifMatch: order.version }));
  const invoice = await issued(
    call,
    at.organization,
    await newDraft(call, at.organization, customerId, [9_900]),
  );
  await issued(call, at.organization, await newDraft(call, at.organization, customerId, [1_234_500]));
  await create('payments', {
    ...{ customerId, receivedOn: invoice.issuedOn, reference: invoice.number },
    amount: { amountMinor: invoice.total.amountMinor, currency: 'EUR' },
    allocations: [{ invoiceId: invoice.id, amountMinor: invoice.total.amountMinor }],
  });
  const { id } = await create('issues', { subject: 'No water', customerId, contactId });
  await at.inWindow(async (page) => {
    await page.goto(portal());
    await page.getByRole('heading', { name: 'In progress' }).waitFor({ timeout: 10_000 });
    await lookAround(page, 'portal-words-home');
    await page.goto(portal('/quotes'));
    await page.getByText('Awaiting your answer', { exact: true }).waitFor();
    await page.goto(portal('/payments'));
    await page.getByText(`For ${invoice.number}`).waitFor();
    expect(await page.getByText(invoice.number, { exact: true }).count()).toBe(0);
    await page.goto(portal(`/issues/${id}`));
    await page.getByText(/^Contact: /).waitFor();
    await page.goto(portal('/orders'));
    await page.getByRole('listitem').locator('svg').first().waitFor();
    await lookAround(page, 'portal-words-orders');
    await page.goto(portal('/invoices'));
    await page.getByRole('button', { name: `View: ${invoice.number}` }).waitFor();
    const ends = await page
      .locator('.sum')
      .evaluateAll((sums) => sums.map((sum) => Math.round(sum.getBoundingClientRect().right)));
    expect(ends).toHaveLength(2);
    expect(new Set(ends).size).toBe(1);
    await lookAround(page, 'portal-words-invoices');
  }, person);
});

test('on a phone, a title of several lines is as wide as the page, and its status comes below', async () => {
  const { person, customerId, contactId } = await addClient(at.host, at.organization);
  const subject = 'The door of the cold store stays open after each delivery, and the alarm rings all night';
  const { id } = await create('issues', { subject, customerId, contactId });
  await at.inWindow(async (page) => {
    await page.setViewportSize({ width: 375, height: 812 });
    await page.goto(portal(`/issues/${id}`));
    const title = await page.getByRole('heading', { level: 1, name: subject }).boundingBox();
    const status = await page.locator('header').getByText('Open', { exact: true }).boundingBox();
    expect(status!.y).toBeGreaterThanOrEqual(title!.y + title!.height);
    await lookAround(page, 'portal-long-title');
  }, person);
});
