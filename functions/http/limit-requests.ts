import { isRead } from '#contract/is-read.ts';
import type { Context } from '#data/organization/context.ts';
import { networkOf } from '#data/values/network.ts';
import { countRequests, refuseAtLimit, type RequestLimit } from '#data/limits/request-count.ts';
import { spanHash } from '#data/store/stage-key.ts';
import { stageLimits } from '#data/limits/stage-limits.ts';
import type { Session } from '#data/store/units.ts';
import type { Call, Caller } from './call.ts';

const minute = 60;
const day = 86_400;

type Counted = Omit<RequestLimit, 'description'> & { whose: string; what?: string; each?: string };

const limitOf = ({ whose, what = 'requests', each = 'minute', ...limit }: Counted): RequestLimit => ({
  ...limit,
  description: `${whose} can make up to ${limit.most} ${what} a ${each}.`,
});

/** The limit applies to the API key, if there is one, so that a faulty program doesn't use up its user's requests. */
function principalLimit({ actor: { userId, apiKeyId } }: Caller, most: number): RequestLimit {
  const [subject, whose] = apiKeyId ? [`key#${apiKeyId}`, 'An API key'] : [`user#${userId}`, 'A user'];
  return limitOf({ subject, most, spanSeconds: minute, whose });
}

const principalMost = stageLimits?.requestsPerMinute.principal ?? Infinity;

/**
 * Refuses a caller whom this instance has already refused in this minute, before the caller's permissions are read. If
 * the caller is an API key, its item has already been read.
 */
export const refuseBusyCaller = (caller: Caller): void =>
  refuseAtLimit(principalLimit(caller, principalMost));

/** Counts a request toward the caller's limit. `own` is the limit that operators set for this user. */
export const countForCaller = (session: Session, caller: Caller, own?: number): Promise<void> =>
  countRequests(session, principalLimit(caller, own ?? principalMost));

export const countForOrganization = (context: Context): Promise<void> =>
  countRequests(context, organizationLimit(context));

const organizationLimit = ({ orgId, settings: { quota } }: Context): RequestLimit =>
  limitOf({
    subject: `org#${orgId}`,
    most: quota?.requestsPerMinute ?? stageLimits?.requestsPerMinute.organization ?? Infinity,
    spanSeconds: minute,
    whose: 'This organization',
  });

/**
 * Counts all items of a bulk request as requests of the organization (the first one was counted before), and every
 * change toward a daily limit. The daily limit bounds the growth of data that has no limit of its own.
 */
export async function countItems({ matched, context, input }: Call): Promise<void> {
  if (!context || 'visitor' in context || !matched || isRead(matched.operation)) return;
  if (!('orgId' in context)) return countRequests(context, userWrites(context.actor.userId));
  const items = (input?.body as { items?: unknown } | undefined)?.items;
  const number = Array.isArray(items) ? Math.max(1, items.length) : 1;
  if (number > 1) await countRequests(context, organizationLimit(context), number - 1);
  await countRequests(context, organizationWrites(context), number);
}

const writes = { what: 'changes', each: 'day (UTC)', spanSeconds: day };

const organizationWrites = ({ orgId, settings: { quota } }: Context): RequestLimit =>
  limitOf({
    ...writes,
    subject: `writes#org#${orgId}`,
    most: quota?.writesPerDay ?? stageLimits?.writesPerDay ?? Infinity,
    whose: 'This organization',
  });

const userWrites = (userId: string): RequestLimit =>
  limitOf({
    ...writes,
    subject: `writes#user#${userId}`,
    most: stageLimits?.writesPerUserPerDay ?? Infinity,
    whose: 'A user',
  });

const addressMost = stageLimits?.requestsPerMinute.address ?? Infinity;

/**
 * Undefined if CloudFront sent no client IP address: with a shared count, one client could use up everyone's requests.
 */
const addressLimit = (address: string | undefined): RequestLimit | undefined =>
  address === undefined
    ? undefined
    : limitOf({
        subject: `address#${spanHash('visits', Math.floor(Date.now() / 1000 / minute), networkOf(address))}`,
        most: addressMost,
        spanSeconds: minute,
        whose: 'An address',
      });

/** Counts a request from an anonymous client toward the limit of its IP address. */
export async function countForAddress(
  session: Session,
  address: string | undefined,
  isLocal = false,
): Promise<void> {
  const limit = addressLimit(address);
  if (limit) await countRequests(session, { ...limit, isLocal });
}

/**
 * Refuses requests from an IP address that this instance has already refused in this minute, before anything is read
 * for them.
 */
export function refuseBusyAddress(address: string | undefined): void {
  const limit = addressLimit(address);
  if (limit) refuseAtLimit(limit);
}
