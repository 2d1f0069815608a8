import path from 'node:path';
import { loadDemo } from './demo.ts';
import { startHost, type Host } from 'local-aws/host.ts';
import type { HostOptions } from 'local-aws/host-options.ts';
import type { AnsweredRequest } from 'local-aws/http/front.ts';
import { ensureAssembly } from './build/assembly.ts';
import { ensureSite, siteFolder } from './build/site.ts';
import { moveEarlierFiles } from './earlier-files.ts';
import { firstSecretValue } from './earlier-secret.ts';
import { ensureFirstAdministrator } from './first-administrator.ts';
import { readOptions, usage, type StartOptions } from './options.ts';
import { stageSettings } from '#infra/stages.ts';
import { StartFailure } from 'local-aws/start-failure.ts';

/** Starts the host and keeps it running until it is stopped or fails. */
export async function run(argv: string[]): Promise<void> {
  // Lambda functions run in UTC.
  process.env.TZ = 'UTC';
  try {
    const options = readOptions(argv);
    if (options === 'help') {
      console.log(usage);
      return;
    }
    const log = (line: string) => (options.isJson ? console.error(line) : console.log(line));
    const host = await startHost(hostOptions(options, log));
    const end = endWith(host, options);
    if (options.isWatching) {
      // Not needed by other starts, which are faster and smaller without the contract and the bundler.
      const { watchProduct } = await import('./watch.ts');
      watchProduct(host, options, log);
    }
    await announce(host, options, log).catch(async (error: unknown) => {
      console.error(error instanceof StartFailure ? error.message : error);
      console.error(`What the functions logged is in ${path.join(options.dataFolder, 'logs')}`);
      await end(1);
    });
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

/** Options of the local host: the command line options, and how to build the product's template and site. */
export function hostOptions(options: StartOptions, log: (line: string) => void): HostOptions {
  const { stage, hasSite, hasLog, stripeUrl } = options;
  return {
    ...options,
    firstSecretValue,
    ...(hasLog ? { onAnswer: (answered) => log(requestLine(answered)) } : {}),
    ...(stripeUrl === undefined ? {} : { addresses: { [stageSettings(stage).stripeUrl]: stripeUrl } }),
    prepareAssembly: () => {
      // The host has locked its data folder and opens the buckets after this.
      moveEarlierFiles(options.dataFolder);
      return ensureAssembly(stage, log);
    },
    site: {
      folder: siteFolder,
      prepare: () => (hasSite ? ensureSite(log) : Promise.resolve()),
      settings: {
        path: '/config.json',
        contents: (info, origin) => ({
          stage,
          region: info.region,
          userPoolId: info.userPoolId,
          userPoolClientId: info.clientId,
          userPoolEndpoint: `${origin}/_cognito`,
          apiUrl: '',
        }),
      },
    },
  };
}

const requestLine = ({
  method,
  path: asked,
  status,
  milliseconds,
  requestId = '',
}: AnsweredRequest): string => `${method} ${asked} ${status} ${milliseconds} ms ${requestId}`.trimEnd();

/** Stops the host on Ctrl-C, on SIGTERM, when it fails, and with `--json`, when standard input closes. */
function endWith(host: Host, { isJson }: StartOptions): (exitCode: number) => Promise<void> {
  let isEnding = false;
  const end = async (exitCode: number) => {
    if (isEnding) return;
    isEnding = true;
    setTimeout(() => process.exit(1), endSeconds * 1000).unref();
    await host.stop();
    process.exit(exitCode);
  };
  process.on('SIGINT', () => void end(0));
  process.on('SIGTERM', () => void end(0));
  if (isJson) process.stdin.on('end', () => void end(0)).resume();
  void host.failed.then((line) => {
    console.error(line);
    void end(1);
  });
  return end;
}

/** The process exits after this time, even if the host is still stopping. */
const endSeconds = 10;

async function announce(host: Host, options: StartOptions, log: (line: string) => void): Promise<void> {
  const { info } = host;
  const { firstAdministrator } = stageSettings(options.stage);
  if (firstAdministrator) log(await ensureFirstAdministrator(info, firstAdministrator));
  if (options.isJson) {
    console.log(JSON.stringify(info));
    return;
  }
  console.log(`Cobalt CRM runs at ${info.url}`);
  console.log(`  mailbox, users, queues: ${info.url}/_local/`);
  console.log(`  data is kept in ${options.dataFolder}; start with -- --fresh to begin anew, Ctrl-C ends it`);
  if (options.hasDemo) for (const line of await loadDemo(info, options.dataFolder)) console.log(line);
}
