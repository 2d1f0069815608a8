import type { ExportInput } from '#contract/export.ts';
import { covers } from '#contract/record-access.ts';
import type { Permission } from '#contract/permission.ts';
import type { Scope } from '#contract/role.ts';
import type { Column } from '#contract/lists/column.ts';
import { recordPermission } from '#contract/record-permission.ts';
import type { Context } from '../organization/context.ts';
import type { FrozenList } from './list-rows.ts';

/** What the creator could read when a file was written, by permission. The file can contain all of it. */
export type FileRights = Partial<Record<Permission, Scope>>;

/**
 * The rights that the content of a file comes from. Names that the creator can't read aren't in the file and need no
 * right, and JSON lines have no names.
 */
export function fileRights(
  { scopeFor }: Pick<Context, 'scopeFor'>,
  { recordType, format }: Pick<ExportInput, 'recordType' | 'format'>,
  { columns, asked }: Pick<FrozenList, 'columns' | 'asked'>,
): FileRights {
  const listed = columns.map((column) => column.listed);
  const needed = [...listed, ...asked].flatMap(({ needs }) => needs?.permission ?? []);
  const named = format === 'jsonl' ? [] : listed.flatMap(namesNeed);
  const all = [recordPermission(recordType, 'read'), ...needed, ...named];
  return Object.fromEntries(
    all.flatMap((permission) => {
      const scope = scopeFor(permission);
      return scope ? [[permission, scope]] : [];
    }),
  );
}

function namesNeed({ to, hasMembers, hasTags }: Column): Permission[] {
  if (to !== undefined) return [recordPermission(to, 'read')];
  if (hasMembers) return ['member:read'];
  return hasTags ? ['tag:read'] : [];
}

/** An archive can contain everything. */
export const archiveRights: FileRights = { 'archive:create': 'all' };

/** Whether the caller can read everything that a file can contain. */
export const coversRights = ({ scopeFor }: Pick<Context, 'scopeFor'>, rights: FileRights): boolean =>
  Object.entries(rights).every(([permission, scope]) => {
    return covers(scopeFor(permission as Permission), scope);
  });
