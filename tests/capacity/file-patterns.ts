import type { Pattern } from './patterns.ts';
import { changing, rights, send } from './requests.ts';
import type { World } from './world.ts';

const bytes = Buffer.from('Wants an offer by Friday.');
const files = (world: World) => `/attachments/contact/${world.contact.id}`;
const onFile =
  (method: string, rest: string, sent: object = {}): Pattern['send'] =>
  (world) =>
    changing('file', method, `${files(world)}/{id}${rest}`, sent)(world);
const reads = [rights, 'strong contact', 'strong attachment'];
const told = ['transact attachment', 'transact change', 'entry 2 entry'];
/** A file's line in the timeline; the file is looked at before and after. */
const mirrored = { thenReads: ['strong 2 attachment'], thenWrites: ['put entry'] };

async function announce(world: World) {
  const body = { name: 'Notes.txt', type: 'text/plain', sizeBytes: bytes.length };
  const answer = await send('POST', files(world), { body })(world);
  const { attachment, upload } = answer.body;
  world.made.file = attachment;
  await fetch(upload.url, { method: 'PUT', headers: upload.headers, body: bytes });
  return answer;
}

export const filePatterns: Pattern[] = [
  {
    operation: 'attachments.create',
    by: 'file and room by key; its record must be there; files of the record are counted',
    class: 'key',
    reads: [rights, 'strong contact', 'eventualQuery attachment'],
    writes: ['transact room', 'transact contact', 'transact attachment'],
    send: announce,
  },
  {
    operation: 'attachments.finish',
    by: 'file and change by key; its record must be there',
    class: 'key',
    reads,
    writes: ['transact contact', ...told],
    ...mirrored,
    send: onFile('POST', '/finish'),
  },
  {
    operation: 'attachments.list',
    by: 'pk = record, sk begins with B#',
    class: 'indexed',
    reads: [rights, 'strong contact', 'query attachment'],
    send: (world) => send('GET', files(world))(world),
  },
  {
    operation: 'attachments.download',
    by: 'by key',
    class: 'key',
    reads,
    send: (world) => send('GET', `${files(world)}/${world.made.file!.id}/download`)(world),
  },
  {
    operation: 'attachments.usage',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong room'],
    send: send('GET', '/attachments'),
  },
  {
    operation: 'attachments.update',
    by: 'file and change by key; its record must be there',
    class: 'key',
    reads,
    writes: ['transact contact', ...told],
    ...mirrored,
    send: onFile('PATCH', '', { body: { name: 'Call.txt' } }),
  },
  {
    operation: 'attachments.delete',
    by: 'file and change by key',
    class: 'key',
    reads,
    writes: told,
    ...mirrored,
    send: onFile('DELETE', ''),
  },
  {
    operation: 'attachments.restore',
    by: 'file and change by key; its record must be there',
    class: 'key',
    reads,
    writes: ['transact contact', ...told],
    ...mirrored,
    send: onFile('POST', '/restore'),
  },
];
