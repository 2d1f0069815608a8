import { Duration, Validations, type Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  EventInvokeConfig,
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  StartingPosition,
  type Function,
  type IDestination,
  type IEventSourceDlq,
} from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { limits } from '#contract/limits.ts';
import type { EventSource, FunctionDeclaration, WorkQueue } from './function-declaration.ts';
import { pascalCase } from './stages.ts';

export type Queues = {
  mail: Queue;
  /** E-mails that could not be sent after several attempts. */
  unsentMail: Queue;
  jobs: Queue;
  /**
   * Jobs that failed several times at the same step. When their messages are put back into the queue, they continue at
   * that step.
   */
  stuckJobs: Queue;
  files: Queue;
  /** Files that could not be deleted after several attempts. */
  unremovedFiles: Queue;
  imports: Queue;
  exports: Queue;
  duplicates: Queue;
  lists: Queue;
  /** Changes of which webhooks tell, in the order of each record's changes. */
  dispatch: Queue;
  /** First attempts to deliver messages, in order. */
  deliveries: Queue;
  retries: Queue;
  /** Messages of other programs, in the order of each source. */
  received: Queue;
  /** Changes that could not be dispatched, and first attempts that failed without an answer or a reason. */
  undispatched: Queue;
  /** Ids of records that could not be projected. They are retried every minute. */
  poison: Queue;
  /** Events that stream readers and scheduled functions failed to process. */
  failures: Queue;
};

/** A function with its event source. Functions of the API and the user pool are connected elsewhere. */
export type EventFunction = { declaration: FunctionDeclaration; handler: Function };

export function createQueues(stack: Stack, declarations: readonly FunctionDeclaration[]): Queues {
  const unsentMail = createQueue(stack, 'UnsentMail');
  const stuckJobs = createQueue(stack, 'StuckJobs');
  const unremovedFiles = createQueue(stack, 'UnremovedFiles');
  const poison = createQueue(stack, 'Poison');
  const failures = createQueue(stack, 'Failures');
  const undispatched = createQueue(stack, 'Undispatched', inOrder);
  for (const queue of [poison, failures, undispatched]) {
    Validations.of(queue).acknowledge({
      id: 'AwsSolutions::AwsSolutions-SQS3',
      reason: 'It is where work waits that was given up on, and an alarm tells of it.',
    });
  }
  const workQueue = (name: string, queue: WorkQueue, deadLetters: Queue, options: QueueOptions = {}) =>
    createQueue(stack, name, {
      ...options,
      // Six times the reader's timeout, as Lambda recommends, so that messages in progress don't reappear.
      visibilityTimeout: Duration.seconds(6 * timeoutSeconds(declarations, queue)),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: limits.queueAttempts },
    });
  return {
    mail: workQueue('Mail', 'mail', unsentMail),
    unsentMail,
    jobs: workQueue('Jobs', 'jobs', stuckJobs),
    stuckJobs,
    files: workQueue('Files', 'files', unremovedFiles),
    unremovedFiles,
    imports: workQueue('Imports', 'imports', failures),
    exports: workQueue('Exports', 'exports', failures),
    duplicates: workQueue('Duplicates', 'duplicates', failures),
    lists: workQueue('Lists', 'lists', failures),
    dispatch: workQueue('Dispatch', 'dispatch', undispatched, inOrder),
    deliveries: workQueue('Deliveries', 'deliveries', undispatched, inOrder),
    retries: workQueue('Retries', 'retries', failures),
    received: workQueue('Received', 'received', undispatched, inOrder),
    undispatched,
    poison,
    failures,
  };
}

function timeoutSeconds(declarations: readonly FunctionDeclaration[], queue: WorkQueue): number {
  const reader = declarations.find(
    ({ source }) => source.kind === 'queue' && [source.queue, source.alsoReads?.queue].includes(queue),
  );
  if (!reader) throw new Error(`Nothing reads the queue ${queue}`);
  return reader.timeoutSeconds;
}

type QueueOptions = Pick<
  ConstructorParameters<typeof Queue>[2] & object,
  'visibilityTimeout' | 'deadLetterQueue' | 'fifo' | 'deduplicationScope' | 'fifoThroughputLimit'
>;

/** Messages of a group are delivered one after another, and those of many groups at the highest rate. */
const inOrder: QueueOptions = {
  fifo: true,
  deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
  fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
};

function createQueue(stack: Stack, name: string, options: QueueOptions = {}): Queue {
  return new Queue(stack, `${name}Queue`, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
    ...options,
  });
}

/** Permissions that an event source requires, in addition to those of the declaration. */
function allow(stack: Stack, id: string, { role }: Function, statements: PolicyStatement[]): Policy {
  return new Policy(stack, id, { statements, ...(role && { roles: [role] }) });
}

function mayPutInto(queue: Queue): PolicyStatement {
  return new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] });
}

/** A queue as a destination for failures. CDK's own classes add unnecessary permissions. */
function into(queue: Queue): IEventSourceDlq & IDestination {
  return { bind: () => ({ destination: queue.queueArn }) };
}

/** Connects the readers of the stream and of queues, and the scheduled functions. */
export function connectEvents(
  stack: Stack,
  functions: readonly EventFunction[],
  table: ITable,
  queues: Queues,
): void {
  for (const { declaration, handler } of functions) {
    const { source } = declaration;
    if (source.kind === 'stream') readStream(stack, declaration.name, handler, source, table, queues);
    if (source.kind === 'queue') {
      const { alsoReads } = source;
      readQueue(stack, declaration.name, handler, source, queues[source.queue]);
      if (alsoReads)
        readQueue(
          stack,
          `${declaration.name}-${alsoReads.queue}`,
          handler,
          { ...source, ...alsoReads },
          queues[alsoReads.queue],
        );
    }
  }
  const scheduled = functions.filter(({ declaration }) => declaration.source.kind === 'schedule');
  const caller = createScheduleRole(stack, scheduled, queues.failures);
  for (const { declaration, handler } of scheduled) {
    schedule(stack, declaration, handler, caller, queues.failures);
  }
}

type StreamSource = Extract<EventSource, { kind: 'stream' }>;

function readStream(
  stack: Stack,
  name: string,
  handler: Function,
  source: StreamSource,
  table: ITable,
  queues: Queues,
): void {
  const streamArn = table.tableStreamArn;
  if (!streamArn) throw new Error('The table has no stream');
  const rights = allow(stack, `${pascalCase(name)}StreamRights`, handler, [
    new PolicyStatement({
      actions: [
        'dynamodb:DescribeStream',
        'dynamodb:GetRecords',
        'dynamodb:GetShardIterator',
        'dynamodb:ListStreams',
      ],
      resources: [streamArn],
    }),
    mayPutInto(queues.failures),
  ]);
  const isOfKind: unknown = FilterRule.or(...source.imageKinds);
  const mapping = new EventSourceMapping(stack, `${pascalCase(name)}Source`, {
    target: handler,
    eventSourceArn: streamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: source.batchSize,
    // The filter excludes most of the readers' own writes, which are in the stream too. Removals have an old image
    // only.
    filters: [
      FilterCriteria.filter({
        dynamodb: { NewImage: { kind: { S: isOfKind } } },
      }),
      FilterCriteria.filter({
        eventName: FilterRule.isEqual('REMOVE') as unknown,
        dynamodb: { OldImage: { kind: { S: isOfKind } } },
      }),
    ],
    reportBatchItemFailures: true,
    bisectBatchOnError: true,
    // Retries are limited by age, not by number, because most wait for an unavailable service. The index function moves
    // records that can't be projected to the poison queue instead of returning them.
    maxRecordAge: Duration.hours(12),
    onFailure: into(queues.failures),
  });
  mapping.node.addDependency(rights);
}

function readQueue(
  stack: Stack,
  name: string,
  handler: Function,
  source: Extract<EventSource, { kind: 'queue' }>,
  queue: Queue,
): void {
  const rights = allow(stack, `${pascalCase(name)}QueueRights`, handler, [
    new PolicyStatement({
      actions: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
      resources: [queue.queueArn],
    }),
  ]);
  const mapping = new EventSourceMapping(stack, `${pascalCase(name)}Source`, {
    target: handler,
    eventSourceArn: queue.queueArn,
    batchSize: source.batchSize,
    reportBatchItemFailures: true,
    maxConcurrency: source.concurrencyMax,
  });
  mapping.node.addDependency(rights);
}

function createScheduleRole(stack: Stack, scheduled: readonly EventFunction[], failures: Queue): Role {
  const role = new Role(stack, 'ScheduleRole', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com'),
  });
  role.addToPolicy(
    new PolicyStatement({
      actions: ['lambda:InvokeFunction'],
      resources: scheduled.map(({ handler }) => handler.functionArn),
    }),
  );
  role.addToPolicy(mayPutInto(failures));
  return role;
}

function schedule(
  stack: Stack,
  { name, source }: FunctionDeclaration,
  handler: Function,
  caller: Role,
  failures: Queue,
): void {
  if (source.kind !== 'schedule') return;
  const id = pascalCase(name);
  new CfnSchedule(stack, `${id}Schedule`, {
    scheduleExpression: source.expression,
    flexibleTimeWindow: { mode: 'OFF' },
    target: {
      arn: handler.functionArn,
      roleArn: caller.roleArn,
      deadLetterConfig: { arn: failures.queueArn },
      retryPolicy: { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 300 },
    },
  }).node.addDependency(caller);
  const rights = allow(stack, `${id}FailureRights`, handler, [mayPutInto(failures)]);
  new EventInvokeConfig(stack, `${id}Failures`, {
    function: handler,
    // The next run makes up for a failed one; a concurrent retry would only interfere.
    retryAttempts: 0,
    onFailure: into(failures),
  }).node.addDependency(rights);
}
