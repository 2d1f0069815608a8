import type { Context } from './context.ts';
import { scheduledChangesSince, successorOf } from './scheduled-changes.ts';
import { readTags } from './tag.ts';

type TagIds = ReadonlySet<string>;

/** The ids of the organization's tags. */
export const readTagIds = async (context: Context): Promise<TagIds> =>
  new Set((await readTags(context)).map(({ id }) => id));

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
  readIds: (context: Context) => Promise<TagIds> = readTagIds,
): Promise<R[]> {
  const idsOf = (record: R): string[] => {
    const { tagIds = [] }: Tagged = record ?? {};
    return tagIds;
  };
  if (records.every((record) => idsOf(record).length === 0)) return [...records];
  const known = await readIds(context);
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
