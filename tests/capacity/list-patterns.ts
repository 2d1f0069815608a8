import { addActivities, addDeals, addLeads, asManager, makeSeller, makeTeamOf } from './many-records.ts';
import type { Pattern } from './pattern.ts';
import { rights, send } from './requests.ts';
import type { World } from './world.ts';

const page = (what: string, entries: number): string[] => [
  rights,
  'strong counter',
  `eventualQuery ${entries} ${what} entry`,
];

/** The Queries for five stages without deals, each of which costs half a unit. */
const emptyColumns = Array.from({ length: 5 }, () => 'eventualQuery 0 deal entry');

/** Makes the function for activities read the organization chart and cache it. */
const readChart = async (world: World): Promise<void> => {
  await asManager('/activities')(world);
};

/** Patterns of lists and boards of different sizes. */
export const listPatterns: Pattern[] = [
  {
    operation: 'customers.list',
    by: 'gsi1 (name) or gsi2 (created): all; gsi3 of a status, gsi5 and gsi6 of an owner',
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
    by: 'gsi1 (name) or gsi2 (created): all; gsi3 of a manager',
    class: 'indexed',
    reads: page('employee', 3),
    send: send('GET', '/employees'),
  },
  {
    operation: 'leads.list',
    what: 'page of 25, of 43',
    by: 'gsi1 (created), gsi2 (name) or gsi3 (score): all; gsi4 of a status, gsi5 and gsi6 of an owner',
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
    operation: 'leads.list',
    what: 'created within a period: page of 25, of 400; not counted',
    by: 'the same, between two keys',
    class: 'indexed',
    reads: page('listed lead', 26),
    send: send('GET', '/leads', { query: { createdFrom: '2020-01-01', createdTo: '2199-12-31' } }),
    goal: { read: 5 },
  },
  {
    operation: 'leads.list',
    what: 'with a score of at least 90: at most 1,000 entries are read',
    by: 'gsi1 with a filter',
    class: 'bounded',
    reads: [
      rights,
      'strong counter',
      ...Array.from({ length: 4 }, () => 'eventualQuery 250 listed lead entry'),
    ],
    prepare: (world) => addLeads(world, 650),
    send: send('GET', '/leads', { query: { scoreFrom: '90' } }),
  },
  {
    operation: 'deals.list',
    what: 'page of 25, of 39',
    by: 'gsi1 (created), gsi2 (value) or gsi3 (closing date): all; gsi4 of a stage, gsi5 of an owner, gsi6 of a customer',
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
    reads: [rights, 'eventual counter', 'eventualQuery 38 listed deal entry', ...emptyColumns],
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
    operation: 'deals.list',
    what: 'closing within a month, of 400; not counted',
    by: 'gsi3 between two keys, with a filter, because dates and timestamps share an order',
    class: 'bounded',
    reads: page('listed deal', 75),
    send: send('GET', '/deals', {
      query: { closeFrom: '2027-03-01', closeTo: '2027-03-31', sort: 'closeDate' },
    }),
  },
  {
    operation: 'deals.list',
    what: 'without activities, of 400; not counted',
    by: 'gsi1, each record by key: 250 at most',
    class: 'bounded',
    reads: [...page('listed deal', 75), 'eventual 75 deal'],
    send: send('GET', '/deals', { query: { hasActivities: 'false' } }),
  },
  {
    operation: 'deals.board',
    what: '400 deals in one of six columns',
    by: 'the same',
    class: 'indexed',
    reads: [rights, 'eventual counter', 'eventualQuery 51 listed deal entry', ...emptyColumns],
    send: send('GET', '/deals/board'),
  },
  {
    operation: 'deals.board',
    what: 'search terms that 10 of 400 deals match: at most 50 deals are read',
    by: 'search terms, then records by key',
    class: 'bounded',
    reads: [rights, 'eventualQuery 10 search term', 'eventual 10 deal'],
    send: send('GET', '/deals/board', { query: { q: 'annual coffee supply 015' } }),
  },
  {
    operation: 'deals.board',
    what: 'as an employee with 12 deals among 400 of others',
    by: 'counters of the employee by key; gsi5 for up to 1,000 own cards, otherwise gsi4 with a filter',
    class: 'indexed',
    reads: [rights, 'eventual counter', 'eventual counter', 'eventualQuery 12 listed deal entry'],
    prepare: (world) => makeSeller(world, 12),
    send: ({ employee, organization }) => employee.call('GET', `${organization.path}/deals/board`),
    goal: { read: 5 },
  },
];

/** Patterns of a manager's lists for different team sizes, and of the list of all activities. */
export const teamPatterns: Pattern[] = [
  {
    operation: 'leads.list',
    what: 'as the manager of a team of 5',
    by: 'gsi5 of each of them, merged; the chart and their counters by key',
    class: 'indexed',
    reads: [
      rights,
      'strong chart',
      'strong counter',
      'eventual 5 counter',
      ...Array.from({ length: 5 }, () => 'eventualQuery 11 team lead entry'),
    ],
    prepare: (world) => makeTeamOf(world, 5),
    send: asManager('/leads'),
  },
  {
    operation: 'leads.list',
    what: 'as the manager of a team of 50',
    by: 'the same',
    class: 'indexed',
    reads: [
      rights,
      'strong chart',
      'strong counter',
      'eventual 50 counter',
      ...Array.from({ length: 50 }, () => 'eventualQuery 5 team lead entry'),
    ],
    prepare: (world) => makeTeamOf(world, 50),
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
    operation: 'leads.list',
    what: 'as the manager of a team of 200: at most 1,000 entries are read',
    by: 'gsi1 with a filter',
    class: 'bounded',
    reads: [rights, 'strong chart', 'strong counter', 'eventualQuery 250 team lead entry'],
    prepare: (world) => makeTeamOf(world, 200),
    send: asManager('/leads'),
  },
  {
    operation: 'activities.listAll',
    what: 'as the manager of a team of 200: at most 1,000 entries are read',
    by: 'gsi2 with a filter',
    class: 'bounded',
    reads: [rights, 'strong chart', 'eventualQuery 3 activity entry'],
    prepare: readChart,
    send: asManager('/activities'),
  },
  {
    operation: 'activities.listAll',
    what: 'page of 25, on 25 deals',
    by: 'gsi2 by date, or gsi1 of each person; the records by key',
    class: 'indexed',
    reads: [rights, 'eventualQuery 26 activity entry', 'eventual 25 deal', 'strong member'],
    prepare: (world) => addActivities(world, 26),
    send: send('GET', '/activities'),
  },
  {
    operation: 'activities.listAll',
    what: 'of a kind without activities: at most 1,000 entries are read',
    by: 'gsi2 with a filter',
    class: 'bounded',
    reads: [rights, 'eventualQuery 29 activity entry'],
    send: send('GET', '/activities', { query: { kind: 'task' } }),
  },
];
