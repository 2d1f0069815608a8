import { execFile } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { findBinary } from './engine.ts';

const run = promisify(execFile);

/** What a DescribeTable response says of a table. */
export type TableDescription = { TableName: string } & Record<string, unknown>;

/**
 * Adds items to a table of a stopped engine, many times faster than by writes. They replace others of the same keys and
 * leave no stream records. `source` is a folder of JSON files in the format of DynamoDB's exports: an `{"Item": …}` in
 * each line.
 */
export async function importItems(file: string, table: TableDescription, source: string): Promise<void> {
  const work = mkdtempSync(path.join(path.dirname(file), 'import-'));
  const schema = path.join(work, 'schema.json');
  const output = path.join(work, 'imported.sqlite');
  // The import takes the name of the table from that of the folder.
  const items = path.join(work, table.TableName);
  symlinkSync(path.resolve(source), items);
  writeFileSync(schema, JSON.stringify({ Table: table }));
  try {
    await run(findBinary(), ['import', '--source', items, '--schema', schema, '--output', output]);
    takeOver(file, output, table.TableName);
    for (const suffix of ['-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
    renameSync(output, file);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Copies everything into the imported file that it lacks: the other items, and the engine's own tables. */
function takeOver(file: string, imported: string, table: string): void {
  const database = new DatabaseSync(imported);
  database.prepare('ATTACH ? AS former').run(file);
  const names = database
    .prepare("SELECT name FROM former.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all()
    .map(({ name }) => String(name));
  database.exec('BEGIN');
  for (const name of names) {
    const isOfItems = name === table || name.startsWith(`${table}::`);
    if (!isOfItems) database.exec(`DELETE FROM main."${name}"`);
    const verb = isOfItems ? 'INSERT OR IGNORE' : 'INSERT';
    database.exec(`${verb} INTO main."${name}" SELECT * FROM former."${name}"`);
  }
  database.exec('COMMIT');
  database.close();
}
