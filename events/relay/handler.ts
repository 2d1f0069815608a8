import { writeLog } from '#data/store/log.ts';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { AttributeValue, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { isAccountNotice } from '#data/mail/texts.ts';
import type { FieldChange } from '#data/store/change.ts';
import { pictureKey } from '#data/files/picture.ts';
import { recordHeartbeat } from '#data/store/heartbeat.ts';
import { newSession } from '#data/store/units.ts';

type Image = Record<string, AttributeValue> | undefined;

const client = new SQSClient({});

/**
 * Forwards the effects of changes to their queues. The stream retries changes that could not be forwarded.
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  await recordHeartbeat(newSession(), 'relay', event.Records);
  for (const record of event.Records) {
    try {
      await relay(record);
    } catch (error) {
      const name = error instanceof Error ? error.name : typeof error;
      writeLog({ level: 'error', message: 'relay failed', error: name });
      // The stream retries from the first record that failed.
      return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
    }
  }
  return { batchItemFailures: [] };
}

async function relay(record: DynamoDBRecord): Promise<void> {
  const { eventName, dynamodb } = record;
  if (eventName === 'REMOVE') return relayGoneFile(dynamodb?.OldImage);
  const change = dynamodb?.NewImage as Image;
  if (eventName !== 'INSERT' || change?.kind?.S !== 'change') return;
  const action = change.action?.S;
  await relayGonePictures(change);
  if (change.type?.S === 'job' && action === 'created') {
    const message = { orgId: change.org?.S, jobId: change.id?.S };
    await client.send(
      new SendMessageCommand({
        QueueUrl: process.env.JOBS_QUEUE_URL,
        MessageBody: JSON.stringify(message),
        // Fair queues rotate between message groups, so one organization's jobs cannot block another's.
        MessageGroupId: message.orgId,
      }),
    );
  }
  if (change.type?.S === 'user' && isAccountNotice(action)) {
    const message = {
      kind: 'account',
      userId: change.id?.S,
      notice: action,
      version: Number(change.version?.N),
    };
    await client.send(
      new SendMessageCommand({ QueueUrl: process.env.MAIL_QUEUE_URL, MessageBody: JSON.stringify(message) }),
    );
  }
  if (change.type?.S === 'invitation' && (action === 'created' || action === 'resent')) {
    const message = { kind: 'invitation', orgId: change.org?.S, invitationId: change.id?.S };
    await client.send(
      new SendMessageCommand({ QueueUrl: process.env.MAIL_QUEUE_URL, MessageBody: JSON.stringify(message) }),
    );
  }
}

/** Forwards a deleted file so that its object is removed and its storage returned. */
async function relayGoneFile(before: Image): Promise<void> {
  if (before?.kind?.S !== 'attachment') return;
  const message = { orgId: before.org?.S, id: before.id?.S, sizeBytes: Number(before.sizeBytes?.N) };
  await client.send(
    new SendMessageCommand({ QueueUrl: process.env.FILES_QUEUE_URL, MessageBody: JSON.stringify(message) }),
  );
}

/** Fields that hold the id of a person's or an organization's picture. */
const pictureFields = new Set(['avatarId', 'logoId']);

/** Forwards pictures that were replaced or removed. */
async function relayGonePictures(change: NonNullable<Image>): Promise<void> {
  const { type, id, data } = change;
  if (type?.S !== 'user' && type?.S !== 'organization') return;
  for (const { field, from } of JSON.parse(data?.S ?? '[]') as FieldChange[]) {
    if (!pictureFields.has(field) || typeof from !== 'string') continue;
    const message = { pictureKey: pictureKey(id?.S ?? '', from) };
    await client.send(
      new SendMessageCommand({ QueueUrl: process.env.FILES_QUEUE_URL, MessageBody: JSON.stringify(message) }),
    );
  }
}
