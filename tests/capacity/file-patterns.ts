import { bodyOf } from '../caller.ts';
import { png, sendBytes } from '../files.ts';
import type { Pattern } from './pattern.ts';
import { change, changing, rights, send } from './requests.ts';
import type { World } from './world.ts';

const bytes = Buffer.from('Wants an offer by Friday.');
const files = (world: World) => `/attachments/contact/${world.contact.id}`;
const onFile =
  (method: string, rest: string, sent: object = {}): Pattern['send'] =>
  (world) =>
    changing('file', method, `${files(world)}/{id}${rest}`, sent)(world);
const reads = [rights, 'strong contact', 'strong attachment'];
const followingWrites = ['transact attachment', 'transact change', 'entry 2 entry'];
/** A file's line in the timeline. The projector reads the file before and after it writes the line. */
const mirrored = { thenReads: ['strong 2 attachment'], thenWrites: ['put entry'] };

/** The same for a deletion, which adds a second line, and for a restoration, which removes that line. */
const mirroredTwice = { ...mirrored, thenWrites: ['put 2 entry'] };

async function announce(world: World) {
  const body = { name: 'Notes.txt', type: 'text/plain', sizeBytes: bytes.length };
  const answer = await send('POST', files(world), { body })(world);
  const { attachment, upload } = answer.body;
  world.made.file = attachment;
  await sendBytes(upload, bytes);
  return answer;
}

/** Starts an upload of a picture, sends the bytes, and returns the picture's id. */
async function sendPicture({ owner }: World, path: string): Promise<string> {
  const body = { type: 'image/png', sizeBytes: png.length };
  const { pictureId, upload } = await bodyOf(200, owner.call('POST', path, { body }));
  await sendBytes(upload, png);
  return pictureId as string;
}
const picture = { body: { type: 'image/png', sizeBytes: png.length } };
const logo = ({ organization }: World) => `${organization.path}/logo`;
const avatarWrites = ['transact user', 'transact change', 'transact access', 'transact member'];
const avatarReads = [rights, 'strong user', rights, 'strong organization'];

const picturePatterns: Pattern[] = [
  {
    operation: 'organizations.startLogo',
    by: 'nothing is stored',
    class: 'key',
    reads: [rights],
    send: (world) => world.owner.call('POST', logo(world), picture),
  },
  {
    operation: 'organizations.finishLogo',
    by: 'by key; the upload was started before',
    class: 'key',
    reads: [rights, 'strong organization'],
    writes: ['transact organization', ...change],
    send: async (world) =>
      world.owner.call('POST', `${logo(world)}/${await sendPicture(world, logo(world))}`),
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
    by: 'nothing is stored',
    class: 'key',
    reads: [rights],
    send: ({ owner }) => owner.call('POST', '/v1/me/avatar', picture),
  },
  {
    operation: 'me.finishAvatar',
    what: 'in one organization',
    by: 'user and memberships by key; the upload was started before',
    class: 'key',
    reads: avatarReads,
    writes: avatarWrites,
    send: async (world) => {
      const body = { pictureId: await sendPicture(world, '/v1/me/avatar') };
      return world.owner.call('POST', '/v1/me/avatar/finish', { body });
    },
  },
  {
    operation: 'me.deleteAvatar',
    what: 'in one organization',
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
    by: 'file and storage by key; the record must exist; its files are counted',
    class: 'key',
    reads: [rights, 'strong contact', 'eventualQuery attachment'],
    writes: ['transact room', 'transact contact', 'transact attachment'],
    send: announce,
  },
  {
    operation: 'attachments.finish',
    by: 'file and change by key; the record must exist',
    class: 'key',
    reads,
    writes: ['transact contact', ...followingWrites],
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
    by: 'file and change by key; the record must exist',
    class: 'key',
    reads,
    writes: ['transact contact', 'transact attachment', 'transact change', 'entry 2 entry'],
    ...mirrored,
    send: onFile('PATCH', '', { body: { name: 'Call.txt' } }),
  },
  {
    operation: 'attachments.delete',
    by: 'file and change by key',
    class: 'key',
    reads,
    writes: followingWrites,
    ...mirroredTwice,
    send: onFile('DELETE', ''),
  },
  {
    operation: 'attachments.restore',
    by: 'file and change by key; the record must exist',
    class: 'key',
    reads,
    writes: ['transact contact', ...followingWrites],
    ...mirroredTwice,
    send: onFile('POST', '/restore'),
  },
];
