import { listIn, pluralIn } from '../plural.ts';

const plural = pluralIn('en');
const list = listIn('en');

/** UI text about what the undo of an import leaves. */
export const whatStays = {
  fieldsStay: (fields: readonly string[]) =>
    fields.length === 1
      ? `The custom field ${list(fields)} stays. You can retire it in Settings.`
      : `The custom fields ${list(fields)} stay. You can retire them in Settings.`,
  tagsStay: (count: number, names: readonly string[]) =>
    names.length === 0
      ? plural(count, { other: '# new tags stay. You can delete them in Settings.' })
      : plural(count, {
          one: `The tag ${list(names)} stays. You can delete it in Settings.`,
          other: `The tags ${list(names)} stay. You can delete them in Settings.`,
        }),
};
