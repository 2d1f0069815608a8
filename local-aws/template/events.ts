import type { ScheduleDefinition } from '../engines/scheduler/scheduler.ts';
import { StartFailure } from '../start-failure.ts';
import { isFifoArn } from './queues.ts';
import { assertKnownProperties, type Properties, type ResolvedResource, type Template } from './template.ts';
import { found } from '../found.ts';

/** How a function reads a stream or a queue. */
export type SourceDefinition = {
  /** Stable across starts, because progress is stored under it. */
  id: string;
  functionName: string;
  sourceArn: string;
  batchSize: number;
  filters: string[];
  reportsItemFailures: boolean;
  bisects: boolean;
  /** -1 means no limit, also for `maxAgeSeconds`. */
  maxRetries: number;
  maxAgeSeconds: number;
  maxConcurrency: number | undefined;
  failureQueueArn: string | undefined;
};

const mappingProperties = [
  'BatchSize',
  'BisectBatchOnFunctionError',
  'DestinationConfig',
  'Enabled',
  'EventSourceArn',
  'FilterCriteria',
  'FunctionName',
  'FunctionResponseTypes',
  'MaximumRecordAgeInSeconds',
  'MaximumRetryAttempts',
  'ScalingConfig',
  'StartingPosition',
  'Tags',
];

const maxFifoBatchSize = 10;

/** The enabled event source mappings of the template. */
export function sourceDefinitions(template: Template): SourceDefinition[] {
  const mappings = template.all('AWS::Lambda::EventSourceMapping');
  return mappings
    .filter(({ properties }) => properties.Enabled !== false)
    .map((m) => sourceDefinition(template, m));
}

function sourceDefinition(template: Template, mapping: ResolvedResource): SourceDefinition {
  assertKnownProperties(mapping, mappingProperties);
  const { properties, where } = mapping;
  const filters = ((properties.FilterCriteria as Properties | undefined)?.Filters ?? []) as {
    Pattern: string;
  }[];
  const onFailure = (properties.DestinationConfig as { OnFailure?: Properties } | undefined)?.OnFailure
    ?.Destination;
  const sourceArn = String(properties.EventSourceArn);
  const isQueue = sourceArn.split(':')[2] === 'sqs';
  if (!isQueue && properties.StartingPosition !== 'TRIM_HORIZON') {
    throw new StartFailure(
      `The local host supports reading streams only from their oldest record (${where})`,
    );
  }
  const batchSize = Number(properties.BatchSize ?? (isQueue ? 10 : 100));
  if (isQueue && isFifoArn(sourceArn) && batchSize > maxFifoBatchSize) {
    throw new StartFailure(
      `A batch of a FIFO queue can have at most ${maxFifoBatchSize} messages (${where})`,
    );
  }
  const concurrency = (properties.ScalingConfig as Properties | undefined)?.MaximumConcurrency;
  return {
    id: where,
    functionName: template.named('AWS::Lambda::Function', properties.FunctionName).ref,
    sourceArn,
    batchSize,
    filters: filters.map(({ Pattern }) => Pattern),
    reportsItemFailures: [properties.FunctionResponseTypes ?? []].flat().includes('ReportBatchItemFailures'),
    bisects: properties.BisectBatchOnFunctionError === true,
    maxRetries: Number(properties.MaximumRetryAttempts ?? -1),
    maxAgeSeconds: Number(properties.MaximumRecordAgeInSeconds ?? -1),
    maxConcurrency: concurrency === undefined ? undefined : Number(concurrency),
    failureQueueArn: onFailure === undefined ? undefined : queueArn(onFailure, where),
  };
}

export function scheduleDefinitions(template: Template): ScheduleDefinition[] {
  return template.all('AWS::Scheduler::Schedule').map((schedule) => {
    const known = ['Description', 'FlexibleTimeWindow', 'Name', 'ScheduleExpression', 'State', 'Target'];
    assertKnownProperties(schedule, [...known, 'ScheduleExpressionTimezone']);
    const target = schedule.properties.Target as Properties;
    const { name, attributes } = functionOf(template, target.Arn);
    const asynchronous = asynchronousSettings(template, name);
    return {
      id: schedule.where,
      expression: String(schedule.properties.ScheduleExpression),
      isEnabled: schedule.properties.State !== 'DISABLED',
      functionName: name,
      functionArn: found(attributes.Arn, name),
      callerRoleName: template.named('AWS::IAM::Role', target.RoleArn).ref,
      input: typeof target.Input === 'string' ? (JSON.parse(target.Input) as unknown) : undefined,
      ...asynchronous,
    };
  });
}

function functionOf(template: Template, arn: unknown) {
  const { ref, attributes } = template.named('AWS::Lambda::Function', arn);
  return { name: ref, attributes };
}

/** Schedules invoke functions asynchronously; the function's own settings determine retries. */
function asynchronousSettings(template: Template, functionName: string) {
  const config = template
    .all('AWS::Lambda::EventInvokeConfig')
    .find(({ properties }) => properties.FunctionName === functionName);
  const destination = (config?.properties.DestinationConfig as { OnFailure?: Properties } | undefined)
    ?.OnFailure?.Destination;
  return {
    maxRetries: Number(config?.properties.MaximumRetryAttempts ?? 2),
    failureQueueArn: destination === undefined ? undefined : queueArn(destination, functionName),
  };
}

function queueArn(arn: unknown, where: string): string {
  if (typeof arn === 'string' && arn.startsWith('arn:aws:sqs:') && !isFifoArn(arn)) return arn;
  throw new StartFailure(`The local host supports only standard queues as failure destinations (${where})`);
}
