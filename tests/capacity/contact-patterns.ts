import { setTimeout } from 'node:timers/promises';
import { bodyOf, type Answer, type Sent } from '../caller.ts';
import type { Pattern } from './pattern.ts';
import { referenceContact } from './reference.ts';
import { movedBack, movedToTrash } from './requests.ts';
import type { World } from './world.ts';

const listPath = ({ organization }: World): string => `${organization.path}/contacts`;
const customFieldsPath = ({ organization }: World): string => `${organization.path}/custom-fields/contact`;
const onePath = (world: World): string => `${listPath(world)}/${world.contact.id}`;

const list =
  (query: Record<string, string> = {}) =>
  (world: World): Promise<Answer> =>
    world.owner.call('GET', listPath(world), { query });

/** Sends a request that creates or changes the contact, and keeps its id and version. */
async function send(world: World, method: string, path: string, sent: Sent = {}): Promise<Answer> {
  const answer = await world.owner.call(method, path, { ...sent, ifMatch: world.contact.version });
  if (answer.status < 300) world.contact = { id: answer.body.id, version: answer.body.version };
  return answer;
}
const change = (body: object) => (world: World) => send(world, 'PATCH', onePath(world), { body });

const rights = 'strong access';
const page = [rights, 'strong counter', 'eventualQuery 26 list entry'];
/** A question about a list in memory. */
const asked = (records: number) => [
  rights,
  'strong entry',
  'query entry',
  ...(records > 0 ? [`strong ${records} contact`] : []),
];
const allLookupTerms = 'put 4 lookup term';
/** Counters of all contacts and of the owner's: in total and by month. */
const allCounters = 'transact 4 counter';
const oneChange = ['transact change (one field)', 'entry 2 recent entry'];

const followed = ['strong projection state'];

const query = (world: World, columns?: string[]): Promise<Answer> =>
  world.owner.call('POST', `${listPath(world)}/query`, { body: { sorts: [{ field: 'city' }], columns } });

/** Every question reads the last ten seconds of the feed again. Afterward, they contain nothing. */
async function keepInMemory(world: World): Promise<void> {
  await bodyOf(200, query(world));
  await setTimeout(11_000);
  await bodyOf(200, query(world));
}

export const contactPatterns: Pattern[] = [
  {
    operation: 'contacts.create',
    by: 'record, unique value, change and custom fields by key; 2 lists',
    class: 'key',
    reads: [rights, 'strong entry', 'strong member', 'strong 2 tag'],
    writes: [
      'transact contact',
      'entry 2 list entry',
      'put entry',
      'transact unique value',
      'transact change (created)',
      'entry 2 recent entry',
    ],
    thenReads: followed,
    thenWrites: [allLookupTerms, 'transact projection state', allCounters],
    send: (world) =>
      send(world, 'POST', listPath(world), { body: referenceContact(901, world.owner.userId, world.tagIds) }),
    goal: { write: 27 },
  },
  {
    operation: 'contacts.get',
    by: 'pk = record, sk = ~, in one batch with the rights',
    class: 'key',
    reads: [rights, 'strong contact'],
    send: (world) => world.owner.call('GET', onePath(world)),
    goal: { read: 2 },
    trips: { calls: 1 },
  },
  {
    operation: 'contacts.get',
    what: 'by an API key',
    by: 'and the key by its hash',
    class: 'key',
    reads: ['strong API key', rights, 'strong contact'],
    prepare: async (world) => {
      await world.keyCall('GET', onePath(world));
    },
    send: (world) => world.keyCall('GET', onePath(world)),
  },
  {
    operation: 'contacts.list',
    what: 'page of 25',
    by: 'gsi1 (name) or gsi2 (created): all',
    class: 'indexed',
    reads: page,
    send: list(),
    goal: { read: 5 },
    trips: { calls: 2 },
  },
  {
    operation: 'contacts.list',
    what: 'page of 25, with included columns',
    by: 'as the page of 25, and the page’s records by key',
    class: 'indexed',
    reads: [...page, 'eventual 25 contact'],
    send: list({ include: 'activityCount,nationalId' }),
  },
  {
    operation: 'contacts.query',
    what: 'page of 25, of a list in memory',
    by: 'the feed since the last question, and the page’s records by key',
    class: 'key',
    reads: asked(25),
    prepare: keepInMemory,
    send: (world) => query(world),
  },
  {
    operation: 'contacts.query',
    what: 'some columns, of a list in memory',
    by: 'the feed since the last question',
    class: 'key',
    reads: asked(0),
    prepare: keepInMemory,
    send: (world) => query(world, ['fullName', 'tagIds', 'lastActivityAt']),
    goal: { read: 5 },
    trips: { calls: 2 },
  },
  {
    operation: 'contacts.list',
    what: 'next page',
    by: 'gsi1, from the cursor',
    class: 'indexed',
    reads: page,
    async send(world) {
      const { nextCursor } = await bodyOf(200, list()(world));
      return list({ cursor: nextCursor })(world);
    },
    goal: { read: 5 },
  },
  {
    operation: 'contacts.list',
    what: 'filtered and sorted, of a list in memory',
    by: 'the feed since the last question',
    class: 'key',
    reads: asked(0),
    send: list({ country: 'CO', sort: '-lastActivityAt' }),
    goal: { read: 5 },
    trips: { calls: 2 },
  },
  {
    operation: 'contacts.list',
    what: 'trash',
    by: 'as contacts.query',
    class: 'key',
    reads: asked(0),
    send: list({ deleted: 'true' }),
  },
  {
    operation: 'contacts.update',
    what: 'a field that lists do not show',
    by: 'record and change by key; its entry in 2 lists',
    class: 'key',
    reads: [rights, 'strong contact', 'strong entry'],
    writes: ['transact contact', 'entry 2 list entry', 'put entry', ...oneChange],
    thenReads: followed,
    thenWrites: ['put projection state'],
    prepare: async (world) => {
      const body = { key: 'size', label: 'Size', kind: 'text' };
      await bodyOf(201, world.owner.call('POST', customFieldsPath(world), { body, ifMatch: 0 }));
    },
    send: change({ custom: { size: 'M' } }),
    goal: { write: 15 },
  },
  {
    operation: 'contacts.update',
    what: 'status',
    by: 'and a move between lists of a status',
    class: 'key',
    reads: [rights, 'strong contact'],
    writes: ['transact contact', 'entry 2 list entry', 'put entry', ...oneChange],
    thenReads: followed,
    thenWrites: ['transact projection state', 'transact 2 counter'],
    send: change({ statusId: 'customer' }),
  },
  {
    operation: 'contacts.update',
    what: 'last name',
    by: 'and a move in 3 lists',
    class: 'key',
    reads: [rights, 'strong contact'],
    writes: [
      'transact contact',
      'entry 3 list entry',
      'put entry',
      'transact change (two texts)',
      'entry 2 recent entry',
    ],
    thenReads: followed,
    thenWrites: ['put projection state'],
    send: change({ lastName: 'Pérez Rodríguez' }),
  },
  {
    operation: 'contacts.history',
    by: 'pk = record, sk begins with C#',
    class: 'indexed',
    reads: [rights, 'strong contact', 'query history of four changes'],
    send: (world) => world.owner.call('GET', `${onePath(world)}/history`),
  },
  {
    operation: 'contacts.delete',
    by: 'record, unique value and change by key; out of 5 lists into the trash',
    class: 'key',
    reads: [rights, 'strong contact'],
    writes: ['transact contact', 'entry 3 list entry', 'put entry', 'transact unique value', ...oneChange],
    thenReads: [...followed, ...movedToTrash],
    thenWrites: [allLookupTerms, 'transact projection state', allCounters],
    send: (world) => send(world, 'DELETE', onePath(world)),
  },
  {
    operation: 'contacts.restore',
    by: 'record, unique value and change by key; out of the trash into 2 lists',
    class: 'key',
    reads: [rights, 'strong contact', 'query entry', 'strong entry'],
    writes: ['transact contact', 'entry 3 list entry', 'put entry', 'transact unique value', ...oneChange],
    thenReads: [...followed, ...movedBack],
    thenWrites: [allLookupTerms, 'transact projection state', allCounters],
    send: (world) => send(world, 'POST', `${onePath(world)}/restore`),
  },
  {
    operation: 'contacts.update',
    what: 'national ID, which has a lookup term',
    by: 'as another field that lists do not show; lookup terms by key',
    class: 'key',
    reads: [rights, 'strong contact'],
    writes: ['transact contact', 'entry 2 list entry', 'put entry', ...oneChange],
    thenReads: followed,
    // The previous term is removed.
    thenWrites: ['put 2 lookup term', 'put projection state'],
    send: change({ nationalId: '52.123.456-8' }),
  },
  {
    operation: 'contacts.createMany',
    what: '33 contacts, the most',
    by: 'as contacts.create; counters of contacts created together are written together',
    thenVaries: true,
    class: 'key',
    // All refer to the same member and tags.
    reads: [rights, 'strong entry', 'strong member', 'strong 2 tag'],
    writes: [
      'transact 33 contact',
      'entry 66 list entry',
      'put 2 entry',
      'transact 33 unique value',
      'transact 33 change (created)',
      'entry 66 recent entry',
    ],
    send(world) {
      const items = Array.from({ length: 33 }, (_, at) =>
        referenceContact(100 + at, world.owner.userId, world.tagIds),
      );
      return world.owner.call('POST', `${listPath(world)}/bulk`, { body: { items } });
    },
  },
];
