import { bodyOf } from '../caller.ts';
import { sendBytes } from '../files.ts';
import { checkedImport, readFile, startedImport } from '../imports.ts';
import { endedJob } from '../jobs.ts';
import type { Pattern } from './pattern.ts';
import { change, making, rights, send } from './requests.ts';

const file = 'First name,E-mail\nImported,imported@people.example';

/** Patterns of imports. What `events/imports` and the job do afterward depends on the file. */
export const importPatterns: Pattern[] = [
  {
    operation: 'imports.create',
    by: 'import, its change and the count of the day by key',
    class: 'key',
    reads: [rights],
    writes: ['transact new import', 'transact counter', ...change],
    send: making('newImport', '/imports', {
      file: { name: 'contacts.csv', sizeBytes: file.length, recordType: 'contact' },
    }),
  },
  {
    operation: 'imports.read',
    by: 'import and chain by key; then the file, from the bucket, in parts of 500 rows',
    class: 'key',
    reads: [rights, 'strong new import', 'strong entry'],
    writes: ['transact new import', ...change],
    thenVaries: true,
    async prepare({ owner, organization, made }) {
      const body = { file: { name: 'contacts.csv', sizeBytes: file.length, recordType: 'contact' } };
      const { id, upload } = await bodyOf(201, owner.call('POST', `${organization.path}/imports`, { body }));
      await sendBytes(upload, Buffer.from(file));
      made.uploaded = { id, version: 1 };
    },
    send: (world) => send('POST', `/imports/${world.made.uploaded!.id}/read`)(world),
  },
  {
    operation: 'imports.list',
    by: 'pk = imports of the organization',
    class: 'indexed',
    reads: [rights, 'query import'],
    send: send('GET', '/imports'),
  },
  {
    operation: 'imports.get',
    by: 'import and chain by key',
    class: 'key',
    reads: [rights, 'strong import', 'strong entry'],
    async prepare(world) {
      world.made.import = await readFile(world.owner.call, world.organization, file);
    },
    send: (world) => send('GET', `/imports/${world.made.import!.id}`)(world),
  },
  {
    operation: 'imports.rows',
    what: 'without references to records, and without values that identify records',
    by: 'import and custom fields by key, members and tags; rows from the bucket',
    class: 'indexed',
    reads: [rights, 'strong import', 'strong entry', 'query 3 member', 'query tag'],
    async prepare({ owner, organization, made }) {
      made.named = await readFile(owner.call, organization, 'First name\nNamed');
    },
    send: (world) => send('GET', `/imports/${world.made.named!.id}/rows`)(world),
  },
  {
    operation: 'imports.rows',
    what: 'of notes, without references to records',
    by: 'import by key, members and tags; rows from the bucket',
    class: 'indexed',
    reads: [rights, 'strong import', 'query 3 member', 'query tag'],
    async prepare({ owner, organization, made }) {
      const settings = { name: 'notes.csv', recordType: 'note' };
      made.noted = await readFile(owner.call, organization, 'Text\nNoted', settings);
    },
    send: (world) => send('GET', `/imports/${world.made.noted!.id}/rows`)(world),
  },
  {
    operation: 'imports.values',
    by: 'import and custom fields by key; counted values from the bucket',
    class: 'key',
    reads: [rights, 'strong import', 'strong entry'],
    send: (world) => send('GET', `/imports/${world.made.named!.id}/values?column=0`)(world),
  },
  {
    operation: 'imports.refusedRows',
    by: 'import by key; plan and rows from the bucket, in parts of 500; a file that is written to the bucket',
    class: 'key',
    reads: [rights, 'strong import'],
    async prepare({ owner, organization, made }) {
      const ready = await readFile(owner.call, organization, 'First name,E-mail\nAna,no address');
      made.refused = await checkedImport(owner.call, organization, ready);
    },
    send: (world) => send('GET', `/imports/${world.made.refused!.id}/refused-rows`)(world),
  },
  {
    operation: 'imports.update',
    by: 'import, chain and custom fields by key, the latter once more for the columns that are undecided',
    class: 'key',
    reads: [rights, 'strong import', 'strong entry', 'strong 2 entry'],
    // Before its check, the import is as small as an entry.
    writes: ['transact entry', ...change],
    async send(world) {
      const { id, version } = world.made.import!;
      const body = { file: { onMatch: 'update' } };
      const answer = await send('PATCH', `/imports/${id}`, { body, ifMatch: version })(world);
      world.made.import = answer.body;
      return answer;
    },
  },
  {
    operation: 'imports.updateRows',
    what: 'one row, without references to records, and without values that identify records',
    by: 'import, custom fields and corrections by key, members and tags; rows from the bucket',
    class: 'indexed',
    reads: [rights, 'strong import', 'strong entry', 'query 3 member', 'query tag'],
    // An import of one column is as small as an entry.
    writes: ['transact entry', 'transact entry', ...change],
    async prepare({ owner, organization, made }) {
      made.corrected = await readFile(owner.call, organization, 'First name\nNamed');
    },
    send: ({ made, ...world }) =>
      send('PATCH', `/imports/${made.corrected!.id}/rows`, {
        body: { rows: [{ row: 2, cells: [{ column: 0, text: 'Corrected' }] }] },
        ifMatch: made.corrected!.version,
      })({ made, ...world }),
  },
  {
    operation: 'imports.problems',
    by: 'import by key; the result of its last check from the bucket',
    class: 'key',
    reads: [rights, 'strong import'],
    send: (world) => send('GET', `/imports/${world.made.refused!.id}/problems`)(world),
  },
  {
    operation: 'imports.check',
    by: 'import and chain by key; then the rows, from the bucket, in parts of 500',
    class: 'key',
    reads: [rights, 'strong import', 'strong entry'],
    writes: ['transact entry', ...change],
    thenVaries: true,
    send: (world) =>
      send('POST', `/imports/${world.made.import!.id}/check`, { ifMatch: world.made.import!.version })(world),
  },
  {
    operation: 'imports.start',
    by: 'import, chain and job by key; then steps with as many records as fit into a transaction',
    class: 'key',
    // The chain, the slot, the remembered columns, and the chain once more for the answer.
    reads: [rights, 'strong import', 'strong entry', 'strong 2 entry', 'strong entry'],
    writes: [
      ...['transact import', 'transact job', 'entry job', 'transact counter', 'transact 2 entry'],
      ...change,
      ...change,
    ],
    thenVaries: true,
    async prepare({ owner, organization, made }) {
      const ready = await readFile(owner.call, organization, file);
      made.checked = await checkedImport(owner.call, organization, ready);
    },
    send: ({ made, ...world }) =>
      send('POST', `/imports/${made.checked!.id}/start`, { ifMatch: made.checked!.version })({
        made,
        ...world,
      }),
  },
  {
    operation: 'imports.undo',
    by: 'import, chain and jobs by key; then steps with as many records as fit into a transaction, with a query of each one’s last ten changes',
    class: 'key',
    reads: [rights, 'strong import', 'strong entry', 'strong import', 'strong job', 'strong entry'],
    writes: [
      ...['transact job', 'transact counter', 'transact entry', 'transact job'],
      'entry job',
      ...change,
    ],
    thenVaries: true,
    async prepare({ owner, organization, made }) {
      const ready = await readFile(owner.call, organization, 'First name\nUndone');
      const checked = await checkedImport(owner.call, organization, ready);
      made.undone = await startedImport(owner.call, organization, checked);
      await endedJob(owner.call, organization, (made.undone as any).jobId);
    },
    send: ({ made, ...world }) => send('POST', `/imports/${made.undone!.id}/undo`)({ made, ...world }),
  },
  {
    operation: 'imports.delete',
    by: 'import, chain and job by key; then its objects',
    class: 'key',
    reads: [rights, 'strong import', 'strong entry'],
    writes: ['transact import', ...change],
    thenVaries: true,
    async prepare(world) {
      world.made.import = await readFile(world.owner.call, world.organization, file);
    },
    async send(world) {
      const { id, version } = world.made.import!;
      await bodyOf(200, send('GET', `/imports/${id}`)(world));
      return send('DELETE', `/imports/${id}`, { ifMatch: version })(world);
    },
  },
];
