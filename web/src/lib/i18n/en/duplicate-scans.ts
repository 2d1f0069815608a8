import { limits } from '#contract/limits.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

/** Texts of the page of possible duplicates. */
export const duplicateScans = {
  title: 'Possible duplicates',
  types: 'Kind of record',
  startTitle: 'Find duplicates',
  startText:
    'Compares names, e-mail addresses, phone numbers and more, and shows what is possibly there twice. Nothing changes until you merge.',
  start: 'Find duplicates',
  again: 'Scan again',
  stop: 'Stop',
  scanning: 'Comparing records…',
  waiting: 'Waiting to start…',
  running: (percent: string) => `Comparing records: ${percent}`,
  failed: 'The scan didn’t finish',
  problems: {
    too_many_records: plural(limits.duplicateScanRecords, { other: 'At most # records can be compared.' }),
    not_permitted: 'The permissions of the person who started it have changed. Start it again.',
    interrupted: 'It was interrupted several times. Start it again.',
  },
  notLoaded: 'The groups couldn’t be loaded',
  noneTitle: 'No duplicates found',
  noneText: (records: number) =>
    plural(records, { one: '# record was compared.', other: '# records were compared.' }),
  doneTitle: 'Nothing left to review',
  doneText: 'The last groups were skipped, or their records were merged, changed or marked since the scan.',
  compared: (records: number) => plural(records, { one: '# record compared', other: '# records compared' }),
  groups: (count: number) => plural(count, { one: '# group found', other: '# groups found' }),
  kept: (day: string) => `kept until ${day}`,
  common: (count: number) =>
    plural(count, {
      one: '# value, such as a common name, is in too many records and wasn’t compared.',
      other: '# values, such as common names, are in too many records and weren’t compared.',
    }),
  incomplete: 'There are too many records to find everything at once. Review these groups, and scan again.',
  group: (titles: string) => `Possible duplicates: ${titles}`,
  score: (points: string) => `${points} of 100 points`,
  include: (title: string) => `Include ${title}`,
  agrees: '(same)',
  resembles: '(similar)',
  created: 'Created',
  merge: 'Merge',
  apart: 'Not duplicates',
  skip: 'Skip',
  showSkipped: 'Show skipped groups',
  markedApart: 'Marked as not duplicates',
  undone: 'They are possible duplicates again',
  next: 'Next groups',
  first: 'First groups',
  keys: 'Press J and K to move between groups.',
  apartTitle: 'Marked as not duplicates',
  apartText: 'Scans leave these out.',
  apartEmpty: 'Nothing is marked as not duplicates.',
  apartMore: 'Show more',
  gone: 'Deleted, or not visible to you',
  withdraw: 'Remove mark',
};
