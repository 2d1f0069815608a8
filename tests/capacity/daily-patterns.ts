import { addLines } from './many-records.ts';
import type { Pattern } from './pattern.ts';
import { changing, making, rights, send } from './requests.ts';
import type { World } from './world.ts';

const line = 'put entry';
/**
 * What a timeline reads besides its lines: the caller's access, the record, upcoming entries, and leads that were
 * converted to the record. The measured record has none of the last two.
 */
const beforeLines = [rights, 'strong contact', 'eventualQuery 0 entry', 'eventualQuery 0 entry'];

/** A planned activity in its lists (of all, of the assignee, of its record), its change, and the feed, as of each record. */
const planned = (lists: number, change = 'change'): string[] => [
  'transact task',
  `entry ${lists} entry`,
  `transact ${change}`,
  'entry 2 recent entry',
  'put entry',
];
/** The numbers of all activities and of those of the assignee, and the assignee’s figures of the month and the year. */
const counted = ['transact projection state', 'transact 4 counter'];
/** The line of what was done, in lists of the assignee and of all. */
const doneLine = ['put entry', 'entry 2 entry'];

/** What lists show of a timeline is read before and after the record is changed, or once if it stays. */
const tallyReads = ['strong contact', 'query entry', 'query entry'];
const sameTally = ['strong contact', 'query entry'];

const onContact = (kind: string) => (world: World) => `/${kind}/contact/${world.contact.id}`;
const activities = onContact('activities');

/** Patterns of activities, timelines, tasks and the calendar feed. */
export const dailyPatterns: Pattern[] = [
  {
    operation: 'activities.log',
    by: 'activity, change and the record’s tally by key',
    class: 'key',
    reads: [rights, 'strong contact', 'strong member'],
    writes: ['transact contact', 'transact activity', 'transact change (activity)', 'entry 4 entry'],
    thenReads: ['strong 2 activity', 'strong entry', ...tallyReads],
    thenWrites: [line, 'put contact', 'transact entry', 'transact 5 counter'],
    send: (world) =>
      making('activity', activities(world), { kind: 'call', title: 'Asked for prices' })(world),
  },
  {
    operation: 'activities.listOf',
    by: 'pk = record, sk begins with A#',
    class: 'indexed',
    reads: [rights, 'strong contact', 'query activity', 'strong member'],
    send: (world) => send('GET', activities(world))(world),
  },
  {
    operation: 'activities.logMany',
    what: 'two',
    by: 'as activities.log',
    class: 'key',
    reads: [rights, 'strong contact', 'strong member'],
    writes: ['transact contact', 'transact 2 activity', 'transact 2 change (activity)', 'entry 8 entry'],
    thenVaries: true,
    send(world) {
      const items = ['One', 'Two'].map((title) => ({ kind: 'email', title }));
      return send('POST', `${activities(world)}/bulk`, { body: { items } })(world);
    },
  },
  {
    operation: 'activities.updateLogged',
    by: 'its newest change, then by key',
    class: 'key',
    reads: [rights, 'strong contact', 'query change', 'strong activity', 'strong member'],
    writes: ['transact activity', 'transact change (edited activity)', 'entry 4 entry'],
    thenReads: ['strong 2 activity', 'strong entry', ...sameTally],
    thenWrites: [line, 'put entry'],
    send: (world) =>
      changing('activity', 'PATCH', `${activities(world)}/{id}`, { body: { title: 'Asked again' } })(world),
  },
  {
    operation: 'activities.deleteLogged',
    by: 'as activities.updateLogged; the newest of the others for the tally',
    class: 'key',
    reads: [rights, 'strong contact', 'query change', 'strong activity', 'query 2 activity', 'strong member'],
    writes: ['transact contact', 'transact 2 activity', 'transact change', 'entry 4 entry'],
    thenReads: ['strong 2 activity', 'strong entry', ...sameTally],
    thenWrites: [line, 'transact entry', 'transact 5 counter'],
    send: (world) => changing('activity', 'DELETE', `${activities(world)}/{id}`)(world),
  },
  {
    operation: 'activities.restoreLogged',
    by: 'as activities.updateLogged',
    class: 'key',
    reads: [rights, 'strong contact', 'query change', 'strong activity', 'strong member'],
    writes: ['transact contact', 'transact 2 activity', 'transact change (activity)', 'entry 4 entry'],
    thenReads: ['strong 2 activity', 'strong entry', ...sameTally],
    thenWrites: [line, 'transact entry', 'transact 5 counter'],
    send: (world) => changing('activity', 'POST', `${activities(world)}/{id}/restore`)(world),
  },
  {
    operation: 'timeline.list',
    what: 'of 500 entries',
    by: 'pk = record: sk begins with T# or C#, upcoming entries, and leads that it came from',
    class: 'indexed',
    reads: [
      ...beforeLines,
      'eventualQuery 6 change (one field)',
      'eventualQuery 27 timeline line',
      'strong member',
    ],
    prepare: (world) => addLines(world, 0, 500),
    send: (world) => send('GET', onContact('timeline')(world))(world),
  },
  {
    operation: 'timeline.list',
    what: 'of 5,000 entries',
    by: 'the same',
    class: 'indexed',
    reads: [
      ...beforeLines,
      'eventualQuery 6 change (one field)',
      'eventualQuery 27 timeline line',
      'strong member',
    ],
    prepare: (world) => addLines(world, 500, 5_000),
    send: (world) => send('GET', onContact('timeline')(world))(world),
  },
  {
    operation: 'timeline.list',
    what: 'of 5,000 entries, of a rare kind: at most 1,000 are read',
    by: 'the same with a filter',
    class: 'bounded',
    reads: [
      ...beforeLines,
      ...Array.from({ length: 3 }, () => 'eventualQuery 250 timeline line'),
      'eventualQuery 243 timeline line',
    ],
    send: (world) => send('GET', onContact('timeline')(world), { query: { kind: 'note' } })(world),
  },
  {
    operation: 'tasks.create',
    by: 'task and change by key; lists of the assignee, of the record and of due reminders',
    class: 'key',
    reads: [rights, 'strong contact', 'strong member', 'eventualQuery 0 entry'],
    writes: planned(3, 'change (task)'),
    thenReads: ['strong projection state', 'strong 2 task', ...tallyReads],
    thenWrites: [line, 'put contact', ...counted],
    send: (world) =>
      making('task', '/tasks', {
        title: 'Send the offer',
        dueAt: '2027-03-01T09:00:00Z',
        recordType: 'contact',
        recordId: world.contact.id,
      })(world),
  },
  {
    operation: 'activities.create',
    what: 'about two records',
    by: 'as tasks.create, and a line and the next task of each further record',
    class: 'key',
    reads: [rights, 'strong contact', 'strong customer', 'strong member'],
    writes: planned(3, 'change (task)'),
    thenReads: [
      ...['strong projection state', 'strong 2 task'],
      // The contact's next task stays.
      ...[...sameTally, 'strong customer', 'query entry', 'query entry'],
    ],
    thenWrites: [line, line, 'put customer', ...counted],
    send: (world) =>
      making('shared', '/activities', {
        title: 'Send the offer',
        dueAt: '2027-03-01T09:00:00Z',
        about: [
          { type: 'contact', id: world.contact.id },
          { type: 'customer', id: world.made.customer!.id },
        ],
      })(world),
  },
  {
    operation: 'tasks.get',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong task', 'eventual contact'],
    send: (world) => send('GET', `/tasks/${world.made.task!.id}`)(world),
  },
  {
    operation: 'tasks.list',
    by: 'an index of the assignee by due time',
    class: 'indexed',
    reads: [rights, 'eventualQuery task', 'eventual contact', 'eventual customer'],
    send: send('GET', '/tasks'),
  },
  {
    operation: 'tasks.update',
    what: 'done',
    by: 'task and change by key; a move between lists',
    class: 'key',
    reads: [rights, 'strong task', 'eventual contact'],
    // Out of the open ones and into the done ones; its two other lists keep it.
    writes: planned(4, 'change (done task)'),
    thenReads: [
      'strong projection state',
      'strong 2 task',
      ...tallyReads,
      ...tallyReads.slice(1),
      ...tallyReads.slice(1),
    ],
    // Figures of the month and of the year: those of its day, and, with another month, of that on which it was done.
    thenWrites: [
      'put 3 entry',
      ...doneLine,
      'put contact',
      'transact projection state',
      'transact 6 counter',
    ],
    send: changing('task', 'PATCH', '/tasks/{id}', { body: { done: true } }),
  },
  {
    operation: 'tasks.delete',
    by: 'as tasks.update',
    class: 'key',
    reads: [rights, 'strong task', 'eventual contact'],
    writes: planned(4),
    thenReads: ['strong projection state', 'strong 2 task', ...tallyReads, 'query entry', 'query entry'],
    thenWrites: [line, line, ...doneLine, 'put contact', 'transact projection state', 'transact 6 counter'],
    send: changing('task', 'DELETE', '/tasks/{id}'),
  },
  {
    operation: 'tasks.restore',
    by: 'as tasks.update',
    class: 'key',
    reads: [rights, 'strong task', 'eventual contact', 'strong contact', 'strong member', 'query entry'],
    writes: planned(4),
    thenReads: ['strong projection state', 'strong 2 task', ...tallyReads, 'query entry', 'query entry'],
    thenWrites: [line, line, ...doneLine, 'put contact', 'transact projection state', 'transact 6 counter'],
    send: changing('task', 'POST', '/tasks/{id}/restore'),
  },
  {
    operation: 'calendar.create',
    by: 'feed and its hash by key',
    class: 'key',
    reads: [rights, 'strong member', 'strong entry'],
    writes: ['transact 2 entry'],
    async send(world) {
      const answer = await send('POST', '/calendar')(world);
      world.feed = answer.body.path;
      return answer;
    },
  },
  {
    operation: 'calendar.get',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong entry'],
    send: send('GET', '/calendar'),
  },
  {
    operation: 'calendar.update',
    by: 'feed and membership by key, and the settings, so that the organization’s choice acts at once',
    class: 'key',
    reads: [rights, 'strong 2 entry', 'strong member'],
    writes: ['transact 2 entry'],
    send: send('PATCH', '/calendar', { body: { shows: 'records' } }),
  },
  {
    operation: 'calendar.read',
    what: 'with records',
    by: 'the feed by the hash of its secret, membership and up to 100 records by key; an index of the assignee by due time',
    class: 'indexed',
    reads: [
      ...['strong entry', 'strong member', rights, 'eventualQuery task', 'eventualQuery 0 task'],
      ...['strong access', 'eventual contact'],
    ],
    send: (world) => world.owner.call('GET', world.feed!),
  },
  {
    operation: 'calendar.delete',
    by: 'feed and its hash by key',
    class: 'key',
    reads: [rights, 'strong entry'],
    writes: ['transact 2 entry'],
    send: send('DELETE', '/calendar'),
  },
];
