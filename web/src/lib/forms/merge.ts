const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/**
 * Three-way merge: applies the user's changes since `base` to someone else's version. Objects are merged property by
 * property. If the user and someone else changed the same property, the user's value wins.
 */
export function merged<T>(base: T, mine: T, theirs: T): T {
  if (isPlain(base) && isPlain(mine) && isPlain(theirs)) {
    const entries = Object.keys({ ...theirs, ...mine }).map((name) => [
      name,
      merged(base[name], mine[name], theirs[name]),
    ]);
    return Object.fromEntries(entries) as T;
  }
  return isSame(base, mine) ? theirs : mine;
}
