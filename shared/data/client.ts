import { DynamoDBClient, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { requestHandler } from './request-handler.ts';

/**
 * One client a process; its connections outlive a request. The SDK's own work is most of what a read costs, and these
 * settings take a third off it (`npm run bench -- --only P2`): middlewares are put together once for each kind of command
 * instead of for each call, which the document client does not allow, those that only tell of the call are left out, and
 * no account id is looked up for the address.
 */
export const client = new DynamoDBClient({
  cacheMiddleware: true,
  accountIdEndpointMode: 'disabled',
  requestHandler,
});
for (const name of ['getUserAgentMiddleware', 'loggerMiddleware', 'recursionDetectionMiddleware'])
  client.middlewareStack.remove(name);

export type Item = Record<string, unknown>;
type Wire = Record<string, AttributeValue>;

/** Parts of a command's input that hold plain values where the wire wants typed ones. */
const valueParts = ['ExclusiveStartKey', 'ExpressionAttributeValues', 'Item', 'Key'] as const;
type ValuePart = (typeof valueParts)[number];
type OnWire<T> = {
  [K in keyof T]: K extends ValuePart ? (undefined extends T[K] ? Wire | undefined : Wire) : T[K];
};

/** A command's input with its values as the wire has them; undefined values are left out. */
export function onWire<T extends Partial<Record<ValuePart, unknown>>>(input: T): OnWire<T> {
  const wired = { ...input } as Partial<Record<ValuePart, unknown>>;
  for (const part of valueParts) {
    const values = wired[part];
    if (values !== undefined) wired[part] = marshall(values, { removeUndefinedValues: true });
  }
  return wired as OnWire<T>;
}
