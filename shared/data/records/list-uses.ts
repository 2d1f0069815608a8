import type { RecordType } from '#contract/record-type.ts';
import { recordTypes } from '#contract/record-types.ts';

/** A field whose values come from one of the organization's lists. */
export interface ListUse {
  recordType: string;
  plural: string;
  field: string;
}

export const fieldsListedIn = ({ fields }: RecordType, list: string): string[] =>
  Object.entries(fields).flatMap(([name, field]) => (field.list === list ? [name] : []));

/** The fields of all record types whose values come from this list. */
export const usesOf = (list: string): ListUse[] =>
  Object.values<RecordType>(recordTypes as never).flatMap((type) =>
    fieldsListedIn(type, list).map((field) => ({ recordType: type.name, plural: type.plural, field })),
  );
