import { bodyOf } from '../caller.ts';
import { png, sendBytes } from '../files.ts';
import type { Pattern } from './patterns.ts';
import { change, changing, rights, send } from './requests.ts';
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
  await sendBytes(upload, bytes);
  return answer;
}

/** Sends a picture to where an announcement below this address says, and gives its id. */
async function sendPicture({ owner }: World, path: string): Promise<string> {
  const body = { type: 'image/png', sizeBytes: png.length };
  const { pictureId, upload } = await bodyOf(200, owner.call('POST', path, { body }));
  await sendBytes(upload, png);
  return pictureId as string;
}
const picture = { body: { type: 'image/png', sizeBytes: png.length } };
const finishing =
  (pathOf: (world: World) => string): Pattern['send'] =>
  async (world) =>
    world.owner.call('POST', `${pathOf(world)}/${await sendPicture(world, pathOf(world))}`);
const logo = ({ organization }: World) => `${organization.path}/logo`;
const avatarWrites = ['transact user', 'transact change', 'transact access', 'transact 2 member'];
const avatarReads = [rights, 'strong user', rights, rights, 'strong 2 organization'];

const picturePatterns: Pattern[] = [
  {
    operation: 'organizations.startLogo',
    by: 'nothing is kept',
    class: 'key',
    reads: [rights],
    send: (world) => world.owner.call('POST', logo(world), picture),
  },
  {
    operation: 'organizations.finishLogo',
    by: 'by key; announced before',
    class: 'key',
    reads: [rights, rights, 'strong organization'],
    writes: ['transact organization', ...change],
    send: finishing(logo),
  },
  {
    operation: 'organizations.deleteLogo',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong organization'],
    writes: ['transact organization', ...change],
    send: (world) => world.owner.call('DELETE', logo(world)),
  },
  {
    operation: 'me.startAvatar',
    by: 'nothing is kept',
    class: 'key',
    reads: [rights],
    send: ({ owner }) => owner.call('POST', '/v1/me/avatar', picture),
  },
  {
    operation: 'me.finishAvatar',
    what: 'in two organizations',
    by: 'user and memberships by key; announced before',
    class: 'key',
    reads: [rights, ...avatarReads],
    writes: avatarWrites,
    send: finishing(() => '/v1/me/avatar'),
  },
  {
    operation: 'me.deleteAvatar',
    what: 'in two organizations',
    by: 'user and memberships by key',
    class: 'key',
    reads: avatarReads,
    writes: avatarWrites,
    send: ({ owner }) => owner.call('DELETE', '/v1/me/avatar'),
  },
];

export const filePatterns: Pattern[] = [
  ...picturePatterns,
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
