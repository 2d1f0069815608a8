import type { Noun } from '../nouns.ts';
import { pluralIn } from '../plural.ts';
import type { RecordSentences } from '../record-texts.ts';

const plural = pluralIn('en');

export const recordSentences = ({ one, many, One, Many }: Noun): RecordSentences => ({
  one: One,
  many: Many,
  add: One,
  create: `Create ${one}`,
  createNamed: (name) => `Create ${one} “${name}”`,
  edit: `Edit ${one}`,
  goTo: `Go to ${many}`,
  count: (count) => plural(count, { one: `# ${one}`, other: `# ${many}` }),
  search: `Search ${many}`,
  statuses: `${One} statuses`,
  sources: `${One} sources`,
  empty: { title: `No ${many} yet` },
  trashEmpty: {
    title: 'The trash is empty',
    text: `Deleted ${many} stay here until they’re permanently removed.`,
  },
  loadFailed: `The ${many} could not be loaded`,
  noteHint: 'Write a note',
  deleted: (name) => `${name} was moved to the trash`,
  restored: (name) => `${name} was restored`,
  deletedMany: (count) =>
    plural(count, { one: `# ${one} is in the trash`, other: `# ${many} are in the trash` }),
  deleteMany: (count) => plural(count, { one: `Delete # ${one}?`, other: `Delete # ${many}?` }),
  inTrash: `This ${one} is in the trash`,
});
