import { existsSync } from 'node:fs';
import path from 'node:path';
import type { RecordType } from '#contract/record-type.ts';
import { recordTypes } from '#contract/record-types.ts';
import type { FunctionDeclaration, Right } from './function-declaration.ts';
import { pipeline, table } from './table-rights.ts';

/** The record type that a resource serves, if it serves one. */
export const recordTypeOf = (name: string): RecordType | undefined =>
  Object.values<RecordType>(recordTypes as never).find(({ plural }) => plural === name);

/**
 * Permissions that every record type's function needs. A unique value is freed by deleting its item, so only types with
 * unique fields can delete items. Values that are unique by a setting are freed after a check of whose they are.
 */
export const recordRights = ({ unique, uniqueBySetting }: RecordType): readonly Right[] => [
  pipeline,
  table(
    ...(uniqueBySetting ? ['ConditionCheckItem'] : []),
    ...(unique.length > 0 || uniqueBySetting ? ['DeleteItem'] : []),
    'PutItem',
    'Query',
  ),
];

const ownEntry = (name: string): string => `functions/${name}/handler.ts`;

/** The entry file of a resource. Record types without a handler of their own share one. */
export function entryOf(
  name: string,
  type: RecordType | undefined,
): Pick<FunctionDeclaration, 'entry' | 'recordType'> {
  if (!type || existsSync(path.join(import.meta.dirname, '..', ownEntry(name))))
    return { entry: ownEntry(name) };
  return { entry: ownEntry('records'), recordType: type.name };
}
