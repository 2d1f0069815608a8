import { beforeAll, describe, expect, inject, test } from 'vitest';
import { seriesKey } from '#data/store/keys.ts';
import { addDays } from '#data/values/day.ts';
import { awaited } from '../awaited.ts';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, type Person, type TestOrganization } from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));
let owner: Person;
let organization: TestOrganization;
let call: Call;
let customerId: string;

beforeAll(async () => {
  owner = await newPerson(host);
  ({ call } = owner);
  organization = await newOrganization(owner);
  customerId = await newCustomer(organization);
});

const newCustomer = async ({ path }: TestOrganization): Promise<string> =>
  (await bodyOf(201, call('POST', `${path}/customers`, { body: { name: 'Acme' } }))).id;
const settings = (of = organization): Promise<any> => bodyOf(200, call('GET', `${of.path}/billing`));
const update = async (body: object, of = organization) => {
  const { version } = await settings(of);
  return call('PATCH', `${of.path}/billing`, { body, ifMatch: version });
};
const refusals = async (body: object): Promise<string[]> =>
  (await bodyOf(422, update(body))).errors.map(({ pointer, code }: any) => `${pointer} ${code}`);
const draft = (amounts: readonly number[] = [100], more: object = {}): Promise<any> =>
  newDraft(call, organization, customerId, amounts, more);
const issue = (one: any, body?: object): Promise<any> => issued(call, organization, one, body);

describe('an invoice', () => {
  test('isn’t issued before the organization has a legal name and a tax ID', async () => {
    const { id, version } = await draft();
    const path = `${organization.path}/invoices/${id}/issue`;
    expect((await call('POST', path, { body: {}, ifMatch: version })).status).toBe(409);
    await readyToBill(call, organization);
    expect((await bodyOf(200, call('POST', path, { body: {}, ifMatch: version }))).number).toMatch(/-0001$/);
  });

  test('gets one of the numbers 1 to 100 if a hundred are issued at once, and none is left out', async () => {
    const other = await newOrganization(owner);
    await readyToBill(call, other);
    const to = await newCustomer(other);
    const drafts = [];
    for (let made = 0; made < 100; made += 20)
      drafts.push(
        ...(await Promise.all(Array.from({ length: 20 }, () => newDraft(call, other, to, [made + 1])))),
      );
    const numbers = (await Promise.all(drafts.map((one) => numberOf(other, one)))).toSorted((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 100 }, (_, place) => place + 1));
  });

  test('is issued on the day that it is in the organization’s time zone, also at the end of a month', async () => {
    // Between them, it is never the same day.
    const zones = ['Pacific/Kiritimati', 'Pacific/Pago_Pago'];
    const dates = await Promise.all(
      zones.map(async (timeZone) => {
        const there = await newOrganization(owner, { timeZone });
        await readyToBill(call, there);
        const one = await newDraft(call, there, await newCustomer(there), [5_000], { currency: 'EUR' });
        const before = dateThere(timeZone);
        const { issuedOn, dueOn } = await issued(call, there, one);
        expect([before, dateThere(timeZone)]).toContain(issuedOn);
        expect(Date.parse(dueOn) - Date.parse(issuedOn)).toBe(30 * 86_400_000);
        await host.settled(there);
        const query = { from: issuedOn, to: issuedOn, currency: 'EUR' };
        const report = await bodyOf(200, call('GET', `${there.path}/analytics/invoices`, { query }));
        expect(report.totals).toMatchObject({ issued: 1, totalMinor: 5_000 });
        return issuedOn as string;
      }),
    );
    expect(dates[0]! > dates[1]!).toBe(true);
  });

  test('is numbered by its series, each of which counts for itself', async () => {
    const { invoiceSeries } = await settings();
    await bodyOf(200, update({ invoiceSeries: [...invoiceSeries, { id: 'export', prefix: 'X-' }] }));
    const first = await issue(await draft([100], { seriesId: 'export' }));
    const second = await issue(await draft([100], { seriesId: 'export' }));
    expect([first.number, second.number]).toEqual(['X-0001', 'X-0002']);
    expect((await issue(await draft())).number).toMatch(/^INV-\d{4}-/);
    const unknown = await draft([100], { seriesId: 'unheard-of' });
    const path = `${organization.path}/invoices/${unknown.id}/issue`;
    const refused = await call('POST', path, { body: {}, ifMatch: unknown.version });
    expect(refused.body.errors).toMatchObject([{ pointer: '/seriesId', code: 'not_a_choice' }]);
  });

  test('gets the date of the series’ last number if that is up to two days ahead, as after a change of the time zone', async () => {
    await readyToBill(call, organization);
    const { invoiceSeries } = await settings();
    await bodyOf(200, update({ invoiceSeries: [...invoiceSeries, { id: 'ahead', prefix: 'A-' }] }));
    const { issuedOn } = await issue(await draft([100], { seriesId: 'ahead' }));
    const counter = seriesKey(organization.id, 'ahead');
    const inTwoDays = addDays(issuedOn, 2);
    await openTable(host).change(counter, { issuedOn: inTwoDays });
    expect((await issue(await draft([100], { seriesId: 'ahead' }))).issuedOn).toBe(inTwoDays);
    await openTable(host).change(counter, { issuedOn: addDays(issuedOn, 30) });
    const { id, version } = await draft([100], { seriesId: 'ahead' });
    const path = `${organization.path}/invoices/${id}/issue`;
    const refused = await call('POST', path, { body: {}, ifMatch: version });
    expect(refused.body.errors).toMatchObject([{ pointer: '/issuedOn', code: 'before_last_number' }]);
  });
});

/** Issues a draft and returns its number. Some of many requests can find the service busy, and are sent again. */
async function numberOf({ path }: TestOrganization, { id, version }: any): Promise<number> {
  const at = `${path}/invoices/${id}`;
  return awaited(
    'the number of an invoice',
    async () => {
      await call('POST', `${at}/issue`, { body: {}, ifMatch: version });
      const { body } = await call('GET', at);
      return Number(body?.number?.split('-').at(-1) ?? 0);
    },
    (number) => number > 0,
  );
}

function dateThere(timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date());
}

describe('a series of numbers', () => {
  test('that has numbers keeps its prefix and can’t be removed', async () => {
    await readyToBill(call, organization);
    await issue(await draft());
    const [first, ...others] = (await settings()).invoiceSeries;
    expect(await refusals({ invoiceSeries: [{ ...first, prefix: 'Z-' }, ...others] })).toEqual([
      '/invoiceSeries series_in_use',
    ]);
    expect(await refusals({ invoiceSeries: [{ id: 'new', prefix: 'N-' }] })).toEqual([
      '/invoiceSeries series_in_use',
    ]);
  });

  test('can’t give the numbers of another one in any year, or have its counter', async () => {
    const { invoiceSeries } = await settings();
    const credit = (id: string, prefix: string) => refusals({ creditSeries: [{ id, prefix }] });
    expect(await credit('credit-notes', 'INV-{year}-')).toEqual(['/creditSeries/0/prefix taken']);
    expect(await credit('credit-notes', 'INV-2031-')).toEqual(['/creditSeries/0/prefix taken']);
    expect(await credit('invoices', 'R-')).toEqual(['/creditSeries/0/id taken']);
    const more = [...invoiceSeries, { id: 'old', prefix: 'INV-2019-' }];
    expect(await refusals({ invoiceSeries: more })).toEqual([
      `/invoiceSeries/${more.length - 1}/prefix taken`,
    ]);
    const { errors } = await bodyOf(
      422,
      update({ creditSeries: [{ id: 'credit-notes', prefix: 'INV-2031-' }] }),
    );
    expect(errors).toMatchObject([{ series: 'INV-{year}-' }]);
    expect(errors[0].message).toContain('INV-{year}-');
  });
});

test('billing settings are changed one by one, conditional on their version, and values can be cleared', async () => {
  const other = await newOrganization(owner);
  expect(await settings(other)).toMatchObject({ version: 0, dueDays: 30 });
  const path = `${other.path}/billing`;
  const body = { legalName: 'Cobalto S.L.', email: 'billing@cobalto.example' };
  expect(await bodyOf(200, call('PATCH', path, { body, ifMatch: 0 }))).toMatchObject({ version: 1, ...body });
  expect((await call('PATCH', path, { body: { dueDays: 15 }, ifMatch: 0 })).status).toBe(412);
  const cleared = await bodyOf(200, update({ email: null, dueDays: 15 }, other));
  expect(cleared).toMatchObject({ version: 2, legalName: 'Cobalto S.L.', dueDays: 15 });
  expect(cleared).not.toHaveProperty('email');
  expect(await bodyOf(200, update({ dueDays: 15 }, other))).toMatchObject({ version: 2 });
});

test('first series have the prefixes of the language of the organization’s country', async () => {
  const prefixesIn = async (values: object): Promise<string[]> => {
    const { invoiceSeries, creditSeries } = await settings(await newOrganization(owner, { ...values }));
    return [...invoiceSeries, ...creditSeries].map(({ prefix }: { prefix: string }) => prefix);
  };
  expect(await prefixesIn({ country: 'GB' })).toEqual(['INV-{year}-', 'CN-{year}-']);
  expect(await prefixesIn({ country: 'ES' })).toEqual(['F{year}-', 'R{year}-']);
  expect(await prefixesIn({ presetId: 'servicesColombia' })).toEqual(['FV{year}-', 'NC{year}-']);
});

test('series keep their prefixes if the organization moves to a country with another language', async () => {
  const other = await newOrganization(owner, { country: 'ES' });
  await bodyOf(200, update({ dueDays: 15 }, other));
  const { version } = await bodyOf(200, call('GET', other.path));
  await bodyOf(200, call('PATCH', other.path, { body: { country: 'US' }, ifMatch: version }));
  expect((await settings(other)).invoiceSeries).toMatchObject([{ prefix: 'F{year}-' }]);
});

test('a day that is repeated reminds once, and a value that is no day is named by its place', async () => {
  const other = await newOrganization(owner);
  const { reminderDays } = await bodyOf(200, update({ reminderDays: [7, 7, 21] }, other));
  expect(reminderDays).toEqual([7, 21]);
  const { errors } = await bodyOf(422, update({ reminderDays: [7, 'a', 200] }, other));
  expect(errors).toMatchObject([
    { pointer: '/reminderDays/1', expected: 'number' },
    { pointer: '/reminderDays/2', code: 'too_big', limit: 120 },
  ]);
});
