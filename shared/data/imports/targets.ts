import type { CustomField } from '#contract/custom-field.ts';
import { longText, optional } from '#contract/field.ts';
import { canHaveColumn, noteField } from '#contract/import-columns.ts';
import { limits } from '#contract/limits.ts';
import { matchFields } from '#contract/match-fields.ts';
import type { RecordType } from '#contract/record-type.ts';
import { customImportField, type ImportField } from './import-field.ts';

/** A field that a column can be for. */
export interface Target extends ImportField {
  /** Whether existing records can be found by its values. */
  canMatch: boolean;
  /** Whether the field only finds records, because the server sets it. */
  isCode: boolean;
}

/** What a column can be for that becomes notes. Records have no such field. */
export const noteTarget: Target = {
  name: noteField,
  field: optional(longText({ max: limits.noteCharacters })),
  labels: [],
  canMatch: false,
  isCode: false,
};

/**
 * The fields of a record type that the columns of a file can be for, by name. `hasNotes` tells whether a column can become
 * notes of the records.
 */
export function targetsOf(
  type: RecordType,
  customFields: readonly CustomField[],
  hasNotes: boolean,
): ReadonlyMap<string, Target> {
  const matching = matchFields(type);
  const own = Object.entries(type.fields).flatMap(([name, field]): Target[] => {
    const isCode = field.codePrefix !== undefined;
    const canMatch = matching.includes(name);
    return canHaveColumn(field) ? [{ name, field, labels: [], canMatch, isCode }] : [];
  });
  const custom = customFields.flatMap((field): Target[] =>
    field.retired ? [] : [{ ...customImportField(field), canMatch: false, isCode: false }],
  );
  return new Map(
    [...own, ...custom, ...(hasNotes ? [noteTarget] : [])].map((target) => [target.name, target]),
  );
}
