import type { RequestListener } from 'node:http';
import type { DatabaseSync } from 'node:sqlite';
import { openDataFolder, type DataFolder } from './data-folder.ts';
import { startDynoxide, useEngine, type Engine } from './engines/dynamodb/engine.ts';
import { repairStreamTables } from './engines/dynamodb/stream-tables.ts';
import { ensureTable } from './engines/dynamodb/table.ts';
import { createDynamoCall, type DynamoCall } from './engines/dynamodb/wire.ts';
import { close, createHttpServer, listen } from './http/listen.ts';
import type { HostOptions } from './host-options.ts';
import { openStore } from './store.ts';
import { readService, type Service } from './template/service.ts';

/** What must exist before functions run: port, data, template, engine, table. */
export type Ground = {
  url: string;
  answerWith: (listener: RequestListener) => void;
  data: DataFolder;
  database: DatabaseSync;
  service: Service;
  engine: Engine;
  /** Calls the engine on behalf of the host. */
  call: DynamoCall;
  streamArn: string;
};

/** Functions that stop what was started, in the order of the starts. They are called in reverse order. */
export type Ending = (() => unknown)[];

export async function prepareGround(options: HostOptions, ending: Ending): Promise<Ground> {
  const http = createHttpServer();
  const port = await listen(http.server, options.port);
  ending.push(() => close(http.server));
  const data = await openDataFolder(options.dataFolder, options.isFresh);
  ending.push(() => data.release());
  const database = openStore(data.file('host.sqlite'));
  ending.push(() => database.close());
  const [engine, assembly] = await allOf([
    startEngine(options, data, ending),
    options.prepareAssembly(),
    options.site.prepare(),
  ]);
  const service = readService(assembly);
  const call = createDynamoCall(engine.url, service.place.region);
  const table = await ensureTable(call, service.table);
  if (engine.file) repairStreamTables(engine.file);
  return {
    url: `http://127.0.0.1:${port}`,
    answerWith: http.answerWith,
    data,
    database,
    service,
    engine,
    call,
    ...table,
  };
}

async function startEngine(options: HostOptions, data: DataFolder, ending: Ending): Promise<Engine> {
  const engine = options.dynamodbUrl ? await useEngine(options.dynamodbUrl) : await startDynoxide(data.path);
  ending.push(() => engine.stop());
  return engine;
}

/** Waits for all promises before failing, so that nothing is still starting during the shutdown. */
async function allOf<T extends readonly unknown[]>(
  parts: [...T],
): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  const results = await Promise.allSettled(parts);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  return results.map((result) => (result as PromiseFulfilledResult<unknown>).value) as never;
}
