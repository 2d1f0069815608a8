import { codeOf, families, type Amount, type Family, type FamilyCode, type Rolled } from './codes.ts';
import { amountParts } from './deal-sums.ts';

/**
 * A fact contains the amounts that a record or an activity contributes on a calendar day in the organization's time
 * zone. Facts are a pure function of the record or activity, the settings and what was seen of its activities. They are stored in the projection state, in the transaction that updates the rollups, so that each fact is
 * counted exactly once, regardless of how often and in which order stream images arrive.
 */
export interface Fact {
  family: FamilyCode;
  /** YYYY-MM-DD, or `noDay`. */
  day: string;
  /**
   * What the family counts by: a pipeline, stage, source, status, or customer with pipeline. Empty for families that
   * count by day only.
   */
  part: string;
  /** Amounts by code. */
  amounts: Readonly<Record<string, number>>;
}

/** The date of a record's first activity, and the number of those before the time that was asked for, if one was. */
export interface ActivitiesSeen {
  firstAt?: string | undefined;
  count?: number;
}

/** Whole seconds; zero if `to` precedes `from`, such as for a deal that was won before it was entered. */
export const secondsBetween = (from: string, to: string): number =>
  Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 1000));

/** Money in minor units, multiplied by `times`. */
export interface Money {
  minor: number;
  times?: number;
}

/** Builds a fact. Amounts of zero are left out. */
export function factOf<F extends Family>(
  family: F,
  day: string,
  part: string,
  amounts: Partial<Record<Amount<F>, number | Money>>,
): Fact {
  const stored: Record<string, number> = {};
  for (const [name, amount] of Object.entries<number | Money>(amounts as Record<string, number | Money>)) {
    const code = codeOf(family, name as Amount<F>);
    if (typeof amount === 'object') Object.assign(stored, amountParts(code, amount.minor, amount.times ?? 1));
    else if (amount !== 0) stored[code] = amount;
  }
  return { family: families[family].code, day, part, amounts: stored };
}

/** The day of facts about open deals without an expected close date. */
export const noDay = '0000-00-00';

/** The period of a rollup: a month with its days, or a year with its months. */
export type Grain = 'month' | 'year';

interface Layout<F extends Rolled> {
  /**
   * Periods of organization-wide rollups. If there are none, reports sum the rollups per owner. Yearly rollups contain
   * amounts by month, and monthly rollups by day. A family with only one of them uses it for all reports.
   */
  all: readonly Grain[];
  /** Periods of the rollups per owner. */
  owners: readonly Grain[];
  /** The amounts in rollups per owner; all by default. */
  ofOwners?: readonly Amount<F>[];
}

export const layouts: { readonly [F in Rolled]: Layout<F> } = {
  deals: { all: ['month'], owners: ['year', 'month'] },
  funnel: { all: ['year', 'month'], owners: ['year', 'month'] },
  expected: { all: ['year'], owners: ['year'] },
  leads: { all: [], owners: ['year', 'month'] },
  leadSources: {
    all: ['year', 'month'],
    owners: ['year', 'month'],
    ofOwners: ['created', 'converted'],
  },
  activities: { all: ['month'], owners: ['year', 'month'] },
  planned: { all: [], owners: ['year', 'month'] },
  customers: { all: ['month'], owners: ['year', 'month'] },
  invoices: { all: ['year', 'month'], owners: ['year', 'month'] },
  taxes: { all: ['year', 'month'], owners: ['year', 'month'] },
  payments: { all: ['year', 'month'], owners: ['year', 'month'] },
  issues: { all: ['year', 'month'], owners: ['year', 'month'] },
};

/** Codes of a family's amounts in rollups per owner; undefined if they contain all amounts. */
export function ownersCodes<F extends Rolled>(family: F): string[] | undefined {
  const { ofOwners }: Layout<F> = layouts[family];
  return ofOwners?.map((amount) => codeOf(family, amount));
}

/**
 * For each period: the number of characters at the start of a date that identify it, and the letters that stand for it
 * in the sort keys of organization-wide rollups and of rollups per owner.
 */
export const grains = {
  month: { periodLength: 7, mark: { all: 'M', owner: 'm' } },
  year: { periodLength: 4, mark: { all: 'Y', owner: 'y' } },
} as const satisfies Record<Grain, unknown>;

/**
 * Prefix of the sort keys of a family's rollups. Organization-wide rollups and rollups per owner have different
 * prefixes, under which they are sorted by period.
 */
export const rollupPrefix = (family: Rolled, grain: Grain, of: 'all' | 'owner'): string =>
  `facts#${families[family].code}#${grains[grain].mark[of]}#`;
