import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { onTestFinished } from 'vitest';
import { awaited } from './awaited.ts';
import { bodyOf } from './caller.ts';
import { unique, type TestOrganization } from './organization.ts';

/** A message as it arrived. */
export interface Received {
  id: string;
  /** Epoch milliseconds. */
  at: number;
  headers: IncomingHttpHeaders;
  body: string;
  message: { type: string; data: Record<string, any>; [name: string]: unknown };
}

type Answer = (received: Received, response: ServerResponse) => void | Promise<void>;

/** A receiver of webhooks on this machine, which takes what it gets until `answer` is replaced. */
export async function startReceiver() {
  const received: Received[] = [];
  const takes: Answer = (_received, response) => void response.writeHead(204).end();
  const receiver = { answer: takes };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const one: Received = {
        id: String(request.headers['webhook-id']),
        at: Date.now(),
        headers: request.headers,
        body,
        message: JSON.parse(body) as Received['message'],
      };
      received.push(one);
      void receiver.answer(one, response);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://localhost:${port}/hooks`,
    received,
    takes: () => (receiver.answer = takes),
    answers: (answer: Answer) => (receiver.answer = answer),
    refuses: (status: number, text = '') =>
      (receiver.answer = (_received, response) => void response.writeHead(status).end(text)),
    /** Waits until as many messages have arrived. */
    gets: (count: number): Promise<Received[]> =>
      awaited(
        `${count} messages`,
        () => Promise.resolve(received),
        ({ length }) => length >= count,
      ),
  };
}

/** Creates a webhook. */
export async function newWebhook(
  { path, owner }: TestOrganization,
  values: { url: string; events: string[] } & Record<string, unknown>,
  by = owner.call,
): Promise<{ webhook: Record<string, any>; secret: string; at: string }> {
  const body = { name: unique('hook '), ...values };
  const made = await bodyOf(201, by('POST', `${path}/webhooks`, { body }));
  return { ...made, at: `${path}/webhooks/${made.webhook.id}` };
}

/** Throws if the package of Standard Webhooks doesn't accept the signature. */
export const verify = (secret: string, { body, headers }: Received): unknown =>
  new Webhook(secret).verify(body, headers as Record<string, string>);
