import { noValue } from '../store/keys.ts';
import { customerTallies } from './customer-sums.ts';
import { familyNamed, type Rolled } from './codes.ts';
import { grains, layouts, ownersCodes, rollupPrefix, type Fact, type Grain } from './facts.ts';
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

/** The amounts that facts add to counters, by group and attribute. */
export function factTallies(facts: readonly Fact[], ownerId: string | undefined): Tallies {
  const tallies: Tallies = {};
  const add = (
    family: Rolled,
    fact: Fact,
    grain: Grain,
    owner: string | undefined,
    codes: readonly string[],
  ) => {
    const group = (tallies[rollup(family, grain, fact.day, owner, fact.part)] ??= {});
    const { periodLength } = grains[grain];
    // The part of the date after the period: the day of the month, or the month of the year.
    const at = fact.day.slice(periodLength + 1, periodLength + 3);
    for (const code of codes)
      group[`${at}${code}`] = (group[`${at}${code}`] ?? 0) + (fact.amounts[code] ?? 0);
  };
  for (const fact of facts) {
    const family = familyNamed(fact.family);
    if (family === 'customerDeals') {
      for (const [group, amounts] of Object.entries(customerTallies(fact, ownerId))) {
        const sums = (tallies[group] ??= {});
        for (const [name, amount] of Object.entries(amounts)) sums[name] = (sums[name] ?? 0) + amount;
      }
      continue;
    }
    const { all, owners } = layouts[family];
    const codes = Object.keys(fact.amounts);
    for (const grain of all) add(family, fact, grain, undefined, codes);
    const ofOwners = ownersCodes(family);
    const owned = ofOwners ? codes.filter((code) => ofOwners.includes(code)) : codes;
    for (const grain of owners) add(family, fact, grain, ownerId ?? noValue, owned);
  }
  return tallies;
}
