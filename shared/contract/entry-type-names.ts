/** Entries of records that can be imported, in the order in which they are offered. */
export const entryTypeNames = ['note', 'activity', 'task'] as const;
export type EntryTypeName = (typeof entryTypeNames)[number];

export const isEntryType = (name: string): name is EntryTypeName =>
  (entryTypeNames as readonly string[]).includes(name);
