import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { count } from '../counts.ts';
import { downloaded, endedExport } from '../exports.ts';
import { connectHost } from '../host.ts';
import { expectLists, totalOf } from '../money-list-recount.ts';
import { expectReports, type Documents } from '../money-recount.ts';
import type { Person, TestOrganization } from '../organization.ts';
import { fetchedBytes, pagesOf, spanishAmount } from '../pdf.ts';
import { currencies, firstDay, randomBooks, today } from '../random-books.ts';

const host = connectHost(inject('host'));
const digits: Record<string, number> = { EUR: 2, JPY: 0, KWD: 3 };

let organization: TestOrganization;
let owner: Person;
let path: string;
let documents: Documents;

beforeAll(async () => {
  ({ organization, documents } = await randomBooks(host, count(24, 300)));
  ({ owner, path } = organization);
}, 1_200_000);

test('reports of the same documents equal the recount, too', async () => {
  const period = { from: firstDay, to: today };
  await expectReports(owner.call, path, documents, { currencies, period, today });
});

test('lists and their sums equal a recount: credit notes take off, drafts and void invoices stand apart', async () => {
  await expectLists(owner.call, path, documents);
});

test('payments that haven’t come and those that were canceled stand apart in sums', async () => {
  const body = { limit: 0, groups: { measures: ['amount'] } };
  const { groups } = await bodyOf(200, owner.call('POST', `${path}/payments/query`, { body }));
  const sumsOf = (payments: any[]) =>
    Object.fromEntries(
      currencies.map((currency) => [
        currency,
        payments
          .filter(({ amount }) => amount.currency === currency)
          .reduce((sum: number, { amount }) => sum + Number(amount.amountMinor), 0),
      ]),
    );
  const isCanceled = ({ statusId }: any) => statusId === 'canceled';
  const shown = ({ measures }: any) => ({
    ...sumsOf([]),
    ...Object.fromEntries(measures.amount.map(({ currency, sum }: any) => [currency, sum])),
  });
  expect(shown(groups[0])).toEqual(sumsOf(documents.payments.filter((one) => !isCanceled(one))));
  const apart = groups[0].apart ?? { measures: { amount: [] } };
  expect(shown(apart)).toEqual(sumsOf(documents.payments.filter(isCanceled)));
});

test('a file of all invoices adds up to their sums, and has the kind of each', async () => {
  const columns = ['title', 'kindId', 'statusId', 'total'].map((field) => ({ field }));
  const body = { recordType: 'invoice', format: 'csv', columns };
  const { id } = await bodyOf(201, owner.call('POST', `${path}/exports`, { body }));
  expect(await endedExport(owner.call, organization, id)).toMatchObject({ state: 'ready' });
  const { bytes } = await downloaded(owner.call, organization, id);
  const rows = bytes
    .toString()
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((row) => row.split(','));
  const written = rows.map(([title, kind, , total, currency = '']) => [
    title,
    kind === 'Credit note',
    Math.round(Number(total) * 10 ** (digits[currency] ?? 0)),
    currency,
  ]);
  const expected = documents.invoices.map((one) => [
    one.title,
    one.kindId === 'credit-note',
    totalOf(one),
    one.currency,
  ]);
  expect(written.toSorted()).toEqual(expected.toSorted());
});

test('the PDF of each document has the total of the recount', { timeout: 1_800_000 }, async () => {
  const issuedOnes = documents.invoices.slice(0, count(20, Infinity));
  for (const invoice of issuedOnes) {
    const url = `${host.url}${path}/invoices/${invoice.id}/pdf?language=es`;
    const text = (await pagesOf(await fetchedBytes(url, owner.token))).join(' ');
    // Its title says in whose favor a credit note is.
    const total = Math.abs(totalOf(invoice));
    expect(text).toContain(`Total ${spanishAmount(total, digits[invoice.currency])}`);
  }
});

test('search finds a document by its total, whoever it is in favor of', async () => {
  const note = documents.invoices.find(({ kindId }) => kindId === 'credit-note');
  if (!note) throw new Error('there is no credit note');
  const decimals = digits[note.currency] ?? 2;
  const q = (-note.total.amountMinor / 10 ** decimals).toFixed(decimals);
  const { items } = await bodyOf(200, owner.call('POST', `${path}/invoices/query`, { body: { q } }));
  expect(items.map(({ id }: any) => id)).toContain(note.id);
});
