import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

/** Values of the secrets that CloudFormation would generate, by ARN. They stay the same at later starts. */
export function readSecrets(database: DatabaseSync, arns: string[]): Record<string, string> {
  database.exec('CREATE TABLE IF NOT EXISTS secrets (arn TEXT PRIMARY KEY, value TEXT NOT NULL)');
  const make = database.prepare('INSERT OR IGNORE INTO secrets VALUES (?, ?)');
  const read = database.prepare('SELECT value FROM secrets WHERE arn = ?');
  return Object.fromEntries(
    arns.map((arn) => {
      make.run(arn, randomBytes(20).toString('hex'));
      return [arn, String(read.get(arn)?.value)];
    }),
  );
}
