import { ScanCommand, type ScanCommandInput } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { client } from '../sdk/client.ts';
import { linkPrefix, organizationPrefix, type Key } from './keys.ts';
import { metered, tableName, type Item } from './table.ts';
import type { Session } from './units.ts';

/** Number of items that one page reads. */
const pageItems = 500;

interface Page {
  items: (Key & Item)[];
  lastKey: Item | undefined;
}

/**
 * Scans one page of the table for the items of some organizations: those in their partitions, and the links that they have
 * sent. Only the role of `events/erasures` allows these scans.
 */
export const scanItems = (
  session: Session,
  orgIds: readonly string[],
  lastKey: Item | undefined,
): Promise<Page> =>
  scanWith(session, lastKey, {
    FilterExpression: orgIds
      .map((_, n) => `begins_with(pk, :prefix${n}) OR (begins_with(pk, :link) AND org = :org${n})`)
      .join(' OR '),
    ExpressionAttributeValues: marshall({
      ':link': linkPrefix,
      ...Object.fromEntries(
        orgIds.flatMap((orgId, n) => [
          [`:prefix${n}`, organizationPrefix(orgId)],
          [`:org${n}`, orgId],
        ]),
      ),
    }),
  });

/** Scans one page of the table for the records of all organizations. */
export const scanRecords = (session: Session, lastKey: Item | undefined): Promise<Page> =>
  scanWith(session, lastKey, {
    FilterExpression: 'kind = :record',
    ExpressionAttributeValues: marshall({ ':record': 'record' }),
  });

async function scanWith(
  session: Session,
  lastKey: Item | undefined,
  filter: Pick<ScanCommandInput, 'FilterExpression' | 'ExpressionAttributeValues'>,
): Promise<Page> {
  const command = new ScanCommand({
    TableName: tableName,
    ...filter,
    ConsistentRead: true,
    Limit: pageItems,
    ReturnConsumedCapacity: 'TOTAL',
    ...(lastKey ? { ExclusiveStartKey: marshall(lastKey) } : {}),
  });
  const answer = await metered(session, 'read', () => client.send(command));
  return {
    items: (answer.Items ?? []).map((wire) => unmarshall(wire) as Key & Item),
    lastKey: answer.LastEvaluatedKey && unmarshall(answer.LastEvaluatedKey),
  };
}
