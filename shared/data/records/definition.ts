import type { ProblemDetail } from '#contract/problem-texts/problem-texts.ts';
import type { FieldErrorCode } from '#contract/field-error-codes.ts';
import type { FieldFault } from '#contract/problem.ts';
import type { RecordHead, RecordType } from '#contract/record-type.ts';
import type { RecordTally } from '#contract/tally.ts';
import { noValue, recordKey, type Index, type Key } from '../store/keys.ts';
import type { ActivitiesSeen, Fact } from '../counters/facts.ts';
import type { Context } from '../organization/context.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import type { Item } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Searched } from '../values/searched.ts';

export type AnyRecord = RecordHead & {
  /** The record into which this one was merged. */
  mergedInto?: string | undefined;
} & Record<string, unknown>;

/**
 * A list that is read from an index: of all records, or of those with a value of the field `by`. The list database
 * answers all other questions.
 */
export interface ListIndex<T extends AnyRecord = AnyRecord> {
  index: Index;
  by?: string;
  /** Whether only an operation reads it: it has just the records with a value of `by`, and no counter. */
  isInternal?: true;
  /** Which records an internal list has, besides the condition above. Backfills don’t notice a change of it. */
  holds?(record: T): boolean;
  /** A column, or one of the type's short names of sort orders. */
  sort: string;
}

export type ListRow = Pick<
  RecordHead,
  'id' | 'version' | 'createdAt' | 'updatedAt' | 'deletedAt' | 'custom'
> &
  Record<string, unknown>;

/** What is wrong with a value, and with which field. */
export type Wrong =
  | ({ field: string; code: FieldErrorCode } & Pick<FieldFault, 'expected' | 'limit' | 'currency'>)
  | undefined;

/**
 * A value of a record. Declared as a method, as all functions of a definition are, so that the definition of one type can
 * be passed to what works with records of any type.
 */
type ValueOf<T extends AnyRecord, Value> = {
  of(record: T, settings: OrganizationSettings): Value;
}['of'];

/** Values that the server fills in, in addition to those that `derive` computes. */
interface FilledIn<T extends AnyRecord> {
  /**
   * Values of fields that the input leaves out. Fields with a list get the list's default automatically.
   */
  defaults?(settings: OrganizationSettings, input: Readonly<Record<string, unknown>>): Partial<T>;
  /**
   * Read-only values that follow from changes to other fields, such as timestamps; null clears a value. Values set by
   * an operation take precedence.
   */
  keep?(
    record: T,
    before: T | undefined,
    by: Pick<Context, 'now' | 'settings' | 'actor'>,
  ): Record<string, unknown>;
  /** Values of a record that is restored which can't stay as they were. */
  onRestore?(context: Context, record: T): Promise<Partial<T>>;
  /**
   * The changed record without what belonged to its previous values, even if the input repeats it. Rules and derived
   * values must not depend on what is removed.
   */
  withoutStale?(record: T, before: T): T;
  /** Read-only values that a record takes from those that are merged into it. An undo gives back `fields`. */
  fromMerged?: {
    fields: readonly string[];
    values(into: T, merged: readonly T[]): Record<string, unknown>;
  };
}

/** Reasons to refuse a write. */
interface WriteRules<T extends AnyRecord> {
  /** Fields that can't be changed in bulk, because the type's update operation checks more than the record itself. */
  singly?: string[];
  /** Rejects inconsistent fields, and values that the settings don't allow. */
  check?(record: T, settings: OrganizationSettings, before: T | undefined): Wrong;
  /** Fields whose record may be permanently deleted, because linked records must name the same one. */
  mayBeGone?(body: Readonly<Record<string, unknown>>): readonly string[];
  /** The fields that keep the name of a person who is erased, because the law requires it. */
  retained?(record: T): readonly string[];
  /** The error of a bulk change, if it applies whichever records are changed. */
  checkForMany?(values: Readonly<Record<string, unknown>>, settings: OrganizationSettings): Wrong;
  /** Throws if additional records would exceed a limit of the organization. */
  room?(context: Context, more: number): Promise<void>;
  /** Returns why the record can't be deleted, alone or by a job; undefined if it can. */
  mayDelete?(record: T, context: Context): Promise<ProblemDetail | undefined>;
  /** Returns why the record can't be merged into this other one; undefined if it can. */
  mayMerge?(record: T, into: T): ProblemDetail | undefined;
  /**
   * Throws if records can't be restored, or given back earlier values, consistently with the current state. Returns a
   * definition whose writes are conditional on that state.
   */
  restoring?(context: Context, records: readonly T[]): Promise<RecordDefinition>;
}

/** What a record adds to counters and reports, in addition to the counts that every record has. */
interface Counting<T extends AnyRecord> {
  /** Whether the number of records created on each day is counted, for the dashboard. */
  byDay?: true;
  /**
   * Whether the settings contain the status or stage that the record's numbers depend on. Cached settings can be older
   * than the record.
   */
  isKnownTo?(record: T, settings: OrganizationSettings): boolean;
  /** Amounts that a record adds to further counters, by group and attribute, such as sums of money. */
  tallies?(record: T, settings: OrganizationSettings): Record<string, Record<string, number>>;
  /** The record's contribution to reports. `activities` is what `factsOfActivities` asks for. */
  facts?(record: T, settings: OrganizationSettings, activities: ActivitiesSeen): Fact[];
  /**
   * What the facts of a record depend on of the activities that were logged on it, or planned about it and done; undefined
   * if on nothing. They are then recomputed whenever one is added, changed or removed.
   */
  factsOfActivities?(record: T, settings: OrganizationSettings): { until?: string } | undefined;
}

/** How search finds a record and shows it. */
interface Searching<T extends AnyRecord> {
  /** What search finds a record by, besides custom values. */
  terms(record: T): Searched;
  /** Second line of a search result. */
  detail(record: T): string | undefined;
  /** What the search of the type's lists finds besides texts: the title of a related record, and an exact amount. */
  relation?: string;
  amount?: string;
}

/** Additional actions for the same transaction, for all of its records together. */
interface Along<T extends AnyRecord> {
  actions(context: Context, writes: readonly { before: T | undefined; after: T }[]): Action[];
  /** Number of actions that it adds at most for each record that is created, besides the type's `actionsAlong`. */
  each?: number;
}

/** What a record has besides that is about others, as an entry of one is. Its changes name the main one. */
interface AsEntry<T extends AnyRecord> {
  /** Attributes of further indexes for a record that isn't in the trash. Lists of the type must not use these indexes. */
  places(orgId: string, record: T): Item;
}

/** What a question about what waits for an owner needs of a record. Of tallies, it is only whether there is one. */
export interface Waiting {
  /** By what the records of a type are sorted, as text. */
  from: string;
  values: Readonly<Record<string, unknown>>;
}

/** What of its activities decides whether a record waits. A type alias, because interfaces aren't assignable to index signatures. */
type Answered = Pick<RecordTally, 'activityCount' | 'lastDoneAt' | 'nextTaskAt'>;

/** Of these tallies, which there are: their times would change more often than anything follows from them. */
export const present = (tallies: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(tallies).flatMap(([name, at]) => (at === undefined ? [] : [[name, 'some']])),
  );

/**
 * How records of one type are stored, indexed, searched and counted. All functions of (record, settings) must be pure.
 */
export interface RecordDefinition<T extends AnyRecord = AnyRecord> {
  type: RecordType;
  /**
   * Version of the stored shape. `upgrades[n]` converts shape n + 1 to n + 2 when a record with an older shape is read.
   */
  schema: number;
  /**
   * Increase it when `sorts`, `search` or `derive` produce another result for the same record, so
   * that a deployment starts a backfill. A test compares the results of each version.
   */
  projection: number;
  upgrades: ((data: Record<string, unknown>) => Record<string, unknown>)[];
  lists: ListIndex<T>[];
  /** Sort keys of the lists in indexes, by name of the sort. They are compared as text. */
  sorts: Record<string, ValueOf<T, string>>;
  search: Searching<T>;
  /** The field whose values are counted, for the organization and for each owner. */
  countedBy: string;
  /** The values of the type's computed columns, and their shares. */
  computed?: {
    values: Readonly<Record<string, ValueOf<T, unknown>>>;
    /** The settings that they depend on. */
    basis(settings: OrganizationSettings): unknown;
  };
  derive(record: Omit<T, keyof RecordHead>, settings: OrganizationSettings): Partial<T>;
  /**
   * A stored record with the derived values of this release, where those of an earlier one would be misread until a
   * backfill has replaced them. Must return what `derive` has written unchanged.
   */
  asRead?(record: T): T;
  /** The values of the type's `fromSettings`. */
  fromSettings?(record: T, settings: OrganizationSettings): Record<string, unknown>;
  filledIn?: FilledIn<T>;
  rules?: WriteRules<T>;
  counting?: Counting<T>;
  along?: Along<T>;
  entry?: AsEntry<T>;
  /** What is kept of a record that can wait for its owner. Undefined if it can't until it changes. */
  waiting?(record: T & Answered): Waiting | undefined;
}

export const keyOf = (definition: RecordDefinition, orgId: string, id: string): Key =>
  recordKey(orgId, definition.type.name, id);

/** Upgrades stored data to the definition's current shape, and to the values that it derives. */
export function upgraded<R extends AnyRecord>(
  definition: RecordDefinition<R>,
  schema: number,
  data: Record<string, unknown>,
): Record<string, unknown> {
  const shape = definition.upgrades.slice(schema - 1).reduce((before, upgrade) => upgrade(before), data);
  return definition.asRead?.(shape as R) ?? shape;
}

/** The values of a field as text for keys and counters. A missing value is `none`. */
export function valuesOf(record: AnyRecord, field: string): string[] {
  const value = record[field];
  if (Array.isArray(value)) return value.map(String);
  return [value === undefined || value === null ? noValue : String(value)];
}
