import { beforeAll, expect, inject, test } from 'vitest';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf, callerWith, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { addMember, newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));
const lines = [{ description: 'Consulting', quantity: 2, unitPriceMinor: 5_000 }];
/** What a document prints of a customer. */
const printed = {
  legalName: 'Panificadora Levante',
  taxId: 'B76543214',
  address: 'Calle Larga 7',
  city: 'Elche',
  country: 'ES',
  billingEmail: 'facturas@levante.example',
};
/** What it doesn’t print. */
const unprinted = {
  name: 'Levante inside',
  email: 'dueño@levante.example'.replace('ñ', 'n'),
  website: 'https://levante-inside.example',
  profession: 'Bakery inside',
};
let organization: TestOrganization;
let byOwner: Call;
let customerId: string;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { currency: 'EUR' });
  byOwner = organization.owner.call;
  await readyToBill(byOwner, organization);
  const body = { ...printed, ...unprinted, paymentReminders: false };
  ({ id: customerId } = await bodyOf(201, byOwner('POST', at('customers'), { body })));
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const keyWith = async (...permissions: string[]): Promise<Call> => {
  const body = { name: unique('key '), permissions };
  const { secret } = await bodyOf(201, byOwner('POST', at('api-keys'), { body }));
  return callerWith(host.url, secret);
};
const owned = (ownerId?: string) => (ownerId === undefined ? {} : { ownerId });
const newInvoice = async (ownerId?: string): Promise<any> =>
  issued(byOwner, organization, await newDraft(byOwner, organization, customerId, [10_000], owned(ownerId)));
const newQuote = (ownerId?: string): Promise<any> => {
  const body = { customerId, lines, currency: 'EUR', ...owned(ownerId) };
  return bodyOf(201, byOwner('POST', at('quotes'), { body }));
};
const isTold = (answer: { text: string }): string[] =>
  Object.values(unprinted).filter((value) => answer.text.includes(value));

test('a document tells an employee who can’t read its customer where it goes, and nothing that it doesn’t print', async () => {
  const employee = await addMember(host, organization, 'employee');
  const [invoice, quote] = [await newInvoice(employee.userId), await newQuote(employee.userId)];
  const get = (rest: string) => employee.call('GET', at(rest));
  expect((await get(`customers/${customerId}`)).status).toBe(404);
  for (const path of [`invoices/${invoice.id}/email`, `quotes/${quote.id}/email`])
    expect((await bodyOf(200, get(path))).email).toBe(printed.billingEmail);
  expect(await bodyOf(200, get(`invoices/${invoice.id}/reminders`))).toMatchObject({
    ...{ state: 'customer_off', email: printed.billingEmail },
  });
  const { parties } = await bodyOf(200, get(`invoices/${invoice.id}`));
  expect(parties.buyer).toEqual({
    ...{ name: printed.legalName, taxId: printed.taxId, country: 'ES', email: printed.billingEmail },
    address: [printed.address, printed.city],
  });
  for (const path of [
    `invoices/${invoice.id}`,
    `invoices/${invoice.id}/email`,
    `invoices/${invoice.id}/reminders`,
    `invoices/${invoice.id}/history`,
    `quotes/${quote.id}`,
    `quotes/${quote.id}/email`,
  ])
    expect([path, isTold(await get(path))]).toEqual([path, []]);
});

test('a key that can read invoices but not send them isn’t told to whom they go, or what their customer wants', async () => {
  const { id } = await newInvoice();
  const reader = await keyWith('invoice:read');
  expect(await bodyOf(200, reader('GET', at(`invoices/${id}/reminders`)))).toEqual({ state: 'off' });
  expect((await reader('GET', at(`invoices/${id}/email`))).status).toBe(403);
  const sender = await keyWith('invoice:read', 'invoice:update');
  expect(await bodyOf(200, sender('GET', at(`invoices/${id}/reminders`)))).toEqual({
    ...{ state: 'customer_off', email: printed.billingEmail },
  });
});

test('the PDF of a quote prints its customer alike for everyone who can read the quote, and as its link does', async () => {
  const quote = await newQuote();
  await bodyOf(200, byOwner('POST', at(`quotes/${quote.id}/mark-sent`), { ifMatch: quote.version }));
  const pdfFor = async (secret: string) => {
    const headers = { authorization: `Bearer ${secret}` };
    const answer = await fetch(`${host.url}${at(`quotes/${quote.id}/pdf`)}?language=en`, { headers });
    expect(answer.status).toBe(200);
    return Buffer.from(await answer.arrayBuffer()).toString('base64');
  };
  const secretOf = async (...permissions: string[]) => {
    const body = { name: unique('key '), permissions };
    return (await bodyOf(201, byOwner('POST', at('api-keys'), { body }))).secret as string;
  };
  const [limited, whole] = [await secretOf('quote:read'), await secretOf('quote:read', 'customer:read')];
  expect(await pdfFor(limited)).toBe(await pdfFor(whole));
  const { url } = await bodyOf(201, byOwner('POST', at(`quotes/${quote.id}/links`)));
  const { pathname, search } = new URL(url);
  const { text } = await fetch(`${host.url}${pathname}${search}`).then(async (answer) => ({
    text: await answer.text(),
  }));
  expect([text.includes(printed.legalName), isTold({ text })]).toEqual([true, []]);
});
