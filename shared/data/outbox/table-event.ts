import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { AttributeValue as WireValue } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { Key } from '../store/keys.ts';
import type { Item } from '../sdk/client.ts';

/** What happened to an item: it was written, changed or removed. */
export interface TableEvent {
  before?: (Key & Item) | undefined;
  after?: (Key & Item) | undefined;
}

type Image = NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];

export const eventOf = ({ dynamodb }: DynamoDBRecord): TableEvent => ({
  before: itemIn(dynamodb?.OldImage),
  after: itemIn(dynamodb?.NewImage),
});

/** The same of an event that may be unreadable: then, which item was written. */
export function keptEventOf(record: DynamoDBRecord): TableEvent {
  try {
    return eventOf(record);
  } catch {
    return { after: itemIn(record.dynamodb?.Keys) };
  }
}

const itemIn = (image: Image): (Key & Item) | undefined =>
  image && (unmarshall(image as Record<string, WireValue>) as Key & Item);

/** What a change item says. */
export interface Change {
  orgId: string;
  type: string;
  action: string;
  id: string;
  version: number;
  /** The partition of the subject. */
  pk: string;
  /** The sort key of an entry. */
  place: string | undefined;
  /** `FieldChange`s as JSON. */
  data: string | undefined;
}

export const changeFrom = ({ pk, org, type, action, id, version, place, data }: Key & Item): Change =>
  ({ pk, orgId: org, type, action, id, version, place, data }) as Change;
