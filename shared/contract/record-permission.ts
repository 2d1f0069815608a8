import { isEntryType } from './entry-type-names.ts';
import type { Permission } from './permission.ts';
import { storedNameOf } from './stored-name.ts';

/** The permission for an action on the records of a type. */
export const recordPermission = (type: string, action: string): Permission =>
  `${storedNameOf(type)}:${action}` as Permission;

/** The permission for an action on what imports create: records of a type, or entries, which can be called like one. */
export const importPermission = (type: string, action: string): Permission =>
  isEntryType(type) ? (`${type}:${action}` as Permission) : recordPermission(type, action);
