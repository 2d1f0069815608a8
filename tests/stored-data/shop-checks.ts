import { expect } from 'vitest';
import { issued } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { customerOf } from '../documents.ts';
import { downloaded } from '../exports.ts';
import { startedImport } from '../imports.ts';
import { endedJob } from '../jobs.ts';
import { mergesIn } from '../merges.ts';
import { deliver } from '../stripe/connected.ts';
import { stripeAt } from '../stripe/server.ts';
import { openTable } from '../table.ts';
import { requestsOf, type Opened, type Requests } from './opened.ts';
import { erasedName } from './runs.ts';
import { issuedOn } from './shop.ts';
import { stripeKeys } from './stored.ts';

const shopOf = ({ calls, names }: Opened, as = 'ada'): Requests => requestsOf(calls[as]!, names, 'shop');

/** Checks that the next invoice gets the next number. */
export async function expectNextNumber(opened: Opened): Promise<void> {
  const { get } = shopOf(opened);
  const organization = opened.organization('shop', 'ada');
  const { items } = await get('invoices?limit=100&kindId=invoice');
  const numbers = items.flatMap(({ number }: { number?: string }) => number ?? []) as string[];
  const places = numbers.map((number) => Number(/\d+$/.exec(number)?.[0])).toSorted((a, b) => a - b);
  expect(places).toEqual(places.map((_, index) => index + 1));
  const { call } = organization.owner;
  const { number } = await issued(call, organization, await get('invoices/<invoice draft>'), { issuedOn });
  expect(Number(/\d+$/.exec(number)?.[0])).toBe(places.length + 1);
  const pdf = await call('GET', `${organization.path}/invoices/${opened.names.id('invoice open')}/pdf`);
  expect([pdf.status, pdf.text.slice(0, 5)]).toEqual([200, '%PDF-']);
}

/** Checks that an event of Stripe settles its invoice that arrives after the release. */
export async function expectStripe(opened: Opened, stripeUrl: string): Promise<void> {
  const { host, names, stored } = opened;
  const { get } = shopOf(opened);
  const { intent, event } = stored.paidAtStripe!;
  const invoice = 'invoices/<invoice paid without an event>';
  expect(await get(invoice)).toMatchObject({ statusId: 'open' });
  await stripeAt(stripeUrl, stripeKeys.secretKey).addIntent(intent);
  for (let times = 0; times < 2; times += 1)
    expect((await deliver(host, names.id('shop'), event, stripeKeys)).status).toBe(204);
  const paid = await get(invoice);
  expect(paid).toMatchObject({ statusId: 'paid', paid: paid.total });
  const [{ paymentId }] = paid.settlements;
  expect(paid.settlements).toHaveLength(1);
  expect(await get(`payments/${paymentId}`)).toMatchObject({
    providerId: intent.id,
    provider: 'stripe-test',
  });
}

/** Checks what clients do in the portal, and with links that they got before. */
export async function expectClients(opened: Opened): Promise<void> {
  const { host, names, stored } = opened;
  const [pia, ada] = [shopOf(opened, 'pia'), shopOf(opened)];
  const { url } = await pia.get('portal/issues/<issue of pia>/files/<file of pia>');
  expect(await (await fetch(url)).text()).toBe('A picture');
  await bodyOf(201, pia.post('portal/issues/<issue of pia>/answers', { body: 'Any news?' }));
  expect(await ada.get('issues/<issue of pia>')).toMatchObject({ statusId: 'open' });
  const link = await bodyOf(200, pia.post('portal/invoices/<invoice open>/link', {}));
  expect(link.url).toContain('/v1/documents?key=');
  const { page, seenOf, answer } = customerOf(host.url);
  const { number } = await ada.get('invoices/<invoice open>');
  expect((await page(stored.ids['key of invoice']!)).text).toContain(number);
  const key = stored.ids['key of quote']!;
  const accepted = { answer: 'accept', by: 'Pia', seen: await seenOf(key) };
  await bodyOf(200, answer(key, accepted, 'json'));
  const { parties, ...answered } = await ada.get('quotes/<quote open by link>');
  expect(answered).toMatchObject({ statusId: 'accepted' });
  const acme = await ada.get('customers/<acme>');
  expect(parties.buyer.name).toBe(acme.legalName ?? acme.name);
  const revoke = ada.at('portal/clients/contact/<client raul>');
  await bodyOf(204, opened.calls.ada!('DELETE', revoke));
  const { items } = await ada.get('portal/clients?customerId=<acme>');
  expect(names.toNames(items.map(({ recordId }: any) => recordId))).toEqual(['<client pia>']);
  // Access that a member with the whole view gave, or that is from before 0.5, counts as confirmed.
  expect(items[0].lentByIds).toBeUndefined();
  const unconfirmed = (await ada.get('portal/unconfirmed-clients')).items as { recordId: string }[];
  expect(names.toNames(unconfirmed.map(({ recordId }) => recordId))).toEqual(
    stored.ids['client lena'] ? ['<client lena>'] : [],
  );
}

/** Checks that a merge is undone, whose record and entries are separate again. */
export async function expectUndoneMerge(opened: Opened): Promise<void> {
  const { get } = shopOf(opened);
  const merges = mergesIn(opened.host, opened.organization('shop', 'ada'));
  expect(await merges.undone(opened.names.id('job of merged'))).toMatchObject({ state: 'done', failed: 0 });
  expect((await get('contacts/<merged from>')).deletedAt).toBeUndefined();
  const notes = async (name: string) => (await get(`notes/contact/<${name}>`)).items.length;
  expect([await notes('merged into'), await notes('merged from')]).toEqual([0, 1]);
}

/** Checks that imports, views and files of exports are used as before. */
export async function expectKeptWork(opened: Opened): Promise<void> {
  const organization = opened.organization('shop', 'ada');
  const { call } = organization.owner;
  const { get, post, total } = shopOf(opened);
  const before = await total('contacts');
  const { jobId } = await startedImport(call, organization, await get('imports/<import checked>'));
  expect(await endedJob(call, organization, jobId)).toMatchObject({ state: 'done', created: 1 });
  const undo = await bodyOf(201, post('imports/<import written>/undo'));
  // The import has also created a customer, which isn't removed.
  expect(await endedJob(call, organization, undo.id)).toMatchObject({ state: 'done', failed: 0 });
  expect(await total('contacts')).toBe(before - 1);
  for (const [name, start] of Object.entries({ 'export csv': '', 'export xlsx': 'PK', archive: 'PK' })) {
    const { bytes } = await downloaded(call, organization, opened.names.id(name));
    expect([name, bytes.subarray(0, start.length).toString()]).toEqual([name, start]);
  }
  const { query } = await get('views/<view shared>');
  const shown = await bodyOf(200, post('invoices/query', query));
  const states = new Set(shown.items.map(({ statusId }: { statusId: string }) => statusId));
  expect(states).toEqual(new Set(['open', 'overdue']));
}

/** Checks that nothing contains the person who was erased. */
export async function expectErased(opened: Opened): Promise<void> {
  const { get, hits } = shopOf(opened);
  const table = openTable(opened.host);
  const texts = [...erasedName.split(' '), 'zacarias', 'quijano'];
  expect(texts.filter((text) => table.holds(text))).toEqual([]);
  expect(await hits('zacarias')).toEqual([]);
  const { items } = await get('notes/customer/<acme>');
  expect(items.map(({ body }: { body: string }) => body)).toContain('Ask [erased] about it');
  const { url } = await get('exports/<archive>/download');
  const archive = Buffer.from(await (await fetch(url)).arrayBuffer()).toString('latin1');
  expect(archive).not.toContain('Zacar');
}
