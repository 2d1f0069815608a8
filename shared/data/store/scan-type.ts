import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { client } from '../sdk/client.ts';
import { recordIdOf, type Key } from './keys.ts';
import { metered, tableName, type Item } from './table.ts';
import type { Session } from './units.ts';

/** Number of items that one page of a scan reads. A page takes only a small part of the time that an invocation has. */
const scanPageItems = 1_000;

export interface ScannedItem extends Key {
  kind: 'record' | 'ledger' | 'word';
  /** The record's id. */
  id: string;
}

/**
 * Scans one page of the table for records of a type, their lookup terms, and projection states that don't expire. Only
 * the role of `events/reprojection` allows a scan.
 */
export async function scanType(
  session: Session,
  type: string,
  lastKey: Item | undefined,
): Promise<{ items: ScannedItem[]; lastKey: Item | undefined }> {
  const command = new ScanCommand({
    TableName: tableName,
    FilterExpression:
      '(#type = :type AND kind IN (:record, :word)) OR (kind = :ledger AND attribute_not_exists(expiresAt) AND contains(pk, :part))',
    ProjectionExpression: 'pk, sk, kind, id',
    ExpressionAttributeNames: { '#type': 'type' },
    ExpressionAttributeValues: marshall({
      ':type': type,
      ':record': 'record',
      ':word': 'word',
      ':ledger': 'ledger',
      ':part': `#${type}#`,
    }),
    Limit: scanPageItems,
    ReturnConsumedCapacity: 'TOTAL',
    ...(lastKey ? { ExclusiveStartKey: marshall(lastKey) } : {}),
  });
  const answer = await metered(session, 'read', () => client.send(command));
  return {
    items: (answer.Items ?? []).map((wire) => {
      const item = unmarshall(wire) as ScannedItem;
      return item.kind === 'word' ? item : { ...item, id: recordIdOf(item.pk) };
    }),
    lastKey: answer.LastEvaluatedKey && unmarshall(answer.LastEvaluatedKey),
  };
}
