import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { issued, readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { addClient } from '../organization.ts';
import { labeled, lookAround, lookAt, status } from './money-pages.ts';
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

const act = (order: any, verb: string, body?: object): Promise<any> =>
  bodyOf(
    200,
    at.person.call('POST', `${at.organization.path}/orders/${order.id}/${verb}`, {
      ifMatch: order.version,
      ...(body ? { body } : {}),
    }),
  );
const lines = [
  { description: 'Chair', quantity: 10, unitPriceMinor: 5_000, discountPercent: 10, taxPercent: 21 },
  { description: 'Course', quantity: 2, unitPriceMinor: 20_000, withholdingPercent: 15 },
];
const confirmedOrder = async (more: object = {}): Promise<any> =>
  act(await at.create('orders', { customerId, currency: 'EUR', lines, ...more }), 'confirm');

test('a delivery is undone with its message, or corrected, and the history has the quantities', async () => {
  const order = await confirmedOrder();
  await at.inWindow(async (page) => {
    const dialog = page.getByRole('dialog');
    await page.goto(`${at.base}/orders/${order.id}`);
    await button(page, 'Deliver').click();
    await dialog.getByRole('button', { name: 'Record delivery' }).click();
    await status(page, 'Fulfilled').waitFor();
    await page.getByRole('button', { name: /^Undo/ }).click();
    await status(page, 'Confirmed').waitFor();
    await page.getByText(`The delivery of ${order.code} was undone`).waitFor();
    await button(page, 'Back to draft').waitFor();
    expect(await button(page, 'Correct delivery').count()).toBe(0);
    await button(page, 'Deliver').click();
    await labeled(page, 'Chair').fill('6');
    await labeled(page, 'Course').fill('1');
    await dialog.getByRole('button', { name: 'Record delivery' }).click();
    await page.getByText('6 of 10 delivered').waitFor();
    await button(page, 'Correct delivery').click();
    await lookAround(page, 'money-delivery-correction');
    await labeled(page, 'Chair').fill('4');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('4 of 10 delivered').waitFor();
    await page.getByText('corrected the delivered quantities: 6 · 1 → 4 · 1').waitFor();
    await lookAround(page, 'money-delivery-corrected');
    await at.speak('es');
    await page.reload();
    await page.getByText('corrigió las cantidades entregadas: 6 · 1 → 4 · 1').waitFor();
    await button(page, 'Corregir la entrega').click();
    await lookAt(page, 'money-delivery-correction-es');
    await at.speak('en');
  });
});

test('less than is invoiced is delivered only if the user confirms it, and the question says how much is', async () => {
  const order = await act(await confirmedOrder(), 'fulfill', { delivered: [{ line: 0, quantity: 6 }] });
  const draft = await at.create('invoices/from-order', { orderId: order.id, delivered: true });
  await issued(at.person.call, at.organization, draft);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/orders/${order.id}`);
    await button(page, 'Correct delivery').click();
    await labeled(page, 'Chair').fill('4');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    const question = page.getByRole('alertdialog');
    await question.getByText('Chair: 4 delivered, 6 invoiced.').waitFor();
    await lookAt(page, 'money-delivery-below-invoiced');
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'hidden' });
    const { fulfilled } = await bodyOf(
      200,
      at.person.call('GET', `${at.organization.path}/orders/${order.id}`),
    );
    expect(fulfilled).toEqual([6, 0]);
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await question.getByRole('button', { name: 'Correct anyway' }).click();
    await page.getByText('4 of 10 delivered').waitFor();
  });
});

test('the question before an invoice is issued says the number and the dates that it would have now', async () => {
  const draft = await at.create('invoices', { customerId, currency: 'EUR', lines });
  const path = `${at.organization.path}/invoices/${draft.id}/next-issue`;
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/invoices/${draft.id}`);
    await page.getByRole('button', { name: 'Issue', exact: true }).click();
    const dialog = page.getByRole('dialog');
    const { number } = await bodyOf(200, at.person.call('GET', path));
    await dialog.getByText(number).waitFor();
    await dialog.getByText('Date of issue').waitFor();
    await lookAround(page, 'money-issue-number');
    await dialog.getByRole('button', { name: 'Issue' }).click();
    await page.getByText(`${number} was issued`).waitFor();
    const future = await at.create('invoices', { customerId, lines, issuedOn: '2199-01-01' });
    await page.goto(`${at.base}/invoices/${future.id}`);
    await page.getByRole('button', { name: 'Issue', exact: true }).click();
    await dialog.getByRole('alert').waitFor();
    await lookAt(page, 'money-issue-refused');
    await at.speak('es');
    const other = await at.create('invoices', { customerId, currency: 'EUR', lines });
    await page.goto(`${at.base}/invoices/${other.id}`);
    await page.getByRole('button', { name: 'Emitir', exact: true }).click();
    await dialog.getByText('Siguiente número').waitFor();
    await lookAt(page, 'money-issue-number-es');
    await at.speak('en');
  });
});

test('a client sees the discounts and taxes of an order, and on the first page what is left of payments', async () => {
  const client = await addClient(at.host, at.organization);
  const order = await confirmedOrder({ customerId: client.customerId, discountPercent: 5 });
  const amount = { amountMinor: 12_345, currency: 'EUR' };
  await at.create('payments', { customerId: client.customerId, amount });
  await at.inWindow(async (page) => {
    await page.goto(`/portal/${at.organization.id}`);
    await page.getByRole('heading', { name: 'Your credit' }).waitFor();
    await page.getByText('€123.45').waitFor();
    await lookAround(page, 'portal-credit');
    await page.goto(`/portal/${at.organization.id}/orders/${order.id}`);
    await page.getByText('Tax 21% on €427.50').waitFor();
    await page.getByText('Withholding 15% on €380.00').waitFor();
    await page.getByText('Before discounts').waitFor();
    await lookAround(page, 'portal-order-totals');
  }, client.person);
});
