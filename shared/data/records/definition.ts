import type { FieldErrorCode } from '#contract/problem.ts';
import type { RecordHead, RecordType } from '#contract/record-type.ts';
import { recordKey, type Index, type Key } from '../keys.ts';
import type { OrganizationSettings } from '../organization.ts';

export type AnyRecord = RecordHead & Record<string, unknown>;

/** One of the six indexes: which field parts it into lists and by what a list is sorted. */
export interface ListIndex {
  index: Index;
  /** Left out for the list of all. A record without a value lies in the list of `none`. */
  by?: string;
  sort: string;
}

export type ListRow = Pick<RecordHead, 'id' | 'version' | 'createdAt' | 'updatedAt' | 'deletedAt'> &
  Record<string, unknown>;
/** Wanted values by field; any of them will do. */
export type FilterValues = Record<string, string[]>;

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
  lists: ListIndex[];
  /** Sort keys as text that sorts rightly. */
  sorts: Record<string, (record: T) => string>;
  searchWords: (record: T) => string[];
  /** Second line of a search result. */
  searchDetail: (record: T) => string | undefined;
  /** Field by whose values records are counted, for the organization and for each owner. */
  countedBy: keyof T & string;
  /** Fields that hold several ids, each counted for the organization. */
  countedEach: (keyof T & string)[];
  derive: (record: Omit<T, keyof RecordHead>, settings: OrganizationSettings) => Partial<T>;
  defaults: (settings: OrganizationSettings) => Partial<T>;
  /** A value that the organization's settings do not offer. */
  check: (record: T, settings: OrganizationSettings) => { field: string; code: FieldErrorCode } | undefined;
}

export const noValue = 'none';

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
  const value = record[field];
  if (Array.isArray(value)) return value.map(String);
  return [value === undefined || value === null ? noValue : String(value)];
}
