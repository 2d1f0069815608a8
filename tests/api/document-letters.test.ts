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
const draftWith = (customerId: string, ...descriptions: string[]): Promise<any> => {
  const lines = descriptions.map((description) => ({ description, quantity: 1, unitPriceMinor: 100 }));
  return newDraft(call, organization, customerId, [], { lines });
};
const printed = async ({ id }: any): Promise<string> =>
  (
    await pagesOf(await fetchedBytes(`${host.url}${at(`invoices/${id}/pdf`)}`, organization.owner.token))
  ).join();

test.each([
  ['the customer’s legal name', { legalName: '山田 Ltd' }, 'Consulting', '山 田'],
  ['the customer’s legal name, tax ID or address', { country: 'JP', taxId: '山1234' }, 'Consulting', '山'],
  ['the description or unit of line 2', {}, 'שלום', 'ש ל ו ם'],
])('letters of %s that PDFs can’t show keep an invoice from being issued, and are named', async (...row) => {
  const [place, values, description, letters] = row;
  const { id, version } = await draftWith(await customerWith(values), 'Advice', description);
  const { status, body } = await call('POST', at(`invoices/${id}/issue`), { body: {}, ifMatch: version });
  expect([status, body.code]).toEqual([409, 'conflict']);
  expect(body.detail).toContain(place);
  expect(body.detail).toContain(`: ${letters}.`);
});

test('letters of the seller’s tax ID and of a prefix that PDFs can’t show keep invoices and credit notes from being issued', async () => {
  const other = await newOrganization(await newPerson(host), { country: 'ES' });
  const by = other.owner.call;
  await readyToBill(by, other);
  const path = `${other.path}/billing`;
  const before = await bodyOf(200, by('GET', path));
  const set = async (body: object) => {
    const { version } = await bodyOf(200, by('GET', path));
    return bodyOf(200, by('PATCH', path, { body, ifMatch: version }));
  };
  const refusalOf = async (document: any, verb: string, body: object) => {
    const url = `${other.path}/invoices/${document.id}/${verb}`;
    const refused = await by('POST', url, { body, ifMatch: document.version });
    return [refused.status, refused.body.detail];
  };
  const { id: customerId } = await bodyOf(
    201,
    by('POST', `${other.path}/customers`, { body: { name: 'Acme' } }),
  );
  const draft = await newDraft(by, other, customerId, [100]);

  await set({ country: 'JP', taxId: '山1234' });
  const ofSeller = expect.stringContaining('tax ID or address in the billing settings: 山.');
  expect(await refusalOf(draft, 'issue', {})).toEqual([409, ofSeller]);

  const ofPrefix = [409, expect.stringContaining('the prefix of the numbers: 山.')];
  await set({ country: 'ES', taxId: 'B12345674', invoiceSeries: [{ id: 'other', prefix: '山-' }] });
  expect(await refusalOf(draft, 'issue', {})).toEqual(ofPrefix);

  await set({ invoiceSeries: before.invoiceSeries, creditSeries: [{ id: 'credited', prefix: '山-' }] });
  const invoice = await issued(by, other, draft);
  expect(await refusalOf(invoice, 'credit', { reason: 'Returned' })).toEqual(ofPrefix);
});

test('letters that PDFs can’t show, and emoji, are printed as the character for unknown ones', async () => {
  const customerId = await customerWith({});
  expect(await printed(await draftWith(customerId, 'Design 山'))).toContain('Design \ufffd');
  const invoice = await issued(call, organization, await draftWith(customerId, 'Design 🙂'));
  expect(await printed(invoice)).toContain('Design \ufffd');
});

test('the preview of an e-mail names the characters that the PDF can’t show, wherever the document says them', async () => {
  const previewed = async (plural: string, { id }: any): Promise<string[]> =>
    (await bodyOf(200, call('GET', at(`${plural}/${id}/email`)))).unprinted;
  const lines = [{ description: 'Design ✓', quantity: 1, unitPriceMinor: 100 }];
  const values = {
    customerId: await customerWith({ name: '山田' }),
    title: 'Привет שלום',
    notes: 'Thanks 👍🏽',
  };
  const quote = await bodyOf(201, call('POST', at('quotes'), { body: { ...values, lines } }));
  expect(await previewed('quotes', quote)).toEqual(['山', '田', 'ש', 'ל', 'ו', 'ם', '✓', '👍🏽']);
  const draft = await newDraft(call, organization, await customerWith({}), [], { lines, notes: 'Danke ☕' });
  expect(await previewed('invoices', await issued(call, organization, draft))).toEqual(['✓', '☕']);
  const plain = {
    ...values,
    customerId: await customerWith({}),
    title: 'Ελλάδα',
    notes: 'Łódź',
    lines: [{ ...lines[0], description: 'Київ' }],
  };
  const other = await bodyOf(201, call('POST', at('quotes'), { body: plain }));
  expect(await previewed('quotes', other)).toEqual([]);
});
