import { beforeAll, describe, expect, inject, test } from 'vitest';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addClient,
  newOrganization,
  newPerson,
  type TestClient,
  type TestOrganization,
} from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let byOwner: Call;

const at = (rest: string): string => `${organization.path}/${rest}`;
const add = (plural: string, body: object): Promise<any> =>
  bodyOf(201, byOwner('POST', at(plural), { body }));
const read = (client: TestClient, rest: string): Promise<any> =>
  bodyOf(200, client.person.call('GET', at(`portal${rest}`)));

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { currency: 'EUR' });
  byOwner = organization.owner.call;
  await readyToBill(byOwner, organization);
});

/** An issued invoice of a customer. */
const newInvoice = async ({ customerId }: TestClient): Promise<any> =>
  issued(byOwner, organization, await newDraft(byOwner, organization, customerId, [10_000]));

describe('a client', () => {
  test('sees the discounts, the taxes and what is withheld between the lines of an order and its total', async () => {
    const client = await addClient(host, organization);
    const priced = [
      { description: 'Chair', quantity: 10, unitPriceMinor: 5_000, discountPercent: 10, taxPercent: 21 },
      { description: 'Course', quantity: 1, unitPriceMinor: 20_000, withholdingPercent: 15 },
    ];
    const body = { customerId: client.customerId, lines: priced, discountPercent: 50 };
    const { id, version } = await add('orders', body);
    await bodyOf(200, byOwner('POST', at(`orders/${id}/confirm`), { ifMatch: version }));
    const euros = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });
    expect(await read(client, `/orders/${id}`)).toMatchObject({
      gross: euros(70_000),
      discount: euros(37_500),
      subtotal: euros(32_500),
      taxes: [{ percent: 21, base: euros(22_500), amount: euros(4_725) }],
      withholdings: [{ percent: 15, base: euros(10_000), amount: euros(1_500) }],
      total: euros(35_725),
    });
  });

  test('sees what its customer has paid and no invoice has used, and not that of others', async () => {
    const client = await addClient(host, organization);
    expect((await read(client, '')).credit).toEqual([]);
    const invoice = await newInvoice(client);
    const pay = (amountMinor: number, currency: string, more: object = {}) =>
      add('payments', { customerId: client.customerId, amount: { amountMinor, currency }, ...more });
    await pay(15_000, 'EUR', { allocations: [{ invoiceId: invoice.id, amountMinor: 10_000 }] });
    await pay(700, 'USD');
    const canceled = await pay(9_000, 'EUR');
    const path = at(`payments/${canceled.id}/cancel`);
    await bodyOf(200, byOwner('POST', path, { body: {}, ifMatch: canceled.version }));
    const { customerId } = await addClient(host, organization);
    await add('payments', { customerId, amount: { amountMinor: 50, currency: 'EUR' } });
    expect((await read(client, '')).credit).toEqual([
      { amountMinor: 5_000, currency: 'EUR' },
      { amountMinor: 700, currency: 'USD' },
    ]);
  });
});
