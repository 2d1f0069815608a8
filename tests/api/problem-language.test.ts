import { beforeAll, expect, inject, test } from 'vitest';
import { connectHost } from '../host.ts';
import type { Call } from '../caller.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));

let organization: TestOrganization;
let call: Call;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
});

const spanish = { 'accept-language': 'es-CO, en;q=0.5' };
const at = (rest: string): string => `${organization.path}/${rest}`;

test('problems are in the language that the request prefers, otherwise in English', async () => {
  const english = await call('GET', at('contacts/01a1f840-3b75-74c6-8323-759445fc6515'));
  expect(english.headers.get('content-language')).toBe('en');
  expect(english.body).toMatchObject({ status: 404, code: 'not_found', title: 'Not found' });
  const other = await call('GET', at('contacts/01a1f840-3b75-74c6-8323-759445fc6515'), { headers: spanish });
  expect(other.headers.get('content-language')).toBe('es');
  expect(other.body).toMatchObject({ status: 404, code: 'not_found', title: 'No encontrado' });
});

test('each invalid value has a message in that language that says what to send', async () => {
  const body = { firstName: '', email: 'nobody', phones: [{ label: 'work', number: '12' }], country: 'XX' };
  const { body: problem } = await call('POST', at('contacts'), { body, headers: spanish });
  expect(problem).toMatchObject({ code: 'invalid_input', title: 'Algunos campos no son válidos' });
  const messages = Object.fromEntries(problem.errors.map((one: any) => [one.pointer, one.message]));
  expect(messages).toEqual({
    '/firstName': 'Este campo es obligatorio',
    '/email': 'Escribe un correo, por ejemplo, ana@example.com',
    '/phones/0/number': 'Escribe un teléfono con el prefijo del país, por ejemplo, +34 933 201 181',
    '/country': 'Elige una de las opciones disponibles',
  });
});

test('details of a problem are in that language, with their values', async () => {
  const path = at('contacts/01a1f840-3b75-74c6-8323-759445fc6515');
  const sent = { body: { firstName: 'Ana' }, headers: { ...spanish, 'if-match': '1' } };
  const { body: problem } = await call('PATCH', path, sent);
  expect(problem.detail).toBe(
    'If-Match debe ser el ETag del recurso, por ejemplo, "v3", una lista de sus ETag o *.',
  );
});

test.each([
  ['analytics/deals', { from: '2026-05-01', to: '2026-04-01' }, '/query/to', 'range_order'],
  ['analytics/deals', { from: '2026-01-01', to: '2026-12-31', by: 'day' }, '/query/by', 'period_too_short'],
  ['analytics/deals', { from: '2020-01-01', to: '2026-12-31' }, '/query/from', 'range_too_long'],
  ['analytics/deals', { from: 'yesterday' }, '/query/from', 'invalid_format'],
  ['analytics/forecast', { by: 'week' }, '/query/by', 'not_a_choice'],
  ['contacts', { limit: 'ten' }, '/query/limit', 'invalid_format'],
  ['contacts', { color: 'red' }, '/query/color', 'unknown_field'],
])('a refused query parameter says what was wrong: %s %o', async (path, query, pointer, code) => {
  const { status, body } = await call('GET', at(path), { query });
  expect([status, body.errors]).toEqual([
    422,
    [expect.objectContaining({ pointer, code, message: expect.stringMatching(/^[A-Z].{12,}/) })],
  ]);
  const generic = ['This value isn’t in a valid format', 'This value isn’t allowed'];
  expect(generic).not.toContain(body.errors[0].message);
});

test('every problem has a detail: what is wrong in this case, or what can be done about it', async () => {
  const detailOf = async (...sent: Parameters<Call>) => (await call(...sent)).body.detail as string;
  const never = at('contacts/01a1f840-3b75-74c6-8323-759445fc6515');
  expect(await detailOf('GET', never)).toMatch(/^It doesn’t exist, was deleted, or you don’t have access/);
  expect(await detailOf('GET', never, { headers: spanish })).toMatch(/^No existe, se eliminó o no tienes/);
  expect(await detailOf('PUT', at('contacts'))).toBe('This path supports GET, POST, HEAD, OPTIONS.');
  expect(await detailOf('POST', at('contacts'), { body: {} })).toBe('firstName: This field is required');
  const two = { firstName: '', email: 'nobody' };
  expect(await detailOf('POST', at('contacts'), { body: two })).toBe(
    'firstName: This field is required (+1)',
  );
});

test('a problem names the reason if its detail says what is wrong in this case', async () => {
  const { id } = (await call('POST', at('contacts'), { body: { firstName: 'Ana' } })).body;
  const stale = await call('PATCH', at(`contacts/${id}`), { body: { firstName: 'Eva' }, ifMatch: 7 });
  expect([stale.status, stale.body.reason]).toEqual([412, undefined]);
  const methods = await call('PUT', at('contacts'));
  expect([methods.status, methods.body.reason]).toEqual([405, 'methods']);
});
