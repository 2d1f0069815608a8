import { App, CfnOutput, Stack, Tags } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { api } from '#contract/api.ts';
import cdkSettings from '../cdk.json' with { type: 'json' };
import { connectRoutes, createApi } from './api.ts';
import { bundlesFolder } from './bundle.ts';
import { createTable, indexNames } from './data.ts';
import { connectEvents, createQueues } from './events.ts';
import { createFunction, type Surroundings } from './function.ts';
import { declareFunctions, type FunctionDeclaration, type RoutedResource } from './functions.ts';
import { createIdentity, type Identity } from './identity.ts';
import { stackPrefix, stageSettings, type StageSettings } from './stages.ts';
import { createEdge } from './web.ts';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';

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
 * The whole service: a stack for data and one for identity, which no roll-back of the application touches, and one for
 * all else. Flags that change what CDK generates stand in cdk.json only. `synth()` of the result writes the templates;
 * where a function's bundle lies is told by joining `Code.S3Key` with `<Stack>.assets.json`.
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

  const data = createStack(app, 'Data', settings);
  const table = createTable(data, settings);

  const identityStack = createStack(app, 'Identity', settings);
  const tableParts = tableSurroundings(table);
  const triggers = functions
    .filter(({ source }) => source.kind === 'pool')
    .map((declaration) => {
      const around = { settings, bundles, ...tableParts };
      return { declaration, handler: createFunction(identityStack, declaration, around) };
    });
  const identity = createIdentity(identityStack, settings, triggers);

  const service = createStack(app, 'App', settings);
  const others = functions.filter(({ source }) => source.kind !== 'pool');
  createService({ stack: service, settings, bundles, functions: others, table, identity });
  return app;
}

type Service = {
  stack: Stack;
  settings: StageSettings;
  bundles: string;
  functions: readonly FunctionDeclaration[];
  table: Table;
  identity: Identity;
};

function createService({ stack, settings, bundles, functions, table, identity }: Service): void {
  const http = createApi(stack, settings);
  const edge = createEdge(stack, settings, http);
  const mailReader = functions.find(({ source }) => source.kind === 'queue');
  const queues = createQueues(stack, mailReader?.timeoutSeconds ?? 30);
  const mail = mailSurroundings(stack, settings);
  const tableParts = tableSurroundings(table);
  const around: Surroundings = {
    settings,
    bundles,
    targets: {
      ...tableParts.targets,
      pool: [identity.pool.userPoolArn],
      mailQueue: [queues.mail.queueArn],
      poisonQueue: [queues.poison.queueArn],
      sender: [mail.identityArn],
    },
    variables: {
      ...tableParts.variables,
      USER_POOL_ID: identity.pool.userPoolId,
      USER_POOL_CLIENT_ID: identity.client.userPoolClientId,
      SITE_URL: edge.siteUrl,
      MAIL_FROM: mail.from,
      MAIL_QUEUE_URL: queues.mail.queueUrl,
      POISON_QUEUE_URL: queues.poison.queueUrl,
      ORIGIN_SECRET: edge.originSecret,
    },
  };
  const made = functions.map((declaration) => ({
    declaration,
    handler: createFunction(stack, declaration, around),
  }));
  connectRoutes(
    http,
    made.flatMap(({ declaration: { name, source }, handler }) =>
      source.kind === 'routes' ? [{ name, routes: source.routes, handler }] : [],
    ),
  );
  connectEvents(stack, made, table, queues);
  output(stack, 'SiteUrl', edge.siteUrl);
  output(stack, 'EdgeDomain', edge.distribution.distributionDomainName);
  output(stack, 'SiteBucket', edge.site.bucketName);
  output(stack, 'Region', stack.region);
  output(stack, 'UserPoolId', identity.pool.userPoolId);
  output(stack, 'UserPoolClientId', identity.client.userPoolClientId);
}

function createStack(app: App, name: string, settings: StageSettings): Stack {
  const { account, region, stage } = settings;
  return new Stack(app, `${stackPrefix(stage)}${name}`, {
    description: `Cobalt CRM (${stage}): ${name.toLowerCase()}`,
    env: { region, ...(account !== undefined && { account }) },
    terminationProtection: settings.isProtected,
  });
}

function tableSurroundings(table: Table): Pick<Surroundings, 'targets' | 'variables'> {
  return {
    targets: {
      table: [table.tableArn],
      indexes: indexNames.map((name) => `${table.tableArn}/index/${name}`),
    },
    variables: { TABLE_NAME: table.tableName },
  };
}

/** Without a sender of its own a stage has one that SES refuses, so that unsent mails are seen in their queue. */
function mailSurroundings(stack: Stack, settings: StageSettings): { from: string; identityArn: string } {
  const { from, domain } = settings.mail ?? { from: 'no-reply@cobalt.invalid', domain: 'cobalt.invalid' };
  return {
    from: `Cobalt CRM <${from}>`,
    identityArn: stack.formatArn({ service: 'ses', resource: 'identity', resourceName: domain }),
  };
}

function output(scope: IConstruct, name: string, value: string): void {
  new CfnOutput(scope, name, { value });
}
