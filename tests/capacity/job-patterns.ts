import { recordTypeNames } from '#contract/record-types.ts';
import { bodyOf } from '../caller.ts';
import { letPasswordPauseEnd } from '../organization.ts';
import type { Pattern } from './pattern.ts';
import { change, making, rights, send } from './requests.ts';

/** The entry of a job in the index of due items. */
const dueCheck = 'entry job';

/** Patterns of jobs, of merging tags, which starts a job, and of creating members. */
export const jobPatterns: Pattern[] = [
  {
    operation: 'jobs.create',
    what: 'an edit of ten leads',
    by: 'job, its ids and change by key; then steps with as many records as fit into a transaction',
    class: 'key',
    reads: [rights, 'strong entry'],
    writes: ['transact job', 'transact job', dueCheck, 'transact counter', 'transact entry', ...change],
    thenVaries: true,
    async send(world) {
      const { items } = await bodyOf(200, send('GET', '/leads', { query: { limit: '10' } })(world));
      const body = {
        recordType: 'lead',
        ids: items.map(({ id }: { id: string }) => id),
        change: { action: 'update', values: { propertyInterest: 'Shop' } },
      };
      return making('job', '/jobs', body)(world);
    },
  },
  {
    operation: 'jobs.list',
    by: 'pk = jobs of the organization',
    class: 'indexed',
    reads: [rights, 'query job'],
    send: send('GET', '/jobs'),
  },
  {
    operation: 'jobs.get',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong job'],
    send: (world) => send('GET', `/jobs/${world.made.job!.id}`)(world),
  },
  {
    operation: 'jobs.results',
    by: 'pk = job, sk begins with RESULT#',
    class: 'indexed',
    reads: [rights, 'strong job', 'query job'],
    send: (world) => send('GET', `/jobs/${world.made.job!.id}/results`)(world),
  },
  {
    operation: 'jobs.cancel',
    what: 'a finished job',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong job'],
    send: (world) => send('POST', `/jobs/${world.made.job!.id}/cancel`)(world),
  },
  {
    operation: 'jobs.undo',
    what: 'of an edit of ten leads',
    by: 'jobs, ids and changes by key; then steps with as many records as fit into a transaction, with a query of each one’s last ten changes',
    class: 'key',
    reads: [rights, 'strong job', 'strong entry'],
    writes: ['transact job', 'transact counter', 'transact entry', 'transact job', dueCheck, ...change],
    thenVaries: true,
    send: (world) => send('POST', `/jobs/${world.made.job!.id}/undo`)(world),
  },
  {
    operation: 'contacts.merge',
    what: 'of two contacts',
    by: 'both contacts, the last merges that they took part in, custom fields, unique values, job and changes by key; a job moves entries by their keys and updates the records that its lists find',
    class: 'key',
    // The contacts are small. Entries: two marks of earlier merges, a slot for the job, the custom fields of all types, and how far activities are converted.
    reads: [rights, 'strong 2 entry', `strong ${3 + recordTypeNames.length} entry`, 'eventual entry'],
    writes: [
      ...['transact 2 entry', 'entry 4 list entry', 'put entry', 'transact unique value'],
      // The job has a source for each type that refers to contacts, so it exceeds 2 KB.
      ...['transact 3 job', dueCheck, 'transact counter'],
      // The scheduled change, the mark in the merged contact, those of both contacts, and the slot.
      'transact 5 entry',
      ...change,
      ...change,
      ...change,
    ],
    thenVaries: true,
    async prepare(world) {
      await bodyOf(
        201,
        making('merged', '/contacts', { firstName: 'Ana', email: 'ana@merged.example' })(world),
      );
      await bodyOf(201, making('remaining', '/contacts', { firstName: 'Ana' })(world));
    },
    send: (world) => {
      const { merged, remaining } = world.made;
      const body = { records: [{ id: merged!.id, version: 1 }] };
      return send('POST', `/contacts/${remaining!.id}/merge`, { body, ifMatch: 1 })(world);
    },
  },
  {
    operation: 'tags.merge',
    by: 'both tags, name, job and change by key; a job updates the records',
    class: 'key',
    reads: [rights, 'strong 2 tag'],
    writes: [
      'transact tag',
      'transact unique value',
      'transact tag',
      // The job has a source for the list and for the trash of each type with tags, so it exceeds 2 KB.
      ...['transact 3 job', dueCheck],
      'transact entry',
      'transact entry',
      'transact counter',
      ...change,
      ...change,
    ],
    thenVaries: true,
    async prepare(world) {
      await bodyOf(201, making('merged', '/tags', { name: 'VIPs' })(world));
      await bodyOf(201, making('kept', '/tags', { name: 'Very important' })(world));
    },
    send: (world) =>
      send('POST', `/tags/${world.made.merged!.id}/merge`, {
        body: { intoId: world.made.kept!.id },
        ifMatch: 1,
      })(world),
  },
  {
    operation: 'members.create',
    by: 'profile, e-mail, member, rights and changes by key',
    class: 'key',
    reads: [rights, 'strong e-mail', 'strong user'],
    writes: [
      ...['transact user', 'transact e-mail', 'transact change'],
      ...['transact 2 member', 'transact access', 'transact 2 counter', ...change],
    ],
    async send(world) {
      const body = {
        ...{ username: 'newcomer', email: 'newcomer@people.example' },
        ...{ firstName: 'New', role: 'employee' },
      };
      const answer = await send('POST', '/members', { body })(world);
      world.made.newcomer = { id: answer.body.userId, version: 1 };
      return answer;
    },
  },
  {
    operation: 'members.resend',
    by: 'member and profile by key',
    class: 'key',
    reads: [rights, 'strong member', 'strong user'],
    writes: ['transact user', 'transact 2 counter'],
    prepare: ({ measured, made }) => letPasswordPauseEnd(measured.host, made.newcomer!.id),
    send: (world) => send('POST', `/members/${world.made.newcomer!.id}/resend`)(world),
  },
];
