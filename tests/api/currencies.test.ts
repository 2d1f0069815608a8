import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, unique, type TestOrganization } from '../organization.ts';
import { newDeal, newLead, usd } from '../selling.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { currency: 'USD' });
});

/** Amounts of whole units, in minor units. Yen have no decimals, dinars have three. */
const cop = (units: number) => ({ amountMinor: units * 100, currency: 'COP' });
const jpy = (units: number) => ({ amountMinor: units, currency: 'JPY' });
const kwd = (units: number) => ({ amountMinor: units * 1_000, currency: 'KWD' });

async function found(list: string, query: Record<string, string>): Promise<string[]> {
  const { path, owner } = organization;
  await host.settled(organization);
  const { items } = await bodyOf(200, owner.call('GET', `${path}/${list}`, { query }));
  return items.map(({ id }: { id: string }) => id);
}

test('deals are sorted by value in the organization’s currency, as zero without a rate', async () => {
  const values = [
    { value: usd(100_000) },
    { value: cop(1_000_000), exchangeRate: 0.000_25 },
    { value: jpy(100_000), exchangeRate: 0.006_5 },
    { value: kwd(300), exchangeRate: 3.25 },
    { value: cop(900_000_000) },
  ];
  const deals = [];
  for (const value of values) deals.push(await newDeal(organization, value));
  const [dollars, pesos, yen, dinars, unrated] = deals.map(({ id }) => id);
  const rising = [unrated, pesos, yen, dinars, dollars];
  expect(await found('deals', { sort: 'value' })).toEqual(rising);
  expect(await found('deals', { sort: '-value' })).toEqual(rising.reverse());
});

test('budget filters use the organization’s currency and match no other', async () => {
  const word = unique('Budget');
  const lead = (budgetMin: object, budgetMax: object) =>
    newLead(organization, { firstName: word, budgetMin, budgetMax });
  const dollars = await lead(usd(50_000), usd(80_000));
  const others = [
    await lead(cop(600), cop(700)),
    await lead(jpy(60_000), jpy(70_000)),
    await lead(kwd(60), kwd(70)),
  ];
  expect(await found('leads', {})).toHaveLength(1 + others.length);
  for (const words of [{}, { q: word }]) {
    expect(await found('leads', { budgetFrom: '60000', ...words })).toEqual([dollars.id]);
    expect(await found('leads', { budgetTo: '99999999', ...words })).toEqual([dollars.id]);
    expect(await found('leads', { budgetFrom: '90000', ...words })).toEqual([]);
  }
});
