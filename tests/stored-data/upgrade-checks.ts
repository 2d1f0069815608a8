import { expect } from 'vitest';
import { projectionKey } from '#data/store/keys.ts';
import { projectionHash } from '#data/records/projection-hash.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { newArchive } from '../archives.ts';
import { awaited } from '../awaited.ts';
import { issued, readyToBill } from '../billing.ts';
import { bodyOf, callerWith } from '../caller.ts';
import { downloaded, endedExport } from '../exports.ts';
import { mergesIn } from '../merges.ts';
import { password, portalToken } from '../organization.ts';
import { erased } from '../personal-data.ts';
import { openTable } from '../table.ts';
import { requestsOf, type Opened } from './opened.ts';

/** Lets the schedule run until every record is projected as this version projects it. */
export async function endReprojection({ host }: Opened): Promise<void> {
  const table = openTable(host);
  const hashes = Object.values(recordDefinitions).map((definition) => {
    return [projectionKey(definition.type.name).sk, projectionHash(definition)] as const;
  });
  const progress = async () => {
    await host.invoke('reprojection');
    const found = await table.items(({ kind }) => kind === 'projection', 'SYSTEM');
    return new Map(found.map(({ sk, hash }) => [sk as string, hash as string]));
  };
  await awaited('the end of a backfill', progress, (found) =>
    hashes.every(([key, hash]) => found.get(key) === hash),
  );
  await host.settled();
}

/** Checks that a stored deal is won, ordered, invoiced and paid, and that lists and reports follow. */
export async function expectBilled(opened: Opened): Promise<void> {
  const { main, host, names } = opened;
  const organization = opened.organization('main', 'ada');
  const { call } = organization.owner;
  await readyToBill(call, organization);
  await main.change('POST', 'deals/<deal 15>', {}, '/win');
  const dealId = names.id('deal 15');
  const { value, customerId } = await main.get('deals/<deal 15>');
  const order = await bodyOf(201, main.post('orders/from-deal', { dealId }));
  expect(order).toMatchObject({ customerId, dealId, total: value });
  await main.change('POST', `orders/${order.id}`, undefined, '/confirm');
  const draft = await bodyOf(201, main.post('invoices/from-order', { orderId: order.id }));
  const invoice = await issued(call, organization, draft);
  expect(invoice).toMatchObject({ statusId: 'open', due: value, number: expect.stringMatching(/0*1$/) });
  const allocations = [{ invoiceId: invoice.id, amountMinor: value.amountMinor }];
  await bodyOf(201, main.post('payments', { customerId, amount: value, allocations }));
  expect(await main.get(`invoices/${invoice.id}`)).toMatchObject({ statusId: 'paid', paid: value });
  await host.settled(organization);
  const year = new Date().getFullYear();
  const report = await main.get(
    `analytics/invoices?from=${year - 1}-01-01&to=${year + 1}-12-31&by=year&currency=${value.currency}`,
  );
  expect(JSON.stringify(report.totals)).toContain(String(value.amountMinor));
  const filter = { and: [{ field: 'dealId', op: 'anyOf', value: [dealId] }] };
  const groups = { by: 'statusId', measures: ['total'] };
  const asked = await bodyOf(200, main.post('invoices/query', { filter, groups }));
  expect(asked.items.map(({ id }: { id: string }) => id)).toEqual([invoice.id]);
}

/** Checks that a stored customer becomes part of another one, to which deals and contacts then belong. */
export async function expectMerged(opened: Opened): Promise<void> {
  const { main, host } = opened;
  const merges = mergesIn(host, opened.organization('main', 'ada'));
  const lists = (name: string) =>
    main.totals(['deals', 'contacts'].map((plural) => `${plural}?customerId=<${name}>`));
  const [into, from] = [await lists('customer 2'), await lists('customer 3')];
  expect(Math.min(...from)).toBeGreaterThan(0);
  const [winner, loser] = [
    await main.get('customers/<customer 2>'),
    await main.get('customers/<customer 3>'),
  ];
  await merges.merged(winner, [loser], { plural: 'customers' });
  await host.settled(opened.organization('main', 'ada'));
  expect(await lists('customer 2')).toEqual(into.map((count, index) => count + from[index]!));
  const answer = await merges.readOnly(loser.id, 'customers');
  expect([answer.status, answer.headers.get('location')]).toEqual([308, expect.stringContaining(winner.id)]);
}

/** Checks that questions with filters, groups and sums over stored records add up. */
export async function expectQuestions({ main }: Opened): Promise<void> {
  const ask = (plural: string, body: object) => bodyOf(200, main.post(`${plural}/query`, body));
  const { items: deals } = await main.get('deals?limit=100');
  const { groups, total } = await ask('deals', { limit: 0, groups: { by: 'stageId', measures: ['value'] } });
  expect(total).toBe(deals.length);
  const byStage = Map.groupBy(deals as any[], ({ stageId }) => stageId as string);
  expect(groups.map(({ key }: any) => key).toSorted()).toEqual([...byStage.keys()].toSorted());
  for (const { key, count, measures } of groups) {
    const of = byStage.get(key)!;
    const usd = of.filter(({ value }) => value?.currency === 'USD');
    const sum = usd.reduce<number>((total, { value }) => total + Number(value.amountMinor), 0);
    const inUsd = measures.value.find(({ currency }: any) => currency === 'USD');
    expect([key, count, inUsd?.sum ?? 0]).toEqual([key, of.length, sum]);
  }
  const filter = {
    and: [
      { field: 'custom.grade', op: 'anyOf', value: ['high'] },
      { field: 'country', op: 'anyOf', value: ['CO', 'ES'] },
      { field: 'custom.size', op: 'more', value: 20 },
    ],
  };
  const { items: all } = await ask('contacts', { limit: 100 });
  const matches = all.filter(
    ({ country, custom }: any) =>
      custom?.grade === 'high' && ['CO', 'ES'].includes(country) && custom.size > 20,
  );
  const found = await ask('contacts', { filter, limit: 100, sorts: [{ field: 'fullName' }] });
  const idsOf = (items: any[]) => items.map(({ id }) => id as string).toSorted();
  expect(idsOf(found.items)).toEqual(idsOf(matches));
  expect(matches).not.toEqual([]);
}

/** Checks that stored records are in the file of an export, and that the whole organization is in an archive. */
export async function expectExported(opened: Opened): Promise<void> {
  const { main } = opened;
  const organization = opened.organization('main', 'ada');
  const { call } = organization.owner;
  const columns = [{ field: 'title' }, { field: 'customerId' }, { field: 'custom.grade' }];
  const { id } = await bodyOf(201, main.post('exports', { recordType: 'deal', format: 'csv', columns }));
  const rows = await main.total('deals');
  expect(await endedExport(call, organization, id)).toMatchObject({ state: 'ready', rows });
  const { bytes } = await downloaded(call, organization, id);
  expect(bytes.toString().trim().split(/\r?\n/)).toHaveLength(rows + 1);
  const { exported } = await newArchive(organization);
  const plurals = Object.values(recordDefinitions).map(({ type }) => type.plural);
  const totals = await Promise.all(
    plurals.map((plural) => bodyOf(200, main.post(`${plural}/query`, { limit: 0 }))),
  );
  const counts = totals.map(({ total }) => total as number);
  expect(exported.rows).toBe(counts.reduce((sum, count) => sum + count, 0));
  expect(counts[plurals.indexOf('activities')]).toBeGreaterThan(0);
}

/** Checks that a stored contact is invited to the portal, and sees the invoices of the customer there. */
export async function expectInvited(opened: Opened): Promise<void> {
  const { main, host, names } = opened;
  const { email, customerId } = await main.get('contacts/<contact 6>');
  await bodyOf(200, main.post('portal/clients/contact/<contact 6>', {}));
  const token = await portalToken(host, email, names.id('main'));
  const { accessToken } = await host.signUp({ username: 'contact-six', email, password });
  const call = callerWith(host.url, accessToken);
  await bodyOf(200, call('GET', '/v1/me'));
  await bodyOf(200, call('POST', '/v1/portal/invitations/accept', { body: { token } }));
  const { get } = requestsOf(call, names, 'main');
  expect(await get('portal')).toMatchObject({ kind: 'contact', customer: { id: customerId } });
  expect((await get('portal/invoices')).items).toHaveLength(1);
}

/** Checks that a stored person is erased: the record is gone, and notes about others don't name the person any more. */
export async function expectForgotten(opened: Opened): Promise<void> {
  const { main, host } = opened;
  const organization = opened.organization('main', 'ada');
  const { fullName, id } = await main.get('contacts/<contact 17>');
  const about = 'notes/vendor/<vendor 2>';
  await bodyOf(201, main.post(about, { body: `Ask ${fullName} first` }));
  await host.settled(organization);
  expect(await main.hits('contact17@')).toEqual(['<contact 17>']);
  await erased(organization.owner.call, organization, 'contact', id, fullName);
  await expect
    .poll(async () => {
      await host.invoke('erasures').catch(() => 'another run is at work');
      return (await main.get(about)).items[0].body as string;
    })
    .toBe('Ask [erased] first');
  await host.settled(organization);
  expect(await main.hits('contact17@')).toEqual([]);
  expect((await organization.owner.call('GET', main.at('contacts/<contact 17>'))).status).toBe(404);
}
