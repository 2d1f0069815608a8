import { beforeAll, expect, inject, test } from 'vitest';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));
let spain: TestOrganization;
let elsewhere: TestOrganization;
const full = { name: 'Acme', taxId: 'B12345674', address: 'Calle Mayor 1', city: 'Madrid', country: 'ES' };

beforeAll(async () => {
  const owner = await newPerson(host);
  [spain, elsewhere] = await Promise.all([
    newOrganization(owner, { country: 'ES' }),
    newOrganization(await newPerson(host), { country: 'FR' }),
  ]);
  await readyToBill(spain.owner.call, spain);
});

const customerOf = async (call: Call, { path }: TestOrganization, values: object): Promise<string> =>
  (await bodyOf(201, call('POST', `${path}/customers`, { body: values }))).id;

/** The notices about a draft of these amounts for a customer. */
async function noticesOf(
  organization: TestOrganization,
  values: object,
  minor: number,
  more: object = {},
  language = 'en',
): Promise<any[]> {
  const { call } = organization.owner;
  const draft = await newDraft(call, organization, await customerOf(call, organization, values), [minor], {
    currency: 'EUR',
    ...more,
  });
  const path = `${organization.path}/invoices/${draft.id}/issue-notices?language=${language}`;
  return (await bodyOf(200, call('GET', path))).notices;
}
const ofBuyer = (notices: readonly any[]) => notices.filter(({ code }) => code === 'buyer_incomplete');

test.each([
  [40_000, 'simplified', '€400', 'Hasta 400 €'],
  [40_001, 'sectors', '€3,000', 'Hasta 3.000 €'],
  [300_000, 'sectors', '€3,000', 'Hasta 3.000 €'],
  [300_001, 'required', '€3,000', 'Por encima de 3.000 €'],
])(
  'a Spanish invoice of %s cents to a buyer without a tax ID or an address is said to be %s',
  async (minor, rule, en, es) => {
    const [notice] = ofBuyer(await noticesOf(spain, { name: 'Ana' }, minor));
    expect(notice).toMatchObject({ missing: ['taxId', 'address'], rule });
    expect(notice.message).toContain(en);
    const [spanish] = ofBuyer(await noticesOf(spain, { name: 'Ana' }, minor, {}, 'es'));
    expect(spanish.message).toContain(es);
  },
);

test('the limits include VAT, and a withholding doesn’t lower what is compared with them', async () => {
  const lines = [
    { description: 'Advice', quantity: 1, unitPriceMinor: 34_000, taxPercent: 21, withholdingPercent: 15 },
  ];
  expect(ofBuyer(await noticesOf(spain, { name: 'Ana' }, 0, { lines }))).toMatchObject([{ rule: 'sectors' }]);
});

test('only what is missing is named, and nothing of a buyer with both', async () => {
  const { taxId: _taxId, ...address } = full;
  expect(ofBuyer(await noticesOf(spain, address, 500_000))).toMatchObject([{ missing: ['taxId'] }]);
  expect(
    ofBuyer(await noticesOf(spain, { name: 'Acme', taxId: full.taxId, country: 'ES' }, 500_000)),
  ).toMatchObject([{ missing: ['address'] }]);
  expect(ofBuyer(await noticesOf(spain, full, 500_000))).toEqual([]);
});

test('where no rule of the seller’s country is known, the notice names none', async () => {
  const notices = ofBuyer(await noticesOf(elsewhere, { name: 'Ana' }, 500_000));
  expect(notices).toMatchObject([{ code: 'buyer_incomplete', rule: 'unknown' }]);
  expect(notices[0].message).not.toMatch(/€|Decree/);
});

test('before the first invoice in Spain, and only then, it is said that other software is needed from 2027 on', async () => {
  const own = await newOrganization(await newPerson(host), { country: 'ES' });
  const { call } = own.owner;
  await readyToBill(call, own);
  const customerId = await customerOf(call, own, full);
  const draft = await newDraft(call, own, customerId, [100]);
  const noticesNow = async (id: string) =>
    (await bodyOf(200, call('GET', `${own.path}/invoices/${id}/issue-notices`))).notices;
  expect(await noticesNow(draft.id)).toMatchObject([
    { code: 'not_reported', message: expect.stringContaining('1 de enero de 2027') },
  ]);
  await issued(call, own, draft);
  expect((await call('GET', `${own.path}/invoices/${draft.id}/issue-notices`)).status).toBe(409);
  expect(await noticesNow((await newDraft(call, own, customerId, [100])).id)).toEqual([]);
});

test('what the billing settings lack is said before, in the language of the reader', async () => {
  const own = await newOrganization(await newPerson(host), { country: 'CO' });
  const { call } = own.owner;
  const draft = await newDraft(call, own, await customerOf(call, own, full), [100]);
  const noticeIn = async (language: string) => {
    const path = `${own.path}/invoices/${draft.id}/issue-notices?language=${language}`;
    return (await bodyOf(200, call('GET', path))).notices[0];
  };
  expect(await noticeIn('en')).toEqual({
    code: 'seller_incomplete',
    message: expect.stringMatching(/^Enter this in the billing settings first: legal name/),
  });
  expect((await noticeIn('es')).message).toMatch(/ajustes de facturación: razón social, NIT/);
});

test('notices about the customer keep nothing from being issued', async () => {
  const { call } = spain.owner;
  const draft = await newDraft(call, spain, await customerOf(call, spain, { name: 'Ana' }), [500_000]);
  expect((await issued(call, spain, draft)).number).toBeDefined();
});
