import type { Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter, type IFilterPattern } from 'aws-cdk-lib/aws-logs';
import type { EventFunction } from './events.ts';
import { pascalCase, type StageSettings } from './stages.ts';

interface LogMetric {
  /** The function whose log lines are counted. */
  source: string;
  pattern: IFilterPattern;
  /** What a line adds to the metric. */
  value: string;
  label: string;
}

/** What functions log about lists that alarms watch. */
const logMetrics = {
  listDifferences: {
    source: 'list-builder',
    pattern: FilterPattern.numberValue('$.differences', '>', 0),
    value: '$.differences',
    label: 'records in which a snapshot differed from the table',
  },
  outdatedLists: {
    source: 'lists',
    pattern: FilterPattern.stringValue('$.message', '=', 'list outdated'),
    value: '1',
    label: 'answers that lacked changes of five minutes',
  },
} as const satisfies Record<string, LogMetric>;

type Name = keyof typeof logMetrics;

/** Derives the metrics of lists from the logs of their functions. */
export function countInLogs(
  stack: Stack,
  settings: StageSettings,
  functions: readonly EventFunction[],
): void {
  for (const [name, { source, pattern, value }] of Object.entries<LogMetric>(logMetrics)) {
    const { namespace, metricName } = listMetric(settings, name as Name);
    const found = functions.find(({ declaration }) => declaration.name === source);
    if (!found) throw new Error(`no function ${source}`);
    new MetricFilter(stack, pascalCase(metricName), {
      logGroup: found.handler.logGroup,
      filterPattern: pattern,
      metricNamespace: namespace,
      metricName,
      metricValue: value,
    });
  }
}

function listMetric({ stage }: StageSettings, name: Name): Metric {
  return new Metric({
    namespace: `Cobalt/${stage}`,
    metricName: name,
    statistic: 'Sum',
    label: logMetrics[name].label,
  });
}

/** Alarms on what lists show. Their metrics have no data while nothing is wrong. */
export const listWatches = (settings: StageSettings, period: Duration) => [
  {
    name: 'list-differences',
    description: 'A list’s snapshot, with the changes since, differed from the table.',
    metric: listMetric(settings, 'listDifferences').with({ period }),
    threshold: 1,
    periods: 1,
  },
  {
    name: 'lists-outdated',
    description: 'Lists were answered without the changes of the last five minutes.',
    metric: listMetric(settings, 'outdatedLists').with({ period }),
    threshold: 1,
    periods: 1,
  },
];
