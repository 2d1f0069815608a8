import { createHash, randomBytes } from 'node:crypto';
import { ConditionalCheckFailedException, DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { invitationPath } from '#contract/invitation-link.ts';
import { invitationKey } from '#data/keys.ts';
import { invitationMail, mailLocaleOf } from '#data/mail-texts.ts';
import type { Session } from '#data/units.ts';

const table = new DynamoDBClient({});
const mails = new SESv2Client({});

/**
 * Mails the link of an invitation that is still pending. The token in it is made here and kept as a digest only, so it
 * exists in one place, the mail; each further mail makes the link before it worthless.
 */
export async function sendInvitation(
  session: Session,
  orgId: string,
  invitationId: string,
): Promise<'sent' | 'no longer pending'> {
  const token = randomBytes(32).toString('base64url');
  const digest = createHash('sha256').update(token).digest('hex');
  const invitation = await keepToken(session, orgId, invitationId, digest);
  if (invitation === undefined) return 'no longer pending';
  const read = (name: string) => invitation[name]?.S ?? '';
  const { subject, text, html } = invitationMail(mailLocaleOf(read('locale')), {
    orgName: read('orgName'),
    invitedByName: read('invitedByName'),
    url: `${process.env.SITE_URL}${invitationPath(`${orgId}_${invitationId}_${token}`)}`,
  });
  const part = (Data: string) => ({ Data, Charset: 'UTF-8' });
  await mails.send(
    new SendEmailCommand({
      FromEmailAddress: process.env.MAIL_FROM,
      Destination: { ToAddresses: [read('email')] },
      Content: { Simple: { Subject: part(subject), Body: { Text: part(text), Html: part(html) } } },
    }),
  );
  return 'sent';
}

/** The invitation, with the digest written on it; undefined when it was accepted or revoked meanwhile. */
async function keepToken(
  session: Session,
  orgId: string,
  invitationId: string,
  tokenHash: string,
): Promise<Record<string, AttributeValue> | undefined> {
  const { pk, sk } = invitationKey(orgId, invitationId);
  const update = new UpdateItemCommand({
    TableName: process.env.TABLE_NAME,
    Key: { pk: { S: pk }, sk: { S: sk } },
    UpdateExpression: 'SET tokenHash = :hash',
    ConditionExpression: 'attribute_exists(pk) AND #status = :pending',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':hash': { S: tokenHash }, ':pending': { S: 'pending' } },
    ReturnValues: 'ALL_NEW',
    ReturnConsumedCapacity: 'TOTAL',
  });
  try {
    const { Attributes, ConsumedCapacity } = await table.send(update);
    session.units.write += ConsumedCapacity?.CapacityUnits ?? 0;
    return Attributes;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
