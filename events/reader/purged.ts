import type { DynamoDBRecord } from 'aws-lambda';
import { limits } from '#contract/limits.ts';
import { isPurged } from '#data/organization/deletion.ts';
import { putBounded } from '#data/store/bounded-cache.ts';
import { organizationOf } from '#data/store/keys.ts';
import type { Session } from '#data/store/units.ts';
import { latestImage } from './image.ts';

/** Whether organizations are being purged, for as long as that can be assumed. A purge never ends as a restore. */
const known = new Map<string, { purged: boolean; until: number }>();
const knownMost = 500;

/**
 * Leaves out the removals of items whose organization is being purged. A purge removes millions of items, and what
 * follows from the removal of one, such as lower counters, would only write what the purge removes as well. One small
 * read per organization tells, at most once in some seconds. Other changes can't be those of a purge.
 */
export async function withoutPurged(
  session: Session,
  records: readonly DynamoDBRecord[],
): Promise<readonly DynamoDBRecord[]> {
  const removed = new Map(
    records.flatMap((record) => {
      const orgId = record.eventName === 'REMOVE' ? organizationIn(record) : undefined;
      return orgId === undefined ? [] : [[record, orgId] as const];
    }),
  );
  const purged = new Set<string>();
  for (const orgId of new Set(removed.values())) if (await isKnownPurged(session, orgId)) purged.add(orgId);
  return purged.size === 0 ? records : records.filter((record) => !purged.has(removed.get(record) ?? ''));
}

function organizationIn(record: DynamoDBRecord): string | undefined {
  const pk = latestImage(record)?.pk?.S ?? '';
  return pk.startsWith('ORG#') ? organizationOf(pk) : undefined;
}

async function isKnownPurged(session: Session, orgId: string): Promise<boolean> {
  const before = known.get(orgId);
  if (before && before.until > Date.now()) return before.purged;
  const purged = await isPurged(session, orgId);
  const until = purged ? Infinity : Date.now() + limits.settingsCachedSeconds * 1000;
  putBounded(known, orgId, { purged, until }, knownMost);
  return purged;
}
