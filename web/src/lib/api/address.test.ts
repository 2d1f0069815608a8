import { expect, test } from 'vitest';
import { addressOf, isAddressable } from './address.ts';

const path = '/v1/orgs/{orgId}/contacts';

test('path parameters are filled in and the rest becomes the query', () => {
  const input = { orgId: 'o1', sort: '-createdAt', statusId: ['a', 'b'], limit: 25, body: { x: 1 } };
  expect(addressOf({ path }, input)).toBe('/v1/orgs/o1/contacts?sort=-createdAt&statusId=a%2Cb&limit=25');
});

test('missing values are not sent', () => {
  expect(addressOf({ path }, { orgId: 'o1', q: '', cursor: undefined, tagIds: [] })).toBe(
    '/v1/orgs/o1/contacts',
  );
});

test('a parameter cannot escape its path segment', () => {
  expect(addressOf({ path }, { orgId: '../x?y' })).toBe('/v1/orgs/..%2Fx%3Fy/contacts');
});

test('a path names nothing if an ID in it is another word, such as the address of a board', () => {
  const orgId = '0199c0de-0000-7000-8000-000000000001';
  const record = { path: `${path}/{id}` };
  expect(isAddressable(record, { orgId, id: orgId })).toBe(true);
  for (const id of ['board', 'query', '', '..', undefined, orgId.toUpperCase()])
    expect(isAddressable(record, { orgId, id })).toBe(false);
  expect(
    isAddressable({ path: '/v1/orgs/{orgId}/custom-fields/{recordType}' }, { orgId, recordType: 'deal' }),
  ).toBe(true);
});
