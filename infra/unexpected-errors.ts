import type { Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter, type ILogGroup } from 'aws-cdk-lib/aws-logs';
import { period } from './metrics.ts';
import { pascalCase, type StageSettings } from './stages.ts';

/** What Lambda itself logs about the end of a function by a timeout, a crash, or an error while it is loaded. */
const brokenOff =
  '$.record.status = "timeout" || $.record.status = "failure" || $.record.errorType = "Runtime.*"';

/**
 * Errors that indicate a fault of the release, in the logs of the functions themselves. What a stranger can cause doesn't
 * count: refusals, 503, and what API Gateway answers in the place of a function of which too many run, which can be 500.
 * Therefore the functions that only visitors call have another log.
 */
const patterns = {
  api: `{ ($.message = "request" && $.status = 500) || ${brokenOff} }`,
  /** Lambda counts refusals as errors, so the triggers log all other errors (events/reader/pool-trigger.ts). */
  triggers: `{ $.message = "pool trigger failed" || ${brokenOff} }`,
};

const metricNames = { api: 'unexpectedApiErrors', triggers: 'unexpectedTriggerErrors' };

type Part = keyof typeof patterns;

/** Derives the metric of unexpected errors from the log group of the part. */
export function countUnexpectedErrors(
  stack: Stack,
  settings: StageSettings,
  part: Part,
  logGroup: ILogGroup,
): void {
  const { namespace, metricName } = unexpectedErrors(settings, part);
  new MetricFilter(stack, `${pascalCase(part)}Errors`, {
    logGroup,
    filterPattern: FilterPattern.literal(patterns[part]),
    metricNamespace: namespace,
    metricName,
    metricValue: '1',
  });
}

export const unexpectedErrors = ({ stage }: StageSettings, part: Part): Metric =>
  new Metric({
    namespace: `Cobalt/${stage}`,
    metricName: metricNames[part],
    statistic: 'Sum',
    label: `unexpected errors: ${part}`,
    period,
  });
