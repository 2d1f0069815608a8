import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

const files = {
  title: 'Files',
  choose: 'Add files',
  drop: 'Drop files here, or choose files',
  dropNow: 'Drop to add',
  bounds: (size: string) => `Up to ${size} each`,
  none: 'No files yet.',
  failed: 'The files could not be loaded',
  waiting: 'Waiting',
  checking: 'Checking',
  progress: (name: string) => `Uploading ${name}`,
  of: (sent: string, size: string) => `${sent} of ${size}`,
  cancel: (name: string) => `Cancel the upload of ${name}`,
  retry: (name: string) => `Retry the upload of ${name}`,
  dismiss: (name: string) => `Dismiss ${name}`,
  added: (name: string) => `${name} was added`,
  interrupted: 'The upload was interrupted. Try again.',
  tooLarge: (size: string) => `Larger than the limit of ${size}`,
  empty: 'This file is empty',
  unknownType: 'Files of this type can’t be uploaded',
  nameTooLong: (limit: number) =>
    plural(limit, {
      other: 'The file name has more than # characters. Rename the file, then choose it again.',
    }),
  nameRefused:
    'The file name contains a character that isn’t allowed, such as a slash. Rename the file, then choose it again.',
  noRoom: (left: string) =>
    `Not enough storage: ${left} left. Storage is freed when files in the trash are permanently removed.`,
  preview: (name: string) => `Preview ${name}`,
  download: 'Download',
  downloadNamed: (name: string) => `Download ${name}`,
  close: 'Close',
  previous: 'Previous image',
  next: 'Next image',
  actions: (name: string) => `Actions for ${name}`,
  rename: 'Rename',
  name: 'File name',
  deleted: (name: string) => `${name} was deleted`,
  pictureFailed: 'The image could not be shown',
  notDone: (why: string) => `That didn’t work: ${why}`,
  room: 'File storage',
  roomUsed: (used: string, all: string) => `${used} of ${all} used`,
  roomText: 'Files in the trash count until they’re permanently removed.',
  roomFailed: 'Storage use could not be loaded',
};

const pictures = {
  choose: 'Choose an image',
  change: 'Change',
  remove: 'Remove',
  saved: 'Image saved',
  removed: 'Image removed',
  failed: 'This image can’t be shown or uploaded. Try another one.',
  avatar: 'Your photo',
  avatarHelp: 'PNG, JPEG or WebP. Cropped to a square and shown next to your name.',
  logo: 'Logo',
  logoHelp: 'PNG, JPEG or WebP. Shown whole next to the organization’s name, in the portal and in PDFs.',
};

/** UI text for files and pictures. */
export const texts = () => ({
  files,
  pictures,
});
