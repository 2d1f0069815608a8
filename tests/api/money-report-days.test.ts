import { expect, inject, test } from 'vitest';
import { addDays, dateIn } from '#data/values/day.ts';
import { issued, readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson } from '../organization.ts';

const host = connectHost(inject('host'));

test.each(['Pacific/Kiritimati', 'Pacific/Pago_Pago'])(
  'in %s, an invoice and a refund count on the day and in the month that it is there',
  async (zone) => {
    const other = await newOrganization(await newPerson(host), { currency: 'KWD', timeZone: zone });
    const { call } = other.owner;
    await readyToBill(call, other);
    const post = (rest: string, body: object, ifMatch?: number) =>
      call('POST', `${other.path}/${rest}`, { body, ...(ifMatch ? { ifMatch } : {}) });
    const { id: customerId } = await bodyOf(201, post('customers', { name: 'Acme' }));
    const lines = [{ description: 'Work', quantity: 1, unitPriceMinor: 1_005, taxPercent: 10 }];
    const draft = await bodyOf(201, post('invoices', { customerId, lines }));
    const { issuedOn, total } = await issued(call, other, draft);
    const there = dateIn(zone, new Date());
    expect(issuedOn).toBe(there);
    const payment = await bodyOf(201, post('payments', { customerId, amount: total }));
    await bodyOf(200, post(`payments/${payment.id}/refund`, { amountMinor: 6 }, payment.version));
    await host.settled(other);
    const query = { from: `${there.slice(0, 7)}-01`, to: there, by: 'day' };
    const { periods, currency } = await bodyOf(
      200,
      call('GET', `${other.path}/analytics/invoices`, { query }),
    );
    expect(currency).toBe('KWD');
    expect(periods.at(-1)).toMatchObject({
      start: there,
      values: { totalMinor: 1_106, receivedMinor: 1_106, refundedMinor: 6 },
    });
    expect((await bodyOf(200, call('GET', `${other.path}/analytics/receivables`))).today).toBe(there);
  },
);

test('each amount that is unpaid has one age: the last day of one and the first day of the next are apart', async () => {
  const zone = 'Pacific/Kiritimati';
  const other = await newOrganization(await newPerson(host), { currency: 'EUR', timeZone: zone });
  const { call, path } = { ...other, ...other.owner };
  await readyToBill(call, other);
  const { id: customerId } = await bodyOf(201, call('POST', `${path}/customers`, { body: { name: 'Acme' } }));
  const today = dateIn(zone, new Date());
  const issuedOn = addDays(today, -91);
  // The amount of each is a bit of its own, so that a sum names the invoices in it.
  for (const [place, days] of [-1, 0, 1, 30, 31, 60, 61, 90, 91].entries()) {
    const lines = [{ description: 'Work', quantity: 1, unitPriceMinor: 2 ** place }];
    const body = { customerId, lines, dueOn: addDays(today, -days) };
    await issued(call, other, await bodyOf(201, call('POST', `${path}/invoices`, { body })), { issuedOn });
  }
  await host.settled(other);
  const { totals, parts } = await bodyOf(200, call('GET', `${path}/analytics/receivables`));
  expect(totals).toEqual({
    open: 9,
    openMinor: 0b111111111,
    notDueMinor: 0b000000011,
    overdue: 7,
    overdueMinor: 0b111111100,
    overdue30Minor: 0b000001100,
    overdue60Minor: 0b000110000,
    overdue90Minor: 0b011000000,
    overdueOlderMinor: 0b100000000,
  });
  expect(parts).toEqual([{ id: customerId, values: totals }]);
});

test('an invoice with more rates than a transaction has actions is counted exactly, and not any more once it is void', async () => {
  const other = await newOrganization(await newPerson(host), { currency: 'EUR' });
  const { call } = other.owner;
  await readyToBill(call, other);
  const body = { name: 'Acme' };
  const { id: customerId } = await bodyOf(201, call('POST', `${other.path}/customers`, { body }));
  const lines = Array.from({ length: 120 }, (_, place) => ({
    description: 'Work',
    quantity: 1,
    unitPriceMinor: 100_000,
    taxPercent: (place + 1) / 10,
  }));
  const draft = await bodyOf(201, call('POST', `${other.path}/invoices`, { body: { customerId, lines } }));
  const invoice = await issued(call, other, draft);
  const taxes = async () => {
    await host.settled(other);
    return bodyOf(200, call('GET', `${other.path}/analytics/taxes`));
  };
  const { totals, parts } = await taxes();
  expect(parts).toHaveLength(120);
  expect(totals).toMatchObject({ taxBaseMinor: 12_000_000, taxMinor: 726_000 });
  await bodyOf(
    200,
    call('POST', `${other.path}/invoices/${invoice.id}/void`, {
      body: { reason: 'A mistake' },
      ifMatch: invoice.version,
    }),
  );
  expect(await taxes()).toMatchObject({ parts: [], totals: { taxMinor: 0 } });
});
