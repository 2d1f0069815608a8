import { removeDeleted, requestDeletion } from '../accounts.ts';
import { newPerson } from '../organization.ts';
import type { Pattern } from './pattern.ts';
import { rights } from './requests.ts';

/** Operations on the account of a user without organizations. Each organization adds lists of bounded size. */
export const accountPatterns: Pattern[] = [
  {
    operation: 'account.getData',
    what: 'without organizations',
    by: 'by key; pk = the user',
    class: 'indexed',
    reads: [rights, 'strong user', 'strong recovery codes', 'query change'],
    writes: ['transact counter'],
    prepare: async (world) => {
      world.stranger = await newPerson(world.measured.host);
    },
    send: ({ stranger }) => stranger!.call('GET', '/v1/account/data'),
  },
  {
    operation: 'account.getDeletion',
    what: 'without organizations',
    by: 'by key',
    class: 'key',
    reads: [rights],
    send: ({ stranger }) => stranger!.call('GET', '/v1/account/deletion'),
  },
  {
    operation: 'account.requestDeletion',
    what: 'without organizations',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong user'],
    writes: [
      'put counter',
      'transact user',
      'transact change',
      'transact access',
      'transact account deletion',
      'entry account deletion',
    ],
    thenVaries: true,
    send: async ({ stranger, measured }) => {
      const answer = await requestDeletion(stranger!);
      // Otherwise, the units of the removal would be counted as effects of a later request.
      await removeDeleted(measured.host, stranger!.userId);
      return answer;
    },
  },
];
