export const operatorNames = [
  'is',
  'isNot',
  'contains',
  'startsWith',
  'less',
  'atMost',
  'more',
  'atLeast',
  'before',
  'onOrBefore',
  'after',
  'onOrAfter',
  'between',
  'within',
  'anyOf',
  'noneOf',
  'isEmpty',
  'isNotEmpty',
] as const;
export type Operator = (typeof operatorNames)[number];

/** A condition on one column. The operator and the column determine the type of `value`. */
export interface Condition {
  field: string;
  op: Operator;
  value?: unknown;
}
/**
 * A condition, or a group of which all (`and`) or any (`or`) must be met. The members of a group can be groups of
 * conditions, but nesting ends there.
 */
export type Filter = Condition | { and: Filter[] } | { or: Filter[] };

/** All conditions of a filter. */
export function conditionsIn(tree: Filter | undefined): Condition[] {
  if (!tree) return [];
  if ('and' in tree) return tree.and.flatMap(conditionsIn);
  return 'or' in tree ? tree.or.flatMap(conditionsIn) : [tree];
}

/** A filter with each condition replaced. */
export function withConditions(tree: Filter, replace: (condition: Condition) => Condition): Filter {
  const within = (node: Filter) => withConditions(node, replace);
  if ('and' in tree) return { and: tree.and.map(within) };
  return 'or' in tree ? { or: tree.or.map(within) } : replace(tree);
}

/** The fields in the conditions of a filter. */
export const fieldsIn = (tree: Filter | undefined): string[] => conditionsIn(tree).map(({ field }) => field);
