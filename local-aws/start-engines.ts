import type { DatabaseSync } from 'node:sqlite';
import { createCognito, type Cognito } from './engines/cognito/cognito.ts';
import type { Triggers } from './engines/cognito/options.ts';
import type { DataFolder } from './data-folder.ts';
import { createDynamoFront } from './engines/dynamodb/front.ts';
import { keyNames } from './engines/dynamodb/table.ts';
import type { Endpoints } from './lambda/environment.ts';
import type { FunctionRunner } from './lambda/function-runner.ts';
import { createAwsServices } from './http/aws-services.ts';
import { close, createHttpServer, listen } from './http/listen.ts';
import { createMailbox, type Mailbox } from './engines/ses/mailbox.ts';
import type { Operator } from './iam/principals.ts';
import type { SecretStore } from './engines/secrets/secret-store.ts';
import { createQueueStore, type QueueStore } from './engines/sqs/queue-store.ts';
import type { Access } from './iam/access.ts';
import { ServiceError } from './http/service-error.ts';
import type { Authorize } from './http/service-request.ts';
import { createSes } from './engines/ses/ses.ts';
import { startBuckets } from './engines/s3/buckets.ts';
import type { Service } from './template/service.ts';
import { found } from './found.ts';

/** The services that functions call, each behind a permission check. */
export type Engines = {
  cognito: Cognito;
  mailbox: Mailbox;
  queues: QueueStore;
  endpoints: Endpoints;
  /** URLs of the buckets on AWS, mapped to local ones. */
  bucketAddresses: Record<string, string>;
  stop(): Promise<void>;
};

export type EnginesOptions = {
  service: Service;
  data: DataFolder;
  database: DatabaseSync;
  secrets: SecretStore;
  access: Access;
  operator: Operator;
  /** Where allowed DynamoDB calls are sent. */
  dynamodbUrl: string;
  /** The site's URL. */
  url: string;
  runners: Map<string, FunctionRunner>;
  onTableWrite: () => void;
};

export async function startEngines(options: EnginesOptions): Promise<Engines> {
  const { service, data, database, access } = options;
  const { region, accountId } = service.place;
  const authorize = authorizer(access, options.operator);
  const mailbox = createMailbox(data.file('mailbox.sqlite'));
  const cognito = createCognito({
    ...service.identity.rules,
    dataFile: data.file('cognito.sqlite'),
    region,
    accountId,
    poolId: service.identity.poolId,
    triggers: createTriggers(service, options.runners),
    mailbox,
    authorize,
  });
  const queues = createQueueStore(database, service.queues);
  const http = createHttpServer();
  const address = `http://127.0.0.1:${await listen(http.server, 0)}`;
  const endpoints = {
    cognito: `${address}/cognito`,
    secrets: `${address}/secrets`,
    sqs: `${address}/sqs`,
    ses: `${address}/ses`,
  };
  const ses = createSes({ mailbox, region, accountId, authorize });
  http.answerWith(
    createAwsServices({
      cognito: (request, response) => cognito.handle(request, response),
      ses: (request, response) => ses.handle(request, response),
      sqs: { store: queues, endpoint: endpoints.sqs, accountId },
      secrets: { store: options.secrets },
      authorize,
    }),
  );
  const buckets = await startBuckets({
    ...{ buckets: service.buckets, data, database, region, access, operator: options.operator },
    site: { url: service.edge.url, here: options.url },
  });
  const upstream = new URL(options.dynamodbUrl);
  const dynamodb = createDynamoFront({
    upstream: { host: upstream.hostname, port: Number(upstream.port || 80) },
    access,
    tableArn: (name) => `arn:aws:dynamodb:${region}:${accountId}:table/${name}`,
    partitionKey: keyNames(service.table)[0] ?? '',
    onWrite: options.onTableWrite,
  });
  const dynamodbPort = await listen(dynamodb, 0);
  return {
    cognito,
    mailbox,
    queues,
    bucketAddresses: buckets.addresses,
    endpoints: { ...endpoints, dynamodb: `http://127.0.0.1:${dynamodbPort}` },
    async stop() {
      dynamodb.close();
      await close(http.server);
      await buckets.stop();
      await cognito.close();
      mailbox.close();
    },
  };
}

/** Functions can do what their roles allow; the host's operator can do everything. */
function authorizer(access: Access, operator: Operator): Authorize {
  return (accessKeyId, action, resourceArn) => {
    if (accessKeyId === operator.accessKeyId) return;
    const principal = access.principalOf(accessKeyId);
    if (!principal) {
      const message = 'The security token included in the request is invalid.';
      throw new ServiceError('UnrecognizedClientException', message, 403);
    }
    const refusal = access.refusal(principal, action, resourceArn);
    if (refusal) throw new ServiceError('AccessDeniedException', refusal);
  };
}

function createTriggers({ identity }: Service, runners: Map<string, FunctionRunner>): Triggers {
  async function run<Event>(name: string, event: Event): Promise<Event> {
    const outcome = await found(runners.get(name), name).invoke(event);
    if (outcome.kind === 'failure') throw new Error(outcome.message);
    return JSON.parse(outcome.json) as Event;
  }
  const { preSignUp, customMessage } = identity.triggers;
  return {
    ...(preSignUp ? { preSignUp: (event) => run(preSignUp, event) } : {}),
    ...(customMessage ? { customMessage: (event) => run(customMessage, event) } : {}),
  };
}
