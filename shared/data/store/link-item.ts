import { epochSeconds } from '../values/epoch.ts';
import { documentLinkKey, type Key } from './keys.ts';
import { hashOf, newLinkSecret } from './link-secret.ts';
import { getItem } from './table.ts';
import type { Session } from './units.ts';

/** A secret for a link that opens something without signing in, and the key of the item that makes it work. */
export function newLinkKey(): { secret: string; key: Key } {
  const { secret, hash } = newLinkSecret();
  return { secret, key: documentLinkKey(hash) };
}

const secretPattern = /^[\w-]{43}$/;

/**
 * The item of the link with a secret, unless it has expired, whatever it opens. Texts that can't be a secret are not looked
 * up.
 */
export async function findLink<Link extends { expiresAt: number }>(
  session: Session,
  secret: string,
  now: string,
): Promise<Link | undefined> {
  if (!secretPattern.test(secret)) return undefined;
  const link = await getItem<Link>(session, documentLinkKey(hashOf(secret)));
  return link && link.expiresAt > epochSeconds(now) ? link : undefined;
}
