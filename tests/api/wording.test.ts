import { expect, inject, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson } from '../organization.ts';

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
