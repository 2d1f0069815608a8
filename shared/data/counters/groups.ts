/**
 * The counts that a record increments: attributes by group. Groups: `all` counts all records, `owner#<id>` those of one
 * owner, and `each#<field>#<id>` those with an id in a field (with `#owner#<id>` appended, those of one owner among
 * them). The first two also have a group per month, `<group>#month#<month>`. Attributes: `n` counts all records of the
 * group, `v_<value>` those with a value of the counted field, and `d<day>` those created on a day.
 */
export type Counts = Record<string, string[]>;

export const wholeGroup = 'all';
export const ownerGroup = (ownerId: string): string => `owner#${ownerId}`;
/** The group of records with an id in a field; with an owner, only those of that owner. */
export const eachGroup = (field: string, id: string, ownerId?: string): string =>
  ownerId === undefined ? `each#${field}#${id}` : `each#${field}#${id}#${ownerGroup(ownerId)}`;
export const monthGroup = (group: string, month: string): string => `${group}#month#${month}`;
export const allAttribute = 'n';
export const valueAttribute = (value: string): string => `v_${value}`;
export const dayAttribute = (day: string): string => `d${day}`;

/** Amounts that a record adds to counters, by group and attribute. */
export type Tallies = Record<string, Record<string, number>>;
