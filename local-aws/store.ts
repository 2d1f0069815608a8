import { DatabaseSync } from 'node:sqlite';

/** Opens a database file of the host. A killed host loses nothing that was written. */
export function openStore(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;');
  return database;
}
