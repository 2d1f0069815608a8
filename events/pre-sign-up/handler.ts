import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { PreSignUpTriggerEvent } from 'aws-lambda';
import { usernamePattern } from '#contract/username.ts';
import { emailKey } from '#data/store/keys.ts';
import { writeLog } from '#data/store/log.ts';
import { poolTrigger, TriggerRefusal } from '../reader/pool-trigger.ts';

const client = new DynamoDBClient({});

/**
 * Rejects a sign-up with an invalid username, because Cognito accepts more usernames than the product, or with an e-mail
 * address that is already in use. Cognito itself checks the address only when the code is entered; this check lets the
 * form show the error next to the field. The browser recognizes the errors by their messages.
 */
export const handler = poolTrigger<PreSignUpTriggerEvent>(async (event, context) => {
  if (!usernamePattern.test(event.userName)) throw new TriggerRefusal('UsernameInvalid');
  const email = event.request.userAttributes.email?.trim().toLowerCase();
  if (email !== undefined && (await isTaken(email))) {
    writeLog({
      level: 'info',
      message: 'sign-up refused: e-mail taken',
      requestId: context.awsRequestId,
      triggerSource: event.triggerSource,
    });
    throw new TriggerRefusal('EmailTaken');
  }
  return event;
});

async function isTaken(email: string): Promise<boolean> {
  const { pk, sk } = emailKey(email);
  const { Item } = await client.send(
    new GetItemCommand({
      TableName: process.env.TABLE_NAME,
      Key: { pk: { S: pk }, sk: { S: sk } },
      ProjectionExpression: 'pk',
      ConsistentRead: true,
    }),
  );
  return Item !== undefined;
}
