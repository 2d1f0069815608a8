import type { Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter, type ILogGroup } from 'aws-cdk-lib/aws-logs';
import { period } from './metrics.ts';
import { pascalCase, type StageSettings } from './stages.ts';

/**
 * Errors that indicate a fault of the release. Responses with 503 and refusals don't count, because a stranger can cause
 * them: by a flood of requests, or by signing up with an address that is already in use.
 */
const patterns = {
  /** The access log of the API contains text only. */
  api: '{ $.status = "500" }',
  /**
   * Lambda counts refusals as errors, so the triggers log all other errors (events/reader/pool-trigger.ts). Lambda itself logs
   * the end of a function by a timeout, a crash, or an error while it is loaded.
   */
  triggers:
    '{ $.message = "pool trigger failed" || $.record.status = "timeout" || $.record.status = "failure" || $.record.errorType = "Runtime.*" }',
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
