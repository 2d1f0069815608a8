import { expect, test } from 'vitest';
import { metricsOf, stateOf, type AlarmMetric, type AlarmState, type Series } from './alarm-evaluator.ts';
import { ofType, synthesized, textAt } from './synthesized.ts';

const templates = await synthesized('prod', {
  overrides: { mail: { from: 'crm@example.com', domain: 'example.com' }, alarmEmail: 'ops@example.com' },
});
const alarms = new Map(
  ofType(templates, 'AWS::CloudWatch::Alarm').map(({ properties }) => [
    textAt(properties, 'AlarmName').replace('cobalt-prod-', ''),
    properties,
  ]),
);

/** Values of metrics by period, or one value for all periods. Metrics that are not listed have no data. */
type Data = Record<string, number | Series>;
type Row = { healthy: Data; fault: Data; withoutData?: AlarmState };

const visible = 'ApproximateNumberOfMessagesVisible';
const oldest = 'ApproximateAgeOfOldestMessage';

const rows: Record<string, Row> = {
  'api-errors': { healthy: { unexpectedApiErrors: 4 }, fault: { unexpectedApiErrors: 5 } },
  'api-unavailable': { healthy: { '5xx': 4 }, fault: { '5xx': 5 } },
  'sign-up-errors': { healthy: { unexpectedTriggerErrors: 0 }, fault: { unexpectedTriggerErrors: 1 } },
  'sign-ins-refused': {
    healthy: { 'SignInSuccesses SampleCount': [900, 199], 'SignInSuccesses Sum': [800, 100] },
    fault: { 'SignInSuccesses SampleCount': 200, 'SignInSuccesses Sum': 100 },
  },
  'browser-crashes': { healthy: { browserCrashes: 9 }, fault: { browserCrashes: 10 } },
  'rights-refused': { healthy: { refusedRights: 99 }, fault: { refusedRights: 100 } },
  'api-slow': { healthy: { Latency: [3000, 1999, 3000] }, fault: { Latency: 2000 } },
  'readers-behind': {
    healthy: { 'IteratorAge index': [60_000, 59_999], 'IteratorAge relay': 100 },
    fault: { 'IteratorAge relay': 60_000 },
  },
  'index-silent': {
    healthy: { 'Invocations index': [0, 5] },
    fault: { 'Invocations index': [5, undefined, undefined] },
    withoutData: 'ALARM',
  },
  'relay-silent': {
    healthy: { 'Invocations relay': [5, undefined, 5] },
    fault: { 'Invocations relay': 0 },
    withoutData: 'ALARM',
  },
  'failed-work': {
    healthy: { [`${visible} PoisonQueue`]: [1, 0], [`${visible} UnsentMailQueue`]: 0 },
    fault: { 'ApproximateNumberOfMessagesNotVisible PoisonQueue': [0, 1, 1] },
  },
  'mail-behind': { healthy: { [oldest]: 899 }, fault: { [oldest]: 900 } },
  'jobs-behind': {
    healthy: { [`${oldest} JobsQueue`]: 500, [`${oldest} FilesQueue`]: 500 },
    fault: { [`${oldest} ListsQueue`]: 900 },
  },
  'webhooks-behind': {
    healthy: { [`${oldest} DispatchQueue`]: 500, [`${oldest} DeliveriesQueue`]: 500 },
    fault: { [`${oldest} RetriesQueue`]: 900 },
  },
  'dropped-loops': {
    healthy: { RecursiveInvocationsDropped: 0 },
    fault: { RecursiveInvocationsDropped: 1 },
  },
  'list-differences': { healthy: { listDifferences: 0 }, fault: { listDifferences: 1 } },
  'changes-not-routed': { healthy: { changesNotRouted: 0 }, fault: { changesNotRouted: 1 } },
  'erasures-late': { healthy: { lateErasures: 0 }, fault: { lateErasures: 1 } },
  'reads-throttled': {
    healthy: { 'ReadThrottleEvents gsi1': [20, 9] },
    fault: { 'ReadThrottleEvents gsi7': 10 },
  },
  'writes-throttled': {
    healthy: { 'WriteThrottleEvents gsi6': 4, 'WriteThrottleEvents gsi1': 5 },
    fault: { 'WriteThrottleEvents gsi6': 5, 'WriteThrottleEvents gsi1': 5 },
  },
  'mail-bounces': {
    healthy: { 'Reputation.BounceRate': 0.039 },
    fault: { 'Reputation.BounceRate': 0.04 },
  },
  'mail-complaints': {
    healthy: { 'Reputation.ComplaintRate': 0.0007 },
    fault: { 'Reputation.ComplaintRate': 0.0008 },
  },
};

test('every alarm has examples of healthy data and of its fault', () => {
  expect(Object.keys(rows).sort()).toEqual([...alarms.keys()].sort());
});

test.each(Object.entries(rows))(
  '%s goes off for its fault, not for healthy data, and without data only if silence is the fault',
  (name, { healthy, fault, withoutData = 'OK' }) => {
    expect(state(name, healthy)).toBe('OK');
    expect(state(name, fault)).toBe('ALARM');
    expect(state(name, {})).toBe(withoutData);
  },
);

function state(name: string, data: Data): AlarmState {
  const alarm = alarms.get(name) ?? {};
  const unused = new Set(Object.keys(data));
  // An alarm can combine ten metrics at most.
  expect(metricsOf(alarm).length).toBeLessThanOrEqual(10);
  const found = stateOf(alarm, (metric) => {
    const key = keysOf(metric).find((candidate) => candidate in data) ?? '';
    unused.delete(key);
    const series = data[key] ?? [];
    return typeof series === 'number' ? Array<number>(5).fill(series) : series;
  });
  expect([...unused], 'metrics that the alarm does not use').toEqual([]);
  return found;
}

/** The metric's name, also followed by the function, the queue or the index of its dimensions, or by its statistic. */
function keysOf({ name, statistic, dimensions }: AlarmMetric): string[] {
  const { FunctionName, QueueName, GlobalSecondaryIndexName } = dimensions;
  const subject =
    GlobalSecondaryIndexName ??
    FunctionName?.replace('cobalt-prod-', '') ??
    QueueName?.replace(/[0-9A-F]{8}\.QueueName$/, '');
  return [`${name} ${String(subject)}`, `${name} ${statistic}`, name];
}
