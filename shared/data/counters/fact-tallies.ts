import { noValue } from '../store/keys.ts';
import { customerTallies } from './customer-sums.ts';
import { grains, layouts, rollupPrefix, type Fact, type Grain, type Rolled } from './facts.ts';
import type { Tallies } from './groups.ts';

function rollup(
  family: Rolled,
  grain: Grain,
  day: string,
  ownerId: string | undefined,
  part: string,
): string {
  const of = ownerId === undefined ? 'all' : 'owner';
  const period = day.slice(0, grains[grain].periodLength);
  const owner = ownerId === undefined ? '' : `${ownerId}#`;
  return `${rollupPrefix(family, grain, of)}${period}#${owner}${part}`;
}

/** The counter changes of facts. */
export function factTallies(facts: readonly Fact[], ownerId: string | undefined): Tallies {
  const tallies: Tallies = {};
  const add = (
    family: Rolled,
    fact: Fact,
    grain: Grain,
    owner: string | undefined,
    names: readonly string[],
  ) => {
    const group = (tallies[rollup(family, grain, fact.day, owner, fact.part)] ??= {});
    const { periodLength } = grains[grain];
    // After the period and its hyphen: the day of the month, or the month of the year.
    const at = fact.day.slice(periodLength + 1, periodLength + 3);
    for (const name of names)
      group[`${at}${name}`] = (group[`${at}${name}`] ?? 0) + (fact.amounts[name] ?? 0);
  };
  for (const fact of facts) {
    const { family } = fact;
    if (family === 'k') {
      for (const [group, amounts] of Object.entries(customerTallies(fact, ownerId))) {
        const sums = (tallies[group] ??= {});
        for (const [name, amount] of Object.entries(amounts)) sums[name] = (sums[name] ?? 0) + amount;
      }
      continue;
    }
    const { all, owners, ofOwners } = layouts[family];
    const names = Object.keys(fact.amounts);
    for (const grain of all) add(family, fact, grain, undefined, names);
    const owned = ofOwners ? names.filter((name) => ofOwners.includes(name)) : names;
    for (const grain of owners) add(family, fact, grain, ownerId ?? noValue, owned);
  }
  return tallies;
}
