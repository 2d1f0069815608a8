import type { Field } from '#contract/field.ts';
import { recordTypes, type RecordTypeName } from '#contract/record-types.ts';
import type { ImportField } from './import-field.ts';

/** The fields of a record type that a column can fill, without labels: headers must be found by the synonyms alone. */
export const fieldsOf = (type: RecordTypeName): ImportField[] =>
  Object.entries<Field>(recordTypes[type].fields).flatMap(([name, field]) =>
    field.mode === 'derived' || field.mode === 'kept' ? [] : { name, field, labels: [] },
  );
