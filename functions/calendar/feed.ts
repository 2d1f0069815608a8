import { randomBytes } from 'node:crypto';
import { ifAbsent, ifEquals } from '#data/store/condition.ts';
import type { Context } from '#data/organization/context.ts';
import { feedHash, ownFeed, type OwnFeed } from './stored-feed.ts';
import { feedKey, memberKey, ownFeedKey } from '#data/store/keys.ts';
import { getItem } from '#data/store/table.ts';
import { transact, type Action } from '#data/store/transact.ts';
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
    ...ending(before),
    { put: { Item: { ...feedKey(hash), kind: 'feed', ...feed } } },
    {
      put: {
        Item: { ...ownFeedKey(orgId, actor.userId), kind: 'ownFeed', hash, createdAt: now },
        ...unchanged(before),
      },
    },
  ]);
  return { createdAt: now, path: `/v1/calendars/feed.ics?key=${secret}` };
}

export async function remove(context: Context): Promise<Feed> {
  const { orgId, actor } = context;
  const before = await ownFeed(context, orgId, actor.userId);
  if (before) {
    await transact(context, [
      ...ending(before),
      { remove: { Key: { ...ownFeedKey(orgId, actor.userId) }, ...unchanged(before) } },
    ]);
  }
  return {};
}

const ending = (before: OwnFeed | undefined): Action[] =>
  before ? [{ remove: { Key: { ...feedKey(before.hash) } } }] : [];

/**
 * Lets only one of two concurrent changes succeed. Otherwise, two secrets could be valid, of which the next change
 * would invalidate only one.
 */
const unchanged = (before: OwnFeed | undefined) => (before ? ifEquals({ hash: before.hash }) : ifAbsent);
