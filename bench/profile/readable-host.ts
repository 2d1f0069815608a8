import path from 'node:path';
import { build } from 'esbuild';
import { api } from '#contract/api.ts';
import { readOptions } from '#dev/options.ts';
import { hostOptions } from '#dev/run.ts';
import { signIn } from '#dev/sign-in.ts';
import { bundling } from '#infra/bundle.ts';
import { declareFunctions } from '#infra/functions.ts';
import { functionName } from '#infra/stages.ts';
import { startHost, type Host } from 'local-aws/host.ts';
import { Connection, requestBytes } from '../connection.ts';
import { copyData, owner, requestsBy, type RequestOf } from '../system.ts';

/** The host in this process, whose functions run bundles that keep the names of functions and files. */
export interface ReadableSystem {
  url: string;
  request: RequestOf;
  /** The path of the large organization. */
  path: string;
  /** A contact of it. */
  contactId: string;
  /** Resolves when the effects of writes are done. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a host in this process, where the inspector reaches the threads of functions, on a copy of the loaded data. */
export async function openReadable(records: number): Promise<ReadableSystem> {
  const data = await copyData(records);
  process.env.TZ = 'UTC';
  const argv = ['--port', '0', '--no-demo', '--no-site', '--data', data.folder];
  const options = readOptions(argv);
  if (options === 'help') throw new Error('unreachable');
  const host = await startHost(hostOptions(options, console.log));
  await reloadReadable(host, options.stage, path.join(data.folder, 'readable'));
  const { url } = host.info;
  const { accessToken } = await signIn(host.info, owner.username, owner.password);
  const request = requestsBy(accessToken);
  const at = `/v1/orgs/${data.large.id}`;
  const body = async (bytes: Buffer): Promise<string> => {
    const connection = new Connection(url);
    const answer = await connection.send(bytes);
    connection.close();
    return answer.body;
  };
  const { items } = JSON.parse(await body(request(`${at}/contacts`))) as { items: { id: string }[] };
  return {
    ...{ url, request, path: at, contactId: items[0]!.id },
    settled: async () => void (await body(requestBytes('GET', '/_local/settled?about=', {}))),
    async stop() {
      await host.stop();
      data.remove();
    },
  };
}

/** Bundles all functions without minification, and has the host run them. */
async function reloadReadable(host: Host, stage: string, folder: string): Promise<void> {
  const functions = declareFunctions(Object.values(api));
  await build(bundling(functions, folder));
  for (const { name } of functions) host.reload(functionName(stage, name), path.join(folder, name));
}
