/** The part of a contract resource that the infrastructure needs. */
export type RoutedResource = { name: string; routes: readonly string[] };

/** Resources that permissions can refer to. */
export type RightsTarget =
  | 'table'
  | 'indexes'
  | 'changeIndexes'
  | 'sumIndex'
  | 'pool'
  | 'mailQueue'
  | 'jobsQueue'
  | 'filesQueue'
  | 'importsQueue'
  | 'exportsQueue'
  | 'duplicatesQueue'
  | 'listsQueue'
  | 'dispatchQueue'
  | 'deliveriesQueue'
  | 'retriesQueue'
  | 'receivedQueue'
  | 'poisonQueue'
  | 'sender'
  | 'sealingSecret'
  | 'uploads'
  | 'files'
  | 'pictures'
  | 'imports'
  | 'exports'
  | 'duplicates'
  | 'listSnapshots'
  | 'bucketsOfOrganizations';
export type Right = { on: RightsTarget; actions: readonly string[] };

/** Environment variables that the template can provide. A function gets only those that it declares. */
export type Variable =
  | 'TABLE_NAME'
  | 'USER_POOL_ID'
  | 'USER_POOL_CLIENT_ID'
  | 'SERVER_CLIENT_ID'
  | 'SITE_URL'
  | 'STRIPE_URL'
  | 'MAIL_FROM'
  | 'MAIL_SET'
  | 'MAIL_QUEUE_URL'
  | 'JOBS_QUEUE_URL'
  | 'FILES_QUEUE_URL'
  | 'IMPORTS_QUEUE_URL'
  | 'EXPORTS_QUEUE_URL'
  | 'DUPLICATES_QUEUE_URL'
  | 'LISTS_QUEUE_URL'
  | 'DISPATCH_QUEUE_URL'
  | 'DELIVERIES_QUEUE_URL'
  | 'RETRIES_QUEUE_URL'
  | 'RECEIVED_QUEUE_URL'
  | 'ALLOWS_LOCAL_WEBHOOKS'
  | 'FILES_BUCKET'
  | 'FILES_URL'
  | 'SNAPSHOTS_URL'
  | 'POISON_QUEUE_URL'
  | 'ORIGIN_SECRET'
  | 'SEALING_SECRET_ARN'
  | 'CORS_ORIGINS'
  | 'SERVER_TIMING'
  | 'STAGE_LIMITS'
  /** For functions that write in bulk without a request. */
  | 'BULK_WRITE_UNITS_PER_SECOND'
  | 'SETTLE_SECONDS'
  | 'ACCESS_TOKEN_MINUTES';

/** Queues with a function that processes their messages. */
export type WorkQueue =
  | 'mail'
  | 'jobs'
  | 'files'
  | 'imports'
  | 'exports'
  | 'duplicates'
  | 'lists'
  | 'dispatch'
  | 'deliveries'
  | 'retries'
  | 'received';

/** Kinds of items that stream readers subscribe to. */
export type ImageKind =
  | 'record'
  | 'change'
  | 'note'
  | 'attachment'
  | 'import'
  | 'export'
  | 'outbox'
  | 'received'
  | 'recordErased'
  /** Of releases before 0.10, until none can be in the stream. */
  | 'documentMail'
  | 'portalRequest'
  | 'duplicateScan'
  | 'activity'
  | 'task'
  | 'member'
  | 'pulse';

/** What invokes the function. */
export type EventSource =
  | { kind: 'routes'; routes: readonly string[] }
  /**
   * Stream records whose new image (the old one for removals) has one of these values of `kind`. Heartbeats have
   * `pulse`.
   */
  | { kind: 'stream'; imageKinds: readonly ImageKind[]; batchSize: number }
  | {
      kind: 'queue';
      queue: WorkQueue;
      batchSize: number;
      concurrencyMax: number;
      /** Another queue whose messages it takes, with a concurrency of their own. */
      alsoReads?: { queue: WorkQueue; concurrencyMax: number };
    }
  | { kind: 'schedule'; expression: string }
  | { kind: 'pool'; trigger: 'preSignUp' | 'customMessage' };

/** The complete declaration of a Lambda function. */
export type FunctionDeclaration = {
  name: string;
  /** Path from the project root. */
  entry: string;
  memoryMb: number;
  timeoutSeconds: number;
  rights: readonly Right[];
  /** Partition keys of the table that the function must not write, with `*` for any characters. */
  deniedPartitions?: readonly string[];
  variables: readonly Variable[];
  /** The record type to serve, passed as RECORD_TYPE to an entry that serves several types. */
  recordType?: string;
  source: EventSource;
  /** Reserved concurrency, in stages that reserve any. */
  reservedConcurrency?: number;
};
