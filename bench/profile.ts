// npx node bench/profile.ts: where functions spend CPU time while they answer requests.
import { parseArgs } from 'node:util';
import { Connection, type Answer } from './connection.ts';
import { FunctionThreads } from './profile/function-threads.ts';
import { operations, type Requests } from './profile/operations.ts';
import { openReadable } from './profile/readable-host.ts';
import { printProfile } from './profile/print-profile.ts';

const usage = `npx node bench/profile.ts [operation …] [options]
  --requests N  requests of each operation (default 1000)
  --records N   contacts, leads and deals each in the organization (default 10000)
  --save        also write each profile to .build/profile, for the developer tools of Chromium

Operations: ${Object.keys(operations).join(', ')}; get and list by default.
CPU time is that of the functions' threads: not of the host's HTTP server, and not of the table's engine. Functions are
bundled without minification. The data is a copy of what npm run bench loads.`;

const connectionsOpen = 4;
const warmUps = 300;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    requests: { type: 'string', default: '1000' },
    records: { type: 'string', default: '10000' },
    save: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

async function run(names: string[]): Promise<void> {
  const unknown = names.filter((name) => !(name in operations));
  if (unknown.length > 0) throw new Error(`There is no operation ${unknown.join(', ')}`);
  const count = Number(values.requests);
  const system = await openReadable(Number(values.records));
  const connections = Array.from({ length: connectionsOpen }, () => new Connection(system.url));
  try {
    const threads = await FunctionThreads.attach();
    for (const name of names) {
      const requests = operations[name]!(system);
      await sendAll(connections, requests, warmUps);
      await system.settled();
      const send = (number: number) => sendAll(connections, requests, number);
      const profiles = await threads.profile(
        () => send(warmUps),
        () => send(count),
      );
      await printProfile(name, profiles, count, values.save);
    }
  } finally {
    for (const connection of connections) connection.close();
    await system.stop();
  }
}

/** Sends requests over all connections. Every one must succeed. */
async function sendAll(connections: Connection[], requests: Requests, count: number): Promise<void> {
  let sent = 0;
  const work = async (connection: Connection) => {
    while (sent < count) checked(await connection.send(requests((sent += 1))));
  };
  await Promise.all(connections.map(work));
}

function checked({ status, body }: Answer): void {
  if (status >= 300) throw new Error(`${status}: ${body}`);
}

if (values.help) console.log(usage);
else {
  await run(positionals.length > 0 ? positionals : ['get', 'list']);
  // Sockets and the inspector must not keep the process alive.
  process.exit(0);
}
