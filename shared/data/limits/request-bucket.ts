import type { RequestsAllowed } from '#contract/problem-texts/en.ts';
import { TooManyRequests } from '#contract/problem.ts';
import { putBounded } from '../store/bounded-cache.ts';
import { takeFrom } from '../store/bucket.ts';
import { errorNameOf, writeLog } from '../store/log.ts';
import { requestBucketKey } from '../store/keys.ts';
import { newSession, type Session } from '../store/units.ts';

/** A limited subject: a user, API key, organization or IP address. Its bucket holds the requests of one minute. */
export interface RequestLimit {
  subject: string;
  by: RequestsAllowed['by'];
  /** Requests per minute. */
  most: number;
  /** Counted by each function instance on its own, for functions that can't write to the table. */
  isLocal?: boolean;
}

/** A bucket that fills up with one request per `minute / most`. */
interface Bucket {
  /** As far as this instance knows, with all requests that it has counted. */
  fullAtMs: number;
  /** Requests that this instance has counted since its latest report. */
  pending: number;
  /** The limit that refused a request, as long as it does. */
  refusedBy?: RequestLimit;
}

const minuteMs = 60_000;
const buckets = new Map<string, Bucket>();
const bucketsMost = 10_000;

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
 * Takes a request from the subject's bucket, or refuses it if the bucket is empty. `more` further ones, such as items of
 * a bulk request, are taken with it, and what the bucket lacks for them delays later requests. Each instance counts in
 * memory and adds its requests to the bucket in the table in blocks, so all instances together can exceed a limit by
 * about one block each; later requests wait for that. If a report fails, the instance continues with what it knows.
 */
export async function takeRequest(session: Session, limit: RequestLimit, more = 0): Promise<void> {
  const { subject, most } = limit;
  if (!Number.isFinite(most)) return;
  const bucket = bucketOf(subject);
  const now = Date.now();
  if (waitMs(bucket, most, now) > 0) {
    bucket.refusedBy = limit;
    throw refusal(session, limit, bucket, now);
  }
  delete bucket.refusedBy;
  // Requests that were never reported no longer count once the bucket has been full for a minute.
  if (now - bucket.fullAtMs > minuteMs) bucket.pending = 0;
  bucket.pending += 1 + more;
  bucket.fullAtMs = Math.max(bucket.fullAtMs, now) + ((1 + more) * minuteMs) / most;
  showLimit(session, limit, bucket, now);
  if (limit.isLocal || bucket.pending < blockOf(most)) return;
  const taken = bucket.pending;
  bucket.pending = 0;
  const fullAtMs = await report(session, limit, (taken * minuteMs) / most, now);
  if (fullAtMs !== undefined) bucket.fullAtMs = Math.max(fullAtMs, bucket.fullAtMs);
}

/** Refuses a subject that this instance has just refused, so that nothing is read for the request. */
export function refuseEmpty(session: Session, { subject }: Pick<RequestLimit, 'subject'>): void {
  const bucket = buckets.get(subject);
  const limit = bucket?.refusedBy;
  const now = Date.now();
  if (bucket && limit && waitMs(bucket, limit.most, now) > 0) throw refusal(session, limit, bucket, now);
}

/** What the headers of the answer say about a limit. */
function showLimit(session: Session, { by, most }: RequestLimit, { fullAtMs }: Bucket, now: number): void {
  const usedMs = Math.max(0, fullAtMs - now);
  session.reply.limits = [
    ...(session.reply.limits ?? []).filter((state) => state.by !== by),
    {
      by,
      most,
      remaining: Math.max(0, Math.floor(((minuteMs - usedMs) * most) / minuteMs)),
      fullInSeconds: Math.ceil(usedMs / 1000),
    },
  ];
}

const blockOf = (most: number): number => Math.min(blockMax, Math.max(blockMin, Math.floor(most / 50)));

/** How long it takes until the bucket holds a request. */
const waitMs = ({ fullAtMs }: Bucket, most: number, now: number): number =>
  Math.max(fullAtMs, now) + minuteMs / most - now - minuteMs;

function refusal(session: Session, limit: RequestLimit, bucket: Bucket, now: number): TooManyRequests {
  showLimit(session, limit, bucket, now);
  const { by, most } = limit;
  const seconds = Math.max(1, Math.ceil(waitMs(bucket, most, now) / 1000));
  return new TooManyRequests(seconds, {
    code: 'requests',
    by,
    limit: most,
    unit: 'requests',
    per: 'minute',
    seconds,
  });
}

function bucketOf(subject: string): Bucket {
  const known = buckets.get(subject);
  if (known) return known;
  const fresh = { fullAtMs: 0, pending: 0 };
  putBounded(buckets, subject, fresh, bucketsMost);
  return fresh;
}

/** Takes requests from the bucket in the table. Returns when it will be full again, or undefined after a failure. */
async function report(
  session: Session,
  { subject, most }: RequestLimit,
  takenMs: number,
  now: number,
): Promise<number | undefined> {
  const own = newSession();
  const isInUse = (buckets.get(subject)?.fullAtMs ?? 0) - takenMs > now;
  const stored = { key: requestBucketKey(subject), kind: 'requests', keptMs: 10 * minuteMs };
  try {
    return await takeFrom(own, stored, { now, takenMs, isInUse });
  } catch (error) {
    writeLog({ level: 'warn', message: 'requests not counted', most, error: errorNameOf(error) });
    return undefined;
  } finally {
    session.units.limits += own.units.write;
  }
}
