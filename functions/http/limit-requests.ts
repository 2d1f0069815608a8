import { limits } from '#contract/limits.ts';
import { isRead } from '#contract/is-read.ts';
import { countChanges } from '#data/limits/change-count.ts';
import { refuseEmpty, takeRequest, type RequestLimit } from '#data/limits/request-bucket.ts';
import { organizationLimits, stageLimits } from '#data/limits/stage-limits.ts';
import type { Context } from '#data/organization/context.ts';
import { putBounded } from '#data/store/bounded-cache.ts';
import { organizationSubject } from '#data/store/keys.ts';
import { spanHash } from '#data/store/stage-key.ts';
import type { Session } from '#data/store/units.ts';
import { networkOf } from '#data/values/network.ts';
import type { Call, Caller } from './call.ts';

/** The limit applies to the API key, if there is one, so that a faulty program doesn't use up its user's requests. */
const principalLimit = ({ actor: { userId, apiKeyId } }: Caller, most: number): RequestLimit =>
  apiKeyId
    ? { subject: `key#${apiKeyId}`, by: 'key', most }
    : { subject: `user#${userId}`, by: 'user', most };

const principalMost = stageLimits?.requestsPerMinute.principal ?? Infinity;

/**
 * Refuses a caller whom this instance has just refused, before the caller's permissions are read. If the caller is an
 * API key, its item has already been read.
 */
export const refuseBusyCaller = (session: Session, caller: Caller): void =>
  refuseEmpty(session, principalLimit(caller, principalMost));

/** Counts a request toward the caller's limit. `own` is the limit that operators set for this user. */
export const countForCaller = (session: Session, caller: Caller, own?: number): Promise<void> =>
  takeRequest(session, principalLimit(caller, own ?? principalMost));

/** An organization's limit that has just refused a member, and the time until which it is applied before any read. */
interface Busy {
  limit: RequestLimit;
  untilMs: number;
}
const busyMembers = new Map<string, Busy>();
const busyMembersMost = 10_000;
const memberName = (caller: Caller, orgId: string): string =>
  `${principalLimit(caller, principalMost).subject} ${orgId}`;

/**
 * Counts a request of a member whom this instance has just refused because of the organization's limit, so that nothing
 * is read for further refusals. Returns false for all others: they must not find out that the organization exists.
 * Like cached settings, the membership and the limit are checked again after a few seconds.
 */
export async function countForBusyMember(session: Session, caller: Caller, orgId: string): Promise<boolean> {
  const busy = busyMembers.get(memberName(caller, orgId));
  if (!busy || busy.untilMs <= Date.now()) return false;
  await takeRequest(session, busy.limit);
  return true;
}

export async function countForOrganization(context: Context, caller: Caller): Promise<void> {
  const limit = organizationLimit(context);
  try {
    await takeRequest(context, limit);
  } catch (error) {
    const untilMs = Date.now() + limits.settingsCachedSeconds * 1000;
    putBounded(busyMembers, memberName(caller, context.orgId), { limit, untilMs }, busyMembersMost);
    throw error;
  }
}

const organizationLimit = ({ orgId, settings }: Context): RequestLimit => ({
  subject: organizationSubject(orgId),
  by: 'organization',
  most: organizationLimits(settings).requestsPerMinute,
});

/**
 * Counts all items of a bulk request as requests of the organization (the first one was counted before), and every
 * change toward a daily limit. The daily limit bounds the growth of data that has no limit of its own.
 */
export async function countItems({ matched, context, input }: Call): Promise<void> {
  if (!context || 'visitor' in context || !matched || isRead(matched.operation)) return;
  if (!('orgId' in context)) return countForUser(context);
  // A client isn't part of the organization, whose changes it must not use up.
  if (context.client) await countForUser(context);
  const items = (input?.body as { items?: unknown } | undefined)?.items;
  const number = Array.isArray(items) ? Math.max(1, items.length) : 1;
  if (number > 1) await takeRequest(context, organizationLimit(context), number - 2);
  const { orgId, settings } = context;
  const most = organizationLimits(settings).writesPerDay;
  await countChanges(context, { subject: organizationSubject(orgId), by: 'organization', most }, number);
}

function countForUser(context: Session & Pick<Context, 'actor'>): Promise<void> {
  const most = stageLimits?.writesPerUserPerDay ?? Infinity;
  return countChanges(context, { subject: `user#${context.actor.userId}`, by: 'user', most });
}

const addressMost = stageLimits?.requestsPerMinute.address ?? Infinity;
const daySeconds = 86_400;

/**
 * The subject of an address is a keyed hash that differs on each day. Undefined if CloudFront sent no client IP address:
 * with a shared bucket, one client could use up everyone's requests.
 */
const addressLimit = (address: string | undefined): RequestLimit | undefined =>
  address === undefined
    ? undefined
    : {
        subject: `address#${spanHash('visits', Math.floor(Date.now() / 1000 / daySeconds), networkOf(address))}`,
        by: 'address',
        most: addressMost,
      };

/** Counts a request from an anonymous client toward the limit of its IP address. */
export async function countForAddress(
  session: Session,
  address: string | undefined,
  isLocal = false,
): Promise<void> {
  const limit = addressLimit(address);
  if (limit) await takeRequest(session, { ...limit, isLocal });
}

/** Refuses requests from an IP address that this instance has just refused, before anything is read for them. */
export function refuseBusyAddress(session: Session, address: string | undefined): void {
  const limit = addressLimit(address);
  if (limit) refuseEmpty(session, limit);
}
