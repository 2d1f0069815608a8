import { expect, inject, test } from 'vitest';
import type { KeyPermission } from '#contract/permission.ts';
import { allPresets } from '#data/organization/presets/presets.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newApiKey, newPerson, unique } from '../organization.ts';

const host = connectHost(inject('host'));

async function newOf(presetId: string) {
  const person = await newPerson(host);
  const made = await bodyOf(
    201,
    person.call('POST', '/v1/orgs', { body: { name: unique('Of '), presetId } }),
  );
  const path = `/v1/orgs/${made.id}`;
  const fields = async (type: string) =>
    (await bodyOf(200, person.call('GET', `${path}/custom-fields/${type}`))).items;
  const settings = () => bodyOf(200, person.call('GET', path));
  return { person, path, made, fields, settings };
}

/** The products in the order of their codes. */
async function productsOf(call: Call, path: string): Promise<any[]> {
  const query = { sorts: [{ field: 'code' }] };
  return (await bodyOf(200, call('POST', `${path}/products/query`, { body: query }))).items;
}

const idsOf = (entries: { id: string }[]) => entries.map(({ id }) => id);

test('each preset is shown completely before it is chosen, in both languages', async () => {
  const { call } = await newPerson(host);
  const { items } = await bodyOf(200, call('GET', '/v1/presets'));
  expect(idsOf(items)).toEqual(['general', 'realEstate', 'voiceAgency', 'servicesColombia']);
  const realEstate = items[1];
  expect(realEstate.lists[0].items.map(({ name }: { name: unknown }) => name)).toContainEqual({
    en: 'Negotiation',
    es: 'Negociación',
  });
  expect(realEstate.pipelines[0].stages.length).toBe(6);
  for (const { en, es } of items.flatMap(({ name, about }: Record<string, never>) => [name, about]))
    expect([en, es].every((text) => String(text).length > 5)).toBe(true);
});

test.each(['realEstate', 'voiceAgency', 'servicesColombia'])(
  'an organization with the preset %s starts with its labels, statuses, stages, fields and products',
  async (presetId) => {
    const preset = allPresets.find(({ id }) => id === presetId)!;
    const { person, path, made, fields, settings } = await newOf(presetId);
    const organization = await settings();
    expect(organization).toEqual(made);
    expect(organization.presetId).toBe(presetId);
    for (const [list, entries] of Object.entries(preset.lists))
      expect(idsOf(organization[list])).toEqual(entries.map(([id]) => id));
    expect(idsOf(organization.pipelines)).toEqual(preset.pipelines.map(({ id }) => id));
    expect(Object.keys(organization.wording ?? {})).toEqual(Object.keys(preset.wording));
    const products = await productsOf(person.call, path);
    expect(products.map(({ name }) => name)).toEqual(preset.products!.map(({ name: [en] }) => en));
    expect(products.map(({ code }) => code)).toEqual(
      products.map((_, place) => `PROD-${String(place + 1).padStart(4, '0')}`),
    );
    for (const [type, expected] of Object.entries(preset.customFields))
      expect((await fields(type)).map(({ key }: { key: string }) => key)).toEqual(
        expected.map(({ key }) => key),
      );
  },
);

test('a new organization takes country, currency and time zone from its preset unless they are sent', async () => {
  const { person, made } = await newOf('servicesColombia');
  expect(made).toMatchObject({ country: 'CO', currency: 'COP', timeZone: 'America/Bogota' });
  const place = { country: 'ES', currency: 'EUR', timeZone: 'Europe/Madrid' };
  const body = { name: unique('Of '), presetId: 'servicesColombia', ...place };
  expect(await bodyOf(201, person.call('POST', '/v1/orgs', { body }))).toMatchObject(place);
  const partly = { name: unique('Of '), presetId: 'servicesColombia', currency: 'USD' };
  expect(await bodyOf(201, person.call('POST', '/v1/orgs', { body: partly }))).toMatchObject({
    country: 'CO',
    currency: 'USD',
    timeZone: 'America/Bogota',
  });
});

test('a preset added later changes nothing existing, and its preview shows what it adds', async () => {
  const { person, path, settings, fields } = await newOf('general');
  const field = { label: 'Our bedrooms', key: 'bedrooms', kind: 'text' };
  await bodyOf(201, person.call('POST', `${path}/custom-fields/lead`, { body: field, ifMatch: 0 }));
  const lead = await bodyOf(201, person.call('POST', `${path}/leads`, { body: { firstName: 'Ada' } }));
  const before = await settings();
  const shown = await bodyOf(200, person.call('GET', `${path}/presets/realEstate`));
  expect(shown.customFields.map(({ key }: { key: string }) => key)).not.toContain('bedrooms');
  expect(shown.lists.map(({ list }: { list: string }) => list)).toEqual(['leadSources']);
  const after = await bodyOf(
    200,
    person.call('POST', `${path}/presets/realEstate/apply`, {
      body: { language: 'es' },
      ifMatch: before.version,
    }),
  );
  expect(after.leadStatuses).toEqual(before.leadStatuses);
  expect(after.leadSources.slice(0, before.leadSources.length)).toEqual(before.leadSources);
  expect(after.pipelines[0]).toEqual(before.pipelines[0]);
  expect(after.pipelines[1].name).toBe('Operaciones');
  const [own, ...added] = await fields('lead');
  expect(own).toMatchObject({ key: 'bedrooms', label: 'Our bedrooms', kind: 'text' });
  expect(added.length).toBe(3);
  expect(await bodyOf(200, person.call('GET', `${path}/leads/${lead.id}`))).toMatchObject(lead);
  const nothing = await bodyOf(200, person.call('GET', `${path}/presets/realEstate`));
  const { wording, lists, pipelines, customFields, products } = nothing;
  expect([wording, lists, pipelines, customFields, products]).toEqual([[], [], [], [], []]);
  expect((await productsOf(person.call, path)).map(({ name }) => name)).toContain('Valoración del inmueble');
  const again = await bodyOf(
    200,
    person.call('POST', `${path}/presets/realEstate/apply`, {
      body: { language: 'en' },
      ifMatch: after.version,
    }),
  );
  expect(again).toEqual(after);
});

test('products of a preset have the prices of its currency, the tax of its country, and the language of their creator', async () => {
  const person = await newPerson(host);
  const madeIn = async (place: object) => {
    const body = { name: unique('Of '), presetId: 'servicesColombia', ...place };
    const { id } = await bodyOf(201, person.call('POST', '/v1/orgs', { body }));
    const [visit, hour] = await productsOf(person.call, `/v1/orgs/${id}`);
    const billing = await bodyOf(200, person.call('GET', `/v1/orgs/${id}/billing`));
    return { visit, hour, billing };
  };
  const inColombia = await madeIn({});
  const priceOf = (amountMinor: number, currency: string) => ({ price: { amountMinor, currency } });
  expect(inColombia.visit).toMatchObject({ ...priceOf(12_000_000, 'COP'), taxPercent: 19 });
  expect(inColombia.hour).toMatchObject({ ...priceOf(6_800_000, 'COP'), unit: 'hour' });
  expect(inColombia.billing).toMatchObject({ country: 'CO', dueDays: 30, version: 0 });
  expect(inColombia.billing.invoiceSeries).toEqual([{ id: 'invoices', prefix: 'FV{year}-' }]);
  const inSpain = await madeIn({ country: 'ES', currency: 'EUR' });
  expect(inSpain.visit).toMatchObject({ ...priceOf(2_800, 'EUR'), taxPercent: 21 });
  expect((await madeIn({ currency: 'JPY' })).visit.price).toBeUndefined();
  await bodyOf(200, person.call('PATCH', '/v1/me', { body: { locale: 'es' }, ifMatch: 1 }));
  expect((await madeIn({})).visit.name).toBe('Visita técnica');
});

test('a preset applied to a stale version is refused with 412, and an unknown one is not found', async () => {
  const { person, path, settings } = await newOf('general');
  const { version } = await settings();
  const apply = (id: string, ifMatch: number) =>
    person.call('POST', `${path}/presets/${id}/apply`, { body: { language: 'en' }, ifMatch });
  expect((await apply('realEstate', Number(version) + 1)).status).toBe(412);
  expect((await apply('nothing', version)).status).toBe(404);
  expect((await settings()).version).toBe(version);
});

test('a key that can only change the organization cannot add fields, pipelines or products through a preset', async () => {
  const { person, path, made, settings } = await newOf('general');
  const organization = { id: made.id, path, owner: person };
  const { version } = await settings();
  const apply = async (permissions: KeyPermission[]) => {
    const { call } = await newApiKey(host, organization, person, permissions);
    const options = { body: { language: 'en' }, ifMatch: version };
    return (await call('POST', `${path}/presets/realEstate/apply`, options)).status;
  };
  expect(await apply(['organization:update', 'pipeline:update', 'product:create'])).toBe(403);
  expect(await apply(['organization:update', 'customField:update', 'product:create'])).toBe(403);
  expect(await apply(['organization:update', 'customField:update', 'pipeline:update'])).toBe(403);
  expect((await settings()).version).toBe(version);
  const all: KeyPermission[] = [
    'organization:update',
    'customField:update',
    'pipeline:update',
    'product:create',
  ];
  expect(await apply(all)).toBe(200);
});
