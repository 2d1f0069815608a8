import { beforeAll, describe, expect, inject, test } from 'vitest';
import { recordKey } from '#data/store/keys.ts';
import { readyToBill } from '../billing.ts';
import { bodyOf, type Call } from '../caller.ts';
import { customerOf, documentsIn, errorsOf, linkedInvoice, linkTo, pageAt } from '../documents.ts';
import { hidden } from '../forms.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { fetchedBytes, pagesOf } from '../pdf.ts';
import { openTable } from '../table.ts';
import { newAddress, visit } from '../visitor.ts';

const host = connectHost(inject('host'));
const table = openTable(host);
let organization: TestOrganization;
let call: Call;
const { at, add, read, verb } = documentsIn(() => organization);
const { page, seenOf, answer } = customerOf(host.url);

const lines = [{ description: 'Consulting', quantity: 2, unitPriceMinor: 5_000, taxPercent: 21 }];
const withdrawn = 'retiró esta oferta el';

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { country: 'ES' });
  ({ call } = organization.owner);
  await readyToBill(call, organization);
});

/** An organization whose names and country a test changes. */
async function anotherSeller(): Promise<void> {
  organization = await newOrganization(organization.owner, { country: 'ES' });
  await readyToBill(call, organization);
  await setBilling({ footer: 'Precios sin portes.' });
}
async function setBilling(body: object): Promise<void> {
  const { version } = await bodyOf(200, call('GET', at('billing')));
  await bodyOf(200, call('PATCH', at('billing'), { body, ifMatch: version }));
}
async function patched(plural: string, { id }: any, body: object) {
  const { version } = await read(plural, { id });
  return call('PATCH', at(`${plural}/${id}`), { body, ifMatch: version });
}
async function newQuote(values: object = {}): Promise<any> {
  const customer = await add('customers', {
    name: 'Peña',
    legalName: 'Peña e Hijos, S.L.',
    taxId: 'B98765431',
    address: 'Avda. de la Constitución 5',
    country: 'ES',
    email: 'facturas@pena.example',
  });
  return add('quotes', { customerId: customer.id, currency: 'EUR', title: 'Reforma', lines, ...values });
}
const sentQuote = async (values?: object): Promise<any> =>
  bodyOf(200, verb(call, 'quotes', await newQuote(values), 'mark-sent'));
const printed = async (plural: string, { id }: any): Promise<string> =>
  (
    await pagesOf(await fetchedBytes(`${host.url}${at(`${plural}/${id}/pdf`)}`, organization.owner.token))
  ).join(' ');
/** Stores a quote as version 0.4 did when it was sent: without a copy of seller and buyer. */
async function asSentBefore({ id }: any): Promise<void> {
  const key = recordKey(organization.id, 'quote', id);
  const [item] = await table.items(({ pk, sk }) => pk === key.pk && sk === key.sk, key.pk);
  const { parties: _parties, ...values } = JSON.parse(item!.data);
  await table.change(key, { data: JSON.stringify(values) });
}

/** Changes everything that documents print and that isn’t part of them. */
async function changeEverything({ customerId }: any): Promise<void> {
  await setBilling({
    legalName: 'Kobalt Inc.',
    taxId: '12-3456789',
    address: '1 Main Street',
    city: 'Austin',
    state: 'TX',
    country: 'US',
    footer: 'No refunds.',
  });
  const { version } = await bodyOf(200, call('GET', organization.path));
  const settings = { name: 'Kobalt', country: 'US', timeZone: 'America/Chicago' };
  await bodyOf(200, call('PATCH', organization.path, { body: settings, ifMatch: version }));
  const other = {
    name: 'Other',
    legalName: 'Other Ltd',
    taxId: '9999999A',
    address: 'Elsewhere 1',
    country: 'IE',
  };
  await bodyOf(200, patched('customers', { id: customerId }, other));
}

describe('a quote that was sent', () => {
  test.each(['by mark-sent', 'by e-mail'])(
    '%s says the same in its PDF and on its page, whatever changes at the seller and the customer',
    async (how) => {
      await anotherSeller();
      const draft = await newQuote();
      const quote = await bodyOf(
        200,
        how === 'by e-mail'
          ? verb(call, 'quotes', draft, 'send', {})
          : verb(call, 'quotes', draft, 'mark-sent'),
      );
      const key = await linkTo(organization, quote);
      const before = { pdf: await printed('quotes', quote), page: (await page(key)).text };
      expect(before.pdf).toContain('Peña e Hijos, S.L. NIF: B98765431');
      expect(before.pdf).toContain('Base imponible');
      expect(before.pdf).toContain('Precios sin portes.');
      await changeEverything(quote);
      expect(await printed('quotes', quote)).toBe(before.pdf);
      expect((await page(key)).text).toBe(before.page);
      expect(
        (await answer(key, { answer: 'accept', by: 'Ana', seen: hidden(before.page, 'seen') })).status,
      ).toBe(303);
      const accepted = await printed('quotes', quote);
      expect(accepted).toContain('Peña e Hijos, S.L. NIF: B98765431');
      expect(accepted).not.toMatch(/Kobalt|Other Ltd|Sales tax/);
    },
  );

  test('keeps its title, and its last day once it is answered', async () => {
    const quote = await sentQuote();
    expect(errorsOf(await patched('quotes', quote, { title: 'Anything else' }))).toEqual([
      '/title read_only',
    ]);
    const extended = await bodyOf(200, patched('quotes', quote, { validUntil: '2190-01-31' }));
    await bodyOf(200, verb(call, 'quotes', extended, 'accept', { by: 'Ana' }));
    expect(errorsOf(await patched('quotes', quote, { validUntil: '2190-12-31' }))).toEqual([
      '/validUntil read_only',
    ]);
    expect((await patched('quotes', quote, { tagIds: [] })).status).toBe(200);
  });

  test('gets another copy when it is sent again as a draft', async () => {
    await anotherSeller();
    const quote = await sentQuote();
    const draft = await bodyOf(200, verb(call, 'quotes', quote, 'reopen'));
    expect(draft.parties).toBeUndefined();
    await bodyOf(200, patched('customers', { id: quote.customerId }, { legalName: 'Peña Nueva, S.L.' }));
    const again = await bodyOf(200, verb(call, 'quotes', draft, 'mark-sent'));
    expect(again.parties.buyer.name).toBe('Peña Nueva, S.L.');
    expect(again.withdrawnAt).toBeUndefined();
  });

  test('isn’t sent to a customer in the trash', async () => {
    const draft = await newQuote();
    const { version } = await read('customers', { id: draft.customerId });
    await bodyOf(200, call('DELETE', at(`customers/${draft.customerId}`), { ifMatch: version }));
    const { status, body } = await verb(call, 'quotes', draft, 'mark-sent');
    expect([status, body.code]).toEqual([409, 'conflict']);
    expect((await read('quotes', draft)).sentAt).toBeUndefined();
  });
});

describe('a quote that was sent without a copy, as by version 0.4', () => {
  test.each([
    ['the customer’s legal name', () => ({ legalName: 'Another Company' })],
    ['the customer’s tax ID', () => ({ taxId: 'B11111119' })],
    ['the customer’s address', () => ({ address: 'Elsewhere 1' })],
  ])('isn’t accepted by a page that showed another value of %s', async (_what, values) => {
    const quote = await sentQuote();
    await asSentBefore(quote);
    const key = await linkTo(organization, quote);
    const seen = await seenOf(key);
    await bodyOf(200, patched('customers', { id: quote.customerId }, values()));
    const refused = await answer(key, { answer: 'accept', by: 'Ana', seen });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('La oferta cambió desde que la abriste.');
    expect(refused.text).toContain(Object.values(values())[0]);
    expect((await read('quotes', quote)).acceptedAt).toBeUndefined();
    const now = { answer: 'accept', by: 'Ana', seen: hidden(refused.text, 'seen') };
    expect((await answer(key, now)).status).toBe(303);
  });

  test('isn’t accepted by a page that showed other terms of the seller', async () => {
    await anotherSeller();
    const quote = await sentQuote();
    await asSentBefore(quote);
    const key = await linkTo(organization, quote);
    for (const body of [
      { footer: 'No refunds.' },
      { legalName: 'Kobalt Inc.' },
      { country: 'US', taxId: '12-3456789' },
    ]) {
      const seen = await seenOf(key);
      await setBilling(body);
      expect((await answer(key, { answer: 'accept', by: 'Ana', seen }, 'json')).status).toBe(409);
    }
    expect((await read('quotes', quote)).acceptedAt).toBeUndefined();
  });

  test.each(['a link', 'a member', 'sending it again'])('gets its copy by %s', async (how) => {
    const quote = await sentQuote();
    await asSentBefore(quote);
    expect((await read('quotes', quote)).parties).toBeUndefined();
    const key = await linkTo(organization, quote);
    if (how === 'a link') await answer(key, { answer: 'accept', by: 'Ana', seen: await seenOf(key) }, 'json');
    else if (how === 'a member') await bodyOf(200, verb(call, 'quotes', quote, 'decline', { by: 'Ana' }));
    else await bodyOf(200, verb(call, 'quotes', quote, 'send', {}));
    expect((await read('quotes', quote)).parties).toEqual(quote.parties);
    expect(quote.parties.buyer.name).toBe('Peña e Hijos, S.L.');
  });

  test('can be answered although its customer is in the trash', async () => {
    const quote = await sentQuote();
    await asSentBefore(quote);
    const { version } = await read('customers', { id: quote.customerId });
    await bodyOf(200, call('DELETE', at(`customers/${quote.customerId}`), { ifMatch: version }));
    const accepted = await bodyOf(200, verb(call, 'quotes', quote, 'accept', { by: 'Ana' }));
    expect(accepted).toMatchObject({ answeredBy: 'Ana' });
    expect(accepted.parties).toBeUndefined();
  });
});

describe('an issued invoice', () => {
  test('says the same in its PDF and on its page, whatever changes at the seller and the customer', async () => {
    await anotherSeller();
    const { key, document } = await linkedInvoice(organization, { lines });
    const before = { pdf: await printed('invoices', document), page: (await page(key)).text };
    expect(before.pdf).toContain('Precios sin portes.');
    await changeEverything(document);
    expect(await printed('invoices', document)).toBe(before.pdf);
    expect((await page(key)).text).toBe(before.page);
    const note = await bodyOf(201, verb(call, 'invoices', document, 'credit', { reason: 'Devuelto' }));
    expect(await printed('invoices', note)).toContain('Precios sin portes.');
  });

  test('that is void says so to its customer, and nothing else', async () => {
    const { key, document } = await linkedInvoice(organization);
    await bodyOf(200, verb(call, 'invoices', document, 'void', { reason: 'Duplicada' }));
    for (const shown of [await page(key), await pdfPage(key)]) {
      expect(shown.status).toBe(410);
      expect(shown.text).toContain(`Factura ${document.number}`);
      expect(shown.text).toContain('anuló esta factura el');
      expect(shown.text).not.toMatch(/Line 1|Acme|100,00/);
    }
  });
});

const pdfPage = (key: string) =>
  visit(host.url, 'GET', pageAt(key).replace('documents', 'documents/pdf'), {
    from: newAddress(),
    headers: { accept: 'text/html' },
  });

describe('a quote that became a draft again', () => {
  test('tells its customer that the seller withdrew it, and nothing else, until it is sent again', async () => {
    const quote = await sentQuote();
    const key = await linkTo(organization, quote);
    const seen = await seenOf(key);
    const draft = await bodyOf(200, verb(call, 'quotes', quote, 'reopen'));
    const late = await answer(key, { answer: 'accept', by: 'Ana', seen });
    for (const shown of [await page(key), await pdfPage(key), late]) {
      expect(shown.status).toBe(410);
      expect(shown.text).toContain(`Presupuesto ${quote.code}`);
      expect(shown.text).toContain(withdrawn);
      expect(shown.text).not.toMatch(/Consulting|Peña|Reforma/);
    }
    expect((await page(key, '&language=en')).text).toContain('withdrew this offer on');
    const asProgram = await visit(host.url, 'GET', pageAt(key), { from: newAddress() });
    expect(asProgram).toMatchObject({ status: 404, body: { code: 'not_found' } });
    const again = await bodyOf(200, verb(call, 'quotes', draft, 'mark-sent'));
    expect((await page(key)).text).toContain('Consulting');
    await bodyOf(200, verb(call, 'quotes', await revoked(again), 'reopen'));
    expect((await page(key)).status).toBe(404);
  });

  test('keeps in its history who had accepted it, and when', async () => {
    // A copy with long values leaves these out of the timeline, and not the answer.
    await setBilling({ footer: '"'.repeat(1_000) });
    const quote = await sentQuote();
    const accepted = await bodyOf(200, verb(call, 'quotes', quote, 'accept', { by: 'Ana Pérez' }));
    const draft = await bodyOf(200, verb(call, 'quotes', accepted, 'reopen'));
    expect(draft).toMatchObject({ withdrawnAt: expect.any(String), statusId: 'draft' });
    expect(draft.answeredBy).toBeUndefined();
    const { items } = await bodyOf(200, call('GET', at(`timeline/quote/${quote.id}`)));
    const line = items.find(({ action }: any) => action === 'reopened');
    expect(line.data.fields).toContain('parties');
    expect(line.data.changes).toContainEqual({ field: 'acceptedAt', from: accepted.acceptedAt, to: null });
    expect(line.data.changes).toContainEqual({ field: 'answeredBy', from: 'Ana Pérez', to: null });
  });
});

const revoked = (quote: any): Promise<any> => bodyOf(200, verb(call, 'quotes', quote, 'revoke-links'));
