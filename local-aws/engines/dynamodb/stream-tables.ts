import { DatabaseSync } from 'node:sqlite';

/** Retention of stream records, as in DynamoDB. */
const keptSeconds = 24 * 60 * 60;
/** Number of newest records that are kept, within the retention, even if every reader has passed them. */
const keptRecords = 10_000;
/** SQLite's code for a file that somebody else is writing to: https://sqlite.org/rescode.html#busy */
const busy = 5;

/** Adds indexes to dynoxide's file. Without these, every write would scan all stream records. */
export function repairStreamTables(file: string): void {
  const database = new DatabaseSync(file, { timeout: 5000 });
  database.exec(`
    CREATE INDEX IF NOT EXISTS stream_records_by_number
      ON _stream_records (table_name, CAST(sequence_number AS INTEGER));
    CREATE INDEX IF NOT EXISTS stream_records_by_shard
      ON _stream_records (table_name, shard_id, CAST(sequence_number AS INTEGER));`);
  database.close();
}

/**
 * Drops stream records that are past their retention, or that every reader has passed and that are not among the
 * newest, because the engine keeps them all. Each call checks only the 5,000 oldest records, because the engine writes
 * at the same time. The newest record stays, because otherwise numbering would restart. While the engine writes for
 * longer than a moment, nothing is dropped: the next call does it.
 */
export function trimStream(file: string, deliveredUpTo: number): void {
  const database = new DatabaseSync(file, { timeout: 100 });
  try {
    dropRecords(database, deliveredUpTo);
  } catch (error) {
    if ((error as { errcode?: number }).errcode !== busy) throw error;
  } finally {
    database.close();
  }
}

function dropRecords(database: DatabaseSync, deliveredUpTo: number): void {
  const oldest = Math.floor(Date.now() / 1000) - keptSeconds;
  database
    .prepare(
      `DELETE FROM _stream_records WHERE id IN (
         SELECT id FROM (SELECT id, created_at, CAST(sequence_number AS INTEGER) AS number FROM _stream_records
           ORDER BY id LIMIT 5000), (SELECT max(id) AS newest FROM _stream_records)
         WHERE id < newest AND (created_at < ? OR (number <= ? AND id < newest - ${keptRecords})))`,
    )
    .run(oldest, deliveredUpTo);
}
