import { deletionMail } from '#data/mail/deletion-mail.ts';
import { mailLocaleOf } from '#data/mail/texts.ts';
import { readOrganization } from '#data/organization/settings.ts';
import { headerFrom, type ChangeItem } from '#data/store/change.ts';
import { changeKey, deletionMailsKey, recordKey } from '#data/store/keys.ts';
import { send } from '#data/store/queue.ts';
import { getItem, isConditionFailed, updateItem } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';
import { epochSeconds } from '#data/values/epoch.ts';
import type { Member } from '#contract/member.ts';
import { findAdministrator, readAdministrators, readMember } from './administrators.ts';
import { sendMail } from './send-mail.ts';

/**
 * Queues a message for each owner and administrator of an organization that is being deleted, so that each e-mail is
 * tried again on its own. There is one round a day, however often the organization is restored and deleted again.
 * Returns the number of messages.
 */
export async function queueDeletionNotices(session: Session, orgId: string): Promise<number> {
  const deletingAt = (await readOrganization(session, orgId))?.deletingAt;
  if (deletingAt === undefined) return 0;
  const date = deletingAt.slice(0, 10);
  if (!(await beginRound(session, orgId, date))) return 0;
  const told = await readAdministrators(session, orgId);
  for (const { userId } of told) await send('mail', { kind: 'deletion', orgId, userId });
  await endRound(session, orgId, date);
  return told.length;
}

/** Returns false if there was a round on that day. One that failed midway is continued. */
async function beginRound(session: Session, orgId: string, date: string): Promise<boolean> {
  try {
    await updateItem(session, {
      Key: deletionMailsKey(orgId, date),
      UpdateExpression: 'SET kind = :kind, expiresAt = :end',
      ConditionExpression: 'attribute_not_exists(endedAt)',
      ExpressionAttributeValues: { ':kind': 'deletion-mails', ':end': epochSeconds(date) + 2 * 86_400 },
    });
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}

async function endRound(session: Session, orgId: string, date: string): Promise<void> {
  await updateItem(session, {
    Key: deletionMailsKey(orgId, date),
    UpdateExpression: 'SET endedAt = :now',
    ExpressionAttributeValues: { ':now': new Date().toISOString() },
  });
}

/** Tells one member, in their language, that their organization is being deleted, unless it was restored meanwhile. */
export async function notifyOfDeletion(
  session: Session,
  orgId: string,
  userId: string,
): Promise<'sent' | 'of nobody'> {
  const organization = await readOrganization(session, orgId);
  if (organization?.deletingAt === undefined) return 'of nobody';
  const { deletingAt: until, name: orgName, timeZone, version } = organization;
  const profile = await findAdministrator(session, orgId, userId);
  if (!profile) return 'of nobody';
  const deletedByName = (await deletedBy(session, orgId, version))?.displayName ?? orgName;
  const url = `${process.env.SITE_URL}/o/${orgId}`;
  const mail = { orgName, deletedByName, until, timeZone, url };
  await sendMail(profile.email, deletionMail(mailLocaleOf(profile.locale), mail));
  return 'sent';
}

async function deletedBy(session: Session, orgId: string, version: number): Promise<Member | undefined> {
  const key = changeKey(recordKey(orgId, 'organization', orgId), version);
  const change = await getItem<ChangeItem>(session, key);
  const actorId = change && headerFrom(change).actorId;
  return actorId === undefined ? undefined : readMember(session, orgId, actorId);
}
