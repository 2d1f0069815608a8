import { recordTypes, type RecordTypeName } from './record-types.ts';
import type { Grants } from './role.ts';
import { storedNameOf, type StoredName } from './stored-name.ts';

type RecordTypes = typeof recordTypes;
type RecordPermission = {
  [Name in RecordTypeName]: `${StoredName<Name>}:${keyof RecordTypes[Name]['permissions'] & string}`;
}[RecordTypeName];

/**
 * The permissions of all record types by name, such as `lead:convert`. The web build inlines these values, so that
 * browsers load no schemas for them.
 */
export const recordPermissions = Object.fromEntries(
  Object.values(recordTypes).flatMap(({ name, permissions }) =>
    Object.entries(permissions).map(([action, grants]) => [`${storedNameOf(name)}:${action}`, grants]),
  ),
) as Record<RecordPermission, Grants>;
