import { fieldProblem } from '#contract/problem.ts';
import { recordTypeNames, type RecordTypeName } from '#contract/record-types.ts';
import { putBounded } from '../store/bounded-cache.ts';
import type { Context } from '../organization/context.ts';
import { counterKey } from '../store/keys.ts';
import { organizationLimits } from '../limits/stage-limits.ts';
import { getItems } from '../store/table.ts';
import { newSession, type Session } from '../store/units.ts';

const knownSeconds = 10;
const knownMost = 500;

/** Totals by organization, including new records that this function instance has admitted since it read them. */
const known = new Map<string, { total: number; until: number }>();

/**
 * Throws if new records would exceed the organization's limit. Each function instance keeps totals from counters for
 * ten seconds, so an organization can exceed its limit by what its request limit allows in that time.
 */
export async function checkRecordLimit(context: Context, more: number): Promise<void> {
  const { orgId, settings } = context;
  const limit = organizationLimits(settings).records;
  if (!Number.isFinite(limit) || more === 0) return;
  const counts = await totalOf(context, orgId);
  if (counts.total + more > limit) throw fieldProblem('', 'record_limit', 'conflict', { limit });
  counts.total += more;
}

async function totalOf(context: Context, orgId: string): Promise<{ total: number }> {
  const now = Date.now();
  const before = known.get(orgId);
  if (before && before.until > now) return before;
  const own = newSession();
  const byType = await recordCounts(own, orgId);
  context.units.limits += own.units.read;
  const total = byType.reduce((sum, { count }) => sum + count, 0);
  const counts = { total, until: now + knownSeconds * 1000 };
  putBounded(known, orgId, counts, knownMost);
  return counts;
}

/** The number of records of each type, without the trash, as the counters of lists know them. */
export async function recordCounts(
  session: Session,
  orgId: string,
): Promise<{ recordType: RecordTypeName; count: number }[]> {
  const keys = recordTypeNames.map((type) => counterKey(orgId, type, 'all'));
  const items = await getItems<{ n?: number }>(session, keys, { strong: false });
  return recordTypeNames.map((recordType, at) => ({ recordType, count: items[at]?.n ?? 0 }));
}
