import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { api } from '#contract/api.ts';
import { metricsOf } from './alarm-evaluator.ts';
import { declareFunctions, projectRoot } from './functions.ts';
import {
  at,
  listAt,
  ofType,
  only,
  routedFunctions,
  shortName,
  synthesized,
  textAt,
  type Properties,
  type Resource,
} from './synthesized.ts';

const templates = await synthesized('prod', {
  overrides: { mail: { from: 'crm@example.com', domain: 'example.com' }, alarmEmail: 'ops@example.com' },
});
const alarms = ofType(templates, 'AWS::CloudWatch::Alarm');
const runbooks = path.join(projectRoot, 'docs/runbooks');

const watched = alarms.flatMap(({ properties }) => metricsOf(properties));

test('a failing function triggers an alarm, regardless of what invokes it', () => {
  const uncovered = ofType(templates, 'AWS::Lambda::Function').filter(
    (resource) => !isWatchedTrigger(resource) && !isBehindApi(resource) && !endsInWatchedQueue(resource),
  );
  expect(uncovered.map((resource) => shortName(templates, resource))).toEqual([]);
});

test('only unexpected errors that functions log count as faults of a release, and none of the six that visitors call', () => {
  const filters = ofType(templates, 'AWS::Logs::MetricFilter').map(({ properties }) => properties);
  const patternsOf = (metric: string) =>
    filters
      .filter((filter) => at(filter, 'MetricTransformations/0/MetricName') === metric)
      .map(({ FilterPattern, LogGroupName }) => [textAt(LogGroupName, 'Ref'), FilterPattern]);
  const brokenOff =
    '$.record.status = "timeout" || $.record.status = "failure" || $.record.errorType = "Runtime.*"';
  const apiPattern = `{ ($.message = "request" && $.status = 500) || ${brokenOff} }`;
  expect(patternsOf('unexpectedApiErrors')).toEqual([[logGroupOf('contacts'), apiPattern]]);
  const declared = declareFunctions(Object.values(api));
  const counted = declared.filter(
    ({ name, source }) => source.kind !== 'pool' && logGroupOf(name) === logGroupOf('contacts'),
  );
  const ofVisitors = [
    ...['crashes', 'public-documents', 'public-forms', 'public-issues', 'public-payments'],
    'public-webhooks',
  ];
  expect(
    declared
      .filter(({ source }) => source.kind === 'routes')
      .map(({ name }) => name)
      .sort(),
  ).toEqual([...counted.map(({ name }) => name), ...ofVisitors].sort());
  const triggers = declareFunctions([]).filter(({ source }) => source.kind === 'pool');
  const pattern = `{ $.message = "pool trigger failed" || ${brokenOff} }`;
  const logGroups = new Set(triggers.map(({ name }) => logGroupOf(name)));
  expect(patternsOf('unexpectedTriggerErrors')).toEqual([...logGroups].map((group) => [group, pattern]));
  for (const { entry } of triggers)
    expect(readFileSync(path.join(projectRoot, entry), 'utf8')).toContain(
      'export const handler = poolTrigger<',
    );
});

test('5xx responses of the API trigger an alarm', () => {
  expect(isWatched('5xx', { ApiId: only(templates, 'AWS::ApiGatewayV2::Api').id })).toBe(true);
});

test('every queue has an alarm: for old messages, or for any message if only operators read it', () => {
  const uncovered = ofType(templates, 'AWS::SQS::Queue').filter(({ id }) => {
    const dimensions = { QueueName: `${id}.QueueName` };
    return (
      !isWatched('ApproximateNumberOfMessagesVisible', dimensions) &&
      !isWatched('ApproximateAgeOfOldestMessage', dimensions)
    );
  });
  expect(uncovered.map(({ id }) => id)).toEqual([]);
});

test('every stream reader has an alarm for its lag and one for its silence', () => {
  const mappings = ofType(templates, 'AWS::Lambda::EventSourceMapping');
  const readers = mappings.filter(({ properties }) => properties.StartingPosition !== undefined);
  expect(readers.length).toBe(2);
  for (const { properties } of readers) {
    const reader = templates.resources.find(({ id }) => id === at(properties, 'FunctionName/Ref'));
    const dimensions = { FunctionName: textAt(reader, 'properties/FunctionName') };
    expect(isWatched('IteratorAge', dimensions)).toBe(true);
    expect(isWatched('Invocations', dimensions)).toBe(true);
  }
});

test('a function that sends messages to its own queue has an alarm for calls that Lambda drops as a loop', () => {
  const looping = ofType(templates, 'AWS::Lambda::Function').filter(
    ({ id, properties }) =>
      properties.RecursiveLoop === 'Allow' &&
      ofType(templates, 'AWS::Lambda::EventSourceMapping').some(
        (mapping) =>
          at(mapping.properties, 'FunctionName/Ref') === id &&
          mapping.properties.StartingPosition === undefined,
      ),
  );
  expect(looping.map((resource) => shortName(templates, resource))).toEqual([
    'mail',
    'imports-reader',
    'job-runner',
    'webhook-sender',
  ]);
  for (const { properties } of looping) {
    const dimensions = { FunctionName: textAt(properties, 'FunctionName') };
    expect(isWatched('RecursiveInvocationsDropped', dimensions)).toBe(true);
  }
});

test('throttling of the table, and of each index that items use, triggers an alarm', () => {
  const keys = readFileSync(path.join(projectRoot, 'shared/data/store/keys.ts'), 'utf8');
  const numbers = new Set([...keys.matchAll(/'g(\d+)'/g)].map(([, number]) => number));
  expect(numbers.size).toBeGreaterThan(0);
  for (const metric of ['ReadThrottleEvents', 'WriteThrottleEvents']) {
    const throttled = watched.filter(({ name }) => name === metric);
    expect(throttled.map(({ dimensions }) => dimensions.GlobalSecondaryIndexName).sort()).toEqual([
      ...[...numbers].map((number) => `gsi${number}`).sort(),
      undefined,
    ]);
    expect(new Set(throttled.map(({ dimensions }) => dimensions.TableName)).size).toBe(1);
  }
});

test('every alarm reaches the topic, and the topic the address of the stage', () => {
  const topic = only(templates, 'AWS::SNS::Topic');
  for (const { properties } of alarms) expect(properties.AlarmActions).toEqual([{ Ref: topic.id }]);
  expect(only(templates, 'AWS::SNS::Subscription').properties).toMatchObject({
    Protocol: 'email',
    Endpoint: 'ops@example.com',
    TopicArn: { Ref: topic.id },
  });
});

test('alarms may publish to the topic', () => {
  const statements = listAt(only(templates, 'AWS::SNS::TopicPolicy'), 'properties/PolicyDocument/Statement');
  expect(statements).toContainEqual(
    expect.objectContaining({
      Effect: 'Allow',
      Action: 'sns:Publish',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
    }),
  );
});

test.each([
  {
    what: 'differences of snapshots',
    source: 'list-builder',
    metric: 'listDifferences',
    alarm: 'list-differences',
    pattern: '{ $.differences > 0 }',
    value: '$.differences',
  },
  {
    what: 'erasures that are not done after a day',
    source: 'erasures',
    metric: 'lateErasures',
    alarm: 'erasures-late',
    pattern: '{ $.message = "erasure takes too long" }',
    value: '1',
  },
  {
    what: 'crashes of pages',
    source: 'crashes',
    metric: 'browserCrashes',
    alarm: 'browser-crashes',
    pattern: '{ $.message = "browser crash" }',
    value: '1',
    threshold: 10,
  },
])('$what in the log of $source trigger an alarm, and missing data does not', (row) => {
  const filters = ofType(templates, 'AWS::Logs::MetricFilter').map(({ properties }) => properties);
  expect(filters).toContainEqual({
    FilterPattern: row.pattern,
    LogGroupName: { Ref: logGroupOf(row.source) },
    MetricTransformations: [
      expect.objectContaining({
        MetricName: row.metric,
        MetricNamespace: 'Cobalt/prod',
        MetricValue: row.value,
      }),
    ],
  });
  expect(isWatched(row.metric, {})).toBe(true);
  const alarm = alarms.find(({ properties }) => textAt(properties, 'AlarmName').endsWith(row.alarm));
  expect(alarm?.properties).toMatchObject({
    Threshold: row.threshold ?? 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
  });
});

/** Runbooks without an alarm: for users who lost their second factor, purged organizations, and restoring the table. */
const manualRunbooks = [
  'first-deployment.md',
  'lost-second-factor.md',
  'purged-organizations.md',
  'restore-table.md',
  'rotate-keys.md',
];

test('every alarm has a runbook, and every other runbook is for manual procedures', () => {
  const named = alarms.map(({ properties }) => {
    const [, name] = /docs\/runbooks\/([a-z-]+\.md)/.exec(textAt(properties, 'AlarmDescription')) ?? [];
    expect(existsSync(path.join(runbooks, String(name))), `${String(name)} is missing`).toBe(true);
    return name;
  });
  expect(readdirSync(runbooks).sort()).toEqual([...new Set([...named, ...manualRunbooks])].sort());
});

test('the number of metrics in alarms stays small, because each one costs money', () => {
  expect(watched.length).toBeLessThanOrEqual(55);
});

/** The id of a function's log group. */
function logGroupOf(name: string): string {
  const found = ofType(templates, 'AWS::Lambda::Function').find(
    (resource) => shortName(templates, resource) === name,
  );
  return textAt(found, 'properties/LoggingConfig/LogGroup/Ref');
}

function isWatched(name: string, dimensions: Record<string, string>): boolean {
  return watched.some(
    (metric) =>
      metric.name === name &&
      Object.entries(dimensions).every(([key, value]) => metric.dimensions[key] === value),
  );
}

function isWatchedTrigger(resource: Resource): boolean {
  const log = textAt(resource.properties, 'LoggingConfig/LogGroup/Ref');
  const metrics = ofType(templates, 'AWS::Logs::MetricFilter')
    .filter(({ properties }) => at(properties, 'LogGroupName/Ref') === log)
    .map(({ properties }) => textAt(properties, 'MetricTransformations/0/MetricName'));
  return metrics.includes('unexpectedTriggerErrors') && isWatched('unexpectedTriggerErrors', {});
}

function isBehindApi(resource: Resource): boolean {
  const isCalled = routedFunctions(templates).has(shortName(templates, resource));
  return isCalled && isWatched('5xx', { ApiId: only(templates, 'AWS::ApiGatewayV2::Api').id });
}

/**
 * Whether every event that the function fails to process, from a stream, queue or schedule, ends up in a queue with an
 * alarm.
 */
function endsInWatchedQueue({ id }: Resource): boolean {
  const isOfFunction = ({ properties }: Resource) => at(properties, 'FunctionName/Ref') === id;
  const failures = ['AWS::Lambda::EventSourceMapping', 'AWS::Lambda::EventInvokeConfig']
    .flatMap((type) => ofType(templates, type))
    .filter(isOfFunction);
  return (
    failures.length > 0 &&
    failures.every(({ properties }) => {
      const queue = at(properties, 'DestinationConfig/OnFailure/Destination') ?? deadLetters(properties);
      return isWatched('ApproximateNumberOfMessagesVisible', {
        QueueName: `${String(at(queue, 'Fn::GetAtt/0'))}.QueueName`,
      });
    })
  );
}

function deadLetters(mapping: Properties): unknown {
  const source = at(mapping, 'EventSourceArn/Fn::GetAtt/0');
  const queue = ofType(templates, 'AWS::SQS::Queue').find(({ id }) => id === source);
  return at(queue, 'properties/RedrivePolicy/deadLetterTargetArn');
}
