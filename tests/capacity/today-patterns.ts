import { bodyOf } from '../caller.ts';
import { addLeads, makeSeller } from './many-records.ts';
import type { Pattern } from './pattern.ts';
import { rights, send } from './requests.ts';

/** What the first page of the day and the calendar read. */
export const todayPatterns: Pattern[] = [
  {
    operation: 'tasks.list',
    what: 'a month of one person for a calendar, with 45 planned activities, without the titles of records',
    by: 'two indexes of the assignee by due time: open and done ones',
    class: 'indexed',
    reads: [rights, 'eventualQuery 45 planned task entry', 'eventualQuery 0 planned task entry'],
    async prepare(world) {
      const items = Array.from({ length: 45 }, (_, at) => ({
        title: 'Send the offer',
        kindId: 'task',
        dueAt: `2027-05-${String(1 + (at % 28)).padStart(2, '0')}T09:00:00Z`,
        about: [{ type: 'contact', id: world.contact.id }],
      }));
      const made = await bodyOf(201, send('POST', '/activities/bulk', { body: { items } })(world));
      world.made['planned task'] = made.items[0];
    },
    send: send('GET', '/tasks', {
      query: { from: '2027-05-01T05:00:00Z', to: '2027-06-01T05:00:00Z', titles: 'false', limit: '100' },
    }),
    goal: { read: 6 },
  },
  {
    operation: 'dashboard.today',
    what: 'of a person with 100 open deals and 25 leads that nobody has answered',
    by: 'pk = what can wait for the person: up to 500 lines of each type; three records of each by key',
    class: 'bounded',
    reads: [
      rights,
      'strong chart',
      'eventualQuery 25 waiting lead',
      'eventualQuery 100 waiting deal',
      ...Array.from({ length: 3 }, () => 'eventualQuery 0 waiting deal'),
      'eventual 3 lead',
      'eventual 3 deal',
    ],
    async prepare(world) {
      await makeSeller(world, 100);
      await addLeads(world, 25, world.employee.userId);
    },
    send: ({ employee, organization }) => employee.call('GET', `${organization.path}/dashboard/today`),
    // With `tasks.list`, the first page of the day costs 15 at most.
    goal: { read: 11 },
    trips: { rounds: 4 },
  },
];
