import { setTimeout as sleep } from 'node:timers/promises';
import type { Pattern } from './pattern.ts';
import { change, rights, send } from './requests.ts';

const path = '/custom-fields/vendor';
const read = [rights, 'strong entry'];

/** Measured with a single field. In practice, the definitions of a record type are one item of up to 300 KB. */
export const customPatterns: Pattern[] = [
  {
    operation: 'customFields.create',
    by: 'definitions of the type and change by key',
    class: 'key',
    reads: read,
    writes: ['transact entry', ...change],
    send: send('POST', path, { body: { key: 'rating', label: 'Rating', kind: 'number' }, ifMatch: 0 }),
  },
  {
    operation: 'reference.get',
    by: 'definitions of the six types by key',
    class: 'key',
    reads: [rights, 'strong 6 entry'],
    send: send('GET', '/openapi.json'),
  },
  {
    operation: 'customFields.list',
    by: 'definitions of the type by key',
    class: 'key',
    reads: read,
    send: send('GET', path),
  },
  {
    operation: 'customFields.update',
    by: 'as customFields.create',
    class: 'key',
    reads: read,
    writes: ['transact entry', ...change],
    send: send('PATCH', `${path}/rating`, { body: { help: 'From 1 to 5' }, ifMatch: 1 }),
  },
  {
    operation: 'customFields.arrange',
    by: 'as customFields.create',
    class: 'key',
    reads: read,
    writes: ['transact entry', ...change],
    send: send('PATCH', path, { body: { items: [{ key: 'rating', section: 'Quality' }] }, ifMatch: 2 }),
  },
  {
    operation: 'customFields.update',
    what: 'a field is added to search, which starts a job for existing records',
    by: 'as customFields.create; searchable fields, job and its change by key',
    class: 'key',
    reads: read,
    writes: ['transact 4 entry', ...change, ...change],
    thenReads: ['strong entry'],
    send: send('PATCH', `${path}/rating`, { body: { searchable: true }, ifMatch: 3 }),
  },
  {
    operation: 'vendors.list',
    what: 'within bounds of a custom number: at most 1,000 entries are read',
    by: 'as vendors.list, filtering each row',
    class: 'bounded',
    reads: [rights, 'strong counter', 'eventualQuery 3 vendor entry'],
    // Long enough for cached settings to expire (5 seconds) and for the job to finish.
    prepare: () => sleep(9_000),
    send: send('GET', '/vendors', { query: { 'custom.rating.from': '1' } }),
  },
];
