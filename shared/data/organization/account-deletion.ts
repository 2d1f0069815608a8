import type { Language } from '#contract/language.ts';
import { limits } from '#contract/limits.ts';
import { profileActions, type Profile } from '../accounts/user.ts';
import { mailLocaleOf } from '../mail/texts.ts';
import { differences } from '../store/change.ts';
import { dueAttributes } from '../due/kinds.ts';
import { ifAbsent } from '../store/condition.ts';
import { accessKey, accountDeletionKey } from '../store/keys.ts';
import type { UserContext } from '../store/request-context.ts';
import { getItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';

/** The deletion of an account. While it is unfinished, it is in the index of due items. */
interface AccountDeletion {
  at: string;
  /** To whom the e-mail about the deletion is sent. Removed once it is sent. */
  mailTo?: { email: string; locale: Language; username: string };
}

/** Why an account is deleted, as its change says: its user asked for it, or the user pool no longer has the user. */
type Reason = 'accountDeleted' | 'accountMissing';

/** Requests that began before the deletion have ended by then, so nothing is written after it was removed. */
const startsAfterSeconds = limits.requestSeconds + 5;

/**
 * The actions that delete an account. From then on, the user can do nothing any more. events/account-deletions removes
 * what there is of the user. The profile gets another version, so a membership that begins at the same time is refused.
 */
export function deletionOfAccount(context: UserContext, profile: Profile, reason: Reason): Action[] {
  const { avatarId: _avatarId, ...rest } = profile;
  const after: Profile = { ...rest, version: profile.version + 1 };
  const { id, email, locale, username } = profile;
  // Nobody is told of what they did themselves at the user pool.
  const mailTo =
    reason === 'accountDeleted' ? { mailTo: { email, username, locale: mailLocaleOf(locale) } } : {};
  const startsAt = new Date(Date.parse(context.now) + startsAfterSeconds * 1000).toISOString();
  return [
    ...profileActions(context, profile, after, reason, differences(profile, after, ['avatarId'])),
    {
      update: {
        Key: { ...accessKey(id) },
        UpdateExpression: 'SET kind = :access, deletedAt = :now',
        ExpressionAttributeValues: { ':access': 'access', ':now': context.now },
      },
    },
    {
      put: {
        Item: {
          ...accountDeletionKey(id),
          kind: 'account-deletion',
          at: context.now,
          ...mailTo,
          ...dueAttributes('account-deletion', id, startsAt),
        },
        ...ifAbsent,
      },
    },
  ];
}

export const findAccountDeletion = (session: Session, userId: string): Promise<AccountDeletion | undefined> =>
  getItem<AccountDeletion>(session, accountDeletionKey(userId));
