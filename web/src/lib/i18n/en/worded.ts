import { inSentence, pluralIn } from '../plural.ts';
import type { RecordTexts, Words } from '../record-texts.ts';

const plural = pluralIn('en');

/** Texts of a record type that the organization calls by words of its own. */
export function worded({ one, many }: Words): Partial<RecordTexts> {
  const [single, several] = [inSentence(one), inSentence(many)];
  return {
    one,
    many,
    add: one,
    create: `Create ${single}`,
    createNamed: (name) => `Create ${single} “${name}”`,
    edit: `Edit ${single}`,
    count: (count) => plural(count, { one: `# ${single}`, other: `# ${several}` }),
    search: `Search ${several}`,
    empty: { title: `No ${several} yet`, text: `Your ${several} will be listed here.` },
    trashEmpty: { title: 'The trash is empty', text: `Deleted ${several} wait here before they are gone.` },
    loadFailed: `The ${several} could not be loaded`,
    deletedMany: (count) =>
      plural(count, { one: `# ${single} is in the trash`, other: `# ${several} are in the trash` }),
    deleteMany: (count) => plural(count, { one: `Delete # ${single}?`, other: `Delete # ${several}?` }),
    inTrash: `This ${single} is in the trash`,
  };
}
