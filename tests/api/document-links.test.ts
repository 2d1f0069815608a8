import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { outboxKey, recordKey } from '#data/store/keys.ts';
import { awaited } from '../awaited.ts';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf, type Answer, type Call } from '../caller.ts';
import { customerOf, keyIn, linkedInvoice, linkedQuote, linkTo, pageAt, sentQuote } from '../documents.ts';
import { connectHost } from '../host.ts';
import { addMember, newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';
import { pagesOf } from '../pdf.ts';
import { longOver, openTable } from '../table.ts';
import { newAddress, visit } from '../visitor.ts';

const host = connectHost(inject('host'));
const table = openTable(host);
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { name: 'Cobalto', country: 'ES' });
  ({ call } = organization.owner);
  await readyToBill(call, organization);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const address = (): string => `${unique('customer')}@customers.example`;
const newCustomer = (values: object = {}): Promise<any> =>
  bodyOf(201, call('POST', at('customers'), { body: { name: 'Acme', country: 'ES', ...values } }));
const newQuote = async (customerId: string, values: object = {}): Promise<any> => {
  const lines = [{ description: 'Consulting', quantity: 2, unitPriceMinor: 61_728, taxPercent: 21 }];
  const body = { customerId, lines, currency: 'EUR', ...values };
  return bodyOf(201, call('POST', at('quotes'), { body }));
};
const newInvoice = async (customerId: string, values: object = {}): Promise<any> =>
  issued(
    call,
    organization,
    await newDraft(call, organization, customerId, [10_000], { currency: 'EUR', ...values }),
  );
const verb = (plural: string, { id, version }: any, name: string, body?: object, more: object = {}) =>
  call('POST', at(`${plural}/${id}/${name}`), { ifMatch: version, ...(body ? { body } : {}), ...more });
const send = (plural: string, document: any, body: object = {}, more: object = {}) =>
  verb(plural, document, 'send', body, more);
const one = (plural: string, { id }: any): Promise<any> => bodyOf(200, call('GET', at(`${plural}/${id}`)));
const { page } = customerOf(host.url);

/** The e-mails to an address, once there are as many. */
async function mailsTo(email: string, count = 1): Promise<any[]> {
  await awaited(
    'the e-mails to a customer',
    () => host.mails(email),
    (mails) => mails.length >= count,
  );
  await host.settled(organization);
  return host.mails(email);
}

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('a document that is sent', () => {
  test('comes to the customer’s address, in the language of its country, with a link to the document', async () => {
    const email = address();
    const replyTo = 'billing@cobalto.example';
    const settings = { body: { email: replyTo }, headers: { 'if-match': '*' } };
    await bodyOf(200, call('PATCH', at('billing'), settings));
    const customer = await newCustomer({ billingEmail: email, email: address() });
    const quote = await newQuote(customer.id, { validUntil: '2190-03-31' });
    const sent = await bodyOf(200, send('quotes', quote, { message: 'Ver www.example.com\n\nGracias' }));
    expect(sent).toMatchObject({ sentTo: email });
    expect(sent.sentAt).toBeDefined();
    const [mail, ...others] = await mailsTo(email);
    expect(others).toEqual([]);
    expect(mail.subject).toBe(`Presupuesto ${quote.code} de Cobalto S.L.`);
    expect(mail.replyTo).toEqual([replyTo]);
    // RFC 3834: notes of absence are not sent back.
    expect(mail.headers).toEqual({ 'Auto-Submitted': 'auto-generated' });
    expect(plain(mail.text)).toContain('1.493,82 €');
    expect(mail.text).toContain('31/03/2190');
    // Mail programs make no link of what the sender adds.
    expect(mail.text).toContain('Ver www. example. com');
    const shown = await page(keyIn(mail.text));
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('<html lang="es">');
    expect(shown.text).toContain(quote.code);
  });

  test('comes to the address and in the language of the request, and again with another link', async () => {
    const [first, second] = [address(), address()];
    const customer = await newCustomer({ email: address() });
    const invoice = await newInvoice(customer.id);
    const sent = await bodyOf(200, send('invoices', invoice, { email: first, language: 'en' }));
    const again = await bodyOf(200, send('invoices', sent, { email: second }));
    expect(again.sentTo).toBe(second);
    const [one] = await mailsTo(first);
    const [two] = await mailsTo(second);
    expect(one.subject).toBe(`Invoice ${invoice.number} from Cobalto S.L.`);
    expect(two.subject).toBe(`Factura ${invoice.number} de Cobalto S.L.`);
    const keys = [keyIn(one.text), keyIn(two.text)];
    expect(keys[0]).not.toBe(keys[1]);
    for (const key of keys) expect((await page(key)).status).toBe(200);
    expect((await page(keys[0]!)).text).toContain('<html lang="en">');
    expect(await host.mails(customer.email)).toEqual([]);
  });

  test('is sent once for an idempotency key', async () => {
    const email = address();
    const invoice = await newInvoice((await newCustomer({ email })).id);
    const idempotencyKey = crypto.randomUUID();
    for (let time = 0; time < 3; time += 1)
      expect((await send('invoices', invoice, {}, { idempotencyKey })).status).toBe(200);
    expect(await mailsTo(email)).toHaveLength(1);
  });

  test('is told before: to whom it goes, and what the e-mail says', async () => {
    const email = address();
    const { id } = await bodyOf(201, call('POST', at('contacts'), { body: { firstName: 'Ana', email } }));
    const quote = await newQuote((await newCustomer()).id, { contactId: id });
    const told = await bodyOf(200, call('GET', at(`quotes/${quote.id}/email`)));
    expect(told).toMatchObject({
      email,
      language: 'es',
      subject: `Presupuesto ${quote.code} de Cobalto S.L.`,
    });
    const english = await bodyOf(
      200,
      call('GET', at(`quotes/${quote.id}/email`), { query: { language: 'en' } }),
    );
    expect(english.text[0]).toContain('Cobalto S.L. has sent you this document');
    await bodyOf(200, send('quotes', quote, { language: 'en' }));
    const [mail] = await mailsTo(email);
    expect(mail.subject).toBe(english.subject);
    for (const paragraph of english.text) expect(mail.text).toContain(paragraph);
  });

  test('needs an address, and must be for customers', async () => {
    const customer = await newCustomer();
    const quote = await newQuote(customer.id);
    expect((await send('quotes', quote)).body.errors).toMatchObject([
      { pointer: '/email', code: 'required' },
    ]);
    expect((await send('quotes', quote, { email: 'nobody' })).status).toBe(422);
    expect((await send('quotes', quote, { email: address(), message: 'x'.repeat(2_001) })).status).toBe(422);
    const draft = await newDraft(call, organization, customer.id, [100], { currency: 'EUR' });
    const gone = await newInvoice(customer.id);
    const voided = await bodyOf(200, verb('invoices', gone, 'void', { reason: 'A mistake' }));
    const empty = await bodyOf(201, call('POST', at('quotes'), { body: { customerId: customer.id } }));
    for (const [plural, document] of [
      ['invoices', draft],
      ['invoices', voided],
      ['quotes', empty],
    ] as const)
      expect((await send(plural, document, { email: address() })).status).toBe(409);
    expect(await one('quotes', quote)).toMatchObject({ version: quote.version });
  });

  test('counts toward the e-mails of the day of the organization', async () => {
    const other = await newOrganization(await newPerson(host));
    const quote = await sentQuote(other);
    const day = new Date().toISOString().slice(0, 10);
    const count = { pk: `ORG#${other.id}#MAILED`, sk: day };
    const post = () =>
      other.owner.call('POST', `${other.path}/quotes/${quote.id}/send`, {
        body: { email: address() },
        headers: { 'if-match': '*' },
      });
    expect((await post()).status).toBe(200);
    await table.change(count, { used: limits.mailsPerDay });
    const refused = await post();
    expect([refused.status, refused.body.errors[0].code]).toEqual([429, 'daily_limit']);
  });

  test('isn’t mailed any more if its links are revoked before', async () => {
    const [email, other] = [address(), address()];
    const invoice = await newInvoice((await newCustomer({ email })).id);
    // The e-mail is requested in the past, as if the queue had been slow.
    const sent = await bodyOf(200, send('invoices', invoice));
    await mailsTo(email);
    const revoked = await bodyOf(200, verb('invoices', sent, 'revoke-links'));
    const record = recordKey(organization.id, 'invoice', invoice.id);
    const document = { recordType: 'invoice', recordId: invoice.id, purpose: { kind: 'document' } };
    const item = { kind: 'outbox', org: organization.id, effect: 'document-mail', requestedAt: sent.sentAt };
    const what = { ...document, email: other, language: 'es' };
    await table.put({ ...outboxKey(organization.id, unique('late'), record), ...item, what });
    await host.settled(organization);
    expect(await table.items(({ kind }) => kind === 'outbox', record.pk)).toEqual([]);
    expect(await host.mails(other)).toEqual([]);
    expect(revoked.linksRevokedAt).toBeDefined();
  });
});

describe('a link', () => {
  test('has a secret of 256 bits, of which only a digest is stored', async () => {
    const key = await linkTo(organization, await sentQuote(organization));
    expect(Buffer.from(key, 'base64url')).toHaveLength(32);
    expect(table.holds(key)).toBe(false);
    const digest = createHash('sha256').update(key).digest('hex');
    const [link] = await table.items(({ pk }) => pk === `LINK#${digest}`, digest);
    expect(link).toMatchObject({ org: organization.id, recordType: 'quote' });
  });

  test('shows the same page whether it is unknown, malformed, revoked or expired, or its document isn’t for customers', async () => {
    const [revoked, expired, deleted] = await Promise.all([
      linkedQuote(organization),
      linkedQuote(organization),
      linkedQuote(organization),
    ]);
    const later = await bodyOf(200, verb('quotes', revoked.document, 'revoke-links'));
    const digest = createHash('sha256').update(expired.key).digest('hex');
    // The expired link is still there, so only its expiry ends it.
    await table.change({ pk: `LINK#${digest}`, sk: 'LINK' }, { expiresAt: longOver() });
    const path = at(`quotes/${deleted.document.id}`);
    await bodyOf(200, call('DELETE', path, { ifMatch: deleted.document.version }));
    const keys = [
      ...[revoked.key, expired.key, deleted.key],
      ...[
        'A'.repeat(43),
        `${revoked.key}A`,
        revoked.key.slice(1),
        'ñ'.repeat(43),
        "' OR 1=1",
        'x'.repeat(4_000),
        '',
      ],
    ];
    const answers: Answer[] = [];
    for (const key of keys) answers.push(await page(encodeURIComponent(key)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0]!.text).toContain('This document is no longer available');
    const [asJson] = [await visit(host.url, 'GET', pageAt(revoked.key), { from: newAddress() })];
    expect(asJson).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect((await page(await linkTo(organization, later))).status).toBe(200);
  });

  test('ends 90 days after the due date, or after today if that is later', async () => {
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const lastDayOf = async (values: object): Promise<string> => {
      const { id } = await sentQuote(organization, values);
      return (await bodyOf(201, call('POST', at(`quotes/${id}/links`)))).lastDay;
    };
    expect(await lastDayOf({ validUntil: '2030-01-10' })).toBe('2030-04-10');
    const past = await lastDayOf({ quotedOn: '2020-01-01', validUntil: '2020-01-10' });
    expect([day(89), day(90), day(91)]).toContain(past);
  });

  test('can’t be made of a draft or in another organization, nor by those who may not change the document', async () => {
    const quote = await newQuote((await newCustomer()).id);
    expect((await call('POST', at(`quotes/${quote.id}/links`))).status).toBe(409);
    const sent = await sentQuote(organization);
    const stranger = await newOrganization(await newPerson(host));
    const foreign = `${stranger.path}/quotes/${sent.id}/links`;
    expect((await stranger.owner.call('POST', foreign)).status).toBe(404);
    const employee = await addMember(host, organization, 'employee');
    expect((await employee.call('POST', at(`quotes/${sent.id}/links`))).status).toBe(404);
  });

  test('opens a page that is neither indexed nor kept, runs nothing, and tells its address to nobody', async () => {
    const { headers, text } = await page((await linkedInvoice(organization)).key);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-robots-tag')).toContain('noindex');
    const policy = headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('script-src');
    const [, style] = /<style>([\s\S]*?)<\/style>/.exec(text)!;
    const hash = createHash('sha256').update(style!).digest('base64');
    expect(policy).toContain(`style-src 'sha256-${hash}'`);
    expect(text).toContain('<meta name="robots" content="noindex" />');
  });

  test('of names and texts with markup shows them as texts', async () => {
    const hostile = '<script>alert("x")</script>';
    const customer = await newCustomer({ name: hostile });
    const lines = [{ description: `${hostile}</td>`, quantity: 1, unitPriceMinor: 100 }];
    const quote = await bodyOf(
      201,
      call('POST', at('quotes'), { body: { customerId: customer.id, lines, notes: hostile } }),
    );
    const sent = await bodyOf(200, verb('quotes', quote, 'mark-sent'));
    const { text } = await page(await linkTo(organization, sent));
    expect(text).not.toContain('<script');
    expect(text).toContain('&#60;script&#62;');
  });

  test('gives the PDF of the document', async () => {
    const { key, document } = await linkedInvoice(organization);
    const response = await fetch(`${host.url}/v1/documents/pdf?key=${key}`);
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('x-robots-tag')).toContain('noindex');
    const pages = await pagesOf(new Uint8Array(await response.arrayBuffer()));
    expect(pages.join(' ')).toContain(document.number);
    const gone = await visit(host.url, 'GET', `/v1/documents/pdf?key=${'A'.repeat(43)}`, {
      from: newAddress(),
    });
    expect(gone.status).toBe(404);
  });

  test('lets one address answer, pay and download a limited number of times', async () => {
    const { key } = await linkedQuote(organization);
    const invoice = await linkedInvoice(organization);
    const sent = { answer: 'accept', by: 'Ana', seen: 'something else' };
    const [answering, paying, downloading] = [newAddress(), newAddress(), newAddress()];
    const answerFrom = (from: string) => visit(host.url, 'POST', pageAt(key), { from, json: sent });
    // The organization takes no payments online.
    const payFrom = (from: string) =>
      visit(host.url, 'POST', `/v1/documents/checkout?key=${invoice.key}`, { from });
    const downloadFrom = (from: string) =>
      visit(host.url, 'GET', `/v1/documents/pdf?key=${invoice.key}`, { from });
    for (const [run, from, most, usual] of [
      [answerFrom, answering, limits.documentAnswersPerAddress, 409],
      [payFrom, paying, limits.documentAnswersPerAddress, 409],
      [downloadFrom, downloading, limits.documentFilesPerAddress, 200],
    ] as const) {
      const statuses: number[] = [];
      // A new time span can begin meanwhile.
      while (!statuses.includes(429) && statuses.length <= most * 2) statuses.push((await run(from)).status);
      expect(new Set(statuses)).toEqual(new Set([usual, 429]));
      expect(statuses.length).toBeGreaterThan(most);
      expect((await run(newAddress())).status).toBe(usual);
    }
  });
});
