/**
 * Counters of a record type are stored in a few items: the group `` counts all records, `owner#<id>` those of one
 * owner, `each#<field>#<id>` those with an id (`…#owner#<id>` one owner's of them). Each has a sibling per month for
 * records by creation day. An attribute is one count: `n` all, `v_<value>` by value of the counted field, `d<day>` by
 * creation day.
 */
export type Counts = Record<string, string[]>;

export const wholeGroup = 'all';
export const ownerGroup = (ownerId: string): string => `owner#${ownerId}`;
/** Records with an id in a field; with an owner, those of that owner only. */
export const eachGroup = (field: string, id: string, ownerId?: string): string =>
  ownerId === undefined ? `each#${field}#${id}` : `each#${field}#${id}#${ownerGroup(ownerId)}`;
export const monthGroup = (group: string, month: string): string => `${group}#month#${month}`;
export const allAttribute = 'n';
export const valueAttribute = (value: string): string => `v_${value}`;
export const dayAttribute = (day: string): string => `d${day}`;

/** Amounts that a record adds to counters, by group and attribute. */
export type Tallies = Record<string, Record<string, number>>;
