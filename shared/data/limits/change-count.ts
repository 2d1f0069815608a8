import { TooManyRequests } from '#contract/problem.ts';
import { putBounded } from '../store/bounded-cache.ts';
import { changeCountKey } from '../store/keys.ts';
import { updateItem } from '../store/table.ts';
import { newSession, type Session } from '../store/units.ts';

/** A limit of the changes that an organization, or a user outside of organizations or as a client, makes on one day (UTC). */
export interface ChangeLimit {
  subject: string;
  by: 'organization' | 'user';
  most: number;
}

interface Count {
  day: string;
  /** The total of all instances, as far as known from this instance's latest report. */
  reported: number;
  /** Changes that this instance has counted since its latest report. */
  pending: number;
}

const counts = new Map<string, Count>();
const countsMost = 10_000;
/** The numbers of changes after which an instance reports, depending on the limit. */
const [blockMin, blockMax] = [20, 200];
const daySeconds = 86_400;

/**
 * Counts changes toward a limit and refuses those beyond it. Each instance counts in memory, adds its changes to the
 * total in the table in blocks, and receives the new total, so all instances together can exceed a limit by about one
 * block each. If a report fails, the instance continues with the total that it knows.
 */
export async function countChanges(session: Session, limit: ChangeLimit, more = 1): Promise<void> {
  const { subject, most } = limit;
  if (!Number.isFinite(most)) return;
  const now = Date.now() / 1000;
  const day = new Date(now * 1000).toISOString().slice(0, 10);
  const count = countOf(subject, day);
  if (count.reported + count.pending >= most) throw refusal(limit, now);
  count.pending += more;
  if (count.pending < Math.min(blockMax, Math.max(blockMin, Math.floor(most / 50)))) return;
  const { pending } = count;
  count.pending = 0;
  count.reported += pending;
  const total = await report(session, subject, day, pending).catch(() => undefined);
  if (total !== undefined && count.day === day) count.reported = Math.max(count.reported, total);
}

function refusal({ by, most }: ChangeLimit, now: number): TooManyRequests {
  const seconds = Math.max(1, Math.ceil(daySeconds - (now % daySeconds)));
  return new TooManyRequests(seconds, {
    code: 'requests',
    by,
    limit: most,
    unit: 'changes',
    per: 'day',
    seconds,
  });
}

function countOf(subject: string, day: string): Count {
  const known = counts.get(subject);
  if (known?.day === day) return known;
  const fresh = { day, reported: 0, pending: 0 };
  putBounded(counts, subject, fresh, countsMost);
  return fresh;
}

async function report(session: Session, subject: string, day: string, more: number): Promise<number> {
  const own = newSession();
  const counted = await updateItem(own, {
    Key: changeCountKey(subject, day),
    UpdateExpression: 'SET kind = :kind, expiresAt = :end ADD used :more',
    ExpressionAttributeValues: {
      ':kind': 'requests',
      ':end': Date.parse(`${day}T00:00:00Z`) / 1000 + 2 * daySeconds,
      ':more': more,
    },
    ReturnValues: 'UPDATED_NEW',
  });
  session.units.limits += own.units.write;
  return Number(counted?.used);
}
