import { TooManyRequests } from '#contract/problem.ts';
import { putBounded } from '../store/bounded-cache.ts';
import { requestCountKey } from '../store/keys.ts';
import { updateItem } from '../store/table.ts';
import { newSession, type Session } from '../store/units.ts';

/** A counted subject (a user, API key, organization or IP address) and its limit per period. */
export interface RequestLimit {
  subject: string;
  most: number;
  spanSeconds: number;
  /** Counted by each function instance on its own, for functions that can't write to the table. */
  isLocal?: boolean;
  /** The first sentence of the error response. */
  description: string;
}

interface Count {
  span: number;
  /** The total of all instances, as far as known from this instance's latest report. */
  reported: number;
  /** Requests that this instance has counted since its latest report. */
  pending: number;
  /** Set once a request has been refused in this period. */
  refusedBy?: RequestLimit;
}

const counts = new Map<string, Count>();
const countsMost = 10_000;

/**
 * Minimum number of requests per report. Most requests count for two subjects, a caller and an organization, so blocks
 * of 20 cost one write unit per ten requests.
 */
const blockMin = 20;
/**
 * Number of requests after which an instance reports at the latest. Requests that an instance has not reported when it
 * ends are lost.
 */
const blockMax = 200;

/**
 * Counts requests against a limit and refuses those beyond it. Each instance counts in memory, adds its requests to the
 * total in the table in blocks, and receives the new total, so all instances together can exceed a limit by about one
 * block each. If a report fails, the instance continues with the total that it knows.
 */
export async function countRequests(session: Session, limit: RequestLimit, more = 1): Promise<void> {
  const { subject, most, spanSeconds, isLocal } = limit;
  const now = Date.now() / 1000;
  const span = Math.floor(now / spanSeconds);
  const count = countOf(subject, span);
  if (count.reported + count.pending >= most) {
    count.refusedBy = limit;
    throw refusal(limit, now, span);
  }
  count.pending += more;
  if (isLocal || count.pending < blockOf(most)) return;
  const { pending } = count;
  count.pending = 0;
  count.reported += pending;
  const total = await report(session, subject, span, spanSeconds, pending).catch(() => undefined);
  if (total !== undefined && count.span === span) count.reported = Math.max(count.reported, total);
}

const blockOf = (most: number): number => Math.min(blockMax, Math.max(blockMin, Math.floor(most / 50)));

/** Refuses a subject that this instance has already refused in this period, so that nothing is read for the request. */
export function refuseAtLimit({ subject, spanSeconds }: RequestLimit): void {
  const now = Date.now() / 1000;
  const span = Math.floor(now / spanSeconds);
  const count = counts.get(subject);
  if (count?.span === span && count.refusedBy) throw refusal(count.refusedBy, now, span);
}

function refusal(
  { description: says, spanSeconds }: RequestLimit,
  now: number,
  span: number,
): TooManyRequests {
  const seconds = Math.max(1, Math.ceil((span + 1) * spanSeconds - now));
  return new TooManyRequests(seconds, `${says} Try again in ${seconds} seconds.`);
}

function countOf(subject: string, span: number): Count {
  const known = counts.get(subject);
  if (known?.span === span) return known;
  const fresh = { span, reported: 0, pending: 0 };
  putBounded(counts, subject, fresh, countsMost);
  return fresh;
}

async function report(
  session: Session,
  subject: string,
  span: number,
  spanSeconds: number,
  more: number,
): Promise<number> {
  const own = newSession();
  const counted = await updateItem(own, {
    Key: requestCountKey(subject, span),
    UpdateExpression: 'SET kind = :kind, expiresAt = :end ADD used :more',
    ExpressionAttributeValues: { ':kind': 'requests', ':end': (span + 2) * spanSeconds, ':more': more },
    ReturnValues: 'UPDATED_NEW',
  });
  session.units.limits += own.units.write;
  return Number(counted?.used);
}
