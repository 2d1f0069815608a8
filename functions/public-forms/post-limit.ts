import { createHmac } from 'node:crypto';
import { limits } from '#contract/limits.ts';
import { TooManyRequests } from '#contract/problem.ts';
import type { VisitorContext } from '#data/context.ts';
import { epochSeconds } from '#data/epoch.ts';
import { formPostsKey } from '#data/keys.ts';
import { isConditionFailed, updateItem } from '#data/table.ts';
import { stageKey } from './stage-key.ts';

/** Hashes of addresses that used up their span, by its end: a flood costs the table nothing more. */
const usedUp = new Map<string, number>();
const usedUpMost = 10_000;

/**
 * Counts a post of the visitor's address, in spans of some minutes, and refuses one too many. The table knows the address
 * by a keyed hash which is another in every span, for as long as the span lasts; a time-to-live then removes it.
 */
export async function countPost(context: VisitorContext): Promise<void> {
  const seconds = epochSeconds(context.now);
  const span = Math.floor(seconds / limits.formSpanSeconds);
  const end = (span + 1) * limits.formSpanSeconds;
  const hash = createHmac('sha256', stageKey('form posts'))
    .update(`${span}.${networkOf(context.visitor.address ?? '')}`)
    .digest('base64url');
  if (usedUp.has(hash)) throw new TooManyRequests(end - seconds);
  try {
    await updateItem(context, {
      Key: formPostsKey(hash),
      UpdateExpression: 'SET kind = :kind, expiresAt = :end ADD used :one',
      ConditionExpression: 'attribute_not_exists(used) OR used < :most',
      ExpressionAttributeValues: {
        ':kind': 'form-posts',
        ':end': end,
        ':one': 1,
        ':most': limits.formPostsPerAddress,
      },
    });
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
    remember(hash, end, seconds);
    throw new TooManyRequests(end - seconds);
  }
}

function remember(hash: string, end: number, now: number): void {
  for (const [other, until] of usedUp) if (until <= now) usedUp.delete(other);
  if (usedUp.size >= usedUpMost) usedUp.delete(usedUp.keys().next().value ?? '');
  usedUp.set(hash, end);
}

/** Of IPv6 the first half, which is what one customer of a provider has at the least: the rest can be chosen at will. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (mapped) return mapped;
  const [head = '', tail] = address.toLowerCase().split('::');
  const groups = (part: string | undefined) => (part ? part.split(':') : []);
  const zeros = Math.max(0, 8 - groups(head).length - groups(tail).length);
  const all =
    tail === undefined
      ? groups(head)
      : [...groups(head), ...Array.from({ length: zeros }, () => '0'), ...groups(tail)];
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
