import { Duration, type Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter, type IFilterPattern, type ILogGroup } from 'aws-cdk-lib/aws-logs';
import { countedMessages } from '#contract/log-messages.ts';
import { period } from './metrics.ts';
import { pascalCase, type StageSettings } from './stages.ts';

/** A metric that is derived from the log of the functions. It has no data while nothing is wrong. */
interface Logged {
  pattern: IFilterPattern;
  value: string;
  label: string;
}

const logged = {
  listDifferences: {
    pattern: FilterPattern.numberValue('$.differences', '>', 0),
    value: '$.differences',
    label: 'records in which a snapshot differed from the table',
  },
  lateErasures: {
    pattern: FilterPattern.stringValue('$.message', '=', countedMessages.lateErasure),
    value: '1',
    label: 'warnings of erasures that take too long',
  },
} satisfies Record<string, Logged>;

type Name = keyof typeof logged;

const metricOf = ({ stage }: StageSettings, metricName: Name): Metric =>
  new Metric({
    namespace: `Cobalt/${stage}`,
    metricName,
    statistic: 'Sum',
    label: logged[metricName].label,
    period,
  });

/** Derives the metrics from what functions log. */
export function countInLogs(stack: Stack, settings: StageSettings, logGroup: ILogGroup): void {
  for (const name of Object.keys(logged) as Name[]) {
    const { pattern, value } = logged[name];
    const { namespace, metricName } = metricOf(settings, name);
    new MetricFilter(stack, pascalCase(metricName), {
      logGroup,
      filterPattern: pattern,
      metricNamespace: namespace,
      metricName,
      metricValue: value,
    });
  }
}

/** An alarm on what lists show. */
export const listWatch = (settings: StageSettings) => ({
  name: 'list-differences',
  description: 'A list’s snapshot, with the changes since, differed from the table.',
  metric: metricOf(settings, 'listDifferences'),
  threshold: 1,
  periods: 1,
});

/** Several minutes are between two passes of an erasure, each of which warns. */
const erasurePeriod = Duration.hours(1);

export const erasureWatch = (settings: StageSettings) => ({
  name: 'erasures-late',
  description: 'The erasure of a person was requested more than 24 hours ago and isn’t done.',
  metric: metricOf(settings, 'lateErasures').with({ period: erasurePeriod }),
  threshold: 1,
  periods: 1,
  runbook: 'erase-person',
});
