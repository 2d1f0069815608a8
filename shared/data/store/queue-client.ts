import { SQSClient } from '@aws-sdk/client-sqs';

export { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
export const client = new SQSClient({});
