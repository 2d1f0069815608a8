import { SQSClient } from '@aws-sdk/client-sqs';

export {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
/** Without limits, a queue that doesn't answer would outlast the function, and with it what it does about that. */
export const client = new SQSClient({ requestHandler: { connectionTimeout: 1_000, requestTimeout: 4_000 } });
