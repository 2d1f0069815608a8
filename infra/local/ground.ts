import type { RequestListener } from 'node:http';
import type { DatabaseSync } from 'node:sqlite';
import { ensureAssembly } from './build/assembly.ts';
import { ensureSite } from './build/site.ts';
import { openDataFolder, type DataFolder } from './data-folder.ts';
import { startDynoxide, useEngine, type Engine } from './dynamodb/engine.ts';
import { mendStreamTables } from './dynamodb/stream-tables.ts';
import { ensureTable } from './dynamodb/table.ts';
import { createDynamoCall, type DynamoCall } from './dynamodb/wire.ts';
import { close, createHttpServer, listen } from './listen.ts';
import type { HostOptions } from './options.ts';
import { openStore } from './store.ts';
import { readService, type Service } from './template/service.ts';

/** What stands before any function can run: port, data, template, engine, table. */
export type Ground = {
  url: string;
  answerWith: (listener: RequestListener) => void;
  data: DataFolder;
  database: DatabaseSync;
  service: Service;
  engine: Engine;
  /** Calls the engine as the host itself. */
  call: DynamoCall;
  streamArn: string;
};

/** What is to be stopped, in the order in which it was started. */
export type Ending = (() => unknown)[];

export async function prepareGround(
  options: HostOptions,
  tell: (line: string) => void,
  ending: Ending,
): Promise<Ground> {
  const http = createHttpServer();
  const port = await listen(http.server, options.port);
  ending.push(() => close(http.server));
  const data = openDataFolder(options.dataFolder, options.isFresh);
  ending.push(() => data.release());
  const database = openStore(data.file('host.sqlite'));
  ending.push(() => database.close());
  const [engine, assembly] = await allOf([
    startEngine(options, data, ending),
    ensureAssembly(options.stage, tell),
    options.hasSite ? ensureSite(tell) : undefined,
  ]);
  const service = readService(assembly);
  const call = createDynamoCall(engine.url, service.place.region);
  const table = await ensureTable(call, service.table);
  if (engine.file) mendStreamTables(engine.file);
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

/** Waits for all before it fails, so that nothing is still starting when everything is stopped. */
async function allOf<T extends readonly unknown[]>(
  parts: [...T],
): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  const results = await Promise.allSettled(parts);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  return results.map((result) => (result as PromiseFulfilledResult<unknown>).value) as never;
}
