import { BatchGetCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Client } from 'pg';
import { columnsOf, type Column } from '#contract/lists/column.ts';
import type { Organization } from '#contract/organization.ts';
import { cellOf, type Source } from '#data/lists/cells.ts';
import { listedFrom, listRecordOf, type ListItem } from '#data/lists/list-record.ts';
import { withComputed } from '#data/records/computed.ts';
import type { RecordDefinition } from '#data/records/definition.ts';
import { allList } from '#data/records/stored.ts';
import { indexName, listPartition } from '#data/store/keys.ts';
import { sortText } from '#data/values/search-terms.ts';
import { bareClient } from './bare-client.ts';
import type { System } from './system.ts';

// Records of the large organization in PostgreSQL: one table for each type, with the columns of its lists.

const sqlTypes: Record<Column['kind'], string> = {
  text: 'text',
  phones: 'text',
  number: 'double precision',
  money: 'bigint',
  date: 'date',
  timestamp: 'timestamptz',
  choice: 'text',
  choices: 'text[]',
};

const batchSize = 100;
const batchesTogether = 10;

/**
 * Creates and fills the table of a type, and an index for each `indexes` entry, which is a list of columns with their
 * order, or the method and expression of an index.
 */
export async function loadIntoPostgres(
  system: System,
  postgres: Client,
  definition: RecordDefinition,
  indexes: readonly string[],
): Promise<void> {
  const { plural } = definition.type;
  const settings = await system.get<Organization>(`/v1/orgs/${system.large.id}`);
  const columns = [...columnsOf(definition.type, [], settings).values()].filter(
    ({ name }) => name !== 'deletedAt',
  );
  const subject = { definition, settings };
  const declared = columns.flatMap(({ name, kind }) => [
    `"${name}" ${sqlTypes[kind]}`,
    ...(kind === 'text' ? [`"${name}Sort" text`] : []),
    ...(kind === 'money' ? [`"${name}Currency" text`] : []),
  ]);
  await postgres.query(
    `CREATE TABLE ${plural} (id text PRIMARY KEY, body text NOT NULL, q text NOT NULL, "deletedAt" timestamptz, ${declared.join(', ')})`,
  );
  const insert = `INSERT INTO ${plural} SELECT * FROM json_populate_recordset(NULL::${plural}, $1)`;
  const client = bareClient(system);
  for await (const items of itemsOf(system, client, definition)) {
    const rows = items.map((item) => {
      const { searchText } = listRecordOf(subject, item)!;
      const record = withComputed(subject, listedFrom(definition, item));
      return { id: record.id, body: JSON.stringify(record), q: searchText, ...rowOf(columns, record) };
    });
    await postgres.query(insert, [JSON.stringify(rows)]);
  }
  for (const index of indexes) await postgres.query(`CREATE INDEX ON ${plural} ${index}`);
  await postgres.query(`VACUUM ANALYZE ${plural}`);
}

function rowOf(columns: readonly Column[], record: Source): Record<string, unknown> {
  const values = columns.map((column): Record<string, unknown> => {
    const cell = cellOf(column, record);
    const { name } = column;
    switch (cell?.kind) {
      case 'text':
        return { [name]: cell.text, [`${name}Sort`]: sortText(cell.original).slice(0, 200) };
      case 'phones':
        return { [name]: cell.digits.join(' ') };
      case 'number':
        return { [name]: cell.number };
      case 'money':
        return { [name]: cell.money.amountMinor, [`${name}Currency`]: cell.money.currency };
      case 'date':
        return { [name]: cell.at };
      case 'ids':
        return { [name]: cell.isSingle ? cell.ids[0] : cell.ids };
      case undefined:
        return {};
    }
  });
  return Object.assign({}, ...values) as Record<string, unknown>;
}

/** All items of a type's records: their keys from an index, and the items by key. */
async function* itemsOf(
  { host, large }: System,
  client: DynamoDBDocumentClient,
  { type }: RecordDefinition,
): AsyncGenerator<ListItem[]> {
  const { table } = host.info;
  const read = async (keys: object[]): Promise<ListItem[]> => {
    const { Responses } = await client.send(
      new BatchGetCommand({ RequestItems: { [table]: { Keys: keys } } }),
    );
    const items = (Responses?.[table] ?? []) as ListItem[];
    if (items.length !== keys.length) throw new Error(`${keys.length - items.length} records were not read`);
    return items;
  };
  let start: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: indexName('g1'),
        KeyConditionExpression: 'g1pk = :pk',
        ExpressionAttributeValues: { ':pk': listPartition(large.id, type.name, allList) },
        ProjectionExpression: 'pk, sk',
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    );
    for (let at = 0; at < Items.length; at += batchSize * batchesTogether) {
      const keys = Items.slice(at, at + batchSize * batchesTogether);
      const batches = Array.from({ length: Math.ceil(keys.length / batchSize) }, (_, index) =>
        keys.slice(index * batchSize, (index + 1) * batchSize),
      );
      yield (await Promise.all(batches.map(read))).flat();
    }
    start = LastEvaluatedKey;
  } while (start);
}

/** Creates a table of ids with the labels or places that lists are sorted by. */
export async function loadLabels(
  postgres: Client,
  table: string,
  labels: readonly { id: string; label?: string; place?: number }[],
): Promise<void> {
  await postgres.query(`CREATE TABLE ${table} (id text PRIMARY KEY, label text, place integer)`);
  await postgres.query(`INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, $1)`, [
    JSON.stringify(labels),
  ]);
  await postgres.query(`ANALYZE ${table}`);
}
