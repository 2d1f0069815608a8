import type { RecordDefinition } from '../records/definition.ts';
import type { RecordItem } from '../records/stored.ts';
import type { FeedEntry } from '../store/list-feed.ts';

/**
 * The parts in which a copy is stored: the one that answers questions, and the records as JSON, from which copies of
 * another layout are derived.
 */
export type CopyPart = 'columns' | 'bodies';

/** Records in an SQLite database in memory. */
export interface CopyDatabase {
  /** Number of records. */
  count(): number;
  /** Memory that the database uses. */
  bytes(): number;
  serialize(part: CopyPart): Uint8Array;
  /** Frees the memory of the bodies, which questions don't need. */
  dropBodies?(): void;
  close(): void;
}

/** What the table has of a record: nothing if it doesn't exist, or was merged into another one. */
export interface FoundRecord {
  definition: RecordDefinition;
  id: string;
  item: RecordItem | undefined;
}

/** What a copy is made of, and how. */
export interface CopySource<Database extends CopyDatabase> {
  orgId: string;
  /** Names the copy within the organization, in keys, objects and messages: a record type, or `search`. */
  name: string;
  /** The types of the records. */
  definitions: readonly RecordDefinition[];
  /** The index lists that have the ids of the records, by the names of their partitions. */
  lists: readonly string[];
  /** Attributes of the records' items that the copy needs. */
  attributes: { ProjectionExpression: string; ExpressionAttributeNames: Record<string, string> };
  parts: readonly CopyPart[];
  /** Identifies the tables, the columns and how they are derived from records. */
  layout: string;
  /** Version of the stored records in the bodies. */
  schema: number;
  /** A copy of fewer records needs no snapshot. */
  smallRecords: number;
  create(): Database;
  open(parts: { columns: Uint8Array; bodies?: Uint8Array | undefined }): Database;
  /** Derives a copy of this layout from the bodies of another one. Without it, such a copy is read from the table. */
  derive?: (bodies: Uint8Array, schema: number) => Database;
  /** Replaces and removes records. Returns those that can't be read, which it removes, too. */
  apply(database: Database, found: readonly FoundRecord[]): FeedEntry[];
  /** The records that differ between two copies, or that only one of them has. Both need their bodies. */
  differences(one: Database, other: Database): FeedEntry[];
}
