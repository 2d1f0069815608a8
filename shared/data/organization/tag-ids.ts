import type { Context } from './context.ts';
import { scheduledChangesSince, successorOf } from './scheduled-changes.ts';
import { readTags } from './tag.ts';
import { putBounded } from '../store/bounded-cache.ts';
import { newSession } from '../store/units.ts';

type TagIds = ReadonlySet<string>;

/** The ids of the organization's tags. */
export const readTagIds = async (context: Context): Promise<TagIds> =>
  new Set((await readTags(context)).map(({ id }) => id));

/**
 * How long each process caches the ids of tags. The deletion of a tag ends after this time, so that nobody reads the tag
 * afterward.
 */
export const tagsCachedMs = 1_000;
const cacheSize = 500;
const cache = new Map<string, { ids: TagIds; until: number }>();

/** The ids of tags from the cache. If one of `needed` is missing, it may be new, so that all are read again. */
async function cachedTagIds(context: Context, needed: readonly string[]): Promise<TagIds> {
  const { orgId, units } = context;
  const cached = cache.get(orgId);
  const now = Date.now();
  if (cached && cached.until > now && needed.every((id) => cached.ids.has(id))) return cached.ids;
  const session = newSession();
  const ids = await readTagIds({ ...context, ...session });
  units.read += session.units.read;
  units.settings += session.units.read;
  putBounded(cache, orgId, { ids, until: now + tagsCachedMs }, cacheSize);
  return ids;
}

interface Tagged {
  tagIds?: string[];
}

/** The age up to which merges of tags are looked for: longer than their jobs take. */
const mergeHours = 24;

/**
 * Records as readers see them. Stored records keep the ids of deleted tags, which are left out. A merged tag, which a
 * job hasn't replaced yet, is replaced by the other one.
 */
export async function withCurrentTags<R extends object | undefined>(
  context: Context,
  records: readonly R[],
): Promise<R[]> {
  const idsOf = (record: R): string[] => {
    const { tagIds = [] }: Tagged = record ?? {};
    return tagIds;
  };
  const all = records.flatMap(idsOf);
  if (all.length === 0) return [...records];
  const known = await cachedTagIds(context, all);
  const isCurrent = (record: R) => idsOf(record).every((id) => known.has(id));
  if (records.every(isCurrent)) return [...records];
  const since = Date.parse(context.now) - mergeHours * 3_600_000;
  const changes = await scheduledChangesSince(context, context.orgId, since);
  return records.map((record) => {
    if (isCurrent(record)) return record;
    const { tagIds: _tagIds, ...rest } = record as R & Tagged;
    const ids = idsOf(record).map((id) => successorOf(changes, 'tagMerge', id));
    const current = [...new Set(ids)].filter((id) => known.has(id));
    return { ...rest, ...(current.length > 0 ? { tagIds: current } : {}) } as unknown as R;
  });
}
