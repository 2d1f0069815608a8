import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recountKey } from '#data/store/keys.ts';
import { bodyOf } from '../caller.ts';
import { startHost, type HostUnderTest } from '../host.ts';
import { newContact, newOrganization, newPerson } from '../organization.ts';
import { newDeal, newLead, usd } from '../selling.ts';
import { recountDifferences } from './recount.ts';
import { clientOf, readTable } from './table-under-test.ts';

let host: HostUnderTest;
beforeAll(async () => {
  host = await startHost();
});
afterAll(() => host.stop());

/**
 * Runs the recount at once. Usually, a recount waits until no process can have the old settings in its cache. Therefore
 * this kills the function that recounts, and sets back the time of the change.
 */
async function recountNow(orgId: string): Promise<void> {
  await host.killFunction('reprojection');
  const command = new UpdateCommand({
    TableName: host.info.table,
    Key: recountKey(orgId),
    UpdateExpression: 'SET #at = :at',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeNames: { '#at': 'at' },
    ExpressionAttributeValues: { ':at': '2026-01-01T00:00:00.000Z' },
  });
  await clientOf(host.info.dynamodbUrl).send(command);
  await host.invoke('reprojection');
}

test('after a change of time zone, records are recounted by its days', async () => {
  // The two time zones of this test are 25 hours apart, so the date is never the same in both.
  const organization = await newOrganization(await newPerson(host), { timeZone: 'Pacific/Kiritimati' });
  const { call } = organization.owner;
  for (const firstName of ['Ana', 'Ben', 'Zoë']) await newContact(organization, call, { firstName });
  await host.settled();
  // Completes the backfill of the new table, so that the next run only recounts.
  await host.invoke('reprojection');
  expect(recountDifferences(await readTable(host.info))).toEqual([]);
  await bodyOf(
    200,
    call('PATCH', organization.path, { ifMatch: 1, body: { timeZone: 'Pacific/Pago_Pago' } }),
  );
  expect(recountDifferences(await readTable(host.info))).not.toEqual([]);

  await recountNow(organization.id);
  const items = await readTable(host.info);
  expect(recountDifferences(items)).toEqual([]);
  expect(items.filter(({ kind }) => kind === 'recount')).toEqual([]);
});

test('leads count as disqualified once their status has that meaning, and the report says while it is recounted', async () => {
  const { id, path, owner } = await newOrganization(await newPerson(host));
  const newLeadIn = (statusId: string) =>
    bodyOf(201, owner.call('POST', `${path}/leads`, { body: { firstName: 'Ana', statusId } }));
  await newLeadIn('new');
  await newLeadIn('contacted');
  await host.settled();
  await host.invoke('reprojection');
  const list = `${path}/status-lists/leadStatuses`;
  const { version, items } = await bodyOf(200, owner.call('GET', list));
  const expected = items
    .filter(({ retired }: { retired?: boolean }) => !retired)
    .map(({ id, meaning }: { id: string; meaning: string }) => ({
      id,
      meaning: id === 'contacted' ? 'disqualified' : meaning,
    }));
  await bodyOf(200, owner.call('PATCH', list, { ifMatch: version, body: { items: expected } }));
  const report = () => bodyOf(200, owner.call('GET', `${path}/analytics/leads`));
  expect(await report()).toMatchObject({ totals: { created: 2, disqualified: 0 }, isRecounting: true });
  await recountNow(id);
  expect(await report()).toMatchObject({ totals: { created: 2, disqualified: 1 }, isRecounting: false });
});

test('a deal in a new pipeline counts by the meaning of its stage', async () => {
  const organization = await newOrganization(await newPerson(host), { currency: 'USD' });
  const { path, owner } = organization;
  // After this deal is projected, `events/index` has the organization's settings in its cache.
  await newDeal(organization);
  await host.settled();
  const { version } = await bodyOf(200, owner.call('GET', path));
  const body = { name: 'Renewals', stages: [{ name: 'Talk', color: 'blue', probability: 30 }] };
  const pipeline = await bodyOf(201, owner.call('POST', `${path}/pipelines`, { ifMatch: version, body }));
  const { id } = await newDeal(organization, { pipelineId: pipeline.id, value: usd(500) });
  await bodyOf(200, owner.call('POST', `${path}/deals/${id}/win`, { body: {}, ifMatch: 1 }));
  await host.settled();
  const report = await bodyOf(200, owner.call('GET', `${path}/analytics/deals`));
  expect(report.totals).toMatchObject({ created: 2, won: 1, wonMinor: 500 });
  expect(recountDifferences(await readTable(host.info))).toEqual([]);
});

test('after a change of currency, deals are sorted and leads found by their value in it', async () => {
  const organization = await newOrganization(await newPerson(host), { currency: 'USD' });
  const { path, owner } = organization;
  const jpy = (amountMinor: number) => ({ amountMinor, currency: 'JPY' });
  const dollars = await newDeal(organization, { value: usd(90_000), exchangeRate: 150 });
  const yen = await newDeal(organization, { value: jpy(200_000), exchangeRate: 0.0065 });
  const inDollars = await newLead(organization, { budgetMin: usd(500) });
  const inYen = await newLead(organization, { budgetMin: jpy(500) });
  const ids = async (list: string, query: Record<string, string>) => {
    const { items } = await bodyOf(200, owner.call('GET', `${path}/${list}`, { query }));
    return items.map(({ id }: { id: string }) => id);
  };
  const seen = async () => [await ids('deals', { sort: 'value' }), await ids('leads', { budgetFrom: '400' })];
  await host.settled();
  await host.invoke('reprojection');
  // In dollars, the deals are worth 900 and 1,300; in yen, 135,000 and 200,000.
  expect(await seen()).toEqual([[dollars.id, yen.id], [inDollars.id]]);
  await bodyOf(
    200,
    owner.call('PATCH', `${path}/deals/${yen.id}`, { ifMatch: 1, body: { exchangeRate: 0.001 } }),
  );
  await host.settled();
  expect(await seen()).toEqual([[yen.id, dollars.id], [inDollars.id]]);
  await bodyOf(200, owner.call('PATCH', path, { ifMatch: 1, body: { currency: 'JPY' } }));
  await host.settled();
  await recountNow(organization.id);
  // Functions can cache the old settings for five seconds.
  await expect.poll(seen, { timeout: 20_000 }).toEqual([[dollars.id, yen.id], [inYen.id]]);
});

test('after a change of currency, lists sum the won deals of customers in it', async () => {
  const organization = await newOrganization(await newPerson(host), { currency: 'USD' });
  const { path, owner } = organization;
  const { id: customerId } = await bodyOf(
    201,
    owner.call('POST', `${path}/customers`, { body: { name: 'Acme' } }),
  );
  const values = [
    { value: usd(90_000), exchangeRate: 150 },
    { value: { amountMinor: 200_000, currency: 'JPY' }, exchangeRate: 0.01 },
  ];
  for (const value of values) {
    const { id } = await newDeal(organization, { customerId, ...value });
    await bodyOf(200, owner.call('POST', `${path}/deals/${id}/win`, { body: {}, ifMatch: 1 }));
  }
  const sums = async () => {
    const { items } = await bodyOf(200, owner.call('POST', `${path}/customers/query`, { body: {} }));
    return [items[0].wonDeals, items[0].wonValue];
  };
  await host.settled();
  await host.invoke('reprojection');
  expect(await sums()).toEqual([2, usd(290_000)]);
  await bodyOf(200, owner.call('PATCH', path, { ifMatch: 1, body: { currency: 'JPY' } }));
  await host.settled();
  await recountNow(organization.id);
  await host.settled();
  // 900 dollars are 135,000 yen.
  expect(await sums()).toEqual([2, { amountMinor: 335_000, currency: 'JPY' }]);
});
