import type { Context } from './context.ts';
import { latestScheduledChanges, successorOf } from './scheduled-changes.ts';
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

/** Ids of deleted tags by organization. They never come back, so records with such ids cost nothing. */
const gone = new Map<string, Set<string>>();
/** Above this number, those of an organization are forgotten. */
const goneMax = 1_000;

function noteGone(orgId: string, ids: readonly string[]): void {
  const known = gone.get(orgId) ?? new Set<string>();
  if (known.size > goneMax) known.clear();
  for (const id of ids) known.add(id);
  putBounded(gone, orgId, known, cacheSize);
}

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

/**
 * The tags that replace merged ones, by the id of the merged tag. Records have the merged ids until a job has reached
 * them. Read `known` before.
 */
export async function readMergedTags(context: Context, known: TagIds): Promise<ReadonlyMap<string, string>> {
  const changes = await latestScheduledChanges(context);
  const merged = changes.flatMap(({ kind, moves }) => (kind === 'tagMerge' ? Object.keys(moves) : []));
  return new Map(
    merged.flatMap((id) => {
      const successor = successorOf(changes, 'tagMerge', id);
      return known.has(successor) ? [[id, successor] as const] : [];
    }),
  );
}

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
  const { orgId } = context;
  const isGone = (id: string) => gone.get(orgId)?.has(id) ?? false;
  const known = await cachedTagIds(
    context,
    all.filter((id) => !isGone(id)),
  );
  const missing = all.filter((id) => !known.has(id) && !isGone(id));
  const merged = missing.length > 0 ? await readMergedTags(context, known) : new Map<string, string>();
  if (missing.length > 0)
    noteGone(
      orgId,
      missing.filter((id) => !merged.has(id)),
    );
  return records.map((record) => {
    const ids = idsOf(record);
    if (ids.every((id) => known.has(id))) return record;
    const { tagIds: _tagIds, ...rest } = record as R & Tagged;
    const current = [...new Set(ids.map((id) => merged.get(id) ?? id))].filter((id) => known.has(id));
    return { ...rest, ...(current.length > 0 ? { tagIds: current } : {}) } as R;
  });
}
