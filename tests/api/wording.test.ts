import { beforeAll, describe, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addClient,
  newOrganization,
  newPerson,
  type TestClient,
  type TestOrganization,
} from '../organization.ts';

const host = connectHost(inject('host'));

test('an organization can set custom labels and return to the standard ones', async () => {
  const { path, owner } = await newOrganization(await newPerson(host));
  const change = (wording: unknown, ifMatch: number) =>
    owner.call('PATCH', path, { body: { wording }, ifMatch });
  const { version } = await bodyOf(200, owner.call('GET', path));
  const wording = { lead: { one: 'Prospect', many: 'Prospects' } };
  const changed = await bodyOf(200, change(wording, version));
  expect(changed.wording).toEqual(wording);
  expect((await bodyOf(200, owner.call('GET', path))).wording).toEqual(wording);
  const usual = await bodyOf(200, change({}, changed.version));
  expect(usual.wording).toEqual({});
});

test.each([
  [{ lead: { one: 'Prospect' } }, '/wording/lead/many', 'required'],
  [{ lead: { one: 'x'.repeat(41), many: 'Prospects' } }, '/wording/lead/one', 'too_long'],
  [{ note: { one: 'Jot', many: 'Jots' } }, '/wording', 'unknown_field'],
])('the labels %j are refused, and nothing changes', async (wording, pointer, code) => {
  const { path, owner } = await newOrganization(await newPerson(host));
  const before = await bodyOf(200, owner.call('GET', path));
  const { errors } = await bodyOf(
    422,
    owner.call('PATCH', path, { body: { wording }, ifMatch: before.version }),
  );
  expect(errors[0].pointer.startsWith(pointer)).toBe(true);
  expect(errors[0].code).toBe(code);
  expect(await bodyOf(200, owner.call('GET', path))).toEqual(before);
});

describe('an organization in Spain that calls quotes proposals', () => {
  const wording = { quote: { one: 'Propuesta', many: 'Propuestas' } };
  let organization: TestOrganization;
  let client: TestClient;
  let call: Call;
  beforeAll(async () => {
    organization = await newOrganization(await newPerson(host), { country: 'ES', currency: 'EUR' });
    ({ call } = organization.owner);
    const { version } = await bodyOf(200, call('GET', organization.path));
    await bodyOf(200, call('PATCH', organization.path, { body: { wording }, ifMatch: version }));
    client = await addClient(host, organization);
  });
  const at = (rest: string) => `${organization.path}/${rest}`;

  test('reads its own name for them in problems, in a form that agrees with it', async () => {
    const quote = await bodyOf(201, call('POST', at('quotes'), { body: { customerId: client.customerId } }));
    const headers = { 'accept-language': 'es' };
    const refused = call('POST', at(`quotes/${quote.id}/accept`), {
      ...{ body: { by: 'Ana' }, headers, ifMatch: quote.version },
    });
    expect((await refused).body.detail).toBe(
      'Esta propuesta está en otro estado. Consulta el actual e inténtalo de nuevo.',
    );
  });

  test('has statuses and kinds that agree with it and with the country, at once and when they are read again', async () => {
    const namesOf = (statuses: { names: { es: string } }[]) => statuses.map(({ names }) => names.es);
    const { version, quoteStatuses, invoiceKinds } = await bodyOf(200, call('GET', organization.path));
    expect(namesOf(quoteStatuses)).toEqual(['Borrador', 'Enviada', 'Aceptada', 'Rechazada', 'Caducada']);
    expect(namesOf(invoiceKinds)).toEqual(['Factura', 'Factura rectificativa']);
    const change = (body: object, ifMatch: number) => call('PATCH', organization.path, { body, ifMatch });
    const moved = await bodyOf(200, change({ country: 'CO' }, version));
    expect(namesOf(moved.invoiceKinds)).toEqual(['Factura', 'Nota crédito']);
    await bodyOf(200, change({ country: 'ES' }, moved.version));
  });

  test('gives its names and country to its portal, which uses them', async () => {
    const home = await bodyOf(200, client.person.call('GET', at('portal')));
    expect(home.organization).toMatchObject({ country: 'ES', wording });
    expect(home.statuses.quotes[1].names.es).toBe('Enviada');
  });
});
