import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { awaited } from './awaited.ts';
import { bodyOf } from './caller.ts';
import { unique, type TestOrganization } from './organization.ts';

/** A source of messages, as the program knows it that sends them. */
export interface TestSource {
  id: string;
  version: number;
  secret: string;
  address: string;
  /** Of the source in the API. */
  at: string;
  /** A message once it doesn't wait any more. */
  ended: (id: string) => Promise<Record<string, any>>;
}

/** Creates a source whose messages are signed as Standard Webhooks say, unless the values say otherwise. */
export async function newSource(
  { path, owner }: TestOrganization,
  values: Record<string, unknown>,
  by = owner.call,
): Promise<TestSource> {
  const body = { name: unique('source '), verification: { scheme: 'standardWebhooks' }, ...values };
  const { source, secret } = await bodyOf(201, by('POST', `${path}/webhook-sources`, { body }));
  const { id, version, address } = source;
  const at = `${path}/webhook-sources/${id}`;
  const ended = (messageId: string) =>
    awaited(
      `the end of message ${messageId}`,
      () => bodyOf(200, owner.call('GET', `${at}/messages/${messageId}`)),
      ({ state }) => state !== 'waiting',
    );
  return { id, version, secret, address, at, ended };
}

/** The answer to a message. */
type Answered = Promise<{ status: number; body: any; headers: Headers }>;

export async function sendText(
  { address }: Pick<TestSource, 'address'>,
  text: string,
  headers: Record<string, string>,
): Answered {
  const response = await fetch(address, { method: 'POST', body: text, headers });
  const answer = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return { status: response.status, body: isJson ? JSON.parse(answer) : answer, headers: response.headers };
}

export const sendJson = (
  source: Pick<TestSource, 'address'>,
  message: unknown,
  headers: Record<string, string>,
): Answered => sendText(source, JSON.stringify(message), { 'content-type': 'application/json', ...headers });

/** The headers of Standard Webhooks for a text. */
export function signedHeaders(secret: string, text: string, id = randomUUID(), at = new Date()) {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, text),
  };
}

export const sendSigned = (
  source: Pick<TestSource, 'address' | 'secret'>,
  message: unknown,
  id: string = randomUUID(),
): Answered =>
  sendJson(source, message, signedHeaders(source.secret, JSON.stringify(message), id));
