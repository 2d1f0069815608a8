import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAccount, type Account, type Reply } from './account.ts';

/** A call of the product, as the server received it. */
export interface StripeCall {
  method: string;
  path: string;
  idempotencyKey: string | undefined;
}

/** A server that answers the calls of the product in the place of Stripe. */
export interface StripeServer {
  url: string;
  /** The calls with a secret key. */
  calls(secretKey: string): StripeCall[];
  /** Answers no call with a secret key until it is released. */
  hold(secretKey: string): void;
  release(secretKey: string): void;
  stop(): Promise<void>;
}

/** Secret keys that contain these words are refused, or lack permissions. */
const refused = 'refused';
const limited = 'limited';

/** Starts the server on a free port. Tests of other processes use it through `stripeAt`. */
export async function startStripeServer(): Promise<StripeServer> {
  const accounts = new Map<string, Account>();
  const calls = new Map<string, StripeCall[]>();
  const held = new Map<string, PromiseWithResolvers<void>>();
  const accountOf = (key: string): Account => {
    const account = accounts.get(key) ?? createAccount();
    accounts.set(key, account);
    return account;
  };
  const hold = (key: string) => void held.set(key, held.get(key) ?? Promise.withResolvers());
  const release = (key: string) => {
    held.get(key)?.resolve();
    held.delete(key);
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await textOf(request);
    const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://stripe');
    if (path === '/_test') {
      return send(response, control(JSON.parse(text) as Control));
    }
    const key = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    const idempotencyKey = request.headers['idempotency-key']?.toString();
    const call = { method: request.method ?? '', path, idempotencyKey };
    calls.set(key, [...(calls.get(key) ?? []), call]);
    await held.get(key)?.promise;
    if (key.includes(refused)) return send(response, problem(401, 'invalid_request_error'));
    if (key.includes(limited)) return send(response, problem(403, 'invalid_request_error'));
    send(response, routed(accountOf(key), call, text, query));
  }

  function control({ key, verb, input }: Control): Reply {
    if (verb === 'calls') return { status: 200, body: calls.get(key) ?? [] };
    if (verb === 'hold') hold(key);
    if (verb === 'release') release(key);
    if (verb === 'hold' || verb === 'release') return { status: 200, body: {} };
    const run = accountOf(key)[verb] as (...input: unknown[]) => object | undefined;
    return { status: 200, body: run(...input) ?? {} };
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(error);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: (key) => calls.get(key) ?? [],
    hold,
    release,
    async stop() {
      for (const key of held.keys()) release(key);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type AccountVerb =
  | 'forgetKeys'
  | 'pay'
  | 'settle'
  | 'addRefund'
  | 'dispute'
  | 'setRefundStatus'
  | 'addIntent';
interface Control {
  key: string;
  verb: AccountVerb | 'calls' | 'hold' | 'release';
  input: unknown[];
}

/** Tests' access to a server that may run in another process. */
export function stripeAt(url: string, key: string) {
  const tell = async (verb: Control['verb'], ...input: unknown[]): Promise<any> => {
    const response = await fetch(`${url}/_test`, {
      method: 'POST',
      body: JSON.stringify({ key, verb, input }),
    });
    return response.json();
  };
  const verb =
    <Verb extends AccountVerb>(name: Verb) =>
    (...input: Parameters<Account[Verb]>): Promise<ReturnType<Account[Verb]>> =>
      tell(name, ...input);
  return {
    key,
    forgetKeys: verb('forgetKeys'),
    pay: verb('pay'),
    settle: verb('settle'),
    addRefund: verb('addRefund'),
    setRefundStatus: verb('setRefundStatus'),
    dispute: verb('dispute'),
    addIntent: verb('addIntent'),
    calls: (): Promise<StripeCall[]> => tell('calls'),
    hold: () => tell('hold'),
    release: () => tell('release'),
  };
}

function routed(account: Account, call: StripeCall, text: string, query: URLSearchParams): Reply {
  const [, , first = '', ...rest] = call.path.split('/');
  const resource = first === 'checkout' ? `${first}/${rest.shift()}` : first;
  const [id, action] = rest;
  const params = new URLSearchParams(text);
  const once = (make: () => Reply) => account.once(call.idempotencyKey, text, make);
  switch (
    `${call.method} ${resource}${id === undefined ? '' : '/id'}${action === undefined ? '' : `/${action}`}`
  ) {
    case 'POST checkout/sessions':
      return once(() => account.createSession(params));
    case 'GET checkout/sessions/id':
      return account.getSession(id!, query.has('expand[0]'));
    case 'POST checkout/sessions/id/expire':
      return account.expireSession(id!);
    case 'GET payment_intents/id':
      return account.getIntent(id!);
    case 'POST refunds':
      return once(() => account.createRefund(params));
    case 'GET refunds':
      return account.list(account.refundsOf(query.get('payment_intent') ?? ''));
    case 'GET disputes':
      return account.list(account.disputesOf(query.get('payment_intent') ?? ''));
    case 'GET checkout/sessions':
    case 'GET payment_intents':
      return account.list([]);
    default:
      return problem(404, 'invalid_request_error');
  }
}

const problem = (status: number, type: string): Reply => ({
  status,
  body: { error: { type, message: 'Refused for ana@people.example' } },
});

function send(response: ServerResponse, { status, body, isReplayed }: Reply): void {
  response
    .writeHead(status, {
      'content-type': 'application/json',
      'request-id': 'req_test',
      ...(isReplayed ? { 'idempotent-replayed': 'true' } : {}),
    })
    .end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
