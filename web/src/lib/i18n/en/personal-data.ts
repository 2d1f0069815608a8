import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

const personalData = {
  title: (name: string) => `Personal data of ${name}`,
  stored: 'What is stored',
  storedText:
    'A file with the values, notes, activities, tasks, files and history of this person, for when they ask for it. Links to files in it work for a few minutes.',
  download: 'Download',
  fileName: (name: string) => `Personal data of ${name}.json`,
  downloadFailed: 'The file could not be created. Try again.',
  downloaded: 'The file was downloaded.',
  cut: 'The file doesn’t contain everything: some lists were too long.',
  erase: 'Erase this person',
  removed: 'This is removed for good:',
  records: (count: number) => plural(count, { one: '# record', other: '# records' }),
  notes: (count: number) => plural(count, { one: '# note', other: '# notes' }),
  activities: (count: number) => plural(count, { one: '# activity', other: '# activities' }),
  tasks: (count: number) => plural(count, { one: '# task', other: '# tasks' }),
  files: (count: number) => plural(count, { one: '# file', other: '# files' }),
  copies: 'All files of exports, and imports that contain this person',
  values: 'The values in the history of what is removed',
  replaced:
    'Elsewhere, “[erased]” replaces the e-mail addresses, phone numbers and full name. Texts with only the first or last name aren’t changed, so edit them yourself. Records that refer to this person are kept, and so is what was printed on documents that were issued.',
  remembered:
    'If somebody enters or imports the same e-mail address or phone number later, Cobalt shows a warning that it belonged to a person who was erased.',
  sharing: (names: string) =>
    `These also have one of the e-mail addresses or phone numbers, and keep it: ${names}`,
  erasesShared: 'Remove it from them, too',
  namesakes: (count: number) =>
    plural(count, {
      one: 'Someone else has the same full name, so texts that contain only the name stay.',
      other: '# others have the same full name, so texts that contain only the name stay.',
    }),
  countsFailed: 'What this removes could not be counted.',
  confirmation: (name: string) => `Type ${name} to confirm`,
  otherName: 'That isn’t the name of this person',
  confirm: 'Erase this person',
  running: 'Erasing…',
  runningText:
    'This person is gone from all lists. Copies and texts elsewhere are being searched, which takes a few minutes, or hours if there is a lot of data. You can close this dialog: the erasure continues.',
  found: (count: number) =>
    plural(count, { one: '# place was changed so far', other: '# places were changed so far' }),
  changed: (count: number) => plural(count, { one: '# place was changed', other: '# places were changed' }),
  done: 'Erased',
  doneText: 'A search of everything has found nothing more of this person.',
  close: 'Close',
};

/** UI text of the dialog with what is stored about a person. */
export const texts = () => ({ personalData });
