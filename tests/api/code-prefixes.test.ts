import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
});

const settings = () => bodyOf(200, call('GET', organization.path));
const change = async (codePrefixes: object) =>
  call('PATCH', organization.path, { body: { codePrefixes }, ifMatch: (await settings()).version });
const newVendor = async (): Promise<string> =>
  (await bodyOf(201, call('POST', `${organization.path}/vendors`, { body: { name: 'Acme' } }))).code;

test('new records get the chosen prefix and the next number, and existing ones keep their codes', async () => {
  expect(await newVendor()).toBe('VEND-0001');
  expect((await bodyOf(200, change({ vendor: ' prov ' }))).codePrefixes).toEqual({ vendor: 'PROV' });
  // Functions keep settings for some seconds.
  await expect.poll(newVendor, { timeout: 20_000, interval: 500 }).toMatch(/^PROV-/);
  const [first, second] = [await newVendor(), await newVendor()];
  expect(Number(second.slice('PROV-'.length))).toBe(Number(first.slice('PROV-'.length)) + 1);
  const { items } = await bodyOf(
    200,
    call('GET', `${organization.path}/vendors`, { query: { q: 'VEND-0001' } }),
  );
  expect(items.map(({ code }: { code: string }) => code)).toEqual(['VEND-0001']);
  await bodyOf(200, change({}));
  await expect.poll(newVendor, { timeout: 20_000, interval: 500 }).toMatch(/^VEND-00\d\d$/);
});

test.each([
  [{ vendor: 'CUST' }, '/codePrefixes/vendor', 'taken'],
  [{ vendor: 'AB', order: 'ab' }, '/codePrefixes/order', 'taken'],
  [{ vendor: '1A' }, '/codePrefixes/vendor', 'invalid_format'],
  [{ vendor: 'A-B' }, '/codePrefixes/vendor', 'invalid_format'],
  [{ vendor: '' }, '/codePrefixes/vendor', 'invalid_format'],
  [{ vendor: 'ABCDEFGHI' }, '/codePrefixes/vendor', 'too_long'],
  [{ contact: 'CON' }, '/codePrefixes', 'unknown_field'],
])('the prefixes %j are refused, and nothing changes', async (codePrefixes, pointer, code) => {
  const before = await settings();
  const { errors } = await bodyOf(422, change(codePrefixes));
  const found = errors.find((error: { pointer: string }) => error.pointer.startsWith(pointer));
  expect(found?.code).toBe(code);
  expect(await settings()).toEqual(before);
});

test('two types can exchange their prefixes', async () => {
  const exchanged = { vendor: 'CUST', customer: 'VEND' };
  expect((await bodyOf(200, change(exchanged))).codePrefixes).toEqual(exchanged);
  await bodyOf(200, change({}));
});

test('an organization of somebody who reads Spanish starts with Spanish prefixes', async () => {
  const person = await newPerson(host);
  await bodyOf(200, person.call('PATCH', '/v1/me', { body: { locale: 'es' }, ifMatch: 1 }));
  const prefixesIn = async (country: string) => (await newOrganizationIn(country)).codePrefixes;
  const newOrganizationIn = (country: string) =>
    bodyOf(201, person.call('POST', '/v1/orgs', { body: { name: `Acme ${country}`, country } }));
  expect(await prefixesIn('CO')).toMatchObject({ quote: 'COT', order: 'PED', customer: 'CLI' });
  expect(await prefixesIn('ES')).toMatchObject({ quote: 'PRE', order: 'PED', customer: 'CLI' });
});
