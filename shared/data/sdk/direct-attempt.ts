import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { signedHeaders } from './call-signature.ts';
import type { Answer, Call, requestHandler } from './request-handler.ts';

type Config = DynamoDBClient['config'];

/** Where calls are sent, in which region, and what to do after a success. */
export interface Target {
  place: Pick<Call, 'protocol' | 'hostname' | 'port' | 'path'>;
  region: string;
  /** Lets the SDK retry more often again, which it does less after many failures. */
  recordSuccess: () => void;
}

/** The target of a request that the SDK is about to sign. Settings such as endpoints in the environment are applied. */
export async function targetOf(config: Config, request: unknown): Promise<Target> {
  const { protocol, hostname, port, path } = request as Call;
  const strategy = await config.retryStrategy();
  if (!('recordSuccess' in strategy)) throw new Error('The retry strategy of the SDK has changed');
  const token = await strategy.acquireInitialRetryToken('');
  return {
    place: { protocol, hostname, ...(port === undefined ? {} : { port }), path },
    region: await config.region(),
    recordSuccess: () => strategy.recordSuccess(token),
  };
}

/** Sends a call once. */
export async function attemptDirectly(
  config: Config,
  { place, region }: Target,
  commandName: string,
  input: object,
): Promise<Answer> {
  const body = JSON.stringify(input);
  const host = place.port === undefined ? place.hostname : `${place.hostname}:${place.port}`;
  const headers = signedHeaders({
    host,
    operation: commandName.slice(0, -'Command'.length),
    body,
    at: new Date(Date.now() + config.systemClockOffset),
    region,
    credentials: await config.credentials(),
  });
  const handler = config.requestHandler as typeof requestHandler;
  return handler.handle({ ...place, method: 'POST', headers, body });
}

/**
 * The output of a successful call, as the SDK returns it. Undefined if the SDK must read the answer: because it is an
 * error, isn't valid, or has bytes, which are base64 in JSON.
 */
export function outputOf({ response }: Answer): object | undefined {
  const { statusCode, headers, body } = response;
  if (statusCode !== 200) return undefined;
  const output = parsed(body.toString());
  if (!output || hasBytes(output)) return undefined;
  const requestId = headers['x-amzn-requestid'];
  const $metadata = { httpStatusCode: statusCode, requestId, attempts: 1, totalRetryDelay: 0 };
  return Object.assign(output, { $metadata });
}

function parsed(text: string): object | undefined {
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}

/** Whether an input or output has a binary value, a set of them, or anything else of these names. */
export function hasBytes(part: object): boolean {
  if (Array.isArray(part)) return part.some((one: unknown) => isObject(one) && hasBytes(one));
  for (const name in part) {
    if (name === 'B' || name === 'BS') return true;
    const value = (part as Record<string, unknown>)[name];
    if (isObject(value) && hasBytes(value)) return true;
  }
  return false;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
