import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Metric, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { usedIndexNames } from './data.ts';
import type { Queues } from './events.ts';
import { mayInvokeItself } from './functions.ts';
import type { FunctionDeclaration } from './function-declaration.ts';
import type { Identity } from './identity.ts';
import { crashWatch, erasureWatch, listWatch, rightsWatch, routingWatch } from './log-metrics.ts';
import { difference, functionMetric, highest, period, sum } from './metrics.ts';
import type { StageSettings } from './stages.ts';
import { unexpectedErrors } from './unexpected-errors.ts';

/**
 * What is monitored. Functions are identified by name, so that this stack doesn't depend on those of the identity
 * stack.
 */
export type Watched = {
  http: HttpApi;
  functions: readonly FunctionDeclaration[];
  queues: Queues;
  table: ITable;
  identity: Identity;
};

/** An alarm as operators see it. */
export type Watch = {
  name: string;
  description: string;
  metric: IMetric;
  /** The alarm goes off at or above this value. */
  threshold: number;
  /** Number of consecutive periods of the metric, usually five minutes, that must reach the threshold. */
  periods: number;
  /** `docs/runbooks/<runbook>.md` says what to do. By default, it has the name of the alarm. */
  runbook?: string;
  /** Whether the alarm goes off below the threshold, and also if there is no data. */
  isForSilence?: boolean;
};

export function declareWatches(
  settings: StageSettings,
  { http, functions, queues, table, identity }: Watched,
): Watch[] {
  const watches: Watch[] = [
    {
      name: 'api-errors',
      description: 'Functions of the API failed unexpectedly five times or more in five minutes.',
      metric: unexpectedErrors(settings, 'api'),
      threshold: 5,
      periods: 1,
    },
    {
      name: 'api-unavailable',
      description: 'The API answered 5xx, such as 503, five times or more in five minutes.',
      metric: http.metricServerError({ period, statistic: 'Sum' }),
      threshold: 5,
      periods: 1,
      runbook: 'api-errors',
    },
    {
      name: 'api-slow',
      description: 'One in twenty requests took two seconds or longer for a quarter of an hour.',
      metric: http.metricLatency({ period, statistic: 'p95' }),
      threshold: 2000,
      periods: 3,
    },
    {
      name: 'readers-behind',
      description: 'Search, counters or messages are a minute or more behind the records.',
      metric: highest(streamAges(settings, functions), 'age of the oldest unread change, ms'),
      threshold: 60_000,
      periods: 2,
    },
    ...silenceWatches(settings, functions),
    ...queueWatches(settings, functions, queues),
    signInWatch(identity),
    rightsWatch(settings),
    crashWatch(settings),
    listWatch(settings),
    routingWatch(settings),
    erasureWatch(settings),
    {
      name: 'sign-up-errors',
      description: 'A function that takes part in sign-up or in mails of codes failed.',
      metric: unexpectedErrors(settings, 'triggers'),
      threshold: 1,
      periods: 1,
    },
    throttleWatch('Read', table),
    throttleWatch('Write', table),
  ];
  return settings.mail ? [...watches, bounceWatch(), complaintWatch()] : watches;
}

/**
 * Cognito counts each attempt as 1 if it succeeded and as 0 if not. It locks an account after some wrong passwords, so
 * many refusals in a short time are attempts on many accounts.
 */
function signInWatch({ pool, client }: Identity): Watch {
  const attempts = (statistic: string) =>
    new Metric({
      namespace: 'AWS/Cognito',
      metricName: 'SignInSuccesses',
      dimensionsMap: { UserPool: pool.userPoolId, UserPoolClient: client.userPoolClientId },
      statistic,
      period,
    });
  return {
    name: 'sign-ins-refused',
    description: 'A hundred sign-ins were refused in five minutes.',
    metric: difference(attempts('SampleCount'), attempts('Sum'), 'refused sign-ins'),
    threshold: 100,
    periods: 1,
  };
}

/**
 * Alarms for stream readers that are not invoked. Each reader receives a heartbeat every minute, so that silence means
 * that its event source mapping is disabled or that no heartbeats are written. A silent reader has no iterator age.
 */
function silenceWatches(settings: StageSettings, functions: readonly FunctionDeclaration[]): Watch[] {
  return streamReaders(functions).map(({ name }) => ({
    name: `${name}-silent`,
    description: `The stream reader ${name} was not invoked for ten minutes, although it receives a heartbeat every minute.`,
    metric: functionMetric(settings, name, 'Invocations', 'Sum'),
    threshold: 1,
    periods: 2,
    runbook: 'readers-behind',
    isForSilence: true,
  }));
}

/**
 * Reads and writes have an alarm each, because an alarm can combine ten metrics at most. The metrics of the table don't
 * include those of its indexes.
 */
function throttleWatch(access: 'Read' | 'Write', table: ITable): Watch {
  const metricName = `${access}ThrottleEvents`;
  const options = { period, statistic: 'Sum' };
  const ofIndexes = usedIndexNames.map((index) =>
    table.metric(metricName, {
      ...options,
      label: index,
      dimensionsMap: { TableName: table.tableName, GlobalSecondaryIndexName: index },
    }),
  );
  const accesses = `${access.toLowerCase()}s`;
  return {
    name: `${accesses}-throttled`,
    description: `DynamoDB throttled ${accesses} of the table or its indexes.`,
    metric: sum([table.metric(metricName, options), ...ofIndexes], `throttled ${accesses}`),
    threshold: 10,
    periods: 2,
    runbook: 'table-throttled',
  };
}

/** Alarms for queues and for the functions that read them. */
function queueWatches(
  settings: StageSettings,
  functions: readonly FunctionDeclaration[],
  queues: Queues,
): Watch[] {
  return [
    {
      name: 'failed-work',
      description: 'Something was given up on after several tries and has waited in a queue for ten minutes.',
      metric: sum(waitingWork(queues), 'work given up on'),
      threshold: 1,
      periods: 2,
    },
    {
      name: 'mail-behind',
      description: 'Mail waits for a quarter of an hour or longer.',
      metric: oldest(queues.mail),
      threshold: 900,
      periods: 1,
    },
    {
      name: 'jobs-behind',
      description:
        'A job has had no turn, a deleted file has kept its bytes, an import has not been read or checked, an export has not been written, a scan for duplicates has not run, or a list has waited for its snapshot, for a quarter of an hour or longer.',
      metric: highest(
        [queues.jobs, queues.files, queues.imports, queues.exports, queues.duplicates, queues.lists].map(
          oldest,
        ),
        'age of the oldest job, removal, import, export, scan or list, s',
      ),
      threshold: 900,
      periods: 1,
    },
    {
      name: 'webhooks-behind',
      description:
        'A message to a webhook, or of another program, has waited for a quarter of an hour or longer.',
      metric: highest(
        [queues.dispatch, queues.deliveries, queues.retries, queues.received].map(oldest),
        'age of the oldest change or attempt, s',
      ),
      threshold: 900,
      periods: 1,
    },
    {
      name: 'dropped-loops',
      description: 'Lambda ended a chain of calls in which a function invokes itself through a queue.',
      metric: sum(droppedCalls(settings, functions), 'dropped recursive calls'),
      threshold: 1,
      periods: 1,
    },
  ];
}

const oldest = (queue: Queues['mail']): IMetric =>
  queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' });

/**
 * Messages that wait for an operator. Messages in the poison queue are retried every minute and then stay invisible for
 * most of the minute, so invisible ones are counted too.
 */
function waitingWork(queues: Queues): IMetric[] {
  const { failures, poison, undispatched, unsentMail, stuckJobs, unremovedFiles } = queues;
  const options = { period, statistic: 'Maximum' };
  return [
    ...[failures, poison, undispatched, unsentMail, stuckJobs, unremovedFiles].map((queue) =>
      queue.metricApproximateNumberOfMessagesVisible(options),
    ),
    poison.metricApproximateNumberOfMessagesNotVisible(options),
  ];
}

/** SES reviews accounts with a bounce rate of 5% or more, and can pause their sending at 10%. */
function bounceWatch(): Watch {
  return {
    name: 'mail-bounces',
    description: 'Four in a hundred mails come back; SES stops senders at ten.',
    metric: new Metric({
      namespace: 'AWS/SES',
      metricName: 'Reputation.BounceRate',
      statistic: 'Maximum',
      period,
    }),
    threshold: 0.04,
    periods: 1,
  };
}

/** SES reviews accounts with a complaint rate of 0.1% or more, and can pause their sending at 0.5%. */
function complaintWatch(): Watch {
  return {
    name: 'mail-complaints',
    description: 'Eight in ten thousand mails are marked as spam; SES looks into senders at ten.',
    metric: new Metric({
      namespace: 'AWS/SES',
      metricName: 'Reputation.ComplaintRate',
      statistic: 'Maximum',
      period,
    }),
    threshold: 0.0008,
    periods: 1,
  };
}

function streamAges(settings: StageSettings, functions: readonly FunctionDeclaration[]): IMetric[] {
  return streamReaders(functions).map(({ name }) => functionMetric(settings, name, 'IteratorAge', 'Maximum'));
}

const streamReaders = (functions: readonly FunctionDeclaration[]): FunctionDeclaration[] =>
  functions.filter(({ source }) => source.kind === 'stream');

/**
 * Calls that Lambda dropped because they formed a loop. Lambda detects loops through queues but not through streams,
 * and only functions that can write to their own queue can form one.
 */
function droppedCalls(settings: StageSettings, functions: readonly FunctionDeclaration[]): IMetric[] {
  return functions
    .filter((declaration) => declaration.source.kind === 'queue' && mayInvokeItself(declaration))
    .map(({ name }) => functionMetric(settings, name, 'RecursiveInvocationsDropped', 'Sum'));
}
