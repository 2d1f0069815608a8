import { minutesUntilReadAgain } from '#contract/sealing-keys.ts';
import type { Resource, Synthesized } from './synthesized.ts';
import { at, listAt, ofType } from './synthesized.ts';
import { unitPrices, type UnitPrice } from './unit-prices.ts';

/** What a stage costs per month while nobody uses it, computed from its templates. */

export type CostLine = { name: string; quantity: number; price: UnitPrice };

const minutesPerMonth = 730 * 60;
/** Lambda polls a queue without messages with five connections, each of which waits for 20 seconds. */
const pollsPerMonth = 5 * 3 * minutesPerMonth;
/** Estimates for a run that finds nothing to do. */
const idleRunSeconds = 0.2;
const logBytesPerRun = 1_000;
/** Units of the heartbeat and of the look-ups of each minute; see docs/access-patterns.md. */
const unitsPerMinute = { write: 3, read: 10 };
/** DynamoDB asks for the table's key at most once in five minutes for each caller. */
const keyCallsPerMonth = minutesPerMonth / 5;
const million = 1_000_000;

type Costs = (resources: Resource[], templates: Synthesized) => CostLine[];

/** Types of resources that cost something while idle. */
export const idleCosts: Record<string, Costs> = {
  'AWS::CloudWatch::Alarm': (alarms) => [
    {
      name: 'metrics of alarms',
      quantity: alarms.reduce((sum, { properties }) => sum + metricCount(properties), 0),
      price: unitPrices.alarmMetricMonth,
    },
  ],
  'AWS::CloudWatch::Dashboard': (dashboards) => [
    { name: 'dashboard', quantity: dashboards.length, price: unitPrices.dashboardMonth },
  ],
  'AWS::DynamoDB::Table': (_, templates) => [
    {
      name: 'heartbeat: written units, millions',
      quantity: (unitsPerMinute.write * minutesPerMonth) / million,
      price: unitPrices.writeMillion,
    },
    {
      name: 'heartbeat: read units, millions',
      quantity: (unitsPerMinute.read * minutesPerMonth) / million,
      price: unitPrices.readMillion,
    },
    ...(templates.settings.hasManagedKey
      ? [
          {
            name: 'calls for the table’s key, millions',
            quantity: (runningFunctions(templates).length * keyCallsPerMonth) / million,
            price: unitPrices.keyCallsMillion,
          },
        ]
      : []),
  ],
  'AWS::Lambda::EventSourceMapping': (mappings) => [
    {
      name: 'polls of empty queues, millions',
      quantity: (mappings.filter((mapping) => !isOfStream(mapping)).length * pollsPerMonth) / million,
      price: unitPrices.pollMillion,
    },
  ],
  'AWS::Lambda::Function': (_, templates) => {
    const running = runningFunctions(templates);
    const runs = running.reduce((sum, { runsPerMonth }) => sum + runsPerMonth, 0);
    const gbSeconds = running.reduce(
      (sum, { runsPerMonth, memoryGb }) => sum + runsPerMonth * memoryGb * idleRunSeconds,
      0,
    );
    return [
      {
        name: 'runs by schedule and heartbeat, millions',
        quantity: runs / million,
        price: unitPrices.invocationMillion,
      },
      { name: 'duration of these runs, GB-seconds', quantity: gbSeconds, price: unitPrices.gbSecond },
      { name: 'their logs, GB', quantity: (runs * logBytesPerRun) / 1e9, price: unitPrices.logGb },
      ...(templates.settings.hasTracing
        ? [{ name: 'their traces, millions', quantity: runs / million, price: unitPrices.traceMillion }]
        : []),
    ];
  },
  'AWS::Logs::MetricFilter': (filters) => [
    {
      name: 'metrics from logs',
      quantity: new Set(filters.map(({ properties }) => at(properties, 'MetricTransformations/0/MetricName')))
        .size,
      price: unitPrices.customMetricMonth,
    },
  ],
  'AWS::Scheduler::Schedule': (schedules) => [
    {
      name: 'scheduled runs, millions',
      quantity: schedules.reduce((sum, schedule) => sum + runsOf(schedule), 0) / million,
      price: unitPrices.scheduleMillion,
    },
  ],
  'AWS::SecretsManager::Secret': (secrets, templates) => [
    { name: 'secrets', quantity: secrets.length, price: unitPrices.secretMonth },
    {
      name: 'readings by scheduled functions, millions',
      quantity:
        (runningFunctions(templates).filter(({ readsKeys }) => readsKeys).length * minutesPerMonth) /
        minutesUntilReadAgain /
        million,
      price: unitPrices.secretCallsMillion,
    },
  ],
  'AWS::WAFv2::WebACL': (acls) => [
    { name: 'web ACLs', quantity: acls.length, price: unitPrices.webAclMonth },
    {
      name: 'rules of web ACLs',
      quantity: acls.reduce((sum, { properties }) => sum + listAt(properties, 'Rules').length, 0),
      price: unitPrices.ruleMonth,
    },
  ],
};

/** Types of resources that cost nothing while idle, each with the reason. */
export const withoutIdleCost: Record<string, string> = {
  'AWS::ApiGatewayV2::Api': 'paid per request',
  'AWS::ApiGatewayV2::Stage': 'part of the API',
  'AWS::Budgets::Budget': 'free without actions',
  'AWS::CloudFront::Distribution': 'paid per request and GB',
  'AWS::CloudFront::Function': 'paid per run',
  'AWS::CloudFront::OriginAccessControl': 'free',
  'AWS::CloudFront::ResponseHeadersPolicy': 'free',
  'AWS::Cognito::UserPool': 'paid per active user',
  'AWS::Cognito::UserPoolClient': 'part of the user pool',
  'AWS::IAM::Policy': 'free',
  'AWS::IAM::Role': 'free',
  'AWS::Lambda::EventInvokeConfig': 'part of the function',
  'AWS::Lambda::Permission': 'part of the function',
  'AWS::Logs::Delivery': 'paid per GB of logs',
  'AWS::Logs::DeliveryDestination': 'part of the delivery',
  'AWS::Logs::DeliverySource': 'part of the delivery',
  'AWS::Logs::LogGroup': 'paid per GB of logs',
  'AWS::Logs::ResourcePolicy': 'free',
  'AWS::S3::Bucket': 'paid per GB and request',
  'AWS::S3::BucketPolicy': 'free',
  'AWS::SES::ConfigurationSet': 'free',
  'AWS::SES::ConfigurationSetEventDestination': 'metrics are paid from the first e-mail that comes back',
  'AWS::SNS::Subscription': 'paid per e-mail sent',
  'AWS::SNS::Topic': 'paid per message',
  'AWS::SNS::TopicPolicy': 'free',
  'AWS::SQS::Queue': 'paid per request; polls are counted for its reader',
  'AWS::SQS::QueuePolicy': 'free',
  'AWS::WAFv2::WebACLAssociation': 'free for user pools',
};

/** All costs of an idle stage, without those of zero. */
export function idleCostsOf(templates: Synthesized): CostLine[] {
  return Object.entries(idleCosts)
    .flatMap(([type, costs]) => costs(ofType(templates, type), templates))
    .filter(({ quantity }) => quantity > 0);
}

export const dollarsOf = ({ quantity, price }: CostLine): number => quantity * price.dollars;

/** An alarm is paid for each metric that it combines. */
const metricCount = (alarm: Resource['properties']): number =>
  listAt(alarm, 'Metrics').filter((entry) => at(entry, 'MetricStat') !== undefined).length || 1;

const isOfStream = ({ properties }: Resource): boolean => properties.StartingPosition !== undefined;

/** Runs per month of a schedule such as `rate(1 minute)`. */
function runsOf({ properties }: Resource): number {
  const [, count, unit = ''] =
    /^rate\((\d+) (minute|hour|day)s?\)$/.exec(String(properties.ScheduleExpression)) ?? [];
  const minutes = { minute: 1, hour: 60, day: 24 * 60 }[unit];
  if (minutes === undefined) throw new Error(`No price for ${String(properties.ScheduleExpression)}`);
  return minutesPerMonth / (Number(count) * minutes);
}

/** Functions that run while nobody uses the stage: by a schedule, or by the heartbeat of each minute. */
function runningFunctions(
  templates: Synthesized,
): { runsPerMonth: number; memoryGb: number; readsKeys: boolean }[] {
  const scheduled = ofType(templates, 'AWS::Scheduler::Schedule').map((schedule) => ({
    target: at(schedule.properties, 'Target/Arn/Fn::GetAtt/0'),
    runsPerMonth: runsOf(schedule),
  }));
  const readers = ofType(templates, 'AWS::Lambda::EventSourceMapping')
    .filter(isOfStream)
    .map(({ properties }) => ({ target: at(properties, 'FunctionName/Ref'), runsPerMonth: minutesPerMonth }));
  return [...scheduled, ...readers].map(({ target, runsPerMonth }) => {
    const found = ofType(templates, 'AWS::Lambda::Function').find(({ id }) => id === target);
    if (!found) throw new Error(`No function ${String(target)}`);
    const readsKeys = at(found.properties, 'Environment/Variables/SEALING_SECRET_ARN') !== undefined;
    return { runsPerMonth, memoryGb: Number(found.properties.MemorySize) / 1024, readsKeys };
  });
}
