import { CfnOutput, type Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { createApi } from './api.ts';
import { listIndexNames, sumIndexName } from './data.ts';
import { logEdge } from './edge-log.ts';
import { connectEvents, createQueues, type Queues } from './events.ts';
import { bucketUrl, createSnapshotsBucket, foldersOf } from './files.ts';
import { createEdgeFirewall } from './firewall.ts';
import { createBudget } from './budget.ts';
import { createFunction, type Surroundings } from './function.ts';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { FunctionDeclaration } from './function-declaration.ts';
import type { Identity } from './identity.ts';
import { mailSetName } from './mail-set.ts';
import { countInLogs, type Logs } from './log-metrics.ts';
import { createMonitoring } from './monitoring.ts';
import { createLogGroup } from './retention.ts';
import { sealsWithOutput } from './sealing-secret.ts';
import { bulkWriteUnitsPerSecond, type StageSettings } from './stages.ts';
import { countUnexpectedErrors } from './unexpected-errors.ts';
import { createEdge, type Edge } from './web.ts';

export type ServiceParts = {
  settings: StageSettings;
  /** Folder with one bundle per function. */
  bundles: string;
  /** All functions. Those invoked by the user pool are in the identity stack and are only monitored here. */
  functions: readonly FunctionDeclaration[];
  table: ITable;
  files: Bucket;
  sealingSecret: ISecret;
  identity: Identity;
};

/** Everything except data and identity: API, CloudFront, events, monitoring, and snapshots of lists. */
export function createService(stack: Stack, parts: ServiceParts): void {
  const { settings, functions, table, files, identity } = parts;
  const http = createApi(stack, settings, functions);
  const edge = createEdge(
    stack,
    settings,
    http,
    bucketUrl(files),
    settings.hasFirewall ? createEdgeFirewall(stack, settings) : undefined,
  );
  logEdge(stack, settings, edge.distribution);
  const queues = createQueues(stack, functions);
  const snapshots = createSnapshotsBucket(stack, settings);
  const logs: Logs = {
    membersApi: createLogGroup(stack, 'ApiFunctionsLog', settings),
    others: createLogGroup(stack, 'FunctionsLog', settings),
  };
  const around = serviceSurroundings(stack, parts, edge, queues, snapshots);
  const made = functions
    .filter(({ source }) => source.kind !== 'pool')
    .map((declaration) => ({
      declaration,
      handler: createFunction(stack, declaration, { ...around, logGroup: logGroupOf(declaration, logs) }),
    }));
  connectEvents(stack, made, table, queues);
  countInLogs(stack, settings, logs);
  countUnexpectedErrors(stack, settings, 'api', logs.membersApi);
  createMonitoring(stack, settings, { http, functions, queues, table, identity });
  createBudget(stack, settings);
  // Values that infra/deploy.ts or operators need.
  const outputs = {
    SiteUrl: edge.siteUrl,
    EdgeDomain: edge.distribution.distributionDomainName,
    SiteBucket: edge.site.bucketName,
    TableName: table.tableName,
    UserPoolId: identity.pool.userPoolId,
    UserPoolClientId: identity.client.userPoolClientId,
    [sealsWithOutput]: parts.sealingSecret.secretArn,
  };
  for (const [name, value] of Object.entries(outputs)) new CfnOutput(stack, name, { value });
}

/** Functions that visitors call have reserved concurrency (infra/functions.ts). */
const logGroupOf = ({ source, reservedConcurrency }: FunctionDeclaration, logs: Logs): LogGroup =>
  source.kind === 'routes' && reservedConcurrency === undefined ? logs.membersApi : logs.others;

function serviceSurroundings(
  stack: Stack,
  parts: ServiceParts,
  edge: Edge,
  queues: Queues,
  snapshots: Bucket,
): Omit<Surroundings, 'logGroup'> {
  const { settings, bundles, table, files, sealingSecret, identity } = parts;
  const mail = mailSender(stack, settings);
  const { targets, variables } = tableSurroundings(table, settings);
  const folders = foldersOf(stack, files, 'uploads', 'files', 'pictures', 'imports', 'exports', 'duplicates');
  return {
    settings,
    bundles,
    targets: {
      ...targets,
      ...queueTargets(queues),
      pool: [identity.pool.userPoolArn],
      uploads: [folders.uploads],
      files: [folders.files],
      pictures: [folders.pictures],
      imports: [folders.imports],
      exports: [folders.exports],
      duplicates: [folders.duplicates],
      listSnapshots: [foldersOf(stack, snapshots, 'lists').lists],
      bucketsOfOrganizations: [files.bucketArn, snapshots.bucketArn],
      sender: mail.arns,
      sealingSecret: [sealingSecret.secretArn],
    },
    variables: {
      ...variables,
      ...queueVariables(queues),
      USER_POOL_ID: identity.pool.userPoolId,
      USER_POOL_CLIENT_ID: identity.client.userPoolClientId,
      SERVER_CLIENT_ID: identity.serverClient.userPoolClientId,
      SITE_URL: edge.siteUrl,
      STRIPE_URL: settings.stripeUrl,
      MAIL_FROM: mail.from,
      MAIL_SET: mail.set,
      ALLOWS_LOCAL_WEBHOOKS: String(settings.allowsLocalWebhooks),
      FILES_BUCKET: files.bucketName,
      FILES_URL: bucketUrl(files),
      SNAPSHOTS_URL: bucketUrl(snapshots),
      ORIGIN_SECRET: edge.originSecret,
      SEALING_SECRET_ARN: sealingSecret.secretArn,
      CORS_ORIGINS: settings.corsOrigins.join(' '),
      SERVER_TIMING: String(settings.hasServerTiming),
      SETTLE_SECONDS: String(settings.settleSeconds),
      BULK_WRITE_UNITS_PER_SECOND: String(bulkWriteUnitsPerSecond(settings)),
      ACCESS_TOKEN_MINUTES: String(settings.signIn.accessTokenMinutes),
    },
  };
}

const queueTargets = (queues: Queues): Surroundings['targets'] => ({
  mailQueue: [queues.mail.queueArn],
  jobsQueue: [queues.jobs.queueArn],
  filesQueue: [queues.files.queueArn],
  importsQueue: [queues.imports.queueArn],
  exportsQueue: [queues.exports.queueArn],
  duplicatesQueue: [queues.duplicates.queueArn],
  listsQueue: [queues.lists.queueArn],
  dispatchQueue: [queues.dispatch.queueArn],
  deliveriesQueue: [queues.deliveries.queueArn],
  retriesQueue: [queues.retries.queueArn],
  receivedQueue: [queues.received.queueArn],
  poisonQueue: [queues.poison.queueArn],
});

const queueVariables = (queues: Queues): Surroundings['variables'] => ({
  MAIL_QUEUE_URL: queues.mail.queueUrl,
  JOBS_QUEUE_URL: queues.jobs.queueUrl,
  FILES_QUEUE_URL: queues.files.queueUrl,
  IMPORTS_QUEUE_URL: queues.imports.queueUrl,
  EXPORTS_QUEUE_URL: queues.exports.queueUrl,
  DUPLICATES_QUEUE_URL: queues.duplicates.queueUrl,
  LISTS_QUEUE_URL: queues.lists.queueUrl,
  DISPATCH_QUEUE_URL: queues.dispatch.queueUrl,
  DELIVERIES_QUEUE_URL: queues.deliveries.queueUrl,
  RETRIES_QUEUE_URL: queues.retries.queueUrl,
  RECEIVED_QUEUE_URL: queues.received.queueUrl,
  POISON_QUEUE_URL: queues.poison.queueUrl,
});

/** What functions of all stacks need to use the table, within the stage's limits. */
export function tableSurroundings(
  table: ITable,
  { limits }: StageSettings,
): Pick<Surroundings, 'targets' | 'variables'> {
  return {
    targets: {
      table: [table.tableArn],
      // The first index lists an organization's changes, the second one the changes to each owner's records.
      changeIndexes: listIndexNames.slice(0, 2).map((name) => `${table.tableArn}/index/${name}`),
      indexes: listIndexNames.map((name) => `${table.tableArn}/index/${name}`),
      sumIndex: [`${table.tableArn}/index/${sumIndexName}`],
    },
    variables: { TABLE_NAME: table.tableName, STAGE_LIMITS: JSON.stringify(limits) },
  };
}

/** A stage without a sender gets one that SES rejects, so that unsent e-mails end up in the queue for them. */
function mailSender(
  stack: Stack,
  settings: StageSettings,
): { from: string; set: string; /** What e-mails are sent with. */ arns: string[] } {
  const { from, domain } = settings.mail ?? { from: 'no-reply@cobalt.invalid', domain: 'cobalt.invalid' };
  const set = settings.mail ? mailSetName(settings.stage) : '';
  const arnOf = (resource: string, resourceName: string) =>
    stack.formatArn({ service: 'ses', resource, resourceName });
  return {
    from: `Cobalt CRM <${from}>`,
    set,
    arns: [arnOf('identity', domain), ...(set === '' ? [] : [arnOf('configuration-set', set)])],
  };
}
