import { limits } from '#contract/limits.ts';
import { TooManyRequests } from '#contract/problem.ts';
import { accessBase, accessValues, type AccessItem } from '#data/organization/member.ts';
import { ifEquals, under } from '#data/store/condition.ts';
import { accessKey } from '#data/store/keys.ts';
import type { UserContext } from '#data/store/request-context.ts';
import { retryDelayMs, sleep } from '#data/store/retry.ts';
import { getItem, isConditionFailed, updateItem, type Item } from '#data/store/table.ts';
import { epochSeconds } from '#data/values/epoch.ts';

/** How long an access token of the stage is valid. */
const accessTokenSeconds = Number(process.env.ACCESS_TOKEN_MINUTES) * 60;
/** Until the refresh token is revoked, too, an access token can still be issued. */
const marginSeconds = 60;
const triesMax = 6;

/**
 * Ends the caller's sign-in by adding it to those that have ended, which every request reads with the caller's access.
 * The condition keeps sign-ins that end at the same time.
 */
export async function signOut(context: UserContext): Promise<null> {
  const { actor, now, signInId = '', accessToken } = context;
  const nowSeconds = epochSeconds(now);
  const endsAt = Math.max(nowSeconds + accessTokenSeconds, expiryOf(accessToken)) + marginSeconds;
  // Without what was read with the caller's access, which can be outdated.
  const fresh = { ...context, prefetched: new Map<string, Item>() };
  for (let attempt = 0; ; attempt += 1) {
    const access = await getItem<AccessItem>(attempt === 0 ? context : fresh, accessKey(actor.userId));
    const before = access?.endedSignIns;
    const current = Object.entries(before ?? {}).filter(([, seconds]) => seconds > nowSeconds);
    if (current.length >= limits.endedSignIns) {
      throw new TooManyRequests(Math.min(...current.map(([, seconds]) => seconds)) - nowSeconds);
    }
    const isUnchanged = before ? ifEquals({ endedSignIns: before }) : ifNone;
    try {
      await updateItem(
        context,
        under(isUnchanged, {
          Key: accessKey(actor.userId),
          UpdateExpression: `${accessBase}, endedSignIns = :ended`,
          ExpressionAttributeValues: {
            ...accessValues,
            ':ended': { ...Object.fromEntries(current), [signInId]: endsAt },
          },
        }),
      );
      return null;
    } catch (error) {
      if (!isConditionFailed(error) || attempt === triesMax) throw error;
      await sleep(retryDelayMs(attempt));
    }
  }
}

/** When a verified token expires, in seconds. It can be older than the stage's setting. */
function expiryOf(token = ''): number {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString() || '{}';
  return (JSON.parse(payload) as { exp?: number }).exp ?? 0;
}

const ifNone = {
  ConditionExpression: 'attribute_not_exists(#endedSignIns)',
  ExpressionAttributeNames: { '#endedSignIns': 'endedSignIns' },
  ExpressionAttributeValues: {},
};
