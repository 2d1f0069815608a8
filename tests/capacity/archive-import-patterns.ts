import { sendBytes } from '../files.ts';
import type { Pattern } from './pattern.ts';
import { change, rights, send } from './requests.ts';
import type { World } from './world.ts';

const path = '/archive-import';
const sizeBytes = 100;
const uploads = new WeakMap<World>();

/** Patterns of imports of archives. What `events/imports` writes afterward depends on the archive. */
export const archiveImportPatterns: Pattern[] = [
  {
    operation: 'archiveImports.create',
    by: 'import, its change and the count of the day by key',
    class: 'key',
    reads: [rights, 'strong entry'],
    writes: ['transact entry', 'transact counter', ...change],
    async send(world) {
      const answer = await send('POST', path, { body: { sizeBytes } })(world);
      uploads.set(world, answer.body.upload);
      return answer;
    },
  },
  {
    operation: 'archiveImports.get',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong entry'],
    send: send('GET', path),
  },
  {
    operation: 'archiveImports.start',
    by: 'by key; then everything in the archive',
    class: 'key',
    reads: [rights, 'strong entry'],
    writes: ['transact entry', 'entry entry', ...change],
    thenVaries: true,
    async prepare(world) {
      await sendBytes(uploads.get(world), Buffer.alloc(sizeBytes));
    },
    send: send('POST', `${path}/start`),
  },
];
