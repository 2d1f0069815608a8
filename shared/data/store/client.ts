import { DynamoDBClient, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { requestHandler } from './request-handler.ts';

/**
 * One client per process. The SDK's own work is most of the cost of a read, and these settings save a third of it
 * (`npm run bench -- --only P2`): middleware is composed once per command class instead of once per call (the
 * document client doesn't allow that), middleware that only reports the caller is left out, and no account id is
 * looked up for the endpoint.
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

/** Parts of a command's input whose plain values must be marshalled. */
const valueParts = ['ExclusiveStartKey', 'ExpressionAttributeValues', 'Item', 'Key'] as const;
type ValuePart = (typeof valueParts)[number];
type OnWire<T> = {
  [K in keyof T]: K extends ValuePart ? (undefined extends T[K] ? Wire | undefined : Wire) : T[K];
};

/** A command's input with marshalled values; undefined values are dropped. */
export function onWire<T extends Partial<Record<ValuePart, unknown>>>(input: T): OnWire<T> {
  const wired = { ...input } as Partial<Record<ValuePart, unknown>>;
  for (const part of valueParts) {
    const values = wired[part];
    if (values !== undefined) wired[part] = marshall(values, { removeUndefinedValues: true });
  }
  return wired as OnWire<T>;
}
