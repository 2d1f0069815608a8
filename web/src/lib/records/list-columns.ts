import type { ShownType } from 'virtual:contract';
import { isColumnKind } from '#contract/lists/column-fields.ts';
import { columnKinds } from '#contract/lists/column-kinds.ts';
import { furtherColumns, type PlainColumn } from '#contract/lists/further-columns.ts';
import { scopeOf, type RoleHere } from '#contract/permission.ts';

/** The columns that lists of a type can be filtered and sorted by, by name. `type` includes custom fields. */
export function listColumns(
  type: Pick<ShownType, 'fields' | 'computed' | 'hasActivities' | 'hasWonDeals'>,
): ReadonlyMap<string, PlainColumn> {
  const fields = Object.entries(type.fields).flatMap(([name, { kind, to, options }]): PlainColumn[] =>
    !isColumnKind(kind)
      ? []
      : [
          {
            name,
            kind: columnKinds[kind],
            hasMembers: kind === 'member',
            ...(to ? { to } : {}),
            ...(kind === 'about' ? { isOfAnyType: true } : {}),
            ...(options ? { choices: options.map(({ id }) => id) } : {}),
          },
        ],
  );
  // Only the trash has records that were deleted.
  const further = furtherColumns(type).filter(({ name }) => name !== 'deletedAt');
  return new Map([...fields, ...further].map((column) => [column.name, column]));
}

/** Whether people with a role can use a column. Some columns exist for sorting and the board only. */
export function isUsable(
  { unlisted = [] }: { unlisted?: readonly string[] },
  here: RoleHere,
  { name, needs, isMinorUnits }: PlainColumn,
): boolean {
  if (isMinorUnits || unlisted.includes(name)) return false;
  if (!needs) return true;
  const scope = scopeOf(here, needs.permission);
  return needs.scope ? scope === needs.scope : scope !== undefined;
}
