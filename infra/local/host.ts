import { startEngines, type Engines } from './engines.ts';
import { runtimeEnvironment } from './functions/environment.ts';
import { createFunctionRunner, type FunctionRunner } from './functions/function-runner.ts';
import { prepareGround, type Ending, type Ground } from './ground.ts';
import { createHostFront } from './host-front.ts';
import { localizeAll, type LocalValues } from './localize.ts';
import type { HostOptions } from './options.ts';
import { createAccessKey, createPrincipals, type Operator } from './principals.ts';
import { startReaders, type Readers } from './readers.ts';
import { createAccess, type Principal } from './rights/access.ts';
import { keepRightsReport } from './rights/report.ts';
import { assertServiceRights } from './rights/service-calls.ts';
import { readSecrets } from './secrets.ts';
import { shareReads } from './streams/shared-reads.ts';
import { createStreamSource } from './streams/stream-source.ts';
import { keyNames } from './dynamodb/table.ts';
import { startWeather } from './weather/start-weather.ts';
import { createWeatherStream } from './weather/weather-stream.ts';

/** What a program needs to use a running host. */
export type HostInfo = {
  url: string;
  pid: number;
  table: string;
  /** The engine itself, without any check of rights. */
  dynamodbUrl: string;
  region: string;
  userPoolId: string;
  clientId: string;
  /** Access key that may do everything with the user pool at `<url>/_cognito`. */
  operator: Operator;
};

export type Host = {
  info: HostInfo;
  /** The data folder was empty. */
  isNew: boolean;
  /** Settles when the host cannot go on, with one line about it. */
  failed: Promise<string>;
  stop(): Promise<void>;
};

/** Starts everything. When something fails, what was started is stopped again before the error is thrown. */
export async function startHost(options: HostOptions, tell: (line: string) => void): Promise<Host> {
  const ending: Ending = [];
  const stop = async () => {
    for (const end of ending.splice(0).reverse()) await end();
  };
  try {
    const ground = await prepareGround(options, tell, ending);
    const { info, failed } = await startProduct(ground, options, ending);
    return { info, isNew: ground.isNew, failed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startProduct(
  ground: Ground,
  options: HostOptions,
  ending: Ending,
): Promise<Pick<Host, 'info' | 'failed'>> {
  const { service, data, database, engine, call, url } = ground;
  const principals = createPrincipals(service);
  const access = createAccess(principals);
  assertServiceRights(service, principals, access);
  const operator = createAccessKey();
  const runners = new Map<string, FunctionRunner>();
  const failed = Promise.withResolvers<string>();
  void engine.died.then(failed.resolve);

  let readers: Readers | undefined;
  const onTableWrite = () => readers?.nudge();
  const way = await wayToEngine(ground, options, ending);
  const engines = await startEngines({
    service,
    data,
    database,
    access,
    operator,
    dynamodbUrl: way.url,
    runners,
    onTableWrite,
  });
  ending.push(() => engines.stop());
  const local = localValues(ground, engines);
  createRunners(ground, principals, engines, local, runners);
  readers = await startReaders({
    service,
    database,
    queues: engines.queues,
    runners,
    call,
    openStream: way.openStream,
    engineFile: engine.file,
    onError: (error) => failed.resolve(`The stream of the table cannot be read: ${String(error)}`),
  });
  const stopReaders = readers.stop;
  ending.push(async () => {
    // Readers wait for the call that is under way, which ends with its thread.
    const stopped = stopReaders();
    await Promise.all([...runners.values()].map((runner) => runner.stop()));
    await stopped;
  });
  ending.push(keepRightsReport(data.file('rights-used.json'), access));
  const info = {
    url,
    pid: process.pid,
    table: service.table.name,
    dynamodbUrl: engine.url,
    region: service.place.region,
    userPoolId: service.identity.poolId,
    clientId: service.identity.clientId,
    operator,
  };
  ground.answerWith(createHostFront({ service, local, engines, readers, runners, access, info }));
  return { info, failed: failed.promise };
}

/** Where functions' calls of DynamoDB go and readers find the stream: the engine as it is, or in bad weather. */
async function wayToEngine(
  { service, engine, call, streamArn }: Ground,
  options: HostOptions,
  ending: Ending,
) {
  const stream = shareReads(createStreamSource(call, streamArn));
  if (!options.hasWeather) return { url: engine.url, openStream: () => stream };
  const keys = keyNames(service.table);
  const weather = await startWeather(engine.url, call, { name: service.table.name, keys });
  ending.push(() => weather.stop());
  return { url: weather.url, openStream: () => createWeatherStream(stream, keys[0]!) };
}

/** Addresses of AWS in the template's values, and what stands here in their place. */
function localValues({ service, url, database }: Ground, { endpoints }: Engines): LocalValues {
  const { region, accountId } = service.place;
  const awsQueues = `https://sqs.${region}.amazonaws.com/${accountId}/`;
  return {
    addresses: { [service.edge.url]: url, [awsQueues]: `${endpoints.sqs}/${accountId}/` },
    secrets: readSecrets(database, service.secrets),
  };
}

function createRunners(
  { service, data }: Ground,
  principals: Principal[],
  { endpoints }: Engines,
  local: LocalValues,
  runners: Map<string, FunctionRunner>,
): void {
  for (const definition of service.functions) {
    const principal = principals.find(({ name }) => name === definition.name)!;
    const environment = {
      ...localizeAll(definition.environment, local),
      ...runtimeEnvironment(definition, principal, service.place.region, endpoints),
    };
    runners.set(definition.name, createFunctionRunner(definition, { environment, logFolder: data.logs }));
  }
}
