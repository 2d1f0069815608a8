import { startEngines, type Engines } from './start-engines.ts';
import { runtimeEnvironment } from './lambda/environment.ts';
import { createFunctionRunner, type FunctionRunner } from './lambda/function-runner.ts';
import { prepareGround, type Ending, type Ground } from './ground.ts';
import { createHostFront } from './host-front.ts';
import type { HostInfo } from './host-info.ts';
import { localizeAll, type LocalValues } from './localize.ts';
import type { HostOptions } from './host-options.ts';
import { createAccessKey, createPrincipals } from './iam/principals.ts';
import { startReaders, type Readers } from './readers.ts';
import { createAccess, type Principal } from './iam/access.ts';
import { keepRightsReport } from './iam/report.ts';
import { assertServiceRights } from './iam/service-calls.ts';
import { openSecrets } from './engines/secrets/secret-store.ts';
import { shareReads } from './streams/shared-reads.ts';
import { createStreamSource } from './streams/stream-source.ts';
import { keyNames } from './engines/dynamodb/table.ts';
import { createSandboxes } from './faults/sandboxes.ts';
import { startFaults } from './faults/start-faults.ts';
import { createFaultStream } from './faults/fault-stream.ts';
import { found } from './found.ts';

/** With fault injection, each function runs in this many sandboxes. */
const sandboxesWithFaults = 2;

export type Host = {
  info: HostInfo;
  /** Resolves with a one-line message when the host cannot continue. */
  failed: Promise<string>;
  /** Has a function run the code in another folder from its next invocation on. */
  reload(functionName: string, codeFolder: string): void;
  stop(): Promise<void>;
};

/**
 * Starts a host with all its parts. If one fails, the parts that were started are stopped before the error is thrown.
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const ending: Ending = [];
  const stop = async () => {
    for (const end of ending.splice(0).reverse()) await end();
  };
  try {
    const ground = await prepareGround(options, ending);
    return { ...(await startProduct(ground, options, ending)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startProduct(
  ground: Ground,
  options: HostOptions,
  ending: Ending,
): Promise<Omit<Host, 'stop'>> {
  const { service, data, database, engine, call, url } = ground;
  const principals = createPrincipals(service, options.hasFaults ? sandboxesWithFaults : 1);
  const access = createAccess(principals);
  assertServiceRights(service, principals, access);
  const operator = createAccessKey();
  const runners = new Map<string, FunctionRunner>();
  const failed = Promise.withResolvers<string>();
  void engine.died.then(failed.resolve);

  const started: { readers?: Readers } = {};
  const secrets = openSecrets(database, service.secrets, options.firstSecretValue);
  const way = await wayToEngine(ground, options, ending);
  const engines = await startEngines({
    service,
    data,
    database,
    secrets,
    access,
    operator,
    dynamodbUrl: way.url,
    url,
    runners,
    onTableWrite: () => started.readers?.nudge(),
  });
  ending.push(() => engines.stop());
  const local = localValues(ground, engines, options.addresses, secrets.values());
  createRunners(ground, principals, engines, local, runners);
  const readers = await startReaders({
    service,
    database,
    queues: engines.queues,
    runners,
    call,
    openStream: way.openStream,
    engineFile: engine.file,
    onError(error) {
      // If the engine died, `engine.died` names the real cause, but may resolve a moment later. This report waits for
      // it.
      const report = () => {
        failed.resolve(`The stream of the table cannot be read: ${String(error)}`);
      };
      setTimeout(report, 500).unref();
    },
  });
  started.readers = readers;
  ending.push(async () => {
    // `readers.stop` waits for running invocations, which end with their threads.
    const stopped = readers.stop();
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
    secretsUrl: engines.endpoints.secrets,
    operator,
  };
  ground.answerWith(createHostFront({ ...options, service, local, engines, readers, runners, access, info }));
  const reload: Host['reload'] = (name, codeFolder) => found(runners.get(name), name).reload(codeFolder);
  return { info, failed: failed.promise, reload };
}

/**
 * Where the functions' DynamoDB calls are sent, and how stream readers open the stream: directly, or with `hasFaults`
 * through a proxy and a stream that inject faults.
 */
async function wayToEngine(
  { service, engine, call, streamArn }: Ground,
  options: HostOptions,
  ending: Ending,
) {
  const stream = shareReads(createStreamSource(call, streamArn));
  if (!options.hasFaults) return { url: engine.url, openStream: () => stream };
  const keys = keyNames(service.table);
  const faults = await startFaults(engine.url, call, { name: service.table.name, keys });
  ending.push(() => faults.stop());
  return {
    url: faults.url,
    openStream: () => createFaultStream(stream, found(keys[0], 'the partition key')),
  };
}

/** The template's URLs, mapped to local ones, and the values of its secrets. */
function localValues(
  { service, url }: Ground,
  { endpoints, bucketAddresses }: Engines,
  others: HostOptions['addresses'],
  secrets: LocalValues['secrets'],
): LocalValues {
  const { region, accountId } = service.place;
  const awsQueues = `https://sqs.${region}.amazonaws.com/${accountId}/`;
  return {
    addresses: {
      ...others,
      ...bucketAddresses,
      [service.edge.url]: url,
      [awsQueues]: `${endpoints.sqs}/${accountId}/`,
    },
    secrets,
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
    const [first, ...others] = principals
      .filter(({ name }) => name === definition.name)
      .map((principal) => {
        const environment = {
          ...localizeAll(definition.environment, local),
          ...runtimeEnvironment(definition, principal, service.place.region, endpoints),
        };
        return createFunctionRunner(definition, { environment, logFolder: data.logs });
      });
    const runner = found(first, definition.name);
    runners.set(definition.name, others.length > 0 ? createSandboxes([runner, ...others]) : runner);
  }
}
