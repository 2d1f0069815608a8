import { expect, inject, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newContact, newOrganization, newPerson } from '../organization.ts';

const host = connectHost(inject('host'));

/** In the order of UTF-8, which is the table's; UTF-16 has the last two the other way round. */
const names = ['Abad', 'Ñandú', '李小龍', '﨑本', '𠮷田'];

test('lists that are merged for a filter of several values have the table’s order, and lose nobody between pages', async () => {
  const organization = await newOrganization(await newPerson(host));
  const { call } = organization.owner;
  for (const [index, firstName] of [...names].reverse().entries()) {
    await newContact(organization, call, { firstName, statusId: index % 2 ? 'prospect' : 'customer' });
  }
  await host.settled();
  for (const limit of ['1', '2', '100']) {
    for (const sort of ['name', '-name']) {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const query = { statusId: 'prospect,customer', limit, sort, ...(cursor ? { cursor } : {}) };
        const page = await bodyOf(200, call('GET', `${organization.path}/contacts`, { query }));
        found.push(...page.items.map(({ fullName }: { fullName: string }) => fullName));
        cursor = page.nextCursor;
      } while (cursor);
      expect(found).toEqual(sort === 'name' ? names : [...names].reverse());
    }
  }
});
