/**
 * The counts that a record increments: names of attributes by group.
 * - `all` and `owner#<id>`: the number of records (`n`), and of those with a value of the counted field (`v_<value>`).
 * - `all#month#<YYYY-MM>` and `owner#<id>#month#<YYYY-MM>`, of types that are counted by day: the number of records created on each day (`d<DD>`) and, for
 *   leads, of those closed in the month (`closed`).
 */
export type Counts = Record<string, string[]>;

export const wholeGroup = 'all';
export const ownerGroup = (ownerId: string): string => `owner#${ownerId}`;
/** The group of the sums of records with an id in a field; with an owner, only those of that owner. */
export const eachGroup = (field: string, id: string, ownerId?: string): string =>
  ownerId === undefined ? `each#${field}#${id}` : `each#${field}#${id}#${ownerGroup(ownerId)}`;
export const monthGroup = (group: string, month: string): string => `${group}#month#${month}`;
export const allAttribute = 'n';
export const valueAttribute = (value: string): string => `v_${value}`;
export const closedAttribute = 'closed';
export const dayAttribute = (day: string): string => `d${day}`;

/** Amounts that a record adds to counters, by group and attribute. */
export type Tallies = Record<string, Record<string, number>>;
