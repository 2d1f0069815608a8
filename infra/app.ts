import { App, Stack, Tags } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { api } from '#contract/api.ts';
import cdkSettings from '../cdk.json' with { type: 'json' };
import { bundlesFolder } from './bundle.ts';
import { createTable } from './data.ts';
import { createFilesBucket } from './files.ts';
import { keepExports } from './exports.ts';
import { createPoolFirewall } from './firewall.ts';
import { createFunction } from './function.ts';
import { declareFunctions } from './functions.ts';
import type { FunctionDeclaration, RoutedResource } from './function-declaration.ts';
import { createIdentity, type Identity } from './identity.ts';
import { createLogGroup } from './retention.ts';
import { createSealingSecret } from './sealing-secret.ts';
import { createService, tableSurroundings } from './service.ts';
import { stackPrefix, stageSettings, type StageSettings } from './stages.ts';
import { countUnexpectedErrors } from './unexpected-errors.ts';

export type AppOptions = {
  stage: string;
  /** Output folder of the cloud assembly. */
  outdir: string;
  /** Folder with one bundle per function; see bundle.ts. */
  bundles?: string;
  /**
   * Stacks that don't exist yet. CDK would protect them before it creates them, and CloudFormation would then refuse to
   * delete what a first deployment leaves if it fails.
   */
  newStacks?: readonly string[];
  /** Overrides the stage's settings in infra/stages.ts. */
  settings?: StageSettings;
  /** Overrides the contract's resources. Each gets a function and its routes. */
  resources?: readonly RoutedResource[];
};

/**
 * The whole product: one stack for data and one for identity, which a rollback of the application cannot affect, and
 * one for everything else. CDK's feature flags are only in cdk.json. To find a function's bundle, look up its
 * `Code.S3Key` in `<Stack>.assets.json`.
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

  const { newStacks = [] } = options;
  const data = createStack(app, 'Data', settings, newStacks);
  const table = createTable(data, settings);
  const files = createFilesBucket(data, settings);
  const sealingSecret = createSealingSecret(data, settings);
  keepExports(
    data,
    ...[files.bucketName, files.bucketArn, files.bucketRegionalDomainName, sealingSecret.secretArn],
  );
  const identity = createIdentityStack(
    createStack(app, 'Identity', settings, newStacks),
    settings,
    bundles,
    functions,
    table,
  );
  createService(createStack(app, 'App', settings, newStacks), {
    ...{ settings, bundles, functions, table, files, sealingSecret, identity },
  });
  return app;
}

/** The user pool and its trigger functions, in one stack because they refer to each other. */
function createIdentityStack(
  stack: Stack,
  settings: StageSettings,
  bundles: string,
  functions: readonly FunctionDeclaration[],
  table: ITable,
): Identity {
  const logGroup = createLogGroup(stack, 'TriggersLog', settings);
  const around = { settings, bundles, logGroup, ...tableSurroundings(table, settings) };
  const triggers = functions
    .filter(({ source }) => source.kind === 'pool')
    .map((declaration) => ({ declaration, handler: createFunction(stack, declaration, around) }));
  countUnexpectedErrors(stack, settings, 'triggers', logGroup);
  const identity = createIdentity(stack, settings, triggers);
  const { pool, client, serverClient } = identity;
  keepExports(
    stack,
    ...[pool.userPoolId, pool.userPoolArn, client.userPoolClientId, serverClient.userPoolClientId],
  );
  if (settings.hasFirewall) createPoolFirewall(stack, settings, identity.pool.userPoolArn);
  return identity;
}

function createStack(app: App, name: string, settings: StageSettings, newStacks: readonly string[]): Stack {
  const { account, region, stage } = settings;
  const stackName = `${stackPrefix(stage)}${name}`;
  return new Stack(app, stackName, {
    description: `Cobalt CRM (${stage}): ${name.toLowerCase()}`,
    env: { region, ...(account !== undefined && { account }) },
    terminationProtection: settings.isProtected && !newStacks.includes(stackName),
  });
}
