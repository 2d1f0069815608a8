import { recordTypeNames } from '#contract/record-types.ts';
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
    by: 'definitions of all types by key',
    class: 'key',
    reads: [rights, `strong ${recordTypeNames.length} entry`],
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
];
