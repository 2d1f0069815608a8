import { Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  TreatMissingData,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { functionMetric, period } from './metrics.ts';
import { pascalCase, type StageSettings } from './stages.ts';
import { declareWatches, type Watch, type Watched } from './watches.ts';

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
      alarmDescription: `${watch.description} What to do: docs/runbooks/${watch.runbook ?? watch.name}.md`,
      metric: watch.metric,
      threshold: watch.threshold,
      evaluationPeriods: watch.periods,
      ...(watch.isForSilence
        ? {
            comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
            treatMissingData: TreatMissingData.BREACHING,
          }
        : {
            comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            treatMissingData: TreatMissingData.NOT_BREACHING,
          }),
    });
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
  }
  createDashboard(stack, settings, watched, watches);
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
