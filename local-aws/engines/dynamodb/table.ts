import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { ServiceError } from '../../http/service-error.ts';
import { StartFailure } from '../../start-failure.ts';
import type { DynamoCall } from './wire.ts';

/** The template's table: the input of CreateTable and the TTL attribute. */
export type TableDefinition = {
  name: string;
  arn: string;
  /** The stream's ARN in the template; the engine's own differs. */
  streamArn: string;
  createInput: Record<string, unknown>;
  ttlAttribute: string | undefined;
};

/** Names of the key attributes, partition key first. */
export function keyNames({ createInput }: TableDefinition): string[] {
  const schema = createInput.KeySchema as { AttributeName: string; KeyType: string }[];
  return schema
    .toSorted((a, b) => a.KeyType.localeCompare(b.KeyType))
    .map(({ AttributeName }) => AttributeName);
}

/**
 * Creates the table, or adds the indexes that an existing one lacks. Throws if it differs from the template in any other
 * way.
 */
export async function ensureTable(
  call: DynamoCall,
  definition: TableDefinition,
): Promise<{ streamArn: string }> {
  const existing = await describe(call, definition.name);
  if (existing) {
    const added = await addIndexes(call, existing, definition);
    assertSameShape(added, definition);
    if (existing.LatestStreamArn) return { streamArn: String(existing.LatestStreamArn) };
    // The table has no stream: an earlier start was killed before it finished, so this table is unused.
    await call('DeleteTable', { TableName: definition.name });
  }
  const { TableDescription } = await call('CreateTable', definition.createInput);
  if (definition.ttlAttribute) {
    await call('UpdateTimeToLive', {
      TableName: definition.name,
      TimeToLiveSpecification: { AttributeName: definition.ttlAttribute, Enabled: true },
    });
  }
  return { streamArn: String((TableDescription as Record<string, unknown>).LatestStreamArn) };
}

async function describe(call: DynamoCall, name: string): Promise<Record<string, unknown> | undefined> {
  try {
    const { Table } = await call('DescribeTable', { TableName: name });
    return Table as Record<string, unknown>;
  } catch (error) {
    if (error instanceof ServiceError && error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

type Index = Record<string, unknown>;
const indexesOf = (table: Record<string, unknown>): Index[] =>
  (table.GlobalSecondaryIndexes ?? []) as Index[];

/** Adds missing indexes one after the other, as DynamoDB requires, and returns the description of the table. */
async function addIndexes(
  call: DynamoCall,
  existing: Record<string, unknown>,
  { name, createInput }: TableDefinition,
): Promise<Record<string, unknown>> {
  const known = new Set(indexesOf(existing).map(({ IndexName }) => IndexName));
  const missing = indexesOf(createInput).filter(({ IndexName }) => !known.has(IndexName));
  for (const Create of missing) {
    await call('UpdateTable', {
      TableName: name,
      AttributeDefinitions: createInput.AttributeDefinitions,
      GlobalSecondaryIndexUpdates: [{ Create }],
    });
    await untilActive(call, name);
  }
  return missing.length > 0 ? ((await describe(call, name)) ?? {}) : existing;
}

async function untilActive(call: DynamoCall, name: string): Promise<void> {
  const isActive = ({ IndexStatus }: Index) => IndexStatus === 'ACTIVE';
  while (!indexesOf((await describe(call, name)) ?? {}).every(isActive)) await sleep(100);
}

function assertSameShape(existing: Record<string, unknown>, { name, createInput }: TableDefinition): void {
  if (isDeepStrictEqual(shape(existing), shape(createInput))) return;
  throw new StartFailure(
    `The keys or indexes of ${name} changed in the template: start with --fresh to begin anew`,
  );
}

function shape(table: Record<string, unknown>): unknown {
  return {
    keys: table.KeySchema,
    indexes: indexesOf(table)
      .map(({ IndexName, KeySchema, Projection }) => ({ IndexName, KeySchema, Projection }))
      .sort((a, b) => String(a.IndexName).localeCompare(String(b.IndexName))),
  };
}
