import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { Key } from '#data/store/keys.ts';

type Item = Record<string, unknown> & Key;

/** What the table's stream tells of an item that was written, changed or removed. */
export function streamRecord(
  number: number,
  before: Item | undefined,
  after: Item | undefined,
): DynamoDBRecord {
  const image = (item: object) => marshall(item, { removeUndefinedValues: true }) as never;
  const { pk, sk } = (after ?? before)!;
  return {
    eventName: !after ? 'REMOVE' : before ? 'MODIFY' : 'INSERT',
    dynamodb: {
      Keys: image({ pk, sk }),
      SequenceNumber: String(number),
      ...(before ? { OldImage: image(before) } : {}),
      ...(after ? { NewImage: image(after) } : {}),
    },
  };
}
