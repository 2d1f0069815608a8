import { atLeast, median, plain, type Figure } from '../figure.ts';
import { bareClient, getRecord, queryPage, rowsOf } from '../bare-client.ts';
import { attributeTable } from '../attribute-table.ts';
import { Connection } from '../connection.ts';
import { openLists } from '../open-lists.ts';
import { ratesOf, ratioOf, type Send } from '../rate.ts';
import type { System } from '../system.ts';

const connections = 16;
const rounds = 15;

/**
 * P2: requests per second through the whole stack relative to those of a bare SDK client, measured in alternating
 * rounds. The stack includes the host's HTTP server, the function's thread with its own client, the permission check
 * and the engine. The bare client calls the same engine directly.
 */
export async function measureSpeed(system: System): Promise<Figure[]> {
  const client = bareClient(system);
  const list = `/v1/orgs/${system.large.id}/contacts`;
  const { items } = await system.get<{ items: { id: string }[] }>(list);
  const id = items[0]!.id;
  // Lists that were just loaded have no snapshots yet.
  await openLists(system);
  const http = Array.from({ length: connections }, () => new Connection(system.host.url));
  const table = await attributeTable(system);
  const rates = await ratesOf(
    {
      stackGet: through(http, system.request(`${list}/${id}`)),
      bareGet: () => client.send(getRecord(system, id)),
      stackList: through(http, system.request(list)),
      bareList: async () => rowsOf(await client.send(queryPage(system))),
      stackFilter: through(http, system.request(`${list}?statusId=customer`)),
      attributes: () => client.send(table.query()),
    },
    connections,
    rounds,
  );
  for (const connection of http) connection.close();
  const { stackGet, bareGet, stackList, bareList, stackFilter, attributes } = rates;
  return [
    plain('P2', 'get one contact through the whole stack', median(stackGet), '/s'),
    plain('P2', 'the same record by a bare GetItem', median(bareGet), '/s'),
    atLeast('P2', 'get: whole stack over bare GetItem', ratioOf(stackGet, bareGet), '×', 0.9),
    plain('P2', 'list of 25 through the whole stack', median(stackList), '/s'),
    plain('P2', 'the same rows by a bare Query', median(bareList), '/s'),
    plain('P2', 'a bare Query of the same entries with rows as attributes', median(attributes), '/s'),
    atLeast('P2', 'list: whole stack over bare Query', ratioOf(stackList, bareList), '×', 0.55),
    plain('P2', 'list of 25 filtered by status through the whole stack', median(stackFilter), '/s'),
    atLeast(
      'P2',
      'filter: whole stack over bare Query of 25 rows',
      ratioOf(stackFilter, bareList),
      '×',
      0.35,
    ),
    atLeast('P2', 'list: whole stack over Query of attributes', ratioOf(stackList, attributes), '×', 1.5),
  ];
}

function through(connections: Connection[], request: Buffer): Send {
  return async (slot) => {
    const { status, body } = await connections[slot]!.send(request);
    if (status !== 200) throw new Error(`${status}: ${body}`);
  };
}
