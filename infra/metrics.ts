import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { functionName, type StageSettings } from './stages.ts';

/** The period of all alarms and graphs. */
export const period = Duration.minutes(5);

export function functionMetric(
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

export const sum = (metrics: readonly IMetric[], label: string): MathExpression =>
  combine('SUM', metrics, label);

export const highest = (metrics: readonly IMetric[], label: string): MathExpression =>
  combine('MAX', metrics, label);

/** The first metric minus the second, where both have data in the same periods. */
export const difference = (all: IMetric, some: IMetric, label: string): MathExpression =>
  new MathExpression({ expression: 'every - some', usingMetrics: { every: all, some }, label, period });

/**
 * Metrics of idle services have no data. `FILL` adds points only to metrics that have some, and `+` has no result where
 * an operand is missing, so metrics are combined with functions of arrays.
 */
function combine(name: 'SUM' | 'MAX', metrics: readonly IMetric[], label: string): MathExpression {
  const named = metrics.map((metric, position): [string, IMetric] => [`m${position}`, metric]);
  return new MathExpression({
    expression: `${name}([${named.map(([id]) => `FILL(${id}, 0)`).join(', ')}])`,
    usingMetrics: Object.fromEntries(named),
    label,
    period,
  });
}
