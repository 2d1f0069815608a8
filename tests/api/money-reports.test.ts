import { beforeAll, expect, inject, test } from 'vitest';
import { addDays } from '#data/values/day.ts';
import { issued } from '../billing.ts';
import { bodyOf, type Call } from '../caller.ts';
import { count } from '../counts.ts';
import { connectHost } from '../host.ts';
import { mergesIn } from '../merges.ts';
import { expectReports, recountUnpaid, type Documents } from '../money-recount.ts';
import { newApiKey, type Person, type TestOrganization } from '../organization.ts';
import { currencies, firstDay, randomBooks, today } from '../random-books.ts';

const host = connectHost(inject('host'));
const period = { from: firstDay, to: today };

let path: string;
let owner: Person;
let manager: Person;
let employee: Person;
let organization: TestOrganization;
let documents: Documents;

const create = (plural: string, body: object): Promise<any> =>
  bodyOf(201, owner.call('POST', `${path}/${plural}`, { body }));

beforeAll(async () => {
  ({ organization, manager, employee, documents } = await randomBooks(host, count(30, 150)));
  ({ owner, path } = organization);
}, 600_000);

test('every report about money equals a recount of the documents by plain code', async () => {
  const withRandomPeriod = { from: addDays(firstDay, 33), to: addDays(firstDay, 287) };
  for (const within of [period, withRandomPeriod])
    await expectReports(owner.call, path, documents, { currencies, period: within, today });
});

test.each([
  ['of their team to managers', () => manager, () => [manager.userId, employee.userId]],
  ['of their own documents to employees', () => employee, () => [employee.userId]],
])('reports show only the amounts %s', async (_, person, ownerIds) => {
  const own = (records: any[]) => records.filter(({ ownerId }) => ownerIds().includes(ownerId));
  const visible = { invoices: own(documents.invoices), payments: own(documents.payments) };
  await expectReports(person().call, path, visible, { currencies, period, today });
});

/** The sum of a column of the records that match a filter. */
async function sumOf(plural: string, measure: string, filter: object, currency: string): Promise<number> {
  const body = { filter, limit: 0, groups: { measures: [measure] } };
  const { groups } = await bodyOf(200, owner.call('POST', `${path}/${plural}/query`, { body }));
  return groups[0]?.measures[measure].find((one: any) => one.currency === currency)?.sum ?? 0;
}

test('each amount is the sum of the list behind it', async () => {
  const { invoiceStatuses, paymentStatuses } = await bodyOf(200, owner.call('GET', path));
  const statuses = (all: any[], ...meanings: string[]) => ({
    field: 'statusId',
    op: 'anyOf',
    value: all.filter(({ meaning }) => meanings.includes(meaning)).map(({ id }) => id),
  });
  const within = (field: string) => ({ field, op: 'between', value: [period.from, period.to] });
  for (const currency of currencies) {
    const is = { field: 'currency', op: 'is', value: currency };
    const paid = { field: 'amount', op: 'atLeast', value: { amountMinor: 0, currency } };
    const invoices = {
      and: [is, statuses(invoiceStatuses, 'open', 'overdue', 'paid', 'credited'), within('issuedOn')],
    };
    const credits = { and: [is, statuses(invoiceStatuses, 'issued'), within('issuedOn')] };
    const unpaid = { and: [is, statuses(invoiceStatuses, 'open', 'overdue')] };
    const received = {
      and: [paid, statuses(paymentStatuses, 'received', 'refunded'), within('receivedOn')],
    };
    const report = async (name: string, query: object = { ...period, by: 'month' }) =>
      (await bodyOf(200, owner.call('GET', `${path}/analytics/${name}`, { query: { currency, ...query } })))
        .totals;
    const billed = await report('invoices');
    const taxes = await report('taxes');
    const owed = await report('receivables', {});
    const sums = [
      ['invoices', 'total', invoices, billed.totalMinor],
      ['invoices', 'subtotal', invoices, billed.netMinor],
      ['invoices', 'total', credits, -billed.creditedTotalMinor],
      ['invoices', 'tax', invoices, taxes.taxMinor],
      ['invoices', 'tax', credits, -taxes.creditedTaxMinor],
      ['invoices', 'withheld', invoices, taxes.withheldMinor],
      ['invoices', 'withheld', credits, -taxes.creditedWithheldMinor],
      ['payments', 'amount', received, billed.receivedMinor],
      ['invoices', 'due', unpaid, owed.openMinor],
    ] as const;
    for (const [plural, measure, filter, expected] of sums)
      expect([measure, currency, await sumOf(plural, measure, filter, currency)]).toEqual([
        measure,
        currency,
        // Zero has no sign.
        expected === 0 ? 0 : expected,
      ]);
    const age = (op: string, value: unknown) => ({ and: [...unpaid.and, { field: 'dueOn', op, value }] });
    const ages = [
      [age('onOrAfter', today), owed.notDueMinor],
      [age('between', [addDays(today, -30), addDays(today, -1)]), owed.overdue30Minor],
      [age('between', [addDays(today, -60), addDays(today, -31)]), owed.overdue60Minor],
      [age('between', [addDays(today, -90), addDays(today, -61)]), owed.overdue90Minor],
      [age('onOrBefore', addDays(today, -91)), owed.overdueOlderMinor],
    ] as const;
    for (const [filter, expected] of ages)
      expect(await sumOf('invoices', 'due', filter, currency)).toBe(expected);
  }
});

test('each rate of taxes and withholdings finds the documents that have lines with it', async () => {
  const query = (filter: object) =>
    owner.call('POST', `${path}/invoices/query`, { body: { filter, limit: 0 } });
  for (const currency of currencies) {
    const sent = { query: { ...period, currency } };
    const { parts } = await bodyOf(200, owner.call('GET', `${path}/analytics/taxes`, sent));
    for (const { id } of parts) {
      const [kind, percent] = id.split('#');
      const field = kind === 'tax' ? 'taxRates' : 'withholdingRates';
      const rate = { field, op: 'anyOf', value: [percent] };
      const { total } = await bodyOf(
        200,
        query({ and: [{ field: 'currency', op: 'is', value: currency }, rate] }),
      );
      const has = documents.invoices.filter(
        (one) =>
          one.currency === currency &&
          one.lines?.some((line: any) => line[`${kind}Percent`] === Number(percent)),
      );
      expect([currency, id, total]).toEqual([currency, id, has.length]);
    }
  }
  for (const value of ['21%', '021', '5.20', '-1', 'all'])
    await bodyOf(422, query({ field: 'taxRates', op: 'anyOf', value: [value] }));
});

test('reports without a currency are in that of the organization, and total all others', async () => {
  const report = await bodyOf(200, owner.call('GET', `${path}/analytics/receivables`));
  expect(report).toMatchObject({ today, currency: 'EUR' });
  expect(report.currencies.map(({ currency }: any) => currency)).toEqual(
    currencies.filter((one) => recountUnpaid(documents, one, today).keys().length > 0),
  );
  const { parts } = await bodyOf(200, owner.call('GET', `${path}/analytics/taxes`));
  const rates = parts.map(({ id }: any) => id.split('#'));
  expect(rates).toEqual(
    rates.toSorted(
      ([kind, rate]: string[], [other, less]: string[]) =>
        kind!.localeCompare(other!) || Number(less) - Number(rate),
    ),
  );
});

test('keys that can’t read invoices, payments or customers get no amounts of them', async () => {
  const report = (call: Call, name: string, query: object = {}) =>
    bodyOf(200, call('GET', `${path}/analytics/${name}`, { query: { ...query } }));
  const blind = (await newApiKey(host, organization, owner, ['analytics:read'])).call;
  for (const name of ['invoices', 'taxes', 'payments', 'receivables']) {
    const { totals, parts, currencies: all } = await report(blind, name);
    expect([name, Object.values(totals).filter(Boolean), parts, all]).toEqual([name, [], [], []]);
  }
  const reader = (await newApiKey(host, organization, owner, ['analytics:read', 'invoice:read'])).call;
  const salesFor = async (call: Call) =>
    Promise.all(
      ['customer', 'product', 'owner'].map(async (of) => (await report(call, 'sales', { of })).parts),
    );
  expect(await salesFor(blind)).toEqual([[], [], []]);
  const [customers, products, owners] = await salesFor(reader);
  expect([customers, products, owners?.length > 0]).toEqual([[], [], true]);
  expect((await report(reader, 'receivables')).parts).toEqual([]);
  expect((await report(reader, 'invoices')).totals).toMatchObject({ receivedMinor: 0 });
});

test('sales of a customer that is merged into another one become sales of that one', async () => {
  const [kept, gone] = [
    await create('customers', { name: 'Kept' }),
    await create('customers', { name: 'Gone' }),
  ];
  for (const { id } of [kept, gone]) {
    const lines = [{ description: 'Work', quantity: 1, unitPriceMinor: 700 }];
    await issued(
      owner.call,
      organization,
      await create('invoices', { customerId: id, currency: 'CHF', lines }),
      { issuedOn: today },
    );
  }
  const sales = async () => {
    await host.settled(organization);
    const query = { currency: 'CHF' };
    return (await bodyOf(200, owner.call('GET', `${path}/analytics/sales`, { query }))).parts;
  };
  const values = { netMinor: 700, creditedNetMinor: 0 };
  expect(await sales()).toEqual(
    expect.arrayContaining([
      { id: kept.id, values },
      { id: gone.id, values },
    ]),
  );
  await mergesIn(host, organization).merged(kept, [gone], { plural: 'customers' });
  expect(await sales()).toEqual([{ id: kept.id, values: { netMinor: 1_400, creditedNetMinor: 0 } }]);
});
