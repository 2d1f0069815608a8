import type { Permission } from '../permission.ts';
import type { RecordType } from '../record-type.ts';
import { talliesOf, type RecordTally } from '../tally.ts';
import type { ColumnKind } from './column-kind.ts';

/** A value of a record that lists can filter by, sort by and show. */
export interface PlainColumn {
  /** The field's name, or `custom.<key>`. */
  name: string;
  kind: ColumnKind;
  /** Whether the values are ids of members, so that conditions can use `me`. */
  hasMembers: boolean;
  /** All values that conditions can name, including retired ones. Undefined for ids of records, members and tags. */
  choices?: readonly string[] | undefined;
  /** Whether the values are amounts in minor units, which lists sort and filter by but don't show. */
  isMinorUnits?: true | undefined;
  /** Whether the values are percentages as text, such as `21`. */
  isPercent?: true | undefined;
  /** The target record type of a relation. */
  to?: string | undefined;
  /** Whether the values are ids of records of any type. Lists aren't sorted or grouped by such a column. */
  isOfAnyType?: true | undefined;
  /** The name of the computed value with an amount for each id. */
  shares?: string | undefined;
  /** What a caller must be able to read to use the column, besides the record. By default, nothing. */
  needs?: { permission: Permission; scope?: 'all' } | undefined;
}

/** Columns of every record type. */
const head: readonly PlainColumn[] = [
  { name: 'createdAt', kind: 'timestamp', hasMembers: false },
  { name: 'createdBy', kind: 'choice', hasMembers: true },
  { name: 'updatedAt', kind: 'timestamp', hasMembers: false },
  { name: 'updatedBy', kind: 'choice', hasMembers: true },
  { name: 'deletedAt', kind: 'timestamp', hasMembers: false },
];

/** The sums of won deals include all deals, so only callers who can read all of them can use these sums. */
const allDeals = { permission: 'deal:read', scope: 'all' } as const;
const neededFor: Partial<Record<keyof RecordTally, PlainColumn['needs']>> = {
  lastTouchAt: { permission: 'note:read' },
  lastDoneAt: { permission: 'task:read' },
  nextTaskAt: { permission: 'task:read' },
  wonDeals: allDeals,
  wonValue: allDeals,
};

/** The columns of a record type that aren't fields. Browsers load them without schemas. */
export const furtherColumns = (
  type: Pick<RecordType, 'computed' | 'hasActivities' | 'hasWonDeals'>,
): PlainColumn[] => [
  ...Object.entries(type.computed).map(([name, of]) => ({ name, hasMembers: false, ...of })),
  ...head,
  ...talliesOf(type).map(({ name, kind }) => ({ name, kind, hasMembers: false, needs: neededFor[name] })),
];
