import { setTimeout } from 'node:timers/promises';
import { bodyOf } from '../caller.ts';
import { addActivities, addDeals, addLeads, asManager, makeSeller, makeTeamOf } from './many-records.ts';
import type { Pattern } from './pattern.ts';
import { rights, send } from './requests.ts';
import type { World } from './world.ts';

const page = (what: string, entries: number): string[] => [
  rights,
  'eventual entry',
  'eventual counter',
  `eventualQuery ${entries} ${what} entry`,
];

/** The Queries for five stages without deals, each of which costs half a unit. */
const emptyColumns = Array.from({ length: 5 }, () => 'eventualQuery 0 deal entry');

/** Questions about a list in memory, each of which reads the feed. */
const asked = (times: number) => Array.from({ length: times }, () => 'query entry');

/** Every question reads the last ten seconds of the feed again. Afterward, they contain nothing. */
const keepInMemory = (path: string, query: Record<string, string>) => async (world: World) => {
  await bodyOf(200, send('GET', path, { query })(world));
  await setTimeout(11_000);
  await bodyOf(200, send('GET', path, { query })(world));
};

/** Makes the function for activities read the organization chart and cache it. */
const readChart = async (world: World): Promise<void> => {
  await asManager('/activities')(world);
};

/** Patterns of lists and boards of different sizes. */
export const listPatterns: Pattern[] = [
  {
    operation: 'customers.list',
    by: 'gsi1 (name) or gsi2 (created): all',
    class: 'indexed',
    reads: page('customer', 3),
    send: send('GET', '/customers'),
  },
  {
    operation: 'vendors.list',
    by: 'as customers.list',
    class: 'indexed',
    reads: page('vendor', 3),
    send: send('GET', '/vendors'),
  },
  {
    operation: 'employees.list',
    by: 'gsi1 (name) or gsi2 (created): all',
    class: 'indexed',
    reads: page('employee', 3),
    send: send('GET', '/employees'),
  },
  {
    operation: 'leads.list',
    what: 'page of 25, of 43',
    by: 'gsi1 (created): all',
    class: 'indexed',
    reads: page('listed lead', 26),
    prepare: (world) => addLeads(world, 40),
    send: send('GET', '/leads'),
    goal: { read: 5 },
  },
  {
    operation: 'leads.list',
    what: 'page of 25, of 400',
    by: 'the same',
    class: 'indexed',
    reads: page('listed lead', 26),
    prepare: (world) => addLeads(world, 357),
    send: send('GET', '/leads'),
    goal: { read: 5 },
  },
  {
    operation: 'deals.list',
    what: 'page of 25, of 39',
    by: 'gsi1 (created): all; gsi4 of a stage',
    class: 'indexed',
    reads: page('listed deal', 26),
    prepare: (world) => addDeals(world, 36),
    send: send('GET', '/deals'),
    goal: { read: 5 },
  },
  {
    operation: 'deals.board',
    what: '38 deals in one of six columns',
    by: 'counter of the pipeline by key, gsi4 for each column: 50 cards at most',
    class: 'indexed',
    reads: [
      rights,
      'strong entry',
      'strong counter',
      'eventual counter',
      'eventualQuery 38 listed deal entry',
      ...emptyColumns,
    ],
    send: send('GET', '/deals/board'),
  },
  {
    operation: 'deals.list',
    what: 'page of 25, of 400',
    by: 'the same',
    class: 'indexed',
    reads: page('listed deal', 26),
    prepare: (world) => addDeals(world, 361),
    send: send('GET', '/deals'),
    goal: { read: 5 },
  },
  {
    operation: 'deals.board',
    what: '400 deals in one of six columns',
    by: 'the same',
    class: 'indexed',
    reads: [
      rights,
      'strong entry',
      'strong counter',
      'eventual counter',
      'eventualQuery 51 listed deal entry',
      ...emptyColumns,
    ],
    send: send('GET', '/deals/board'),
  },
  {
    operation: 'deals.board',
    what: 'search terms that 12 of 400 deals match, of a list in memory',
    by: 'the feed since the last question, once for the totals and once for all columns',
    class: 'key',
    reads: [rights, 'strong entry', 'strong counter', ...asked(2)],
    prepare: keepInMemory('/deals/board', { q: 'annual coffee supply 015' }),
    send: send('GET', '/deals/board', { query: { q: 'annual coffee supply 015' } }),
  },
  {
    operation: 'deals.queryBoard',
    what: 'search terms that 12 of 400 deals match, of a list in memory',
    by: 'as deals.board',
    class: 'key',
    reads: [rights, 'strong entry', ...asked(2)],
    send: send('POST', '/deals/board', { body: { q: 'annual coffee supply 015' } }),
  },
  {
    operation: 'deals.board',
    what: 'as an employee with 12 deals among 400 of others, of a list in memory',
    by: 'counters of the employee by key; the feed once for all columns',
    class: 'key',
    reads: [rights, 'strong chart', 'strong entry', 'strong counter', 'eventual counter', ...asked(1)],
    prepare: async (world) => {
      await makeSeller(world, 12);
      await keepInMemory('/deals/board', { q: 'x' })(world);
    },
    send: ({ employee, organization }) => employee.call('GET', `${organization.path}/deals/board`),
  },
];

/** Patterns of a manager's lists for different team sizes, and of the list of all activities. */
export const teamPatterns: Pattern[] = [
  {
    operation: 'leads.list',
    what: 'as the manager of a team of 50, of a list in memory',
    by: 'the feed since the last question; the chart by key',
    class: 'key',
    reads: [rights, 'strong chart', 'strong entry', ...asked(1)],
    prepare: async (world) => {
      await makeTeamOf(world, 50);
      await asManager('/leads')(world);
      await setTimeout(11_000);
      await asManager('/leads')(world);
    },
    send: asManager('/leads'),
  },
  {
    operation: 'activities.listAll',
    what: 'as the manager of a team of 50 without activities',
    by: 'gsi1 of each of them, merged; the chart by key',
    class: 'indexed',
    reads: [rights, 'strong chart', ...Array.from({ length: 50 }, () => 'eventualQuery 0 activity entry')],
    prepare: readChart,
    send: asManager('/activities'),
  },
  {
    operation: 'activities.listAll',
    what: 'as the manager of a team of 200: at most 1,000 entries are read',
    by: 'gsi2 with a filter',
    class: 'bounded',
    reads: [rights, 'strong chart', 'eventualQuery 3 activity entry'],
    prepare: async (world) => {
      await makeTeamOf(world, 200);
      await readChart(world);
    },
    send: asManager('/activities'),
  },
  {
    operation: 'activities.listAll',
    what: 'page of 25, on 25 deals',
    by: 'gsi2 by date, or gsi1 of each person; the records and counters by key',
    class: 'indexed',
    reads: [
      rights,
      'eventualQuery 26 activity entry',
      'eventual 25 deal',
      'strong member',
      'eventual 2 counter',
    ],
    prepare: async (world) => {
      await addActivities(world, 26);
      // The first request finds out that all activities of earlier releases are counted.
      await send('GET', '/activities')(world);
    },
    send: send('GET', '/activities'),
  },
  {
    operation: 'activities.listAll',
    what: 'of a kind without activities: at most 1,000 entries are read',
    by: 'gsi2 with a filter',
    class: 'bounded',
    reads: [rights, 'eventualQuery 30 activity entry'],
    send: send('GET', '/activities', { query: { kind: 'note' } }),
  },
];
