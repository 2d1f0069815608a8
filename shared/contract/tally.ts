import type { Money } from './field.ts';
import type { ColumnKind } from './lists/column-kind.ts';

/** Totals of a record's activities. A type alias, because interfaces aren't assignable to index signatures. */
export type ActivityTally = {
  activityCount?: number | undefined;
  /** Date of the latest activity, which can be in the future. */
  lastActivityAt?: string | undefined;
};

/** What lists show of a record's activities, tasks and deals. It changes without a new version of the record. */
export interface RecordTally extends ActivityTally {
  /**
   * When somebody last wrote a note or an answer, logged an activity or completed a planned one. In the future if an
   * activity was logged with a date to come.
   */
  lastTouchAt?: string | undefined;
  /** When the latest of the planned activities about it that are done was completed. */
  lastDoneAt?: string | undefined;
  /** When the earliest open task of the record is due. */
  nextTaskAt?: string | undefined;
  /** Number of won deals of a customer. */
  wonDeals?: number | undefined;
  /** The sum of their values, in the organization's currency. Missing without won deals. */
  wonValue?: Money | undefined;
}

interface Tally {
  name: keyof RecordTally;
  kind: ColumnKind;
  /** What the record type must have. By default, records of all types have the value. */
  of?: 'hasActivities' | 'hasWonDeals';
}

const tallies: readonly Tally[] = [
  { name: 'activityCount', kind: 'number', of: 'hasActivities' },
  { name: 'lastActivityAt', kind: 'timestamp', of: 'hasActivities' },
  { name: 'lastTouchAt', kind: 'timestamp' },
  { name: 'lastDoneAt', kind: 'timestamp' },
  { name: 'nextTaskAt', kind: 'timestamp' },
  { name: 'wonDeals', kind: 'number', of: 'hasWonDeals' },
  { name: 'wonValue', kind: 'money', of: 'hasWonDeals' },
];

/** The tallies of a record type. */
export const talliesOf = (type: {
  hasActivities?: boolean | undefined;
  hasWonDeals?: boolean | undefined;
}): readonly Tally[] => tallies.filter(({ of }) => of === undefined || type[of]);
