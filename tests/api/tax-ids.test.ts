import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));
let call: Call;
let organization: TestOrganization;

beforeAll(async () => {
  const owner = await newPerson(host);
  ({ call } = owner);
  organization = await newOrganization(owner, { country: 'ES' });
});

const at = (path: string): string => `${organization.path}/${path}`;
const created = (body: object): Promise<any> =>
  bodyOf(201, call('POST', at('customers'), { body: { name: 'Acme', ...body } }));
const faultOf = ({ status, body }: any) => {
  expect(status).toBe(422);
  return body.errors;
};

test('the tax ID of a customer follows the rules of the customer’s country, and the problem says which', async () => {
  const [misformed] = faultOf(
    await call('POST', at('customers'), { body: { name: 'Acme', taxId: 'B1234567X!' } }),
  );
  expect(misformed).toMatchObject({ pointer: '/taxId', code: 'invalid_format', expected: 'nif' });
  expect(misformed.message).toContain('B12345674');
  const body = { items: [{ name: 'One' }, { name: 'Two', taxId: '900123456-7', country: 'CO' }] };
  const [wrong] = faultOf(await call('POST', at('customers/bulk'), { body }));
  expect(wrong).toMatchObject({ pointer: '/items/1/taxId', code: 'wrong_check_character' });
  expect(await created({ taxId: 'FR 40 303265045', country: 'FR' })).toMatchObject({ country: 'FR' });
});

test('a tax ID is checked again if its customer gets another country, and by no other change', async () => {
  const { id, version } = await created({ taxId: '12-3456789', country: 'US' });
  const patch = (body: object) => call('PATCH', at(`customers/${id}`), { body, ifMatch: version });
  expect(faultOf(await patch({ country: 'ES' }))).toMatchObject([{ pointer: '/taxId', expected: 'nif' }]);
  await bodyOf(200, patch({ country: 'ES', taxId: 'B12345674' }));
});

test('the tax ID of the billing settings follows the rules of the seller’s country', async () => {
  const { version } = await bodyOf(200, call('GET', at('billing')));
  const patch = (body: object) => call('PATCH', at('billing'), { body, ifMatch: version });
  expect(faultOf(await patch({ taxId: 'B12345675' }))).toMatchObject([
    { pointer: '/taxId', code: 'wrong_check_character' },
  ]);
  expect(faultOf(await patch({ taxId: 'B12345674', country: 'US' }))).toMatchObject([
    { pointer: '/taxId', expected: 'ein' },
  ]);
  await bodyOf(200, patch({ taxId: 'B12345674' }));
});
