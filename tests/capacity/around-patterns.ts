import { recordTypeNames } from '#contract/record-types.ts';
import { setTimeout } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { noteKey, recordKey } from '#data/store/keys.ts';
import { bodyOf } from '../caller.ts';
import { newContact } from '../organization.ts';
import { openTable } from '../table.ts';
import type { Pattern } from './pattern.ts';
import { change, changing, making, rights, send } from './requests.ts';
import { referenceContact } from './reference.ts';
import type { World } from './world.ts';

const notes = (world: World) => `/notes/contact/${world.contact.id}`;
const onNote =
  (method: string, rest: string, sent: object = {}): Pattern['send'] =>
  (world) =>
    changing('note', method, `${notes(world)}/{id}${rest}`, sent)(world);
const noteReads = [rights, 'strong contact', 'strong note'];
const noteWrites = ['transact note', 'transact change', 'entry 2 entry'];

/** Searches for the phone number of one of the reference contacts. */
const searchDuplicates = send('POST', '/search/duplicates', {
  body: { recordType: 'contact', values: { phones: referenceContact(1, '', []).phones.slice(0, 1) } },
});

/** Reads the dashboard with all its parts. */
const dashboardWithAll = send('GET', '/dashboard', { query: { include: 'activities,growth' } });

/** Creates a contact and writes its notes to the table directly, as the API would store them. */
async function addNotes(world: World, count: number): Promise<void> {
  const { organization, owner, measured } = world;
  world.made.noted = await newContact(organization, owner.call);
  const key = recordKey(organization.id, 'contact', world.made.noted!.id);
  const table = openTable(measured.host);
  const createdAt = new Date().toISOString();
  for (let at = 0; at < count; at += 1) {
    const note = {
      id: uuidv7(),
      version: 1,
      body: 'Called, wants an offer for the second half of the year. '.repeat(4),
      pinned: false,
      authorId: owner.userId,
      createdAt,
    };
    await table.put({
      ...noteKey(key, note.id),
      kind: 'note',
      schema: 1,
      version: 1,
      data: JSON.stringify(note),
    });
  }
}

/** A note's line in the timeline. The projector reads the note before and after it writes the line. */
/** The newest line about a touch is read before and after the record is changed. */
const touchReads = ['strong contact', 'query entry', 'query entry'];
const mirrored = { thenReads: ['strong 2 note', ...touchReads], thenWrites: ['put entry', 'put contact'] };

const searching = (q: string) => send('GET', '/search', { query: { q } });
/** A question to the copy in memory. */
const askedOfSearch = [rights, 'query entry'];

/** Every question reads the last ten seconds of the feed again. Afterward, they contain nothing. */
async function keepSearchInMemory(world: World): Promise<void> {
  await bodyOf(200, searching('gomez')(world));
  await setTimeout(11_000);
  await bodyOf(200, searching('gomez')(world));
}

/** One Query each for new contacts and new leads by day. Two weeks can span the counters of two months. */
const months = ['eventualQuery counter', 'eventualQuery counter'];

export const aroundPatterns: Pattern[] = [
  {
    operation: 'notes.create',
    by: 'note and change by key; the record must exist',
    class: 'key',
    reads: [rights, 'strong contact'],
    writes: ['transact contact', ...noteWrites],
    ...mirrored,
    send: (world) => making('note', notes(world), { body: 'Called, wants an offer.' })(world),
  },
  {
    operation: 'notes.list',
    by: 'pk = record, sk begins with P#: pinned ones, 20 at most; with N#: a page',
    class: 'indexed',
    reads: [rights, 'strong contact', 'query note', 'query note'],
    send: (world) => send('GET', notes(world))(world),
  },
  {
    operation: 'notes.list',
    what: 'page of 25 of 1,000',
    by: 'the same',
    class: 'indexed',
    reads: [rights, 'strong contact', 'query note', 'query 26 note'],
    prepare: (world) => addNotes(world, 1_000),
    send: (world) => send('GET', notes({ ...world, contact: world.made.noted! }))(world),
  },
  {
    operation: 'notes.update',
    by: 'by key',
    class: 'key',
    reads: noteReads,
    writes: noteWrites,
    // The time of the last touch stays.
    thenReads: ['strong 2 note', 'strong contact', 'query entry'],
    thenWrites: ['put entry'],
    send: onNote('PATCH', '', { body: { body: 'Called twice.' } }),
  },
  {
    operation: 'notes.delete',
    by: 'by key',
    class: 'key',
    reads: noteReads,
    writes: noteWrites,
    ...mirrored,
    send: onNote('DELETE', ''),
  },
  {
    operation: 'notes.restore',
    by: 'by key',
    class: 'key',
    reads: noteReads,
    writes: noteWrites,
    ...mirrored,
    send: onNote('POST', '/restore'),
  },
  {
    operation: 'search.find',
    what: 'one word, 50 hits',
    by: 'a copy in memory; the feed since the last question',
    class: 'key',
    reads: askedOfSearch,
    prepare: keepSearchInMemory,
    send: searching('gomez'),
    goal: { read: 5 },
    trips: { calls: 2 },
  },
  {
    operation: 'search.find',
    what: 'last digits of a phone number',
    by: 'the same',
    class: 'key',
    reads: askedOfSearch,
    send: searching('5500007'),
    goal: { read: 5 },
  },
  {
    operation: 'search.find',
    what: 'two words, 50 hits',
    by: 'the same',
    class: 'key',
    reads: askedOfSearch,
    send: searching('jose rodriguez'),
    goal: { read: 5 },
  },
  {
    operation: 'search.find',
    what: 'a word with a typo, 50 hits',
    by: 'the same',
    class: 'key',
    reads: askedOfSearch,
    send: searching('rodrigues'),
    goal: { read: 5 },
  },
  {
    operation: 'search.titles',
    what: '25 contacts',
    by: 'records by key',
    class: 'key',
    reads: [rights, 'eventual 25 contact'],
    send: async (world) => {
      const { items } = (await send('GET', '/contacts')(world)).body;
      const ids = items.map(({ id }: { id: string }) => id).join();
      return send('GET', '/search/titles', { query: { recordType: 'contact', ids } })(world);
    },
  },
  {
    operation: 'search.duplicates',
    what: 'a phone number that one contact has',
    by: 'list in memory, then at most 21 records by key',
    class: 'bounded',
    reads: [rights, 'strong entry', 'query entry', 'eventual contact'],
    // Every question reads the last ten seconds of the feed again. Afterward, they contain nothing.
    async prepare(world) {
      await searchDuplicates(world);
      await setTimeout(11_000);
      await searchDuplicates(world);
    },
    send: searchDuplicates,
  },
  {
    operation: 'dashboard.get',
    by: 'counters by key, newest changes by gsi1, their records by key',
    class: 'indexed',
    reads: [rights, 'eventual 5 counter', ...months, 'eventualQuery 15 recent entry', 'eventual 7 contact'],
    send: send('GET', '/dashboard'),
    // The aim is 5. The titles of up to seven records cost 3.5 (decision 0040).
    goal: { read: 9 },
    trips: { rounds: 3 },
  },
  {
    operation: 'dashboard.get',
    what: 'as an employee, who sees own contacts',
    by: 'the choice of who sees what, and counters by key, newest changes of own contacts by gsi2, their records by key',
    class: 'indexed',
    reads: [
      rights,
      'strong chart',
      'eventual 5 counter',
      ...months,
      'eventualQuery recent entry',
      'eventual contact',
    ],
    send: ({ employee, organization }) => employee.call('GET', `${organization.path}/dashboard`),
    goal: { read: 6.5 },
  },
  {
    operation: 'dashboard.get',
    what: 'with the growth of customers, and activities, of which there are none yet',
    by: 'as above; activities by gsi2, their records and authors by key; further counters',
    class: 'indexed',
    reads: [
      rights,
      'eventual 7 counter',
      ...months,
      'eventualQuery counter',
      'eventualQuery 15 recent entry',
      'eventual 7 contact',
      'eventualQuery 0 activity entry',
    ],
    // A function that has not counted activities before reads whether all of earlier releases are counted.
    prepare: async (world) => {
      await dashboardWithAll(world);
    },
    send: dashboardWithAll,
    // Ten activities cost another half unit, half a unit for each record, and a unit for each author.
    // Those that were logged and those that were planned and are done have a counter each.
    goal: { read: 11 },
  },
  {
    operation: 'usage.get',
    by: 'counters and custom fields by key; members, keys, forms and shared views of the organization',
    class: 'indexed',
    reads: [
      rights,
      `eventual ${recordTypeNames.length} counter`,
      'eventual 5 counter',
      `eventual ${recordTypeNames.length} counter`,
      'eventualQuery 2 member',
      ...(['eventualQuery counter', 'eventualQuery counter', 'eventualQuery counter'] as const),
    ],
    send: send('GET', '/usage'),
  },
  {
    operation: 'tags.create',
    by: 'tag, its name and change by key',
    class: 'key',
    reads: [rights, 'query 2 tag'],
    writes: ['transact tag', 'transact unique value', ...change],
    send: making('tag', '/tags', { name: 'VIP' }),
  },
  {
    operation: 'tags.list',
    by: 'pk = tags of the organization',
    class: 'indexed',
    reads: [rights, 'query 3 tag'],
    send: send('GET', '/tags'),
  },
  {
    operation: 'tags.update',
    what: 'name',
    by: 'tag, both names and change by key; all tags, whose names are compared',
    class: 'indexed',
    reads: [rights, 'strong tag', 'query 2 tag'],
    writes: ['transact tag', 'transact 2 unique value', ...change],
    send: changing('tag', 'PATCH', '/tags/{id}', { body: { name: 'Key account' } }),
  },
  {
    operation: 'tags.delete',
    by: 'tag, its name and change by key',
    class: 'key',
    reads: [rights, 'strong tag'],
    writes: ['transact tag', 'transact unique value', ...change],
    send: changing('tag', 'DELETE', '/tags/{id}'),
  },
];
