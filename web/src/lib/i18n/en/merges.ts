import { pluralIn } from '../plural.ts';
import { duplicateScans } from './duplicate-scans.ts';

const plural = pluralIn('en');

const merges = {
  title: (records: string) => `Merge ${records}`,
  titleEmpty: 'Merge records',
  lead: 'One record stays and gets the values that you choose. Links to the others then open it.',
  stays: 'Record that stays',
  values: 'Values',
  same: (count: number) =>
    plural(count, {
      one: 'One other field is the same everywhere.',
      other: '# other fields are the same everywhere.',
    }),
  externalIds: 'Several of these have an external ID. Only that of the record that stays is kept.',
  joined: 'All together',
  none: 'No value',
  from: (title: string) => `From ${title}`,
  add: 'Add a record',
  remove: (title: string) => `Leave out ${title}`,
  most: (count: string) => `Up to ${count} records can be merged at once.`,
  tooFew: 'Add at least one more record.',
  refusals: {
    lead_converted: (title: string) =>
      `${title} was converted, so it can only be the one that stays. Leave it out, or let it stay.`,
    issues_of_two_customers: () => 'Different people read their answers, and would then see each other’s.',
  },
  notYours: (title: string) => `You aren’t allowed to merge ${title}. Leave it out.`,
  moves: 'What moves to the record that stays',
  activities: (count: number) => plural(count, { one: '# activity', other: '# activities' }),
  entries: (hasAnswers: boolean) =>
    `${hasAnswers ? 'Answers, notes' : 'Notes'}, files and tasks, with their history`,
  references: 'Every other place that refers to one of the records',
  undo: (days: string) => `You can undo this for ${days} days.`,
  merge: 'Merge',
  started: 'Records merged',
  changed: 'One of these records was changed or deleted in the meantime.',
  reload: 'Load the current values',
};

/** UI text of the pages that find and merge records. */
export const texts = () => ({ merges, duplicateScans });
