import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import { isInPool } from '#data/accounts/pool-user.ts';
import { findProfile } from '#data/accounts/user.ts';
import { deletionOfAccount, findAccountDeletion } from '#data/organization/account-deletion.ts';
import { missingUserKey } from '#data/store/keys.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { getItem, putItem } from '#data/store/table.ts';
import { transact } from '#data/store/transact.ts';
import { epochSeconds } from '#data/values/epoch.ts';

const daySeconds = 86_400;
/** Days for which it is remembered that a user was missing: longer than a pass over a large table takes. */
const rememberedDays = 180;

/**
 * Deletes the account of a user who has been missing for some days. Before that, only remembers since when: meanwhile, an
 * operator can notice a mistake. Returns whether the account was deleted.
 */
export async function endMissing(base: Omit<UserContext, 'actor'>, userId: string): Promise<boolean> {
  const context: UserContext = { ...base, actor: { userId } };
  const { now } = context;
  const seen = await getItem<{ at: string }>(context, missingUserKey(userId));
  if (!seen) {
    const expiresAt = epochSeconds(now) + rememberedDays * daySeconds;
    await putItem(context, {
      Item: { ...missingUserKey(userId), kind: 'missing-user', at: now, expiresAt },
    });
    return false;
  }
  if (epochSeconds(now) - epochSeconds(seen.at) < limits.missingUserDays * daySeconds) return false;
  const [profile, deletion] = await Promise.all([
    findProfile(context, userId),
    findAccountDeletion(context, userId),
  ]);
  if (!profile || deletion || (await isInPool(profile.username, userId))) return false;
  try {
    await transact(context, deletionOfAccount(context, profile, 'accountMissing'));
    return true;
  } catch (error) {
    // The user's profile has just changed, or the account was deleted.
    if (error instanceof ProblemError && error.code !== 'unavailable') return false;
    throw error;
  }
}
