import type { Filter } from '#contract/lists/filter-tree.ts';

export type GroupKind = 'and' | 'or';

/** The kind of a group. A single condition counts as a list of conditions that must all be met. */
export const groupKind = (filter: Filter | undefined): GroupKind => (filter && 'or' in filter ? 'or' : 'and');

/** The members of a group, or the condition itself. */
export function membersOf(filter: Filter | undefined): readonly Filter[] {
  if (!filter) return [];
  if ('and' in filter) return filter.and;
  return 'or' in filter ? filter.or : [filter];
}

export const groupOf = (kind: GroupKind, members: readonly Filter[]): Filter =>
  kind === 'and' ? { and: [...members] } : { or: [...members] };

/** The filter without empty groups and groups of one. Undefined if nothing remains. */
export function simplified(filter: Filter): Filter | undefined {
  if (!('and' in filter || 'or' in filter)) return filter;
  const members = membersOf(filter).flatMap((member) => simplified(member) ?? []);
  return members.length > 1 ? groupOf(groupKind(filter), members) : members[0];
}
