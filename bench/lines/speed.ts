import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { atLeast, median, plain, type Figure } from '../figure.ts';
import { bareClient, getRecord, queryPage, rowsOf, type ClientVariant } from '../bare-client.ts';
import { attributeTable } from '../attribute-table.ts';
import { Connection } from '../connection.ts';
import { ratesOf, ratioOf, type Send } from '../rate.ts';
import type { System } from '../system.ts';

const connections = 16;
const rounds = 15;

/**
 * P2: requests per second through the whole stack relative to a bare SDK client in one process, in alternating
 * rounds. The stack includes the front end, the function's thread with its own client, the permission check and the
 * engine; the other side only the client and the same engine.
 */
export async function measureSpeed(system: System): Promise<Figure[]> {
  const client = bareClient(system, { name: 'bare' });
  const list = `/v1/orgs/${system.large.id}/contacts`;
  const { items } = await system.get<{ items: { id: string }[] }>(list);
  const id = items[0]!.id;
  const http = Array.from({ length: connections }, () => new Connection(system.host.url));
  const table = await attributeTable(system);
  const rates = await ratesOf(
    {
      stackGet: through(http, system.request(`${list}/${id}`)),
      bareGet: () => client.send(getRecord(system, id)),
      stackList: through(http, system.request(list)),
      bareList: async () => rowsOf(await client.send(queryPage(system))),
      attributes: () => client.send(table.query()),
    },
    connections,
    rounds,
  );
  for (const connection of http) connection.close();
  const { stackGet, bareGet, stackList, bareList, attributes } = rates;
  return [
    plain('P2', 'get one contact through the whole stack', median(stackGet), '/s'),
    plain('P2', 'the same record by a bare GetItem', median(bareGet), '/s'),
    atLeast('P2', 'get: whole stack over bare GetItem', ratioOf(stackGet, bareGet), '×', 0.6),
    plain('P2', 'list of 25 through the whole stack', median(stackList), '/s'),
    plain('P2', 'the same rows by a bare Query', median(bareList), '/s'),
    plain('P2', 'a bare Query of the same entries with rows as attributes', median(attributes), '/s'),
    atLeast('P2', 'list: whole stack over bare Query', ratioOf(stackList, bareList), '×', 0.6),
    atLeast('P2', 'list: whole stack over Query of attributes', ratioOf(stackList, attributes), '×', 1.5),
    ...(await measureSettings(system, id)),
  ];
}

function through(connections: Connection[], request: Buffer): Send {
  return async (slot) => {
    const { status, body } = await connections[slot]!.send(request);
    if (status !== 200) throw new Error(`${status}: ${body}`);
  };
}

/** Middleware that identifies the caller to AWS or logs the call. No response depends on it. */
const telling = ['getUserAgentMiddleware', 'loggerMiddleware', 'recursionDetectionMiddleware'];

const variants: ClientVariant[] = [
  { name: 'as the SDK makes it' },
  { name: 'without account ids in addresses', options: { accountIdEndpointMode: 'disabled' } },
  { name: 'one try', options: { maxAttempts: 1 } },
  {
    name: 'without middlewares that only tell',
    change: (client: DynamoDBDocumentClient) => {
      for (const name of telling) client.middlewareStack.remove(name);
    },
  },
];

/** The effect of each client setting, measured with GetItem. */
async function measureSettings(system: System, id: string): Promise<Figure[]> {
  const kinds: Record<string, Send> = {};
  for (const variant of variants) {
    const client = bareClient(system, variant);
    kinds[variant.name] = () => client.send(getRecord(system, id));
  }
  const rates = await ratesOf(kinds, connections, rounds);
  const first = rates[variants[0]!.name]!;
  return variants
    .slice(1)
    .map(({ name }) => plain('P2', `GetItem, client ${name}`, ratioOf(rates[name]!, first), '×'));
}
