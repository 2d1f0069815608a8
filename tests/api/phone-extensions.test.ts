import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { changedImport, checkedImport, readFile } from '../imports.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { country: 'ES' });
  const { owner, path } = organization;
  for (const [firstName, number] of [
    ['Reception', '+34910000501'],
    ['Ana', '+34 910 000 501;ext=12'],
    ['Luis', '+34910000501;ext=7'],
  ]) {
    const body = { firstName, phones: [{ label: 'work', number }] };
    await bodyOf(201, owner.call('POST', `${path}/contacts`, { body }));
  }
  await host.settled(organization);
});

async function found(query: Record<string, string>): Promise<string[]> {
  const { owner, path } = organization;
  const { items } = await bodyOf(200, owner.call('GET', `${path}/contacts`, { query }));
  return items.map(({ firstName }: { firstName: string }) => firstName).toSorted();
}

test.each(['910000501', '0034910000501', '+34 910 000 501', '000501'])(
  'all numbers of a company are found by %s, as people dial or write it',
  async (q) => {
    expect(await found({ q: q.replaceAll(' ', '') })).toEqual(['Ana', 'Luis', 'Reception']);
    const { owner, path } = organization;
    const { items } = await bodyOf(200, owner.call('GET', `${path}/search`, { query: { q } }));
    expect(items).toHaveLength(3);
  },
);

test('an import finds a contact by the number with its extension, and no other one of the company', async () => {
  const { owner } = organization;
  const content = 'First name,Phone,City\nAna,910 000 501 ext. 12,Cali\nNew,910 000 501 ext. 99,Lima';
  const one = await readFile(owner.call, organization, content);
  const updating = await changedImport(owner.call, organization, one, {
    onMatch: 'update',
    matchBy: ['phones'],
  });
  const { file } = await checkedImport(owner.call, organization, updating);
  expect(file.check).toMatchObject({ creates: 1, updates: 1, refusals: 0 });
});

test('a number without a label is one at work', async () => {
  const body = { firstName: 'Ana', phones: [{ number: '+34 933 201 181' }] };
  const { phones } = await bodyOf(
    201,
    organization.owner.call('POST', `${organization.path}/contacts`, { body }),
  );
  expect(phones).toEqual([{ label: 'work', number: '+34933201181' }]);
});
