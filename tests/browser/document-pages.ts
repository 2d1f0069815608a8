import { issued, readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import type { Person, TestOrganization } from '../organization.ts';

/** Creates documents and payments in different states. Returns the URL paths of their pages by screenshot name. */
export async function documentPages(
  call: Person['call'],
  organization: TestOrganization,
): Promise<Record<string, string>> {
  const { id: orgId, path } = organization;
  const add = (plural: string, body: object): Promise<any> =>
    bodyOf(201, call('POST', `${path}/${plural}`, { body }));
  const verb = (plural: string, { id, version }: any, name: string, body?: object): Promise<any> => {
    const sent = { ifMatch: version, ...(body ? { body } : {}) };
    return bodyOf(name === 'credit' ? 201 : 200, call('POST', `${path}/${plural}/${id}/${name}`, sent));
  };
  await readyToBill(call, organization);
  const customer = await add('customers', { name: 'Harbour Foods', taxId: 'A-28015865', country: 'ES' });
  const product = await add('products', {
    name: 'Consulting',
    unit: 'hour',
    price: { amountMinor: 8_000, currency: 'EUR' },
    otherPrices: [{ amountMinor: 9_000, currency: 'USD' }],
    taxPercent: 21,
  });
  const lines = [
    {
      productId: product.id,
      description:
        'A description that is too long for a narrow screen, of what was done in each of the weeks',
      quantity: 12.5,
      unitPriceMinor: 8_000,
      discountPercent: 10,
      taxPercent: 21,
      withholdingPercent: 15,
    },
    { description: 'Travel', quantity: 1, unitPriceMinor: 123_456_789, taxPercent: 10 },
  ];
  const common = { customerId: customer.id, currency: 'EUR', lines };
  const quote = await verb('quotes', await add('quotes', { ...common, title: 'Refit' }), 'mark-sent');
  const confirmed = await verb('orders', await add('orders', { ...common, reference: 'PO-7' }), 'confirm');
  const order = await verb('orders', confirmed, 'fulfill', { delivered: [{ line: 0, quantity: 2.5 }] });
  const issue = async () => issued(call, organization, await add('invoices', common));
  const [open, settled, gone] = [await issue(), await issue(), await issue()];
  const payment = await add('payments', {
    customerId: customer.id,
    amount: settled.total,
    reference: 'Transfer',
    allocations: [{ invoiceId: settled.id, amountMinor: settled.due.amountMinor }],
  });
  const paid = await bodyOf(200, call('GET', `${path}/invoices/${settled.id}`));
  const note = await verb('invoices', paid, 'credit', { reason: 'Returned', lines: [{ line: 1 }] });
  await verb('invoices', gone, 'void', { reason: 'Wrong customer' });
  const records = {
    products: { priced: product },
    quotes: { sent: quote },
    orders: { delivered: order },
    invoices: { open, paid, void: gone, credited: note },
    payments: { allocated: payment },
  };
  return Object.fromEntries(
    Object.entries(records).flatMap(([plural, ofType]) =>
      Object.entries(ofType).map(([state, { id }]) => [`${plural}-${state}`, `/o/${orgId}/${plural}/${id}`]),
    ),
  );
}
