import { randomBytes, randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

/** A secret of the template, whose first value CloudFormation generates. */
export type SecretDefinition = {
  arn: string;
  name: string;
  /** With these, the value is a JSON object: the template, with the generated text under the key. */
  template?: string;
  generatedKey?: string;
};

export type StoredSecret = { value: string; versionId: string };

export type SecretStore = {
  /** Undefined if there is no such secret. */
  find(arn: string): StoredSecret | undefined;
  /** Replaces the value. Returns the id of the new version. */
  put(arn: string, value: string): string;
  /** The current values, by ARN. */
  values(): Record<string, string>;
};

/** The value of a secret that this data folder has not had before, given what CloudFormation would generate. */
export type FirstValue = (
  definition: SecretDefinition,
  generated: string,
  before: Readonly<Record<string, string>>,
) => string;

/**
 * Opens the secrets of the template. Values stay the same at later starts, and when a secret moves to another stack under
 * the same logical id.
 */
export function openSecrets(
  database: DatabaseSync,
  definitions: readonly SecretDefinition[],
  firstValue: FirstValue = (_definition, generated) => generated,
): SecretStore {
  database.exec('CREATE TABLE IF NOT EXISTS secrets (arn TEXT PRIMARY KEY, value TEXT NOT NULL)');
  const write = database.prepare('INSERT OR REPLACE INTO secrets VALUES (?, ?)');
  const read = database.prepare('SELECT value FROM secrets WHERE arn = ?');
  const all = database.prepare('SELECT arn, value FROM secrets');
  const valuesNow = () => Object.fromEntries(all.all().map(({ arn, value }) => [String(arn), String(value)]));
  const versions = new Map(definitions.map(({ arn }) => [arn, randomUUID()]));

  const before = valuesNow();
  for (const definition of definitions) {
    if (definition.arn in before) continue;
    const [, moved] =
      Object.entries(before).find(([arn]) => !versions.has(arn) && idIn(arn) === idIn(definition.arn)) ?? [];
    write.run(definition.arn, moved ?? firstValue(definition, generated(definition), before));
  }
  return {
    find(arn) {
      const versionId = versions.get(arn);
      const row = versionId === undefined ? undefined : read.get(arn);
      return row && versionId !== undefined ? { value: String(row.value), versionId } : undefined;
    },
    put(arn, value) {
      const versionId = randomUUID();
      write.run(arn, value);
      versions.set(arn, versionId);
      return versionId;
    },
    values: valuesNow,
  };
}

function generated({ template, generatedKey }: SecretDefinition): string {
  const text = randomBytes(20).toString('hex');
  if (template === undefined || generatedKey === undefined) return text;
  return JSON.stringify({ ...(JSON.parse(template) as object), [generatedKey]: text });
}

/** The logical id in the ARN of a secret of the local host: `…:secret:<stack>-<logical id>`. */
const idIn = (arn: string): string => arn.slice(arn.lastIndexOf('-') + 1);
