import { DynamoDBClient, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { callDirectly } from './direct-calls.ts';
import { requestHandler } from './request-handler.ts';

/** README.md lists how much CPU time each of these saves. */
export const settings = {
  // Composes middleware once per command class instead of once per call. The document client doesn't allow that.
  cacheMiddleware: true,
  requestHandler,
} as const;

/** Middleware that sends the user agent, logs the call, or passes on the Lambda trace ID. No response depends on it. */
export const reportingMiddleware = [
  'getUserAgentMiddleware',
  'loggerMiddleware',
  'recursionDetectionMiddleware',
] as const;

/** One client per process. */
export const client = new DynamoDBClient(settings);
for (const name of reportingMiddleware) client.middlewareStack.remove(name);
callDirectly(client);

export type Item = Record<string, unknown>;
type Wire = Record<string, AttributeValue>;

/** Parts of a command's input whose plain values must be marshaled. */
const valueParts = ['ExclusiveStartKey', 'ExpressionAttributeValues', 'Item', 'Key'] as const;
type ValuePart = (typeof valueParts)[number];
type OnWire<T> = {
  [K in keyof T]: K extends ValuePart ? (undefined extends T[K] ? Wire | undefined : Wire) : T[K];
};

/** Marshals the values in a command's input. Undefined values are left out. */
export function onWire<T extends Partial<Record<ValuePart, unknown>>>(input: T): OnWire<T> {
  const wired = { ...input } as Partial<Record<ValuePart, unknown>>;
  for (const part of valueParts) {
    const values = wired[part];
    if (values !== undefined) wired[part] = marshall(values, { removeUndefinedValues: true });
  }
  return wired as OnWire<T>;
}
