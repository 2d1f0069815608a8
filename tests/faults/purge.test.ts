import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeKey, noteKey, projectionKey, recordKey } from '#data/store/keys.ts';
import type { ChangeItem } from '#data/store/change.ts';
import { chainErrors } from '#data/store/change-chain.ts';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf, type Call } from '../caller.ts';
import { startHost, type HostUnderTest } from '../host.ts';
import { newContact, newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { halfWritten } from './half-written.ts';
import { recountDifferences } from './recount.ts';
import { clientOf, readTable } from './table-under-test.ts';

let host: HostUnderTest;
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  host = await startHost();
  organization = await newOrganization(await newPerson(host));
  call = organization.owner.call;
});
afterAll(() => host.stop());

/** Ends the trash period of a deleted record, and waits until the record is purged. */
async function letExpire(id: string, type = 'contact'): Promise<void> {
  const command = new UpdateCommand({
    TableName: host.info.table,
    Key: recordKey(organization.id, type, id),
    UpdateExpression: 'SET expiresAt = :past',
    ExpressionAttributeValues: { ':past': Math.floor(Date.now() / 1000) - 60 },
  });
  await clientOf(host.info.dynamodbUrl).send(command);
  await host.expire();
  await host.settled();
}

const person = {
  firstName: 'Ludovica',
  lastName: 'Brandanini',
  email: 'ludovica@brandanini.example',
  phones: [{ label: 'mobile', number: '+573007654321' }],
  jobTitle: 'Cartographer',
};
/** Matches any trace of the person, in every form in which the table stores it. */
const traces = /ludovica|brandanini|7654321|1234567|cartographer|geometer|archipelago/i;

test('a record purged after thirty days leaves changes without values and a tombstone, and frees its e-mail', async () => {
  const contacts = `${organization.path}/contacts`;
  const { id, version } = await newContact(organization, call, person);
  const path = `${contacts}/${id}`;
  const notes = `${organization.path}/notes/contact/${id}`;
  const note = await bodyOf(201, call('POST', notes, { body: { body: 'Draws the archipelago' } }));
  const pinned = { body: 'A pinned archipelago', pinned: true };
  const pin = await bodyOf(201, call('POST', notes, { body: pinned }));
  const gone = await bodyOf(201, call('POST', notes, { body: { body: 'Another archipelago' } }));
  await bodyOf(200, call('DELETE', `${notes}/${gone.id}`, { ifMatch: gone.version }));
  await bodyOf(200, call('PATCH', path, { ifMatch: version, body: { jobTitle: 'Geometer' } }));
  await bodyOf(200, call('DELETE', path, { ifMatch: Number(version) + 1 }));
  await host.settled();
  expect((await readTable(host.info)).some((item) => traces.test(JSON.stringify(item)))).toBe(true);
  expect((await call('POST', contacts, { body: person })).status).toBe(409);

  await letExpire(id);
  const items = await readTable(host.info);
  expect(items.filter((item) => traces.test(JSON.stringify(item)))).toEqual([]);
  const left = items.filter((item) => item.pk === recordKey(organization.id, 'contact', id).pk);
  expect(left.map(({ sk }) => sk)).toEqual([
    'C#000000001',
    'C#000000002',
    'C#000000003',
    `E#${note.id}#000000001`,
    `E#${pin.id}#000000001`,
    `E#${gone.id}#000000001`,
    `E#${gone.id}#000000002`,
    'LEDGER',
  ]);
  for (const item of left.filter(({ kind }) => kind === 'change')) {
    expect(Object.keys(item)).not.toContain('data');
    expect(Object.keys(item)).not.toContain('salt');
    expect(item.digest).toMatch(/^[\w-]{43}$/);
  }
  const own = left.filter(({ sk }) => sk.startsWith('C#')) as unknown as ChangeItem[];
  expect(chainErrors(own)).toEqual([]);
  expect(left.at(-1)?.expiresAt).toBeGreaterThan(Date.now() / 1000);
  expect(recountDifferences(items)).toEqual([]);
  expect(halfWritten(items)).toEqual([]);
  expect((await call('GET', path)).status).toBe(404);
  expect((await call('POST', `${path}/restore`)).status).toBe(404);

  const again = await newContact(organization, call, person);
  await host.settled();
  expect(again.id).not.toBe(id);
  expect(recountDifferences(await readTable(host.info))).toEqual([]);
});

test('the scheduled function can remove leftovers of a missed removal', async () => {
  const key = recordKey(organization.id, 'contact', '0190a000-0000-7000-8000-00000000dead');
  const client = clientOf(host.info.dynamodbUrl);
  const put = (Item: object) => client.send(new PutCommand({ TableName: host.info.table, Item }));
  const data = JSON.stringify({ body: 'Draws the archipelago' });
  await put({ ...noteKey(key, 'n'), kind: 'note', data });
  await put({ ...changeKey(key, 1), kind: 'change', data, row: '{"title":"Archie"}', salt: 's' });
  const state = { revision: 1, version: 2, counts: {}, words: [], label: '' };
  await put({ pk: key.pk, sk: 'LEDGER', kind: 'ledger', revision: 1, data: JSON.stringify(state) });
  await put({ ...projectionKey('contact'), kind: 'projection' });
  await host.invoke('reprojection');
  const left = (await readTable(host.info)).filter(({ pk }) => pk === key.pk);
  expect(left.map(({ sk }) => sk)).toEqual(['C#000000001', 'LEDGER']);
  expect(left[0]).not.toHaveProperty('data');
  expect(left[0]).not.toHaveProperty('salt');
  expect(JSON.parse(String(left[0]?.row))).toEqual({ title: '' });
  expect(left[1]?.expiresAt).toBeGreaterThan(Date.now() / 1000);
});

test('a record restored in time is not purged', async () => {
  const { id, version } = await newContact(organization, call, { firstName: 'Kept' });
  const path = `${organization.path}/contacts/${id}`;
  await bodyOf(200, call('DELETE', path, { ifMatch: version }));
  await bodyOf(200, call('POST', `${path}/restore`));
  await host.expire();
  await host.settled();
  expect((await call('GET', path)).status).toBe(200);
  expect(recountDifferences(await readTable(host.info))).toEqual([]);
});

test('an open invoice whose customer was purged can be paid in the name of that customer, and of no other', async () => {
  const at = (rest: string) => `${organization.path}/${rest}`;
  const create = (plural: string, body: object) => call('POST', at(plural), { body });
  await readyToBill(call, organization);
  const customer = await bodyOf(201, create('customers', { name: 'Harbour Foods' }));
  const { id, total } = await issued(
    call,
    organization,
    await newDraft(call, organization, customer.id, [100]),
  );
  await bodyOf(200, call('DELETE', at(`customers/${customer.id}`), { ifMatch: customer.version }));
  const allocations = [{ invoiceId: id, amountMinor: 100 }];
  const payment = { customerId: customer.id, amount: total, allocations };
  // Until then, the customer can be restored.
  expect((await create('payments', payment)).body.errors[0].pointer).toBe('/customerId');
  await letExpire(customer.id, 'customer');
  expect((await call('GET', at(`customers/${customer.id}`))).status).toBe(404);
  const refused = [
    await create('payments', { ...payment, allocations: [] }),
    await create('payments', { ...payment, customerId: '01900000-0000-7000-8000-000000000000' }),
  ];
  expect(refused.map(({ body }) => body.errors[0].pointer)).toEqual(['/customerId', '/allocations/0']);
  await bodyOf(201, create('payments', payment));
  expect(await bodyOf(200, call('GET', at(`invoices/${id}`)))).toMatchObject({ statusId: 'paid' });
});
