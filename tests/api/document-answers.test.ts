import { beforeAll, describe, expect, inject, test } from 'vitest';
import { readyToBill } from '../billing.ts';
import { bodyOf, type Call } from '../caller.ts';
import { customerOf, linkedInvoice, linkedQuote, linkTo, newInvoice } from '../documents.ts';
import { hidden } from '../forms.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { name: 'Cobalto', country: 'ES' });
  ({ call } = organization.owner);
  await readyToBill(call, organization);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const verb = (plural: string, { id, version }: any, name: string, body?: object, more: object = {}) =>
  call('POST', at(`${plural}/${id}/${name}`), { ifMatch: version, ...(body ? { body } : {}), ...more });
const one = (plural: string, { id }: any): Promise<any> => bodyOf(200, call('GET', at(`${plural}/${id}`)));
const { page, seenOf, answer } = customerOf(host.url);

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

const openQuote = (values?: object) => linkedQuote(organization, values);
const openInvoice = (values?: object) => linkedInvoice(organization, values);

describe('the page of an invoice', () => {
  test('says what is due, how to pay it with its number as reference, and that it is paid', async () => {
    const { version } = await bodyOf(200, call('GET', at('billing')));
    const bankDetails = 'IBAN ES91 2100 0418 4502 0005 1332';
    await bodyOf(200, call('PATCH', at('billing'), { body: { bankDetails }, ifMatch: version }));
    const { key, document } = await openInvoice({ dueOn: '2190-01-31' });
    const due = plain((await page(key)).text);
    expect(due).toContain('100,00 €');
    expect(due).toContain('Vence el 31/01/2190');
    expect(due).toContain(bankDetails);
    expect(due).toContain(`Concepto de la transferencia: ${document.number}`);
    const { customerId, total: amount } = document;
    const allocations = [{ invoiceId: document.id, amountMinor: amount.amountMinor }];
    await bodyOf(201, call('POST', at('payments'), { body: { customerId, amount, allocations } }));
    const paid = (await page(key)).text;
    expect(paid).toContain('Pagada');
    expect(paid).not.toContain(bankDetails);
    expect((await page(key, '&language=en')).text).toContain('Paid');
  });

  test('that is credited in full says that nothing is left to pay, and not that it is paid', async () => {
    const { key, document } = await openInvoice();
    await bodyOf(201, verb('invoices', document, 'credit', { reason: 'Returned' }));
    const { text } = await page(key);
    expect(text).toContain('Rectificada: no queda nada por pagar');
    expect(text).not.toMatch(/Pagada|Cómo pagar/);
  });

  test('of a credit note asks for nothing', async () => {
    const invoice = await newInvoice(organization);
    const note = await bodyOf(201, verb('invoices', invoice, 'credit', { reason: 'Returned' }));
    const { text } = await page(await linkTo(organization, note));
    expect(text).toContain(note.number);
    expect(text).toContain(invoice.number);
    expect(text).not.toContain('Cómo pagar');
  });
});

describe('the answer to a quote', () => {
  test('is the customer’s, with name and time, and those who sold see it in the history', async () => {
    const { key, document } = await openQuote();
    const accepted = await answer(key, { answer: 'accept', by: ' Ana Pérez ', seen: await seenOf(key) });
    expect(accepted.status).toBe(303);
    expect(accepted.headers.get('location')).toContain(`/v1/documents?key=${key}`);
    expect((await page(key)).text).toContain('Accepted by Ana Pérez');
    const after = await one('quotes', document);
    expect(after).toMatchObject({ answeredBy: 'Ana Pérez' });
    expect(after.acceptedAt).toBeDefined();
    const { items } = await bodyOf(200, call('GET', at(`quotes/${document.id}/history`)));
    expect(items[0]).toMatchObject({ action: 'acceptedOnline', via: 'link', actorId: document.id });
    const { text } = await bodyOf(200, call('GET', at(`quotes/${document.id}/email`)));
    expect(text).toEqual([expect.stringContaining(document.code)]);
    const order = await bodyOf(201, verb('quotes', after, 'order'));
    expect(order.total).toEqual(after.total);
  });

  test('can be a refusal with a reason', async () => {
    const { key, document } = await openQuote();
    const sent = { answer: 'decline', by: 'Ana', reason: 'Too expensive', seen: await seenOf(key) };
    expect(await bodyOf(200, answer(key, sent, 'json'))).toEqual({ answer: 'decline', by: 'Ana' });
    expect(await one('quotes', document)).toMatchObject({
      declineReason: 'Too expensive',
      answeredBy: 'Ana',
    });
    expect((await page(key)).text).toContain('Declined by Ana');
  });

  test('is given once, however many answers come at the same time', async () => {
    const { key, document } = await openQuote();
    const seen = await seenOf(key);
    const people = Array.from({ length: 10 }, (_, place) => ({
      answer: place % 2 === 0 ? 'accept' : 'decline',
      by: `Person ${place}`,
      seen,
    }));
    const answers = await Promise.all(people.map((sent) => answer(key, sent, 'json')));
    expect(answers.map(({ status }) => status).sort()).toEqual([
      200,
      ...Array.from({ length: 9 }, () => 409),
    ]);
    const [winner] = people.filter((_, place) => answers[place]!.status === 200);
    const after = await one('quotes', document);
    expect(after).toMatchObject({ answeredBy: winner!.by, version: Number(document.version) + 1 });
    expect(Boolean(after.acceptedAt)).toBe(winner!.answer === 'accept');
    // The same person's second click is no second answer, and no error.
    expect((await answer(key, winner!, 'json')).status).toBe(200);
    const refused = await answer(key, { ...winner!, by: 'Somebody else' });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('This offer was already answered.');
    expect(await one('quotes', document)).toEqual(after);
  });

  test('is refused if the quote is another one than was seen, has expired, or is no quote', async () => {
    const { key, document } = await openQuote();
    const seen = await seenOf(key);
    const draft = await bodyOf(200, verb('quotes', document, 'reopen'));
    const lines = [{ description: 'Consulting', quantity: 2, unitPriceMinor: 9_900 }];
    const path = at(`quotes/${draft.id}`);
    const changed = await bodyOf(200, call('PATCH', path, { body: { lines }, ifMatch: draft.version }));
    await bodyOf(200, verb('quotes', changed, 'mark-sent'));
    const refused = await answer(key, { answer: 'accept', by: 'Ana', seen });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('The offer has changed since you opened it.');
    expect(hidden(refused.text, 'seen')).not.toBe(seen);
    const expired = await openQuote({ quotedOn: '2020-01-01', validUntil: '2020-01-31' });
    expect((await page(expired.key)).text).toContain('This offer has expired.');
    expect((await answer(expired.key, { answer: 'accept', by: 'Ana', seen }, 'json')).status).toBe(409);
    const invoice = await openInvoice();
    expect((await answer(invoice.key, { answer: 'accept', by: 'Ana', seen }, 'json')).status).toBe(404);
    expect((await one('quotes', document)).acceptedAt).toBeUndefined();
  });

  test('needs a name, and is shown again with what was typed', async () => {
    const { key, document } = await openQuote();
    const seen = await seenOf(key);
    const refused = await answer(key, { answer: 'decline', by: '  ', reason: 'Too <b>late', seen });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Enter your full name.');
    expect(refused.text).toContain('value="Too &#60;b&#62;late"');
    const long = await answer(key, { answer: 'accept', by: 'x'.repeat(121), seen }, 'json');
    expect(long.status).toBe(422);
    expect(await one('quotes', document)).toEqual(document);
  });

  test('survives a change of the quote that comes at the same time', async () => {
    const { key, document } = await openQuote();
    const seen = await seenOf(key);
    const tag = await bodyOf(201, call('POST', at('tags'), { body: { name: unique('tag ') } }));
    const path = at(`quotes/${document.id}`);
    const [accepted] = await Promise.all([
      answer(key, { answer: 'accept', by: 'Ana', seen }, 'json'),
      call('PATCH', path, { body: { tagIds: [tag.id] }, headers: { 'if-match': '*' } }),
    ]);
    expect(accepted.status).toBe(200);
    expect((await one('quotes', document)).acceptedAt).toBeDefined();
  });
});
