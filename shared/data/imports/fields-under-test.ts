import { isEntryType } from '#contract/entry-type-names.ts';
import { entryTypes } from '#contract/entry-types.ts';
import type { Field } from '#contract/field.ts';
import { canHaveColumn } from '#contract/import-columns.ts';
import type { ImportTypeName } from '#contract/import-types.ts';
import { recordTypes } from '#contract/record-types.ts';
import type { ImportField } from './import-field.ts';
import { noteTarget } from './targets.ts';

/** The fields of a type that a column can fill, without labels: headers must be found by the synonyms alone. */
export const fieldsOf = (type: ImportTypeName): ImportField[] => [
  ...Object.entries<Field>({ ...recordTypes, ...entryTypes }[type].fields).flatMap(([name, field]) =>
    canHaveColumn(field) && field.codePrefix === undefined ? { name, field, labels: [] } : [],
  ),
  ...(isEntryType(type) ? [] : [noteTarget]),
];
