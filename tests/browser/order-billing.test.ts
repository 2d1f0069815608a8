import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { issued, readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { addMember } from '../organization.ts';
import { lookAround, lookAt, status } from './money-pages.ts';
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

/** A confirmed order of €3,000.00 in one line. */
async function confirmedOrder(more: object = {}): Promise<any> {
  const training = { description: 'Training', quantity: 30, unitPriceMinor: 10_000 };
  const { id, version } = await at.create('orders', {
    customerId,
    currency: 'EUR',
    lines: [training],
    ...more,
  });
  const path = `${at.organization.path}/orders/${id}/confirm`;
  return bodyOf(200, at.person.call('POST', path, { ifMatch: version }));
}
/** A draft of what isn’t billed yet of an order, or of another quantity. */
async function billed({ id }: any, quantity?: number, more: object = {}): Promise<any> {
  const draft = await at.create('invoices/from-order', { orderId: id });
  const [line] = draft.lines;
  const body = { lines: [{ ...line, quantity: quantity ?? line.quantity }], ...more };
  const path = `${at.organization.path}/invoices/${draft.id}`;
  return bodyOf(200, at.person.call('PATCH', path, { body, ifMatch: draft.version }));
}
const issue = (draft: any): Promise<any> => issued(at.person.call, at.organization, draft);
const settleInvoice = ({ id, version }: any, verb: 'credit' | 'void', body: object): Promise<any> => {
  const path = `${at.organization.path}/invoices/${id}/${verb}`;
  return bodyOf(verb === 'void' ? 200 : 201, at.person.call('POST', path, { body, ifMatch: version }));
};
test('an order says how much of it invoices and drafts bill, without what is void or credited', async () => {
  const order = await confirmedOrder();
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/orders/${order.id}`);
    await page.getByText('Nothing billed yet', { exact: true }).waitFor();
    await button(page, 'Back to draft').waitFor();
    const invoice = await issue(await billed(order, 15));
    await settleInvoice(invoice, 'credit', { reason: 'Returned', lines: [{ line: 0, quantity: 3 }] });
    await billed(order, 5);
    await settleInvoice(await issue(await billed(order)), 'void', { reason: 'A mistake' });
    await page.reload();
    await page.getByText('Billed: €1,200.00 of €3,000.00, and €500.00 in 1 draft', { exact: true }).waitFor();
    expect(await button(page, 'Back to draft').count()).toBe(0);
    await lookAround(page, 'money-order-billed');
    await button(page, 'Create invoice').click();
    await page.waitForURL(/\/invoices\/[0-9a-f-]{36}$/);
    await page.goBack();
    await page.getByText(/, and €1,800.00 in 2 drafts$/).waitFor();
  });
});

test('a canceled order names the invoices that remain, and can be a draft again once nothing bills it', async () => {
  const order = await confirmedOrder();
  const invoice = await issue(await billed(order, 10));
  const draft = await billed(order);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/orders/${order.id}`);
    const text = 'This order is canceled, but its invoices remain';
    const notice = page.getByRole('status').filter({ hasText: text });
    await page.getByText(/^Billed: €1,000.00 of €3,000.00/).waitFor();
    expect(await notice.count()).toBe(0);
    await button(page, 'Cancel order').click();
    await page.getByRole('alertdialog').or(page.getByRole('dialog')).waitFor();
    await page.getByRole('button', { name: 'Cancel order', exact: true }).last().click();
    await status(page, 'Canceled').waitFor();
    await notice.getByText('After that, the order can be made a draft again.').waitFor();
    expect(await notice.getByRole('link').allInnerTexts()).toEqual([draft.title, invoice.title]);
    expect(await button(page, 'Back to draft').count()).toBe(0);
    await lookAround(page, 'money-order-canceled');
    await at.speak('es');
    await page.reload();
    await page.getByText('Este pedido está anulado, pero conserva sus facturas').waitFor();
    await lookAt(page, 'money-order-canceled-es');
    await at.speak('en');
    await page.reload();
    await notice.getByRole('link', { name: invoice.title }).focus();
    await page.keyboard.press('Enter');
    await status(page, 'Open').waitFor();
    await settleInvoice(invoice, 'void', { reason: 'A mistake' });
    const path = `${at.organization.path}/invoices/${draft.id}`;
    await bodyOf(200, at.person.call('DELETE', path, { ifMatch: draft.version }));
    await page.goto(`${at.base}/orders/${order.id}`);
    await button(page, 'Back to draft').click();
    await status(page, 'Draft').waitFor();
    expect(await notice.count()).toBe(0);
  });
});

test('somebody who can’t see all invoices reads that only some of them are counted', async () => {
  const employee = await addMember(at.host, at.organization, 'employee');
  const order = await confirmedOrder({ ownerId: employee.userId });
  await billed(order, 10);
  await billed(order, 20, { ownerId: null });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/orders/${order.id}`);
    const text = 'Billed: €0.00 of €3,000.00, and €1,000.00 in 1 draft';
    await page.getByText(text, { exact: true }).waitFor();
    await page.getByText('Only the invoices that you can see.').waitFor();
    await lookAt(page, 'money-order-billed-partly');
  }, employee);
});

test('a partly delivered order asks whether to bill what was delivered or all that isn’t billed yet', async () => {
  const order = await confirmedOrder({ notes: 'Deliver in the morning' });
  const path = `${at.organization.path}/orders/${order.id}/fulfill`;
  const body = { delivered: [{ line: 0, quantity: 12 }] };
  await bodyOf(200, at.person.call('POST', path, { body, ifMatch: order.version }));
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/orders/${order.id}`);
    await page.getByText('12 of 30 delivered').waitFor();
    const dialog = page.getByRole('dialog');
    await button(page, 'Create invoice').click();
    await dialog.getByRole('radio', { name: /^What was delivered/, checked: true }).waitFor();
    await lookAround(page, 'money-order-bill-scope');
    await dialog.getByRole('button', { name: 'Create invoice' }).click();
    await page.waitForURL(/\/invoices\/[0-9a-f-]{36}$/);
    await page.getByText(/^D-\d{4} was created with what was delivered$/).waitFor();
    await page.getByText('€1,200.00').first().waitFor();
    await page.getByText('Deliver in the morning').first().waitFor();
    await page.goto(`${at.base}/orders/${order.id}`);
    await button(page, 'Create invoice').click();
    await dialog.getByRole('button', { name: 'Create invoice' }).click();
    await dialog
      .getByText(/^All that was delivered of this order is already on invoices or drafts\./)
      .waitFor();
    await dialog.getByRole('radio', { name: /^The whole order/ }).check();
    await dialog.getByRole('button', { name: 'Create invoice' }).click();
    await page.getByText(/^D-\d{4} was created with what wasn’t billed yet$/).waitFor();
    await page.getByText('€1,800.00').first().waitFor();
  });
});

test('an accepted quote becomes an invoice without an order, and says what of it is billed', async () => {
  const training = { description: 'Training', quantity: 30, unitPriceMinor: 10_000 };
  const quote = await at.create('quotes', { customerId, currency: 'EUR', lines: [training] });
  const act = ({ version }: any, verb: string, body?: object) => {
    const path = `${at.organization.path}/quotes/${quote.id}/${verb}`;
    return bodyOf(200, at.person.call('POST', path, { ifMatch: version, ...(body ? { body } : {}) }));
  };
  await act(await act(quote, 'mark-sent'), 'accept', {});
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/quotes/${quote.id}`);
    await button(page, 'Create order').waitFor();
    await button(page, 'Create invoice').dblclick();
    await page.waitForURL(/\/invoices\/[0-9a-f-]{36}$/);
    await page.getByRole('link', { name: quote.code }).waitFor();
    await page.goto(`${at.base}/quotes/${quote.id}`);
    await page.getByText('Billed: €0.00 of €3,000.00, and €3,000.00 in 1 draft', { exact: true }).waitFor();
    expect(await button(page, 'Create order').count()).toBe(0);
    expect(await button(page, 'Back to draft').count()).toBe(0);
    await lookAround(page, 'money-quote-billed');
    await button(page, 'Create invoice').click();
    await page.getByText('All of this quote is already on invoices or drafts.').waitFor();
    await at.speak('es');
    await page.reload();
    await page.getByText('Facturado: 0,00 € de 3.000,00 €, y 3.000,00 € en 1 borrador').waitFor();
    await lookAt(page, 'money-quote-billed-es');
    await at.speak('en');
  });
});
