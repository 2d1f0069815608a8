/** Two records by their ids, in any order. */
export interface Pair {
  one: string;
  other: string;
}

export interface ScoredPair extends Pair {
  score: number;
}

/** Records that are possibly one, with the pairs that connect them. */
export interface DuplicateGroup {
  ids: string[];
  pairs: ScoredPair[];
}

export interface GroupOptions {
  /** The lowest score that connects two records. */
  threshold: number;
  /** The maximum number of records in a group. */
  sizeMax: number;
  /** Pairs that somebody has declared to be different records. */
  notDuplicates?: readonly Pair[];
}

/**
 * Groups of records that are connected by pairs, the strongest group first. Pairs with higher scores connect first, so
 * that they win where a group would become too large. Records that are no duplicates of each other can be in one group,
 * because other pairs can still connect them. The order of the pairs makes no difference.
 */
export function groupsOf(pairs: readonly ScoredPair[], options: GroupOptions): DuplicateGroup[] {
  const excluded = new Set((options.notDuplicates ?? []).map(keyOf));
  const connecting = strongest(pairs)
    .filter((pair) => pair.score >= options.threshold && !excluded.has(keyOf(pair)))
    .sort((a, b) => b.score - a.score || compareTexts(keyOf(a), keyOf(b)));
  // Each group is one array, which all of its records share.
  const groups = new Map<string, string[]>();
  for (const { one, other } of connecting) connect(groups, one, other, options.sizeMax);

  const found = new Map<string[], ScoredPair[]>();
  for (const pair of connecting) {
    const ids = groups.get(pair.one);
    if (!ids || ids !== groups.get(pair.other)) continue;
    found.set(ids, [...(found.get(ids) ?? []), pair]);
  }
  return [...found].map(([ids, of]) => ({ ids: ids.toSorted(compareTexts), pairs: of }));
}

/** Puts two records and those that they are connected with into one group, unless it would be too large. */
function connect(groups: Map<string, string[]>, one: string, other: string, sizeMax: number): void {
  const [first, second] = [groups.get(one) ?? [one], groups.get(other) ?? [other]];
  if (first === second || first.length + second.length > sizeMax) return;
  const all = [...first, ...second];
  for (const id of all) groups.set(id, all);
}

/** Each pair once, with its ids in order and its highest score. Pairs of a record with itself are left out. */
function strongest(pairs: readonly ScoredPair[]): ScoredPair[] {
  const byKey = new Map<string, ScoredPair>();
  for (const { one, other, score } of pairs) {
    const [first = '', second = ''] = [one, other].sort(compareTexts);
    const pair = { one: first, other: second, score };
    if (first !== second && score > (byKey.get(keyOf(pair))?.score ?? -1)) byKey.set(keyOf(pair), pair);
  }
  return [...byKey.values()];
}

const keyOf = ({ one, other }: Pair): string => [one, other].sort(compareTexts).join(' ');

/** Like `sort` without an argument: the same everywhere. */
const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
