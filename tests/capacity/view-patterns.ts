import type { Pattern } from './pattern.ts';
import { change, changing, making, rights, send } from './requests.ts';

const body = {
  recordType: 'contact',
  name: 'In Cali',
  query: { filter: { field: 'city', op: 'is', value: 'Cali' } },
};
/** The caller's membership, to which a private view belongs. */
const membership = 'transact member';
/** A view is in one of two partitions, and a missing item costs one unit, too. */
const eitherView = 'strong 2 view';

/** Patterns of saved views, with one private and one shared view. */
export const viewPatterns: Pattern[] = [
  {
    operation: 'views.create',
    what: 'private',
    by: 'by key; all private views of the member are counted, at most 100',
    class: 'bounded',
    reads: [rights, 'query 0 view'],
    writes: ['transact view', membership],
    send: making('view', '/views', body),
  },
  {
    operation: 'views.create',
    what: 'shared',
    by: 'view and change by key; all shared views are counted, at most 100',
    class: 'bounded',
    reads: [rights, 'query 0 view'],
    writes: ['transact view', ...change],
    send: making('shared view', '/views', { ...body, sharedWith: ['employee'] }),
  },
  {
    operation: 'views.list',
    by: 'pk = shared views, and pk = private views of the membership, at most 100 each',
    class: 'bounded',
    reads: [rights, 'query view', 'query view'],
    send: send('GET', '/views'),
  },
  {
    operation: 'views.get',
    by: 'by key, among the shared and the private ones',
    class: 'key',
    reads: [rights, eitherView],
    send: changing('view', 'GET', '/views/{id}'),
  },
  {
    operation: 'views.update',
    by: 'by key',
    class: 'key',
    reads: [rights, eitherView],
    writes: ['transact view'],
    send: changing('view', 'PATCH', '/views/{id}', { body: { name: 'From Cali' } }),
  },
  {
    operation: 'views.update',
    what: 'that is shared',
    by: 'view and change by key',
    class: 'key',
    reads: [rights, eitherView],
    writes: ['transact view', ...change],
    send: changing('shared view', 'PATCH', '/views/{id}', { body: { name: 'From Cali' } }),
  },
  {
    operation: 'views.setDefault',
    by: 'by key',
    class: 'key',
    reads: [rights, eitherView],
    writes: ['transact view', membership],
    send: (world) => {
      const sent = { body: { viewId: world.made.view!.id } };
      return send('PUT', '/views/defaults/contact', sent)(world);
    },
  },
  {
    operation: 'views.delete',
    by: 'by key',
    class: 'key',
    reads: [rights, eitherView],
    writes: ['transact view'],
    send: changing('view', 'DELETE', '/views/{id}'),
  },
];
