import type { Fact } from '../counters/facts.ts';

/** The facts of a record or an activity, and their owner. */
export interface OwnedFacts {
  of: Fact[];
  ownerId?: string | undefined;
}

/** A fact updates at most four counters, so this many fit into a transaction. */
const factsPerStage = 20;

/**
 * Facts between two states, with some of those in which they differ. Facts are removed before others are added.
 * Undefined if the facts are the same.
 */
export function stageTowards(
  now: OwnedFacts | undefined,
  goal: OwnedFacts | undefined,
): OwnedFacts | undefined {
  const had = now?.of ?? [];
  const expected = goal?.of ?? [];
  // Facts of another owner are in other counters.
  const surplus = now?.ownerId === goal?.ownerId ? without(had, expected) : had;
  if (surplus.length > 0) return { ...now, of: without(had, surplus.slice(0, factsPerStage)) };
  const missing = without(expected, had).slice(0, factsPerStage);
  if (missing.length === 0) return undefined;
  return { of: [...had, ...missing], ownerId: goal?.ownerId };
}

/** The facts without others. Of equal facts, each is taken away once. */
function without(facts: readonly Fact[], others: readonly Fact[]): Fact[] {
  const left = new Map<string, number>();
  for (const fact of others) {
    const name = JSON.stringify(fact);
    left.set(name, (left.get(name) ?? 0) + 1);
  }
  return facts.filter((fact) => {
    const name = JSON.stringify(fact);
    const count = left.get(name) ?? 0;
    if (count > 0) left.set(name, count - 1);
    return count === 0;
  });
}
