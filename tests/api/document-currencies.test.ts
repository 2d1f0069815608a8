import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { consulting as line, documentsIn, errorsOf } from '../documents.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
});
const { at, add } = documentsIn(() => organization);

test('an invoice that leaves its order keeps the currency of its lines unless the change contains them', async () => {
  const made = await add('invoices', { currency: 'EUR', lines: [line] });
  const order = await add('orders', { currency: 'EUR', lines: [line] });
  const change = (body: object, ifMatch: number) =>
    organization.owner.call('PATCH', at(`invoices/${made.id}`), { body, ifMatch });
  const ordered = await bodyOf(200, change({ orderId: order.id }, made.version));
  const inYens = { orderId: null, currency: 'JPY' };
  expect(errorsOf(await change(inYens, ordered.version))).toEqual(['/currency lines_needed']);
  await bodyOf(200, change({ ...inYens, lines: [line] }, ordered.version));
});

const inEuros = { currency: 'EUR', lines: [line] };
test.each([
  ['quotes', inEuros, 'currency', (currency: string) => ({ currency })],
  ['orders', inEuros, 'currency', (currency: string) => ({ currency })],
  ['invoices', inEuros, 'currency', (currency: string) => ({ currency })],
  [
    'deals',
    { title: 'Website', value: { amountMinor: 0, currency: 'EUR' }, lines: [line] },
    'value',
    (currency: string) => ({ value: { amountMinor: 0, currency } }),
  ],
])(
  'the currency of lines changes to one with other decimals only together with them (%s)',
  async (plural, first, field, to) => {
    const made = await add(plural, first);
    const change = (body: object, version: number) =>
      organization.owner.call('PATCH', at(`${plural}/${made.id}`), { body, ifMatch: version });
    expect(errorsOf(await change(to('JPY'), made.version))).toEqual([`/${field} lines_needed`]);
    const dollars = await bodyOf(200, change(to('USD'), made.version));
    expect(dollars.lines).toEqual([line]);
    const yens = await bodyOf(200, change({ ...to('JPY'), lines: [line] }, dollars.version));
    expect(yens.lines).toEqual([line]);
  },
);
