import type { ListName } from '#contract/field.ts';
import type { RecordType } from '#contract/record-type.ts';
import { recordTypes } from '#contract/record-types.ts';

/** A field in which records hold an entry of one of the organization's lists. */
export interface ListUse {
  recordType: string;
  plural: string;
  field: string;
}

export const fieldsListedIn = ({ fields }: RecordType, list: ListName): string[] =>
  Object.entries(fields).flatMap(([name, field]) => (field.list === list ? [name] : []));

/** Where entries of a list stand. */
export const usesOf = (list: ListName): ListUse[] =>
  Object.values<RecordType>(recordTypes as never).flatMap((type) =>
    fieldsListedIn(type, list).map((field) => ({ recordType: type.name, plural: type.plural, field })),
  );
