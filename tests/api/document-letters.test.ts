import { beforeAll, expect, inject, test } from 'vitest';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { fetchedBytes, pagesOf } from '../pdf.ts';

const host = connectHost(inject('host'));
let call: Call;
let organization: TestOrganization;

beforeAll(async () => {
  const owner = await newPerson(host);
  ({ call } = owner);
  organization = await newOrganization(owner, { country: 'ES' });
  await readyToBill(call, organization);
});

const at = (path: string): string => `${organization.path}/${path}`;
const customerWith = async (values: object): Promise<string> =>
  (await bodyOf(201, call('POST', at('customers'), { body: { name: 'Yamada', ...values } }))).id;
const draftWith = (customerId: string, description: string): Promise<any> => {
  const lines = [{ description, quantity: 1, unitPriceMinor: 100 }];
  return newDraft(call, organization, customerId, [], { lines });
};
const printed = async ({ id }: any): Promise<string> =>
  (
    await pagesOf(await fetchedBytes(`${host.url}${at(`invoices/${id}/pdf`)}`, organization.owner.token))
  ).join();

test.each([
  ['the customer’s legal name', { legalName: '山田 Ltd' }, 'Consulting', '山 田'],
  ['a line’s description', {}, 'שלום', 'ש ל ו ם'],
])('letters of %s that PDFs can’t show keep an invoice from being issued, and are named', async (...row) => {
  const [place, values, description, letters] = row;
  const { id, version } = await draftWith(await customerWith(values), description);
  const { status, body } = await call('POST', at(`invoices/${id}/issue`), { body: {}, ifMatch: version });
  expect([status, body.code]).toEqual([409, 'conflict']);
  expect(body.detail).toContain(place);
  expect(body.detail).toContain(`: ${letters}.`);
});

test('letters that PDFs can’t show, and emoji, are printed as the character for unknown ones', async () => {
  const customerId = await customerWith({});
  expect(await printed(await draftWith(customerId, 'Design 山'))).toContain('Design \ufffd');
  const invoice = await issued(call, organization, await draftWith(customerId, 'Design 🙂'));
  expect(await printed(invoice)).toContain('Design \ufffd');
});
