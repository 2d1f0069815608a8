import { expect, inject, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newContact, newOrganization, newPerson } from '../organization.ts';

const host = connectHost(inject('host'));

/** In UTF-8 order, as in the table. UTF-16 order would reverse the last two. */
const names = ['Abad', 'Ñandú', '李小龍', '﨑本', '𠮷田'];

test('merged lists of a multi-value filter keep the table’s order and lose nothing between pages', async () => {
  const organization = await newOrganization(await newPerson(host));
  const { call } = organization.owner;
  for (const [index, firstName] of [...names].reverse().entries()) {
    await newContact(organization, call, { firstName, statusId: index % 2 ? 'prospect' : 'customer' });
  }
  await host.settled(organization);
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
