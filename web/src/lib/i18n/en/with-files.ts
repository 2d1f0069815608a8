import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

export const files = {
  title: 'Files',
  choose: 'Add files',
  drop: 'Drop files here, or choose them',
  dropNow: 'Drop them to add them',
  bounds: (size: string) => `Up to ${size} each`,
  none: 'No files yet.',
  failed: 'The files could not be loaded',
  size: (name: string, size: string) => `${name}, ${size}`,
  waiting: 'Waiting',
  checking: 'Checking',
  progress: (name: string) => `Upload of ${name}`,
  of: (sent: string, size: string) => `${sent} of ${size}`,
  cancel: (name: string) => `Cancel the upload of ${name}`,
  retry: (name: string) => `Try the upload of ${name} again`,
  dismiss: (name: string) => `Put ${name} away`,
  added: (name: string) => `${name} is added`,
  interrupted: 'The upload was interrupted. Try again',
  tooLarge: (size: string) => `Larger than ${size}, which is the most a file can be`,
  empty: 'There is nothing in this file',
  unknownType: 'Files of this type are not taken in',
  noRoom: (left: string) => `No room left: ${left} are free. Delete other files first`,
  preview: (name: string) => `Show ${name}`,
  download: 'Download',
  downloadNamed: (name: string) => `Download ${name}`,
  close: 'Close',
  previous: 'Previous picture',
  next: 'Next picture',
  actions: (name: string) => `Actions of ${name}`,
  rename: 'Rename',
  name: 'Name of the file',
  deleted: (name: string) => `${name} is deleted`,
  pictureFailed: 'The picture could not be shown',
  notDone: (why: string) => `Not done: ${why}`,
  room: 'Room for files',
  roomUsed: (used: string, all: string) => `${used} of ${all} used`,
  roomText: 'Files in the trash count until they are gone.',
  roomFailed: 'How much room is used could not be read',
  many: (count: number) => plural(count, { one: '# file', other: '# files' }),
};

/** What only files need. */
export const withFiles = { files };
