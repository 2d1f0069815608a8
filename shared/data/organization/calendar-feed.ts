import { createHash } from 'node:crypto';
import type { FeedContent } from '#contract/calendar.ts';
import { ifAbsent, ifEquals } from '../store/condition.ts';
import { feedKey, ownFeedKey } from '../store/keys.ts';
import { getItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';

/** The feed stored under a secret's hash. It is valid only during the membership that started at `joinedAt`. */
export interface Feed {
  orgId: string;
  userId: string;
  joinedAt: string;
  /** Titles only, if it is missing. */
  shows?: FeedContent;
}

/** A user's feed in an organization. */
export interface OwnFeed {
  hash: string;
  createdAt: string;
  /** As in the feed. */
  shows?: FeedContent;
}

export const feedHash = (secret: string): string => createHash('sha256').update(secret).digest('hex');

export const findFeed = (session: Session, secret: string): Promise<Feed | undefined> =>
  getItem<Feed>(session, feedKey(feedHash(secret)));

export const ownFeed = (session: Session, orgId: string, userId: string): Promise<OwnFeed | undefined> =>
  getItem<OwnFeed>(session, ownFeedKey(orgId, userId));

export const secretRemoval = ({ hash }: OwnFeed): Action => ({ remove: { Key: { ...feedKey(hash) } } });

/** The actions that store a user's feed, under its secret and under the user. */
export const feedActions = (feed: Feed, own: OwnFeed, before: OwnFeed | undefined): Action[] => [
  { put: { Item: { ...feedKey(own.hash), kind: 'feed', ...feed } } },
  {
    put: {
      Item: { ...ownFeedKey(feed.orgId, feed.userId), kind: 'ownFeed', ...own },
      ...unchangedFeed(before),
    },
  },
];

/** The actions that end a user's feed in an organization. */
export const feedRemoval = (orgId: string, userId: string, before: OwnFeed): Action[] => [
  secretRemoval(before),
  { remove: { Key: { ...ownFeedKey(orgId, userId) }, ...unchangedFeed(before) } },
];

/**
 * Lets only one of two concurrent changes succeed. Otherwise, two secrets could be valid, of which the next change
 * would invalidate only one.
 */
export const unchangedFeed = (before: OwnFeed | undefined) =>
  before ? ifEquals({ hash: before.hash }) : ifAbsent;
