import { App, Stack, Tags } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { api } from '#contract/api.ts';
import cdkSettings from '../cdk.json' with { type: 'json' };
import { bundlesFolder } from './bundle.ts';
import { createTable } from './data.ts';
import { createPoolFirewall } from './firewall.ts';
import { createFunction } from './function.ts';
import { declareFunctions, type FunctionDeclaration, type RoutedResource } from './functions.ts';
import { createIdentity, type Identity } from './identity.ts';
import { createService, tableSurroundings } from './service.ts';
import { stackPrefix, stageSettings, type StageSettings } from './stages.ts';

export type AppOptions = {
  stage: string;
  /** Folder that the cloud assembly is written to. */
  outdir: string;
  /** Folder with one bundle a function, made before; see bundle.ts. */
  bundles?: string;
  /** Instead of the stage's own settings of infra/stages.ts. */
  settings?: StageSettings;
  /** Instead of the contract's: each gets a function and its routes. */
  resources?: readonly RoutedResource[];
};

/**
 * The whole product: a stack for data and one for identity, which no roll-back of the application touches, and one for
 * all else. Flags that change what CDK generates stand in cdk.json only. `synth()` of the result writes the templates;
 * where a function's bundle lies is told by joining its `Code.S3Key` with the files of `<Stack>.assets.json`.
 */
export function buildApp({ stage, outdir, bundles = bundlesFolder, ...options }: AppOptions): App {
  const settings = options.settings ?? stageSettings(stage);
  const app = new App({
    outdir,
    context: cdkSettings.context,
    analyticsReporting: false,
    treeMetadata: false,
  });
  Tags.of(app).add('cobalt:stage', stage);
  const functions = declareFunctions(options.resources ?? Object.values(api));

  const table = createTable(createStack(app, 'Data', settings), settings);
  const identity = createIdentityStack(
    createStack(app, 'Identity', settings),
    settings,
    bundles,
    functions,
    table,
  );
  createService(createStack(app, 'App', settings), { settings, bundles, functions, table, identity });
  return app;
}

/** The user pool and the functions that it calls, in one stack, since each names the other. */
function createIdentityStack(
  stack: Stack,
  settings: StageSettings,
  bundles: string,
  functions: readonly FunctionDeclaration[],
  table: ITable,
): Identity {
  const around = { settings, bundles, ...tableSurroundings(table) };
  const triggers = functions
    .filter(({ source }) => source.kind === 'pool')
    .map((declaration) => ({ declaration, handler: createFunction(stack, declaration, around) }));
  const identity = createIdentity(stack, settings, triggers);
  if (settings.hasFirewall) createPoolFirewall(stack, settings, identity.pool.userPoolArn);
  return identity;
}

function createStack(app: App, name: string, settings: StageSettings): Stack {
  const { account, region, stage } = settings;
  return new Stack(app, `${stackPrefix(stage)}${name}`, {
    description: `Cobalt CRM (${stage}): ${name.toLowerCase()}`,
    env: { region, ...(account !== undefined && { account }) },
    terminationProtection: settings.isProtected,
  });
}
