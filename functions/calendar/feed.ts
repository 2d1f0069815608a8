import { randomBytes } from 'node:crypto';
import { feedContents, type FeedContent } from '#contract/calendar.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import type { Context } from '#data/organization/context.ts';
import {
  feedActions,
  feedHash,
  feedRemoval,
  ownFeed,
  secretRemoval,
  type Feed,
  type OwnFeed,
} from '#data/organization/calendar-feed.ts';
import { newestSettings } from '#data/organization/settings.ts';
import { feedKey, memberKey } from '#data/store/keys.ts';
import { getItem, getItems } from '#data/store/table.ts';
import { transact } from '#data/store/transact.ts';

interface ShownFeed {
  createdAt?: string | undefined;
  shows?: FeedContent | undefined;
}

const shown = ({ createdAt, shows = 'titles' }: OwnFeed): Required<ShownFeed> => ({ createdAt, shows });

export async function get(context: Context): Promise<ShownFeed> {
  const feed = await ownFeed(context, context.orgId, context.actor.userId);
  return feed ? shown(feed) : {};
}

/** Creates a new secret and invalidates the previous one. Only digests of secrets are stored. */
export async function create(
  context: Context,
): Promise<{ createdAt: string; shows: FeedContent; path: string }> {
  const { orgId, actor, now } = context;
  const secret = randomBytes(32).toString('base64url');
  const before = await ownFeed(context, orgId, actor.userId);
  const shows = before?.shows ?? 'titles';
  const own = { hash: feedHash(secret), createdAt: now, shows };
  await transact(context, [
    ...(before ? [secretRemoval(before)] : []),
    ...feedActions(await feedOf(context, shows), own, before),
  ]);
  return { createdAt: now, shows, path: `/v1/calendars/feed.ics?key=${secret}` };
}

async function feedOf(context: Context, shows: FeedContent) {
  const { orgId, actor } = context;
  const member = await getItem<{ joinedAt: string }>(context, memberKey(orgId, actor.userId));
  if (!member) throw new ProblemError('not_found');
  return { orgId, userId: actor.userId, joinedAt: member.joinedAt, shows };
}

/** The feed under a secret. That of an earlier membership is over, and must not begin again. */
async function presentFeed(context: Context, { hash }: OwnFeed): Promise<Feed> {
  const { orgId, actor } = context;
  const [member, feed] = await getItems<Pick<Feed, 'joinedAt'>>(context, [
    memberKey(orgId, actor.userId),
    feedKey(hash),
  ]);
  if (!member || feed?.joinedAt !== member.joinedAt) throw new ProblemError('not_found');
  return { orgId, userId: actor.userId, joinedAt: feed.joinedAt };
}

export async function update(
  context: Context,
  { body: { shows } }: { body: { shows: FeedContent } },
): Promise<ShownFeed> {
  const { orgId, actor } = context;
  const { calendarFeeds = 'notes' } = (await newestSettings(context, orgId)) ?? context.settings;
  const allowed = feedContents.slice(0, feedContents.indexOf(calendarFeeds) + 1);
  if (!allowed.includes(shows))
    throw fieldProblem('/shows', 'not_a_choice', 'invalid_input', { choices: allowed });
  const before = await ownFeed(context, orgId, actor.userId);
  if (!before) throw new ProblemError('not_found');
  const own = { ...before, shows };
  await transact(context, feedActions({ ...(await presentFeed(context, before)), shows }, own, before));
  return shown(own);
}

export async function remove(context: Context): Promise<ShownFeed> {
  const { orgId, actor } = context;
  const before = await ownFeed(context, orgId, actor.userId);
  if (before) await transact(context, feedRemoval(orgId, actor.userId, before));
  return {};
}
