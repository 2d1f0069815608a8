import { TooManyRequests, type FieldFault } from '#contract/problem.ts';
import { putBounded } from '../store/bounded-cache.ts';
import { epochSeconds } from '../values/epoch.ts';
import { networkOf } from '../values/network.ts';
import { attemptsKey } from '../store/keys.ts';
import { spanHash } from '../store/stage-key.ts';
import { isConditionFailed, updateItem } from '../store/table.ts';
import type { Session } from '../store/units.ts';

/** The number of attempts of one kind that are allowed per period, from one IP network or for one account. */
export interface AttemptLimit {
  kind:
    | 'crash-reports'
    | 'document-answers'
    | 'document-checkouts'
    | 'document-files'
    | 'form-posts'
    | 'form-posts-day'
    | 'form-token'
    | 'issue-answers'
    | 'issue-answers-link'
    | 'issue-files'
    | 'issue-receipts'
    | 'passwords-address'
    | 'portal-requests'
    | 'received-messages'
    | 'passwords-account'
    | 'passwords-user';
  most: number;
  spanSeconds: number;
}

/**
 * Hashes of subjects that have reached their limit, with the end of the period in epoch seconds, so that a flood of
 * attempts causes no further writes by this instance.
 */
const usedUp = new Map<string, number>();
const usedUpMost = 10_000;

/**
 * Counts an attempt before it is made, in one conditional write, and refuses the attempt if the limit is reached. A
 * subject is stored as a keyed hash that differs in each period, in an item that expires at the end of the period.
 */
export async function countAttempt(
  session: Session,
  { kind, most, spanSeconds }: AttemptLimit,
  subject: string,
  now: string,
  errors?: FieldFault[],
): Promise<void> {
  const seconds = epochSeconds(now);
  const span = Math.floor(seconds / spanSeconds);
  const end = (span + 1) * spanSeconds;
  const hash = spanHash(kind, span, subject);
  const refusal = () => new TooManyRequests(end - seconds, undefined, errors);
  if (usedUp.has(hash)) throw refusal();
  try {
    await updateItem(session, {
      Key: attemptsKey(hash),
      UpdateExpression: 'SET kind = :kind, expiresAt = :end ADD used :one',
      ConditionExpression: 'attribute_not_exists(used) OR used < :most',
      ExpressionAttributeValues: { ':kind': kind, ':end': end, ':one': 1, ':most': most },
    });
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
    remember(hash, end, seconds);
    throw refusal();
  }
}

/**
 * Counts an attempt for the network of a visitor's IP address, by default for all that the limit is about, otherwise
 * separately for each `of`. If CloudFront passes no address, nothing is counted: with a shared count, one visitor could
 * use up everyone's attempts.
 */
export async function countAddress(
  session: Session,
  limit: AttemptLimit,
  address: string | undefined,
  now: string,
  { errors, of = '' }: { errors?: FieldFault[]; of?: string } = {},
): Promise<void> {
  if (address !== undefined) await countAttempt(session, limit, `${of}${networkOf(address)}`, now, errors);
}

function remember(hash: string, end: number, now: number): void {
  for (const [other, until] of usedUp) if (until <= now) usedUp.delete(other);
  putBounded(usedUp, hash, end, usedUpMost);
}
