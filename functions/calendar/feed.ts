import { randomBytes } from 'node:crypto';
import type { Context } from '#data/organization/context.ts';
import {
  feedHash,
  feedRemoval,
  ownFeed,
  secretRemoval,
  unchangedFeed,
} from '#data/organization/calendar-feed.ts';
import { feedKey, memberKey, ownFeedKey } from '#data/store/keys.ts';
import { getItem } from '#data/store/table.ts';
import { transact } from '#data/store/transact.ts';
import { ProblemError } from '#contract/problem.ts';

interface Feed {
  createdAt?: string | undefined;
}

export async function get(context: Context): Promise<Feed> {
  const feed = await ownFeed(context, context.orgId, context.actor.userId);
  return feed ? { createdAt: feed.createdAt } : {};
}

/** Creates a new secret and invalidates the previous one. Only digests of secrets are stored. */
export async function create(context: Context): Promise<{ createdAt: string; path: string }> {
  const { orgId, actor, now } = context;
  const secret = randomBytes(32).toString('base64url');
  const hash = feedHash(secret);
  const member = await getItem<{ joinedAt: string }>(context, memberKey(orgId, actor.userId));
  if (!member) throw new ProblemError('not_found');
  const before = await ownFeed(context, orgId, actor.userId);
  const feed = { orgId, userId: actor.userId, joinedAt: member.joinedAt };
  await transact(context, [
    ...(before ? [secretRemoval(before)] : []),
    { put: { Item: { ...feedKey(hash), kind: 'feed', ...feed } } },
    {
      put: {
        Item: { ...ownFeedKey(orgId, actor.userId), kind: 'ownFeed', hash, createdAt: now },
        ...unchangedFeed(before),
      },
    },
  ]);
  return { createdAt: now, path: `/v1/calendars/feed.ics?key=${secret}` };
}

export async function remove(context: Context): Promise<Feed> {
  const { orgId, actor } = context;
  const before = await ownFeed(context, orgId, actor.userId);
  if (before) await transact(context, feedRemoval(orgId, actor.userId, before));
  return {};
}
