import type { FifoSettings } from '../engines/sqs/fifo-messages.ts';
import type { QueueDefinition } from '../engines/sqs/queue-store.ts';
import { found } from '../found.ts';
import { StartFailure } from '../start-failure.ts';
import { assertKnownProperties, type Properties, type ResolvedResource, type Template } from './template.ts';

const fifoProperties = ['ContentBasedDeduplication', 'DeduplicationScope', 'FifoThroughputLimit'];
const queueProperties = [
  ...fifoProperties,
  'DelaySeconds',
  'FifoQueue',
  'KmsMasterKeyId',
  'MessageRetentionPeriod',
  'QueueName',
  'RedriveAllowPolicy',
  'RedrivePolicy',
  'SqsManagedSseEnabled',
  'Tags',
  'VisibilityTimeout',
];

export function queueDefinitions(template: Template): QueueDefinition[] {
  return template.all('AWS::SQS::Queue').map((queue) => {
    assertKnownProperties(queue, queueProperties);
    const { properties, attributes } = queue;
    const redrive = properties.RedrivePolicy as Properties | undefined;
    const fifo = fifoSettings(queue);
    return {
      name: found(attributes.QueueName, 'the name of a queue'),
      arn: found(attributes.Arn, 'the ARN of a queue'),
      visibilitySeconds: Number(properties.VisibilityTimeout ?? 30),
      delaySeconds: Number(properties.DelaySeconds ?? 0),
      retentionSeconds: Number(properties.MessageRetentionPeriod ?? 4 * 24 * 60 * 60),
      ...(redrive
        ? {
            redrive: {
              arn: String(redrive.deadLetterTargetArn),
              maxReceives: Number(redrive.maxReceiveCount),
            },
          }
        : {}),
      ...(fifo ? { fifo } : {}),
    };
  });
}

/** Whether the queue with this ARN is a FIFO queue: their names, and no others, end in `.fifo`. */
export function isFifoArn(arn: unknown): boolean {
  return String(arn).endsWith('.fifo');
}

/** The settings of a FIFO queue. Combinations that SQS refuses fail the start. */
function fifoSettings({ properties, attributes, where }: ResolvedResource): FifoSettings | undefined {
  const isFifo = properties.FifoQueue === true;
  const redrive = properties.RedrivePolicy as Properties | undefined;
  const { DeduplicationScope: scope = 'queue', FifoThroughputLimit: limit = 'perQueue' } = properties;
  const rules: [isKept: boolean, rule: string][] = [
    [
      [attributes.QueueName, properties.QueueName ?? attributes.QueueName].every(
        (name) => String(name).endsWith('.fifo') === isFifo,
      ),
      'The name of a FIFO queue must end in .fifo, and that of a standard queue must not',
    ],
    [
      isFifo || fifoProperties.every((name) => properties[name] === undefined),
      `Only a FIFO queue can have the properties ${fifoProperties.join(', ')}`,
    ],
    [
      !redrive || isFifoArn(redrive.deadLetterTargetArn) === isFifo,
      'The dead-letter queue of a FIFO queue must be a FIFO queue, and that of a standard queue a standard queue',
    ],
    [scope === 'queue' || scope === 'messageGroup', 'DeduplicationScope must be queue or messageGroup'],
    [
      limit === 'perQueue' || (limit === 'perMessageGroupId' && scope === 'messageGroup'),
      'FifoThroughputLimit must be perQueue, or perMessageGroupId if DeduplicationScope is messageGroup',
    ],
  ];
  for (const [isKept, rule] of rules) if (!isKept) throw new StartFailure(`${rule} (${where})`);
  if (!isFifo) return undefined;
  return {
    hasContentBasedDeduplication: properties.ContentBasedDeduplication === true,
    deduplicationScope: scope === 'messageGroup' ? 'messageGroup' : 'queue',
  };
}
