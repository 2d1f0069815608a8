import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { client } from '../sdk/client.ts';
import type { Key } from './keys.ts';
import { metered, tableName, type Item } from './table.ts';
import type { Session } from './units.ts';

/** A user's profile as stored. */
export interface ScannedUser extends Key {
  data: string;
}

/** Number of items that one page reads. */
const pageItems = 1_000;

/**
 * Scans one page of the table for the profiles of users who have signed in at least once. Only the role of
 * `events/missing-users` allows this scan.
 */
export async function scanUsers(
  session: Session,
  lastKey: Item | undefined,
): Promise<{ users: ScannedUser[]; lastKey: Item | undefined }> {
  const command = new ScanCommand({
    TableName: tableName,
    FilterExpression: 'kind = :user AND attribute_not_exists(firstPassword)',
    ProjectionExpression: 'pk, sk, #data',
    ExpressionAttributeNames: { '#data': 'data' },
    ExpressionAttributeValues: marshall({ ':user': 'user' }),
    Limit: pageItems,
    ReturnConsumedCapacity: 'TOTAL',
    ...(lastKey ? { ExclusiveStartKey: marshall(lastKey) } : {}),
  });
  const answer = await metered(session, 'read', () => client.send(command));
  return {
    users: (answer.Items ?? []).map((wire) => unmarshall(wire) as ScannedUser),
    lastKey: answer.LastEvaluatedKey && unmarshall(answer.LastEvaluatedKey),
  };
}
