import { bodyOf } from '../caller.ts';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { sendAnswerFile } from '../files.ts';
import type { RunningHost } from '../host.ts';
import { addClient, type Person, type TestClient, type TestOrganization } from '../organization.ts';

const lines = [
  {
    ...{ description: 'Consulting on the extension of the warehouse', quantity: 12, unitPriceMinor: 5_000 },
    taxPercent: 21,
  },
  { description: 'Travel', quantity: 1, unitPriceMinor: 12_050, discountPercent: 10 },
];

/** A client whose portal has something on each page. */
export async function furnishedPortal(
  host: RunningHost,
  organization: TestOrganization,
): Promise<{ client: Person; pages: Record<string, string> }> {
  const { call } = organization.owner;
  await readyToBill(call, organization);
  const { person, customerId } = await addClient(host, organization);
  const records = await documentsOf(organization, customerId);
  const [issue, resolved] = await issuesOf(organization, { call: person.call });
  await host.settled(organization);
  const base = `/portal/${organization.id}`;
  return {
    client: person,
    pages: {
      portal: base,
      'portal-invoices': `${base}/invoices`,
      'portal-unpaid': `${base}/invoices?show=unpaid`,
      'portal-quotes': `${base}/quotes`,
      'portal-orders': `${base}/orders`,
      'portal-order': `${base}/orders/${records.orderId}`,
      'portal-payments': `${base}/payments`,
      'portal-issues': `${base}/issues?show=all`,
      'portal-issue-new': `${base}/issues/new`,
      'portal-issue': `${base}/issues/${issue}`,
      'portal-issue-resolved': `${base}/issues/${resolved}`,
      'portal-profile': `${base}/profile`,
      'portal-not-found': `${base}/nothing-here`,
    },
  };
}

async function documentsOf(organization: TestOrganization, customerId: string): Promise<{ orderId: string }> {
  const { path, owner } = organization;
  const { call } = owner;
  const create = (plural: string, body: object): Promise<any> =>
    bodyOf(201, call('POST', `${path}/${plural}`, { body }));
  const act = (plural: string, { id, version }: any, verb: string, body?: object): Promise<any> =>
    bodyOf(
      200,
      call('POST', `${path}/${plural}/${id}/${verb}`, { ifMatch: version, ...(body ? { body } : {}) }),
    );
  const newInvoice = async (amountMinor: number): Promise<any> =>
    issued(call, organization, await newDraft(call, organization, customerId, [amountMinor]));
  const invoice = await newInvoice(245_050);
  await newInvoice(9_900);
  const { currency } = invoice;
  await create('payments', {
    customerId,
    receivedOn: invoice.issuedOn,
    amount: { amountMinor: 50_000, currency },
    allocations: [{ invoiceId: invoice.id, amountMinor: 45_050 }],
  });
  const quote = await create('quotes', { customerId, lines, currency, title: 'Extension of the warehouse' });
  await act('quotes', quote, 'mark-sent');
  const order = await create('orders', { customerId, lines, currency, reference: 'PO 4711' });
  const confirmed = await act('orders', order, 'confirm');
  await act('orders', confirmed, 'fulfill', { delivered: [{ line: 0, quantity: 4 }] });
  return { orderId: order.id };
}

/** An issue with answers and a file, and one that is resolved. */
async function issuesOf(
  { path, owner }: TestOrganization,
  { call }: Pick<TestClient['person'], 'call'>,
): Promise<[string, string]> {
  const create = async (subject: string, description: string): Promise<string> => {
    const body = { subject, description };
    return (await bodyOf(201, call('POST', `${path}/portal/issues`, { body }))).id;
  };
  const id = await create('The door of the warehouse stays open', 'A hand’s width.\nSince Monday.');
  await sendAnswerFile(owner.call, `${path}/issues/${id}`);
  const answer = { body: '**Is the light on?**\n\n- left\n- right' };
  await bodyOf(201, owner.call('POST', `${path}/issues/${id}/answers`, { body: answer }));
  await bodyOf(201, call('POST', `${path}/portal/issues/${id}/answers`, { body: { body: 'It is red.' } }));
  const resolved = await create('Invoice address', 'We have moved.');
  await bodyOf(200, call('POST', `${path}/portal/issues/${resolved}/resolve`));
  return [id, resolved];
}
