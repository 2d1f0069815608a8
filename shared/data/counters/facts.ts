/**
 * A fact is an amount that a record or an activity contributes on a calendar day in the organization's time zone.
 * Facts are a pure function of record and settings. They are stored in the record's projection state and update
 * rollups in the same transaction, so each is counted exactly once however often and in whatever order images arrive.
 */
export interface Fact {
  family: Family;
  /** YYYY-MM-DD, or `noDay`. */
  day: string;
  /** The dimension of the family: a pipeline, stage, source, status, or customer with pipeline. */
  part: string;
  amounts: Readonly<Record<string, number>>;
}

/** For open deals without an expected close date. */
export const noDay = '0000-00-00';

/**
 * Families of rollups: deals by creation and closing day, funnel, expected deals, leads, leads by source, activities,
 * customers.
 */
export type Rolled = 'd' | 'f' | 'x' | 'l' | 's' | 'a' | 'c';
/** Also deals by customer (`k`), which have no rollups: see customer-sums.ts. */
export type Family = Rolled | 'k';

/** The period of an item: a month with its days, or a year with its months. */
export type Grain = 'month' | 'year';

interface Layout {
  /** Organization-wide items: years for long ranges with many parts, months for both ends. */
  all: readonly Grain[];
  /** Items per owner, with the same meaning. */
  owners: readonly Grain[];
  /** Amounts in the owners' items, if not all. */
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

/** Length of an item's period in a date, and the position of the part of the date in its attribute names. */
export const grains = {
  month: { periodLength: 7, mark: { all: 'M', owner: 'm' } },
  year: { periodLength: 4, mark: { all: 'Y', owner: 'y' } },
} as const satisfies Record<Grain, unknown>;

/**
 * Prefix of a family's sort keys. The organization's and the owners' items are separate, each sorted by period.
 */
export const rollupPrefix = (family: Rolled, grain: Grain, of: 'all' | 'owner'): string =>
  `facts#${family}#${grains[grain].mark[of]}#`;
