import { DatabaseSync } from 'node:sqlite';

/** Opens a database file of the host. If the host is killed, nothing that was written is lost. */
export function openStore(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;');
  return database;
}
