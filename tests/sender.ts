import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { onTestFinished } from 'vitest';
import { awaited } from './awaited.ts';
import { bodyOf, type Answer } from './caller.ts';
import { unique, type TestOrganization } from './organization.ts';
import { visit } from './visitor.ts';

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
  const { id, version, webhookUrl: address } = source;
  const at = `${path}/webhook-sources/${id}`;
  onTestFinished(async () => {
    const { status, body: left } = await owner.call('GET', at);
    if (status === 200) await owner.call('DELETE', at, { ifMatch: left.version });
  });
  const ended = (messageId: string) =>
    awaited(
      `the end of message ${messageId}`,
      () => bodyOf(200, owner.call('GET', `${at}/messages/${messageId}`)),
      ({ state }) => state !== 'waiting',
    );
  return { id, version, secret, address, at, ended };
}

type Answered = Promise<Answer>;

/** Sends a text. Requests are counted by address, so each comes from another one. */
export function sendText(
  { address }: Pick<TestSource, 'address'>,
  text: string,
  headers: Record<string, string>,
): Answered {
  const { origin, pathname, search } = new URL(address);
  return visit(origin, 'POST', `${pathname}${search}`, { form: text, headers });
}

export const sendJson = (
  source: Pick<TestSource, 'address'>,
  message: unknown,
  headers: Record<string, string>,
): Answered => sendText(source, JSON.stringify(message), { 'content-type': 'application/json', ...headers });

/** The headers of Standard Webhooks for a text. */
export function signedHeaders(secret: string, text: string, id: string = randomUUID(), at = new Date()) {
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
): Answered => sendJson(source, message, signedHeaders(source.secret, JSON.stringify(message), id));
