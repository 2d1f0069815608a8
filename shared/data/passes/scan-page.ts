import { ScanCommand, type ScanCommandInput } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { client, type Item } from '../sdk/client.ts';
import type { Key } from '../store/keys.ts';
import { metered, tableName } from '../store/table.ts';
import type { Session } from '../store/units.ts';

/** Which items of the table a pass looks at. */
export interface Scan extends Pick<
  ScanCommandInput,
  'FilterExpression' | 'ProjectionExpression' | 'ExpressionAttributeNames' | 'ConsistentRead'
> {
  values: Item;
  /** Number of items that one page reads, which takes a small part of the time that an invocation has. */
  pageItems: number;
}

export interface Page<Scanned> {
  items: Scanned[];
  /** Where the next page starts. Undefined at the end of the table. */
  lastKey: Item | undefined;
}

/** Reads one page of the table. Only the roles of functions with a pass allow scans. */
export async function scanPage<Scanned extends Key>(
  session: Session,
  { values, pageItems, ...scan }: Scan,
  lastKey: Item | undefined,
): Promise<Page<Scanned>> {
  const command = new ScanCommand({
    TableName: tableName,
    ...scan,
    ExpressionAttributeValues: marshall(values),
    Limit: pageItems,
    ReturnConsumedCapacity: 'TOTAL',
    ...(lastKey ? { ExclusiveStartKey: marshall(lastKey) } : {}),
  });
  const answer = await metered(session, 'read', () => client.send(command));
  return {
    items: (answer.Items ?? []).map((wire) => unmarshall(wire) as Scanned),
    lastKey: answer.LastEvaluatedKey && unmarshall(answer.LastEvaluatedKey),
  };
}
