import type { Tag } from '#contract/tag.ts';
import type { Context } from '#data/organization/context.ts';
import type { StoredTag } from '#data/organization/tag.ts';
import { contactRecords } from '#data/records/contact.ts';
import { eachGroup } from '#data/counters/groups.ts';
import { readCounters } from '#data/records/counters.ts';
import { readReach } from '#data/records/read.ts';

/**
 * Adds to each tag the number of contacts that have it and that the caller can access, as far as they have been
 * projected. Adds nothing if that would take more than `countersReadMax` counters of a team.
 */
export async function withCounts(context: Context, tags: readonly StoredTag[]): Promise<Tag[]> {
  const reach = readReach(contactRecords, context);
  const owners = reach === 'all' ? [undefined] : reach;
  if (owners.length > 1 && owners.length * tags.length > countersReadMax) return [...tags];
  const groups = tags.flatMap(({ id }) => owners.map((owner) => eachGroup('tagIds', id, owner)));
  const counters = await readCounters(contactRecords, context, groups);
  return tags.map((tag, index) => {
    const ofTag = counters.slice(index * owners.length, (index + 1) * owners.length);
    return { ...tag, contacts: ofTag.reduce((sum, { n = 0 }) => sum + n, 0) };
  });
}

/**
 * Maximum number of counters to read for a team, which has one for each member and tag. Each costs half a read unit.
 */
const countersReadMax = 500;
