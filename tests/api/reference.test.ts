import { Validator } from '@seriousme/openapi-schema-validator';
import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newApiKey, newOrganization, newPerson, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
const fields = [
  { key: 'level', label: 'Level', kind: 'choice', options: [{ label: 'Gold' }, { label: 'Silver' }] },
  { key: 'visits', label: 'Visits', kind: 'number', help: 'In a year' },
  { key: 'budget', label: 'Budget', kind: 'money', required: true },
  { key: 'broker', label: 'Broker', kind: 'relation', to: 'vendor' },
];

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  const { owner, path } = organization;
  for (const [version, body] of fields.entries())
    await bodyOf(201, owner.call('POST', `${path}/custom-fields/contact`, { body, ifMatch: version }));
});

const described = async (of: TestOrganization = organization, call = of.owner.call) =>
  bodyOf(200, call('GET', `${of.path}/openapi.json`));
const contacts = '/v1/orgs/{orgId}/contacts';

test('the description includes custom fields with kinds and options and is valid OpenAPI 3.1', async () => {
  const document = await described();
  expect(await new Validator().validate(document)).toEqual({ valid: true });
  const { schemas } = document.components;
  const { ContactCustom: contactCustom, ContactCustomInput: contactCustomInput } = schemas;
  expect(contactCustom.properties.level).toEqual({
    title: 'Level',
    type: 'string',
    enum: ['gold', 'silver'],
  });
  expect(contactCustomInput.properties).toMatchObject({
    level: { anyOf: [{ enum: ['gold', 'silver'] }, { type: 'null' }] },
    visits: { title: 'Visits', description: 'In a year', anyOf: [{ type: 'number' }, { type: 'null' }] },
    budget: { description: 'Required.' },
    broker: { title: 'Broker' },
  });
  const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  for (const name of ['Contact', 'ContactListItem', 'ContactCreate', 'ContactUpdate']) {
    const of = /Create|Update/.test(name) ? 'ContactCustomInput' : 'ContactCustom';
    expect(schemas[name].properties.custom, name).toEqual(reference(of));
  }
  const { post, get } = document.paths[contacts];
  const { schema } = post.requestBody.content['application/json'];
  expect(schema).toEqual(reference('ContactCreate'));
  const shown = get.responses['200'].content['application/json'].schema;
  expect(shown).toEqual(reference('ContactList'));
  expect(schemas.ContactList.properties.items.items).toEqual(reference('ContactListItem'));
  const names = get.parameters.map(({ name }: { name: string }) => name);
  expect(names).toEqual(expect.arrayContaining(['custom.visits', 'custom.visits.from', 'custom.visits.to']));
  expect(names).toContain('custom.level');
});

test('bodies that match the description are accepted, and it lists new fields immediately and omits retired ones', async () => {
  const { owner, path } = organization;
  const custom = { level: 'gold', visits: 3, budget: { amountMinor: 100, currency: 'EUR' } };
  await bodyOf(201, owner.call('POST', `${path}/contacts`, { body: { firstName: 'Ana', custom } }));
  const own = `${path}/custom-fields/contact`;
  const edit = async (method: string, key: string, body: object) => {
    const { version } = await bodyOf(200, owner.call('GET', own));
    return bodyOf(method === 'POST' ? 201 : 200, owner.call(method, own + key, { body, ifMatch: version }));
  };
  const keys = async () => Object.keys((await described()).components.schemas.ContactCustomInput.properties);
  await edit('POST', '', { key: 'later', label: 'Later', kind: 'yesNo' });
  expect(await keys()).toContain('later');
  await edit('PATCH', '/later', { retired: true });
  expect(await keys()).not.toContain('later');
});

test('fields of other organizations and unreadable record types are never returned', async () => {
  const other = await newOrganization(await newPerson(host));
  expect(JSON.stringify(await described(other))).not.toContain('Visits');
  const key = await newApiKey(host, organization, organization.owner, ['customField:read', 'lead:read']);
  expect(JSON.stringify(await described(organization, key.call))).not.toContain('Visits');
  const foreign = await other.owner.call('GET', `${organization.path}/openapi.json`);
  expect(foreign.status).toBe(404);
});
