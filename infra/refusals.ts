import type { Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { FunctionDeclaration } from './function-declaration.ts';
import { pascalCase, type StageSettings } from './stages.ts';

/**
 * Counts deliberate errors of a function. A trigger of the user pool can refuse a request only by failing, and Lambda
 * counts each failure as an error. Many refusals suggest that someone is probing for registered e-mails or using a
 * stolen token.
 */
export function countRefusals(
  stack: Stack,
  settings: StageSettings,
  { name, refusalText }: FunctionDeclaration,
  handler: Function,
): void {
  if (refusalText === undefined) return;
  const { namespace, metricName } = refusalMetric(settings);
  new MetricFilter(stack, `${pascalCase(name)}Refusals`, {
    logGroup: handler.logGroup,
    filterPattern: FilterPattern.literal(`"${refusalText}"`),
    metricNamespace: namespace,
    metricName,
    metricValue: '1',
  });
}

/** One metric for all triggers, because each metric that an alarm uses costs money. */
export function refusalMetric(settings: StageSettings): Metric {
  return new Metric({
    namespace: `Cobalt/${settings.stage}`,
    metricName: 'refusals',
    statistic: 'Sum',
    label: 'refusals by functions of the user pool',
  });
}
