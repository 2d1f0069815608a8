import { endedExport } from '../exports.ts';
import type { Pattern } from './pattern.ts';
import { change, making, rights, send } from './requests.ts';

const body = { recordType: 'contact', format: 'csv', columns: [{ field: 'fullName' }] };

/** Patterns of exports. What `events/exports` reads afterward depends on the number of records. */
export const exportPatterns: Pattern[] = [
  {
    operation: 'exports.create',
    by: 'custom fields and slots by key; export, its change, its slot and the count of the day by key; then the records in batches',
    class: 'key',
    reads: [rights, 'strong entry', 'strong entry'],
    writes: ['transact export', 'entry export', 'transact counter', 'transact entry', ...change],
    thenVaries: true,
    send: making('export', '/exports', body),
  },
  {
    operation: 'exports.createArchive',
    by: 'export, its change, its slot and the count of the day by key; then all records with their entries',
    class: 'key',
    reads: [rights, 'strong entry'],
    writes: ['transact export', 'entry export', 'transact counter', 'transact entry', ...change],
    thenVaries: true,
    send: send('POST', '/exports/archive'),
  },
  {
    operation: 'exports.list',
    by: 'pk = exports of the organization',
    class: 'indexed',
    reads: [rights, 'query export'],
    send: send('GET', '/exports'),
  },
  {
    operation: 'exports.get',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong export'],
    send: (world) => send('GET', `/exports/${world.made.export!.id}`)(world),
  },
  {
    operation: 'exports.download',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong export'],
    async prepare({ owner, organization, made }) {
      made.export = await endedExport(owner.call, organization, made.export!.id);
    },
    send: (world) => send('GET', `/exports/${world.made.export!.id}/download`)(world),
  },
  {
    operation: 'exports.delete',
    by: 'by key; then its object',
    class: 'key',
    reads: [rights, 'strong export'],
    writes: ['transact export', ...change],
    thenVaries: true,
    async prepare(world) {
      await making('deletedExport', '/exports', body)(world);
      world.made.deletedExport = await endedExport(
        world.owner.call,
        world.organization,
        world.made.deletedExport!.id,
      );
    },
    send(world) {
      const { id, version } = world.made.deletedExport!;
      return send('DELETE', `/exports/${id}`, { ifMatch: version })(world);
    },
  },
];
