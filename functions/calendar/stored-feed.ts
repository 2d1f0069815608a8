import { createHash } from 'node:crypto';
import { feedKey, ownFeedKey } from '#data/store/keys.ts';
import { getItem } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';

/** The feed stored under a secret's hash. It is valid only during the membership that started at `joinedAt`. */
export interface Feed {
  orgId: string;
  userId: string;
  joinedAt: string;
}

/** A user's feed in an organization. */
export interface OwnFeed {
  hash: string;
  createdAt: string;
}

export const feedHash = (secret: string): string => createHash('sha256').update(secret).digest('hex');

export const findFeed = (session: Session, secret: string): Promise<Feed | undefined> =>
  getItem<Feed>(session, feedKey(feedHash(secret)));

export const ownFeed = (session: Session, orgId: string, userId: string): Promise<OwnFeed | undefined> =>
  getItem<OwnFeed>(session, ownFeedKey(orgId, userId));
