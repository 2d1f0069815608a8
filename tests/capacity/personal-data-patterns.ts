import type { Pattern } from './pattern.ts';
import { erased } from '../personal-data.ts';
import { newContact, unique } from '../organization.ts';
import { rights, send } from './requests.ts';

/** Patterns of erasures. What `events/erasures` reads and writes afterward is the size of the table. */
export const personalDataPatterns: Pattern[] = [
  {
    operation: 'personalData.erasures',
    by: 'pk = erasures of the organization',
    class: 'indexed',
    reads: [rights, 'query entry'],
    async prepare({ owner, organization, made }) {
      const firstName = unique('Person');
      const { id } = await newContact(organization, owner.call, { firstName });
      made.erasure = await erased(owner.call, organization, 'contact', id, firstName);
    },
    send: send('GET', '/personal-data/erasures'),
  },
  {
    operation: 'personalData.erasure',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong entry'],
    send: (world) => send('GET', `/personal-data/erasures/${world.made.erasure!.id}`)(world),
  },
];
