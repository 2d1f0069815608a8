import type { FieldErrorCode } from '#contract/problem.ts';
import type { RecordHead, RecordType } from '#contract/record-type.ts';
import { recordKey, type Index, type Key } from '../keys.ts';
import type { Fact } from '../analytics/facts.ts';
import type { Context } from '../context.ts';
import type { OrganizationSettings } from '../organization.ts';
import type { Action } from '../transact.ts';

export type AnyRecord = RecordHead & Record<string, unknown>;

/** One of the six indexes: which field parts it into lists and by what a list is sorted. */
export interface ListIndex {
  index: Index;
  /** Left out for the list of all. A record without a value lies in the list of `none`. */
  by?: string;
  /** Records without a value are in no list of this index. */
  sparse?: true;
  sort: string;
}

export type ListRow = Pick<
  RecordHead,
  'id' | 'version' | 'createdAt' | 'updatedAt' | 'deletedAt' | 'custom'
> &
  Record<string, unknown>;
/** Wanted values by field; any of them will do. */
export type FilterValues = Record<string, string[]>;

/** Names of the numbers that are projected beside a row. */
export type NumberName = 'n1' | 'n2' | 'n3';

/** A number must be at least or at most what was asked for. */
export interface Bound {
  number: NumberName;
  is: 'atLeast' | 'atMost';
  /** A record without that number fits if it has this one: its range is open at the other end. */
  openWith?: NumberName;
}

/** How a record type lies in the table. Only pure functions of (record, settings). */
export interface RecordDefinition<T extends AnyRecord = AnyRecord> {
  type: RecordType;
  /** Version of the stored shape; `upgrades[n]` turns shape n + 1 into n + 2 when an older record is read. */
  schema: number;
  /**
   * Raised when `sorts`, `searchWords`, `searchDetail` or `derive` come to another result for the same record, so that a
   * deployment projects again. A test keeps what they made under each number.
   */
  projection: number;
  upgrades: ((data: Record<string, unknown>) => Record<string, unknown>)[];
  /** Fields whose value only one record of the organization may have. */
  unique: (keyof T & string)[];
  /** Fields that are changed for one record at a time only, since the type's own update looks at more than the record. */
  singly?: (keyof T & string)[];
  lists: ListIndex[];
  /** Sort keys as text that sorts rightly. */
  sorts: Record<string, (record: T, settings: OrganizationSettings) => string>;
  searchWords: (record: T) => string[];
  /** Second line of a search result. */
  searchDetail: (record: T) => string | undefined;
  /** Field by whose values records are counted, for the organization and for each owner. */
  countedBy: keyof T & string;
  /** Fields that hold several ids, each counted for the organization. */
  countedEach: (keyof T & string)[];
  /** Whether settings have the entries that the record's numbers depend on: those that were read before it was written may not. */
  isKnownTo?: (record: T, settings: OrganizationSettings) => boolean;
  /** Further counters that a record adds to, by group and attribute: sums of money, for instance. */
  tallies?: (record: T, settings: OrganizationSettings) => Record<string, Record<string, number>>;
  /** What a record counts for in analytics. `firstActivityAt` is given where the definition says that it looks at activities. */
  facts?: (record: T, settings: OrganizationSettings, firstActivityAt: string | undefined) => Fact[];
  /** Facts follow from the record's activities too, and are made anew with each of them. */
  factsOfActivities?: true;
  /** A code such as CUST-0001 that rises and is unique; its field is filled in by the server. */
  code?: { field: keyof T & string; prefix: string };
  /** Numbers that lists are filtered by within bounds, projected beside the row. */
  numbers?: Partial<Record<NumberName, (record: T, settings: OrganizationSettings) => number | undefined>>;
  /** What each bound that the record type declares asks of those numbers. */
  bounds?: Record<string, Bound>;
  derive: (record: Omit<T, keyof RecordHead>, settings: OrganizationSettings) => Partial<T>;
  /** Values of fields that were left out; a list's field begins with the list's first entry without being named here. */
  defaults?: (settings: OrganizationSettings, input: Readonly<Record<string, unknown>>) => Partial<T>;
  /** Kept fields that follow from a change of others, such as when it was made; null clears. A verb's own values win. */
  keep?: (
    record: T,
    before: T | undefined,
    at: { now: string; settings: OrganizationSettings },
  ) => Record<string, unknown>;
  /** What is wrong between fields, or with a value that the settings do not allow. */
  check?: (
    record: T,
    settings: OrganizationSettings,
    before: T | undefined,
  ) => { field: string; code: FieldErrorCode } | undefined;
  /** What is wrong with a change of many records, whatever they are like. */
  checkForMany?: (
    values: Readonly<Record<string, unknown>>,
    settings: OrganizationSettings,
  ) => { field: string; code: FieldErrorCode } | undefined;
  /** Refuses so many more records where an organization may have a bounded number. */
  room?: (context: Context, more: number) => Promise<void>;
  /**
   * Refuses records that cannot leave the trash together as everything else is now, and gives the definition to write
   * them with, which holds only while that is so.
   */
  restoring?: (context: Context, records: readonly T[]) => Promise<RecordDefinition>;
  /** Writes that go along with those of records in the same transaction, for all its records together. */
  along?: (context: Context, writes: readonly { before: T | undefined; after: T }[]) => Action[];
}

export const noValue = 'none';
/** Before the key of a custom field, where fields have names: `custom.region`. */
export const customPrefix = 'custom.';

export const keyOf = (definition: RecordDefinition, orgId: string, id: string): Key =>
  recordKey(orgId, definition.type.name, id);

/** The stored data brought to the definition's present shape. */
export function upgraded(
  definition: RecordDefinition,
  schema: number,
  data: Record<string, unknown>,
): Record<string, unknown> {
  return definition.upgrades.slice(schema - 1).reduce((shape, upgrade) => upgrade(shape), data);
}

/** One value of a record as text for keys, facets and counters. */
export function valuesOf(record: AnyRecord, field: string): string[] {
  const value = field.startsWith(customPrefix)
    ? record.custom?.[field.slice(customPrefix.length)]
    : record[field];
  if (Array.isArray(value)) return value.map(String);
  return [value === undefined || value === null ? noValue : String(value)];
}

/** A whole number that is never negative as text that sorts as the number does. */
export const sortableNumber = (value: number): string => String(value).padStart(16, '0');
