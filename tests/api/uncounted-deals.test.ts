import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { newDeal, usd } from '../selling.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { currency: 'USD' });
});

test('what totals of deals leave out is found, with each currency apart', async () => {
  const { path, owner } = organization;
  await newDeal(organization, { value: usd(100_000) });
  await newDeal(organization, {});
  await newDeal(organization, { value: { amountMinor: 500, currency: 'EUR' }, exchangeRate: 1.1 });
  const uncounted = [
    await newDeal(organization, { value: { amountMinor: 100_000, currency: 'EUR' } }),
    await newDeal(organization, { value: { amountMinor: 200_000, currency: 'EUR' } }),
    await newDeal(organization, { value: { amountMinor: 50_000, currency: 'JPY' } }),
  ];
  await host.settled(organization);
  const board = await bodyOf(200, owner.call('GET', `${path}/deals/board`));
  const [column] = board.columns;
  expect(column).toMatchObject({ count: 6, sumMinor: 100_550 });
  const filter = { field: 'counting', op: 'anyOf', value: ['uncounted'] };
  const body = { filter, limit: 10, groups: { by: 'stageId', measures: ['value'] }, current: true };
  const { items, groups } = await bodyOf(200, owner.call('POST', `${path}/deals/query`, { body }));
  expect(items.map(({ id }: any) => id).toSorted()).toEqual(uncounted.map(({ id }) => id).toSorted());
  expect(groups).toHaveLength(1);
  expect(groups[0].key).toBe(column.stageId);
  const sums = groups[0].measures.value.map(({ currency, sum }: any) => [currency, sum]);
  expect(sums.toSorted()).toEqual([
    ['EUR', 300_000],
    ['JPY', 50_000],
  ]);
});
