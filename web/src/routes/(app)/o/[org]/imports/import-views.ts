import type { ShownField } from 'virtual:contract';
import { entryTypes, parentFields } from '#contract/entry-types.ts';
import { entryTypeNames, isEntryType, type EntryTypeName } from '#contract/entry-type-names.ts';
import type { ImportTypeName } from '#contract/import-types.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { Permission } from '#contract/permission.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { capitalized } from '#lib/i18n/plural.ts';
import { recordViews } from '#lib/records/views.ts';

/** What the pages of imports need to know about what rows become. The view of a record type has all of it. */
export interface ImportView {
  name: ImportTypeName;
  type: { fields: Record<string, ShownField>; isPerson?: true };
  permissions: { create: Permission };
  texts: () => { many: string; count: (count: number) => string; fields: Record<string, string> };
}

/** The view of entries. Their fields for records have the names of these. */
function entryView(name: EntryTypeName): ImportView {
  const { fields } = entryTypes[name];
  return {
    name,
    type: { fields: Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, shown(field)])) },
    permissions: { create: `${name}:create` },
    texts: () => ({
      ...t.jobs.entries[name],
      fields: {
        ...t.imports.entries.fields,
        ...Object.fromEntries(
          parentFields(entryTypes[name]).map(({ name: key, to }) => [
            key,
            capitalized(t.nouns[to as RecordTypeName].one),
          ]),
        ),
      },
    }),
  };
}

/** A field whose options have one label each, in the user's language, instead of all texts that mean them. */
function shown({ schema: _schema, options, ...field }: (typeof entryTypes)[EntryTypeName]['fields'][string]) {
  if (!options) return field;
  const labels: Record<string, string> = t.imports.entries.options;
  const ids = [...new Set(options.map(({ id }) => id))];
  return { ...field, options: ids.map((id) => ({ id, label: labels[id] ?? id })) };
}

/**
 * The views of everything that can be imported. They are made anew, because their texts depend on the language. Records
 * of a type that is named like entries have no imports of their own.
 */
export const importViews = (): ImportView[] => [
  ...Object.values(recordViews).filter(({ name }) => !isEntryType(name)),
  ...entryTypeNames.map(entryView),
];

export const importViewOf = (name: ImportTypeName): ImportView =>
  isEntryType(name) ? entryView(name) : recordViews[name];

/** The record type of the rows; undefined for entries. */
export const recordTypeOf = (name: ImportTypeName): RecordTypeName | undefined =>
  isEntryType(name) ? undefined : name;
