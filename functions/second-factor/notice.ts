import type { UserContext } from '#data/store/request-context.ts';
import type { AccountNotice } from '#data/mail/texts.ts';
import type { Action } from '#data/store/transact.ts';
import { profileActions, type Profile } from '#data/accounts/user.ts';

/** Actions for a change to the profile that makes events/relay queue an e-mail to the user. */
export const noticeActions = (context: UserContext, profile: Profile, notice: AccountNotice): Action[] =>
  profileActions(context, profile, { ...profile, version: profile.version + 1 }, notice, []);
