import type { DynamoDBRecord } from 'aws-lambda';

export type StreamImage = NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];

/** The item after the change, or before it if the item was removed. */
export const latestImage = ({ dynamodb }: DynamoDBRecord): StreamImage =>
  dynamodb?.NewImage ?? dynamodb?.OldImage;

/** The organization, record type and id of an item, if it is a record. The type can be unknown to this release. */
export function recordIn({ kind, org, type, id }: NonNullable<StreamImage> = {}):
  | { orgId: string; type: string; id: string }
  | undefined {
  return kind?.S === 'record' && org?.S && type?.S && id?.S
    ? { orgId: org.S, type: type.S, id: id.S }
    : undefined;
}

/** Whether a change leaves a record's row and data as they were, such as one to its activity count. */
export function isSameRecord({ dynamodb }: DynamoDBRecord): boolean {
  const { OldImage: before, NewImage: after } = dynamodb ?? {};
  return before !== undefined && before.data?.S === after?.data?.S && before.row?.S === after?.row?.S;
}
