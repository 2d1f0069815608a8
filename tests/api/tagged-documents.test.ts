import { beforeAll, expect, inject, test } from 'vitest';
import { readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { customerOf, documentsIn, linkTo } from '../documents.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';
import { fetchedBytes, pagesOf } from '../pdf.ts';

const host = connectHost(inject('host'));
const { page, seenOf, answer } = customerOf(host.url);
let organization: TestOrganization;
let tagIds: string[];
let customer: { id: string; name: string };
const { at, add, newCustomer, verb } = documentsIn(() => organization);

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { country: 'ES' });
  await readyToBill(organization.owner.call, organization);
  tagIds = [(await add('tags', { name: unique('Preferred ') })).id];
  customer = await newCustomer({ country: 'ES', tagIds });
});

const lines = [{ description: 'Consulting', quantity: 2, unitPriceMinor: 5_000 }];
const newDocument = (plural: string): Promise<any> =>
  add(plural, { customerId: customer.id, currency: 'EUR', lines, tagIds });
const textOfPdf = async (plural: string, { id }: { id: string }): Promise<string> => {
  const bytes = await fetchedBytes(`${host.url}${at(`${plural}/${id}/pdf`)}`, organization.owner.token);
  return (await pagesOf(bytes)).join(' ');
};

test.each(['invoices', 'quotes'])('%s with tags are printed, as is their customer’s name', async (plural) => {
  expect(await textOfPdf(plural, await newDocument(plural))).toContain(customer.name);
});

test('a link to an issued invoice with tags opens its page', async () => {
  const { call } = organization.owner;
  const issued = await bodyOf(200, verb(call, 'invoices', await newDocument('invoices'), 'issue', {}));
  expect((await page(await linkTo(organization, issued))).text).toContain(issued.number);
});

test('a customer with tags opens the link to a quote and accepts it', async () => {
  const { call } = organization.owner;
  const sent = await bodyOf(200, verb(call, 'quotes', await newDocument('quotes'), 'mark-sent'));
  const key = await linkTo(organization, sent);
  expect((await page(key)).text).toContain(customer.name);
  await bodyOf(200, answer(key, { answer: 'accept', by: 'Ana', seen: await seenOf(key) }, 'json'));
});
