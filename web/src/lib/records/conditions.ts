import type { Condition, Filter } from '#contract/lists/filter-tree.ts';

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

export const isGroup = (filter: Filter): boolean => 'and' in filter || 'or' in filter;

/**
 * What must be met, as alternatives of which each is a list of conditions and groups. A filter is a single alternative
 * unless its alternatives contain groups: a further condition then belongs to each of them, because a group around
 * them would be one level too many.
 */
export function alternativesIn(filter: Filter | undefined): readonly (readonly Filter[])[] {
  if (!filter || !('or' in filter)) return [membersOf(filter)];
  const alternatives = filter.or.flatMap((one) => ('or' in one ? one.or : [one]));
  return alternatives.some(isGroup) ? alternatives.map(membersOf) : [[{ or: alternatives }]];
}

/** The filter of alternatives. Undefined if one of them has no conditions, because all records then meet it. */
export const withAlternatives = (alternatives: readonly (readonly Filter[])[]): Filter | undefined =>
  alternatives.some((all) => all.length === 0)
    ? undefined
    : simplified(
        groupOf(
          'or',
          alternatives.map((all) => groupOf('and', all)),
        ),
      );

/** The filter with further conditions that must be met. */
export const limitedTo = (filter: Filter | undefined, conditions: readonly Condition[]): Filter | undefined =>
  withAlternatives(alternativesIn(filter).map((all) => [...all, ...conditions]));
