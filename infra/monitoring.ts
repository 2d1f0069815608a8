import { Duration, Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  MathExpression,
  Metric,
  TreatMissingData,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queues } from './events.ts';
import { functionName } from './function.ts';
import { mayInvokeItself } from './functions.ts';
import type { FunctionDeclaration } from './function-declaration.ts';
import { listWatch } from './list-metrics.ts';
import { refusalMetric } from './refusals.ts';
import { pascalCase, type StageSettings } from './stages.ts';

/**
 * What is monitored. Functions are identified by name, so that this stack doesn't depend on those of the identity
 * stack.
 */
export type Watched = {
  http: HttpApi;
  functions: readonly FunctionDeclaration[];
  queues: Queues;
  table: ITable;
};

/** An alarm as operators see it. `docs/runbooks/<name>.md` says what to do. */
type Watch = {
  name: string;
  description: string;
  metric: IMetric;
  /** The alarm goes off at or above this value. */
  threshold: number;
  /** Number of consecutive five-minute periods that must reach the threshold before the alarm goes off. */
  periods: number;
};

const period = Duration.minutes(5);

export const alarmName = ({ stage }: StageSettings, name: string): string => `cobalt-${stage}-${name}`;

/**
 * There are few alarms, because each metric that an alarm uses costs money: API functions are covered by the API's 5xx
 * metric, readers and scheduled functions by their failure queues.
 */
export function createMonitoring(stack: Stack, settings: StageSettings, watched: Watched): void {
  const topic = createTopic(stack, settings);
  const watches = declareWatches(settings, watched);
  for (const watch of watches) {
    const alarm = new Alarm(stack, `${pascalCase(watch.name)}Alarm`, {
      alarmName: alarmName(settings, watch.name),
      alarmDescription: `${watch.description} What to do: docs/runbooks/${watch.name}.md`,
      metric: watch.metric,
      threshold: watch.threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: watch.periods,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
  }
  createDashboard(stack, settings, watched, watches);
}

function declareWatches(settings: StageSettings, { http, functions, queues, table }: Watched): Watch[] {
  const watches: Watch[] = [
    {
      name: 'api-errors',
      description: 'The API answered 5xx five times or more in five minutes.',
      metric: http.metricServerError({ period, statistic: 'Sum' }),
      threshold: 5,
      periods: 1,
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
    ...queueWatches(settings, functions, queues),
    listWatch(settings, period),
    {
      name: 'sign-up-errors',
      description: 'A function that takes part in sign-up or in mails of codes failed.',
      metric: failuresOfTriggers(settings, functions),
      threshold: 1,
      periods: 1,
    },
    {
      name: 'table-throttled',
      description: 'DynamoDB turned requests away.',
      metric: sum(
        ['ReadThrottleEvents', 'WriteThrottleEvents'].map((name) =>
          table.metric(name, { period, statistic: 'Sum' }),
        ),
        'throttled reads and writes',
      ),
      threshold: 10,
      periods: 2,
    },
  ];
  return settings.mail ? [...watches, bounceWatch(), complaintWatch()] : watches;
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
        'A job has had no turn, a deleted file has kept its bytes, or a list has waited for its snapshot, for a quarter of an hour or longer.',
      metric: highest(
        [queues.jobs, queues.files, queues.lists].map(oldest),
        'age of the oldest job, removal or list, s',
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
function waitingWork({ failures, poison, unsentMail, stuckJobs, unremovedFiles }: Queues): IMetric[] {
  const options = { period, statistic: 'Maximum' };
  return [
    ...[failures, poison, unsentMail, stuckJobs, unremovedFiles].map((queue) =>
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

function createTopic(stack: Stack, settings: StageSettings): Topic {
  const topic = new Topic(stack, 'Alarms', {
    displayName: `Cobalt CRM (${settings.stage})`,
    enforceSSL: true,
  });
  // A custom policy replaces the topic's default policy. Like the default one, it must let the account's alarms
  // publish.
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(stack).account } },
    }),
  );
  if (settings.alarmEmail !== undefined) topic.addSubscription(new EmailSubscription(settings.alarmEmail));
  return topic;
}

function createDashboard(
  stack: Stack,
  settings: StageSettings,
  watched: Watched,
  watches: readonly Watch[],
): void {
  const { http, table } = watched;
  const graph = (title: string, ...left: IMetric[]) => new GraphWidget({ title, left, width: 12 });
  const functionGraph = (title: string, metric: string, statistic: string) =>
    graph(title, ...watched.functions.map(({ name }) => functionMetric(settings, name, metric, statistic)));
  const dashboard = new Dashboard(stack, 'Dashboard', { dashboardName: `cobalt-${settings.stage}` });
  dashboard.addWidgets(
    graph('Requests', http.metricCount({ period }), http.metricClientError({ period })),
    graph(
      'Latency, ms',
      ...['p50', 'p95', 'p99'].map((statistic) => http.metricLatency({ period, statistic })),
    ),
    functionGraph('Errors of functions', 'Errors', 'Sum'),
    functionGraph('Longest run of functions, ms', 'Duration', 'Maximum'),
    graph(
      'Capacity units of the table',
      ...['ConsumedReadCapacityUnits', 'ConsumedWriteCapacityUnits'].map((name) =>
        table.metric(name, { period, statistic: 'Sum' }),
      ),
    ),
    ...watches.map(({ name, metric }) => graph(`Alarm: ${name}`, metric)),
  );
}

/** Number of errors in the user pool's triggers, excluding intended refusals. */
function failuresOfTriggers(
  settings: StageSettings,
  functions: readonly FunctionDeclaration[],
): MathExpression {
  const triggers = functions.filter(({ source }) => source.kind === 'pool');
  const errors = triggers.map(({ name }) => functionMetric(settings, name, 'Errors', 'Sum'));
  const refusals = triggers.some(({ refusalText }) => refusalText) ? [refusalMetric(settings)] : [];
  return combine(
    [...errors, ...refusals],
    (ids) =>
      ids
        .map((id, at) => `${at < errors.length ? '+' : '-'} FILL(${id}, 0)`)
        .join(' ')
        .slice(2),
    'failed calls by the user pool',
  );
}

function streamAges(settings: StageSettings, functions: readonly FunctionDeclaration[]): IMetric[] {
  return functions
    .filter(({ source }) => source.kind === 'stream')
    .map(({ name }) => functionMetric(settings, name, 'IteratorAge', 'Maximum'));
}

/**
 * Calls that Lambda dropped because they formed a loop. Lambda detects loops through queues but not through streams,
 * and only functions that can write to their own queue can form one.
 */
function droppedCalls(settings: StageSettings, functions: readonly FunctionDeclaration[]): IMetric[] {
  return functions
    .filter((declaration) => declaration.source.kind === 'queue' && mayInvokeItself(declaration))
    .map(({ name }) => functionMetric(settings, name, 'RecursiveInvocationsDropped', 'Sum'));
}

function functionMetric(
  settings: StageSettings,
  name: string,
  metricName: string,
  statistic: string,
): Metric {
  return new Metric({
    namespace: 'AWS/Lambda',
    metricName,
    statistic,
    period,
    label: name,
    dimensionsMap: { FunctionName: functionName(settings.stage, name) },
  });
}

function sum(metrics: readonly IMetric[], label: string): MathExpression {
  return combine(metrics, (ids) => ids.map((id) => `FILL(${id}, 0)`).join(' + '), label);
}

function highest(metrics: readonly IMetric[], label: string): MathExpression {
  return combine(metrics, (ids) => `MAX([${ids.map((id) => `FILL(${id}, 0)`).join(', ')}])`, label);
}

function combine(
  metrics: readonly IMetric[],
  expression: (ids: string[]) => string,
  label: string,
): MathExpression {
  const named = metrics.map((metric, position): [string, IMetric] => [`m${position}`, metric]);
  return new MathExpression({
    expression: expression(named.map(([id]) => id)),
    usingMetrics: Object.fromEntries(named),
    label,
    period,
  });
}
