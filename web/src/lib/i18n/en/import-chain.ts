import { limits } from '#contract/limits.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');
const files = (count: number) => plural(count, { one: '# file', other: '# files' });

/** Several files whose rows refer to one another. */
export const chain = {
  several: plural(limits.importsLinked, {
    other: 'Choose up to # files at once if their rows refer to one another.',
  }),
  tooMany: plural(limits.importsLinked, { other: 'At most # files can be imported together.' }),
  title: 'Files to import together',
  lead: 'They are imported in this order, so that rows find what earlier files create.',
  typeOf: (name: string) => `The rows of ${name} are`,
  remove: (name: string) => `Remove ${name}`,
  upload: (count: number) => `Upload ${files(count)}`,
  discard: 'Discard',
  waiting: 'Waiting',
  arrived: 'Uploaded',
  failed: 'An upload has failed. Try it again, or discard the files.',
  steps: 'Files of this import',
  stepsFailed: 'The other files could not be loaded',
  position: (place: number, count: number) => `File ${place} of ${count}`,
  startsAfter: 'Waiting for the files before it',
  startsAfterText:
    'This file is imported as soon as the files before it are. A change of its settings ends that.',
  next: (name: string) => `Go to ${name}`,
  checkAll: 'Check all files',
  lastOnly: 'Go on with the other files. The last one starts the import of all of them.',
  everything: 'Import everything',
  sum: (rows: number, count: number) =>
    `${plural(rows, { one: '# row', other: '# rows' })} from ${files(count)}`,
  undo: 'Undo everything',
  undoTitle: 'Undo the import of these files?',
  undoText:
    'What they created is removed again (records are moved to the trash), and the records that they updated get their earlier values back, from the last file to the first. What was changed since stays.',
  keep: 'Keep everything',
};
