import type { Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { EventFunction } from './events.ts';
import { pascalCase, type StageSettings } from './stages.ts';

const source = 'list-builder';

const differences = ({ stage }: StageSettings): Metric =>
  new Metric({
    namespace: `Cobalt/${stage}`,
    metricName: 'listDifferences',
    statistic: 'Sum',
    label: 'records in which a snapshot differed from the table',
  });

/** Derives the metric of lists from what their builder logs. */
export function countInLogs(
  stack: Stack,
  settings: StageSettings,
  functions: readonly EventFunction[],
): void {
  const { namespace, metricName } = differences(settings);
  const found = functions.find(({ declaration }) => declaration.name === source);
  if (!found) throw new Error(`no function ${source}`);
  new MetricFilter(stack, pascalCase(metricName), {
    logGroup: found.handler.logGroup,
    filterPattern: FilterPattern.numberValue('$.differences', '>', 0),
    metricNamespace: namespace,
    metricName,
    metricValue: '$.differences',
  });
}

/** An alarm on what lists show. Its metric has no data while nothing is wrong. */
export const listWatch = (settings: StageSettings, period: Duration) => ({
  name: 'list-differences',
  description: 'A list’s snapshot, with the changes since, differed from the table.',
  metric: differences(settings).with({ period }),
  threshold: 1,
  periods: 1,
});
