import { createHash } from 'node:crypto';
import { ServiceError } from '../../http/service-error.ts';

/** The settings of a FIFO queue. */
export type FifoSettings = {
  /** Whether a message without a deduplication ID gets one from its body. */
  hasContentBasedDeduplication: boolean;
  /** Where a deduplication ID must be unique. */
  deduplicationScope: 'queue' | 'messageGroup';
};

/** What a message of a FIFO queue has besides its content. */
export type FifoParameters = { groupId: string; deduplicationId: string };

const validId = /^[!-~]{1,128}$/;

/** Reads these parameters of a message, and refuses what SQS refuses for FIFO queues. */
export function fifoParameters(settings: FifoSettings, input: Record<string, unknown>): FifoParameters {
  if (Number(input.DelaySeconds ?? 0) !== 0) {
    throw invalid(
      `Value ${String(input.DelaySeconds)} for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.`,
    );
  }
  if (input.MessageGroupId === undefined)
    throw new ServiceError('MissingParameter', 'The request must contain the parameter MessageGroupId.');
  if (input.MessageDeduplicationId === undefined && !settings.hasContentBasedDeduplication) {
    throw invalid(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
  return {
    groupId: validated('MessageGroupId', input.MessageGroupId),
    deduplicationId: validated(
      'MessageDeduplicationId',
      input.MessageDeduplicationId ?? hash(input.MessageBody),
    ),
  };
}

function validated(name: string, value: unknown): string {
  if (typeof value === 'string' && validId.test(value)) return value;
  throw invalid(
    `Value ${String(value)} for parameter ${name} is invalid. Reason: ${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
}

function hash(body: unknown): string {
  return createHash('sha256').update(String(body)).digest('hex');
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidParameterValue', message);
}

/** The attributes of a FIFO message, as receivers and Lambda get them; none for other messages. */
export function fifoAttributes({ fifo }: { fifo?: FifoParameters & { sequence: string } }) {
  if (!fifo) return {};
  return {
    MessageGroupId: fifo.groupId,
    MessageDeduplicationId: fifo.deduplicationId,
    SequenceNumber: fifo.sequence,
  };
}
