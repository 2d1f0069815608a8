import type { Tallies } from '../records/counters.ts';
import { noValue } from '../records/definition.ts';
import { customerTallies } from './customer-sums.ts';

/**
 * What is counted of a record or an activity for analytics: amounts on a calendar day of the organization's time zone. A
 * fact is a pure function of (record, settings), lies in the record's ledger, and moves rollups in the ledger's
 * transaction, so that each is counted exactly once however often and in whatever order images come.
 */
export interface Fact {
  family: Family;
  /** YYYY-MM-DD, or `noDay`. */
  day: string;
  /** What the family is divided by: a pipeline, a stage, a source, a status, a customer with a pipeline. */
  part: string;
  amounts: Readonly<Record<string, number>>;
}

/** Of open deals that nobody expects on any day. */
export const noDay = '0000-00-00';

/** Deals by day of making and closing, funnel, expected deals, leads, leads by source, activities, customers. */
export type Rolled = 'd' | 'f' | 'x' | 'l' | 's' | 'a' | 'c';
/** And deals of customers (`k`), which are no rollups: customer-sums.ts. */
export type Family = Rolled | 'k';

/** How fine an item divides the time: months hold days, years hold months. */
type Grain = 'month' | 'year';

interface Layout {
  /** The organization's items: years for long ranges where parts are many, months for what is left at both ends. */
  all: readonly Grain[];
  /** Each owner's items, likewise. */
  owners: readonly Grain[];
  /** Amounts that owners' items hold, where not all. */
  ofOwners?: readonly string[];
}

export const layouts: Readonly<Record<Rolled, Layout>> = {
  d: { all: ['month'], owners: ['year', 'month'] },
  f: { all: ['year', 'month'], owners: ['year', 'month'] },
  x: { all: ['year'], owners: ['year'] },
  l: { all: [], owners: ['year', 'month'] },
  s: { all: ['year', 'month'], owners: ['year', 'month'], ofOwners: ['n', 'v'] },
  a: { all: ['month'], owners: ['year', 'month'] },
  c: { all: ['month'], owners: ['year', 'month'] },
};

/** Digits of the period that an item is of, and where the part of a day that its attributes begin with lies. */
export const grains = {
  month: { periodLength: 7, mark: { all: 'M', owner: 'm' } },
  year: { periodLength: 4, mark: { all: 'Y', owner: 'y' } },
} as const satisfies Record<Grain, unknown>;

/** Beginning of the sort keys of a family's items; the organization's and owners' lie apart, each by period. */
export const rollupPrefix = (family: Rolled, grain: Grain, of: 'all' | 'owner'): string =>
  `facts#${family}#${grains[grain].mark[of]}#`;

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

/** What facts add to counters. */
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
    // Behind the period and its hyphen: the day of a month, the month of a year.
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
