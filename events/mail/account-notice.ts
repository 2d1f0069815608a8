import type { FieldChange } from '#data/store/change.ts';
import { ifPresent } from '#data/store/condition.ts';
import { accountDeletionKey, changeKey, userKey } from '#data/store/keys.ts';
import { accountMail, mailLocaleOf, type AccountNotice } from '#data/mail/texts.ts';
import { findAccountDeletion } from '#data/organization/account-deletion.ts';
import { getItem, updateItem } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';
import { findProfile } from '#data/accounts/user.ts';
import { sendMail } from './send-mail.ts';

/** Notifies a user of a change to their account. A notice of a new e-mail address goes to the previous address. */
export async function notifyUser(
  session: Session,
  userId: string,
  notice: AccountNotice,
  version: number | undefined,
): Promise<'sent' | 'of nobody'> {
  if (notice === 'accountDeleted') return notifyOfEnd(session, userId);
  const profile = await findProfile(session, userId);
  if (!profile) return 'of nobody';
  const isAboutEmail = notice === 'emailChangeRequested' || notice === 'emailChanged';
  const before = isAboutEmail && version ? await emailBefore(session, userId, version) : undefined;
  await sendMail(
    before ?? profile.email,
    accountMail(mailLocaleOf(profile.locale), notice, profile.username),
  );
  return 'sent';
}

/** The e-mail address before a profile change; undefined if the change didn't affect it. */
async function emailBefore(session: Session, userId: string, version: number): Promise<string | undefined> {
  const change = await getItem<{ data: string }>(session, changeKey(userKey(userId), version));
  const changes = JSON.parse(change?.data ?? '[]') as FieldChange[];
  const from = changes.find(({ field }) => field === 'email')?.from;
  return typeof from === 'string' ? from : undefined;
}

/**
 * Notifies the user of a deleted account, whose profile can be gone already. The address isn't needed any more
 * afterward.
 */
async function notifyOfEnd(session: Session, userId: string): Promise<'sent' | 'of nobody'> {
  const mailTo = (await findAccountDeletion(session, userId))?.mailTo;
  if (!mailTo) return 'of nobody';
  await sendMail(mailTo.email, accountMail(mailTo.locale, 'accountDeleted', mailTo.username));
  await updateItem(session, {
    Key: accountDeletionKey(userId),
    UpdateExpression: 'REMOVE mailTo',
    ...ifPresent,
  });
  return 'sent';
}
